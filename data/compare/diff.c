/* Lists are paired by key through an index; what both editions have is compared field by field.
 * Each comparison knows where it is from differ.at, which every change starts as a copy of. Short
 * lists without ids (parts, counterparts, paragraphs) are paired by what their items have in
 * common. */
#include "differ.h"

/* -- the lists around them
 * ------------------------------------------------------------------------------- */

/* What the party publishes, as "edition 3 (suppliers/x.xml)"; NULL: nothing. */
static const char *
publication(const struct differ *d, const struct party *party)
{
	const struct publication *p = party->published;

	if (p == NULL || p->matrix == NULL)
		return p != NULL ? p->file : NULL;
	return arena_printf(d->arena, "%u, %s (%s)", p->matrix->edition, p->matrix->date, p->file);
}

static void
compare_party(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct party *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_PARTY, any->id, &any->name);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "name", &old->name, &new->name);
	differ_texts(d, "short", &old->short_name, &new->short_name);
	differ_texts(d, "description", &old->description, &new->description);
	differ_texts(d, "purpose", &old->purpose, &new->purpose);
	differ_texts(d, "data", &old->data, &new->data);
	differ_value(
		d, ASPECT_PROPERTY, "kind", party_kind_name(old->kind), party_kind_name(new->kind));
	differ_value(d, ASPECT_PROPERTY, "region", old->region, new->region);
	differ_value(d, ASPECT_PROPERTY, "since", old->since, new->since);
	differ_value(d, ASPECT_PROPERTY, "contact", old->contact, new->contact);
	differ_value(d, ASPECT_LINK, NULL, old->href, new->href);
	differ_value(d, ASPECT_PROPERTY, "publishes", publication(d, old), publication(d, new));
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_reference(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct reference *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_REFERENCE, any->id, &any->title);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "title", &old->title, &new->title);
	differ_value(d, ASPECT_PROPERTY, "kind", reference_kind_name(old->kind),
		reference_kind_name(new->kind));
	differ_value(d, ASPECT_LINK, NULL, old->href, new->href);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_contact(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct contact *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_CONTACT, any->id, &any->name);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "name", &old->name, &new->name);
	differ_texts(d, "purpose", &old->purpose, &new->purpose);
	differ_value(d, ASPECT_PROPERTY, "kind", contact_kind_name(old->kind),
		contact_kind_name(new->kind));
	differ_value(d, ASPECT_LINK, NULL, old->value, new->value);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_term(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct term *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_TERM, any->id, &any->name);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "name", &old->name, &new->name);
	differ_texts(d, "definition", &old->definition, &new->definition);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_section(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct section *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_SECTION, any->id, &any->title);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "title", &old->title, &new->title);
	differ_value(d, ASPECT_PROPERTY, "number", old->number, new->number);
	differ_paragraphs(d, "body", old->paragraphs, old->paragraph_count, new->paragraphs,
		new->paragraph_count);
	differ_blocks(d, &old->blocks, &new->blocks);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_question(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct question *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, THING_QUESTION, any->id, &any->asked);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "asked", &old->asked, &new->asked);
	differ_texts(d, "answer", &old->answer, &new->answer);
	differ_blocks(d, &old->blocks, &new->blocks);
	differ_sees(d, old->sees, old->see_count, new->sees, new->see_count);
	differ_notes(d, &old->notes, &new->notes);
}

/* -- the document
 * --------------------------------------------------------------------------------------- */

static void
compare_uses(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct uses *old = before, *new = after;

	(void)data;
	differ_value(d, ASPECT_PROPERTY, "framework", old != NULL ? old->framework : NULL,
		new != NULL ? new->framework : NULL);
}

static void
compare_certification(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct certification *old = before, *new = after;

	(void)data;
	differ_value(d, ASPECT_PROPERTY, "certification", old != NULL ? old->scheme : NULL,
		new != NULL ? new->scheme : NULL);
	if (old == NULL || new == NULL)
		return;
	differ_texts(d, "certification", &old->name, &new->name);
	differ_texts(d, "certification-body", &old->body, &new->body);
	differ_texts(d, "certification-scope", &old->scope, &new->scope);
	differ_value(d, ASPECT_PROPERTY, "certification-number", old->number, new->number);
	differ_value(d, ASPECT_PROPERTY, "certification-issued", old->issued, new->issued);
	differ_value(d, ASPECT_PROPERTY, "certification-expires", old->expires, new->expires);
	differ_value(d, ASPECT_LINK, "certification", old->href, new->href);
}

static void
compare_language(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct language *old = before, *new = after;

	(void)data;
	differ_value(d, ASPECT_PROPERTY, "language", old != NULL ? old->tag : NULL,
		new != NULL ? new->tag : NULL);
}

static void
compare_document(struct differ *d, const struct matrix *a, const struct matrix *b)
{
	differ_enter(d, THING_DOCUMENT, NULL, NULL);
	differ_texts(d, "title", &a->title, &b->title);
	differ_texts(d, "service", &a->service_name, &b->service_name);
	differ_texts(d, "summary", &a->summary, &b->summary);
	differ_value(d, ASPECT_PROPERTY, "publisher",
		a->publisher != NULL ? a->publisher->id : NULL,
		b->publisher != NULL ? b->publisher->id : NULL);
	differ_pair(d, DIFF_LIST(a->languages, a->language_count),
		DIFF_LIST(b->languages, b->language_count), compare_language, NULL);
	differ_pair(d, DIFF_LIST(a->uses, a->uses_count), DIFF_LIST(b->uses, b->uses_count),
		compare_uses, NULL);
	differ_pair(d, DIFF_LIST(a->certifications, a->certification_count),
		DIFF_LIST(b->certifications, b->certification_count), compare_certification, NULL);
	differ_notes(d, &a->notes, &b->notes);
	differ_enter(d, THING_SCOPE, NULL, NULL);
	differ_texts(d, "statement", &a->scope, &b->scope);
	differ_paragraphs(d, "item", a->scope_items, a->scope_item_count, b->scope_items,
		b->scope_item_count);
	differ_notes(d, &a->scope_notes, &b->scope_notes);
}

/* Rows come table by table; they are told after the tables, each kind of thing together. */
static void
sort_things(struct differ *d)
{
	struct change *sorted = arena_array(d->arena, d->n + 1, sizeof(*sorted));
	size_t n = 0;

	for (int thing = 0; thing < THING__COUNT; thing++)
		for (size_t i = 0; i < d->n; i++)
			if ((int)d->v[i].thing == thing)
				sorted[n++] = d->v[i];
	d->v = sorted;
}

void
diff_matrices(struct diff *diff, const struct matrix *before, const struct matrix *after,
	struct arena *arena)
{
	struct differ d = {.arena = arena};

	compare_document(&d, before, after);
	differ_pair(&d, DIFF_LIST(before->parties, before->party_count),
		DIFF_LIST(after->parties, after->party_count), compare_party, NULL);
	differ_pair(&d, DIFF_LIST(before->references, before->reference_count),
		DIFF_LIST(after->references, after->reference_count), compare_reference, NULL);
	differ_pair(&d, DIFF_LIST(before->contacts, before->contact_count),
		DIFF_LIST(after->contacts, after->contact_count), compare_contact, NULL);
	differ_pair(&d, DIFF_LIST(before->terms, before->term_count),
		DIFF_LIST(after->terms, after->term_count), compare_term, NULL);
	differ_pair(&d, DIFF_LIST(before->sections, before->section_count),
		DIFF_LIST(after->sections, after->section_count), compare_section, NULL);
	differ_pair(&d, DIFF_LIST(before->questions, before->question_count),
		DIFF_LIST(after->questions, after->question_count), compare_question, NULL);
	differ_pair(&d, DIFF_LIST(before->tables, before->table_count),
		DIFF_LIST(after->tables, after->table_count), differ_table, NULL);
	differ_pair(&d, DIFF_LIST(before->controls, before->control_count),
		DIFF_LIST(after->controls, after->control_count), differ_control, NULL);
	sort_things(&d);
	*diff = (struct diff){before, after, d.v, d.n};
}
