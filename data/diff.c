/* Lists are paired by key through an index; what both editions have is compared field by field. Each
 * comparison knows where it is from differ.at, which every change starts as a copy of. Short lists without
 * ids (parts, counterparts, paragraphs) are paired by what their items have in common. */
#include "differ.h"

#include <assert.h>
#include <string.h>

#include "index.h"

static const char *const verb_names[] = {"added", "removed", "changed"};
static const char *const place_names[] = {
	"document", "party", "reference", "contact", "scope", "term", "section", "table", "row", "control"};
static const char *const aspect_names[] = {"whole", "wording", "owner", "cell", "part", "condition", "status",
	"fact", "mapping", "see", "link", "property"};

const char *
change_verb_name(enum change_verb verb)
{
	return verb_names[verb];
}

const char *
change_place_name(enum change_place place)
{
	return place_names[place];
}

const char *
change_aspect_name(enum change_aspect aspect)
{
	return aspect_names[aspect];
}

/* -- telling ---------------------------------------------------------------------- */

void
differ_tell(struct differ *d, enum change_aspect aspect, const char *detail, struct change_side before,
	struct change_side after, enum change_verb verb)
{
	if (d->n == d->cap) {
		size_t cap = d->cap > 0 ? 2 * d->cap : 64;
		struct change *v = arena_array(d->arena, cap, sizeof(*v));

		if (d->n > 0)
			memcpy(v, d->v, d->n * sizeof(*v));
		d->v = v;
		d->cap = cap;
	}
	d->v[d->n] = d->at;
	d->v[d->n].verb = verb;
	d->v[d->n].aspect = aspect;
	d->v[d->n].detail = detail;
	d->v[d->n].before = before;
	d->v[d->n++].after = after;
}

enum change_verb
differ_verb(const void *before, const void *after)
{
	return before == NULL ? CHANGE_ADDED : after == NULL ? CHANGE_REMOVED : CHANGE_CHANGED;
}

void
differ_enter(struct differ *d, enum change_place place, const char *id, const struct texts *name)
{
	d->at = (struct change){.place = place, .id = id, .name = name};
}

/* -- values and words ----------------------------------------------------------------- */

static bool
equal(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

void
differ_value(struct differ *d, enum change_aspect aspect, const char *detail, const char *before,
	const char *after)
{
	if (!equal(before, after))
		differ_tell(d, aspect, detail, (struct change_side){.value = before},
			(struct change_side){.value = after}, differ_verb(before, after));
}

static const struct text *
text_of(const struct texts *texts, uint8_t language)
{
	for (size_t i = 0; i < texts->count; i++)
		if (texts->v[i].language == language)
			return &texts->v[i];
	return NULL;
}

/* Words that are the same may still lead elsewhere. */
static void
compare_links(struct differ *d, const char *detail, const struct text *before, const struct text *after)
{
	if (text_run_count(before) != text_run_count(after))
		return;
	for (size_t i = 0; i < text_run_count(before); i++) {
		struct run old = text_run(before, i), new = text_run(after, i);

		if (old.kind == new.kind)
			differ_value(d, ASPECT_LINK, detail, old.target, new.target);
	}
}

void
differ_texts(struct differ *d, const char *detail, const struct texts *before, const struct texts *after)
{
	for (size_t i = 0; i < after->count; i++) {
		const struct text *new = &after->v[i], *old = text_of(before, new->language);

		if (old != NULL && strcmp(old->value, new->value) == 0)
			compare_links(d, detail, old, new);
		else
			differ_tell(d, ASPECT_WORDING, detail, (struct change_side){.text = old},
				(struct change_side){.text = new}, differ_verb(old, new));
	}
	for (size_t i = 0; i < before->count; i++)
		if (text_of(after, before->v[i].language) == NULL)
			differ_tell(d, ASPECT_WORDING, detail, (struct change_side){.text = &before->v[i]},
				(struct change_side){0}, CHANGE_REMOVED);
}

static bool
texts_equal(const struct texts *a, const struct texts *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct text *other = text_of(b, a->v[i].language);

		if (other == NULL || strcmp(a->v[i].value, other->value) != 0)
			return false;
	}
	return true;
}

/* Lists longer than that (the product of both lengths) are not paired: their items went and came. */
enum { PAIRS_LIMIT = 1 << 18 };

/* Whether more than half of the shorter one is in the other. */
static bool
words_alike(const char *a, const char *b)
{
	struct arena *scratch = arena_new();
	size_t count, same = 0, shorter = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
	const struct span *spans = diff_words(scratch, a, b, &count);

	for (size_t i = 0; i < count; i++)
		same += spans[i].kind == SPAN_SAME ? spans[i].len : 0;
	arena_free(scratch);
	return 2 * same > shorter;
}

static bool
texts_alike(const struct texts *a, const struct texts *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct text *other = text_of(b, a->v[i].language);

		if (other != NULL)
			return words_alike(a->v[i].value, other->value);
	}
	return false;
}

/* Fills mate with what each of after was before, NULL for what is new. Words are compared in short lists only. */
static void
pair_texts(const struct texts *before, size_t n_before, const struct texts *after, size_t n_after,
	const struct texts **mate, bool *taken)
{
	static const struct {
		bool (*fits)(const struct texts *, const struct texts *);
		size_t limit;
	} rounds[] = {{texts_equal, PAIRS_LIMIT}, {texts_alike, 1024}};

	for (size_t r = 0; r < 2 && n_before * n_after <= rounds[r].limit; r++)
		for (size_t j = 0; j < n_after; j++)
			for (size_t i = 0; i < n_before && mate[j] == NULL; i++)
				if (!taken[i] && rounds[r].fits(&before[i], &after[j])) {
					taken[i] = true;
					mate[j] = &before[i];
				}
}

/* Paragraphs: those that are the same, then those that are alike, wherever they stand; what is left came or went. */
static void
compare_paragraphs(struct differ *d, const char *detail, const struct texts *before, size_t n_before,
	const struct texts *after, size_t n_after)
{
	static const struct texts nothing;
	const struct texts **mate = arena_array(d->arena, n_after + 1, sizeof(*mate));
	bool *taken = arena_array(d->arena, n_before + 1, sizeof(*taken));

	pair_texts(before, n_before, after, n_after, mate, taken);
	for (size_t j = 0; j < n_after; j++)
		differ_texts(d, detail, mate[j] != NULL ? mate[j] : &nothing, &after[j]);
	for (size_t i = 0; i < n_before; i++)
		if (!taken[i])
			differ_texts(d, detail, &before[i], &nothing);
}

void
differ_notes(struct differ *d, const struct notes *before, const struct notes *after)
{
	struct texts *old = arena_array(d->arena, before->count + 1, sizeof(*old));
	struct texts *new = arena_array(d->arena, after->count + 1, sizeof(*new));

	for (size_t i = 0; i < before->count; i++)
		old[i] = before->v[i].text;
	for (size_t i = 0; i < after->count; i++)
		new[i] = after->v[i].text;
	compare_paragraphs(d, "note", old, before->count, new, after->count);
}

/* -- lists with keys ---------------------------------------------------------------------- */

static const void *
item(const struct list *list, size_t i)
{
	return (const char *)list->v + i * list->size;
}

static struct index
index_of(struct differ *d, const struct list *list)
{
	return index_make(d->arena, list->v, list->size, list->count);
}

static const void *
find(const struct index *index, const struct list *list, const void *other)
{
	size_t at;

	return index_find(index, list->v, list->size, *(const char *const *)other, &at) ? item(list, at) : NULL;
}

void
differ_pair(struct differ *d, struct list before, struct list after, differ_fn *compare, const void *data)
{
	struct index old = index_of(d, &before), new = index_of(d, &after);

	for (size_t i = 0; i < after.count; i++)
		compare(d, find(&old, &before, item(&after, i)), item(&after, i), data);
	for (size_t i = 0; i < before.count; i++)
		if (find(&new, &after, item(&before, i)) == NULL)
			compare(d, item(&before, i), NULL, data);
}

bool
differ_whole(struct differ *d, const void *before, const void *after)
{
	if (before != NULL && after != NULL)
		return false;
	differ_tell(d, ASPECT_WHOLE, NULL, (struct change_side){0}, (struct change_side){0},
		differ_verb(before, after));
	return true;
}

/* -- parts ------------------------------------------------------------------------------------ */

static bool
same_party(const struct part *a, const struct part *b)
{
	return strcmp(a->party->id, b->party->id) == 0;
}

static bool
same_duty(const struct part *a, const struct part *b)
{
	return same_party(a, b) && a->does == b->does && texts_equal(&a->text, &b->text);
}

static bool
same_doing(const struct part *a, const struct part *b)
{
	return same_party(a, b) && a->does == b->does;
}

static void
tell_part(struct differ *d, const struct part *old, const struct part *new)
{
	assert(old != NULL || new != NULL);
	differ_tell(d, ASPECT_PART, (new != NULL ? new : old)->party->id, (struct change_side){.part = old},
		(struct change_side){.part = new}, differ_verb(old, new));
}

/* owners: the parties that answer are told of elsewhere. */
void
differ_parts(struct differ *d, const struct parts *before, const struct parts *after, bool owners)
{
	static bool (*const rounds[])(const struct part *, const struct part *) = {
		same_duty, same_doing, same_party};
	const struct part **mate = arena_array(d->arena, after->count + 1, sizeof(*mate));
	bool *taken = arena_array(d->arena, before->count + 1, sizeof(*taken));

	for (size_t r = 0; r < 3 && before->count * after->count < PAIRS_LIMIT; r++)
		for (size_t j = 0; j < after->count; j++)
			for (size_t i = 0; i < before->count && mate[j] == NULL; i++)
				if (!taken[i] && rounds[r](&before->v[i], &after->v[j])) {
					taken[i] = true;
					mate[j] = &before->v[i];
				}
	for (size_t j = 0; j < after->count; j++) {
		const struct part *new = &after->v[j];

		if (mate[j] == NULL ? !(owners && new->does == DOES_ANSWERS) : !same_duty(mate[j], new))
			tell_part(d, mate[j], new);
	}
	for (size_t i = 0; i < before->count; i++)
		if (!taken[i] && !(owners && before->v[i].does == DOES_ANSWERS))
			tell_part(d, &before->v[i], NULL);
}

/* -- controls ---------------------------------------------------------------------------------------- */

static void
compare_fact(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct fact *old = before, *new = after;

	(void)data;
	if (old == NULL || new == NULL || old->kind != new->kind || strcmp(old->value, new->value) != 0 ||
		old->bound != new->bound || !texts_equal(&old->display, &new->display))
		differ_tell(d, ASPECT_FACT, (new != NULL ? new : old)->id, (struct change_side){.fact = old},
			(struct change_side){.fact = new}, differ_verb(old, new));
	if (old != NULL && new != NULL) {
		differ_texts(d, "fact", &old->name, &new->name);
		differ_notes(d, &old->notes, &new->notes);
	}
}

static bool
same_map(const struct counterpart *a, const struct counterpart *b)
{
	return strcmp(a->framework, b->framework) == 0 && strcmp(a->clause, b->clause) == 0;
}

static bool
same_framework(const struct counterpart *a, const struct counterpart *b)
{
	return strcmp(a->framework, b->framework) == 0;
}

/* A counterpart that went and one that came in the same framework are one that changed. */
static void
compare_maps(struct differ *d, const struct control *before, const struct control *after)
{
	static bool (*const rounds[])(const struct counterpart *, const struct counterpart *) = {
		same_map, same_framework};
	const struct counterpart **mate = arena_array(d->arena, after->map_count + 1, sizeof(*mate));
	bool *taken = arena_array(d->arena, before->map_count + 1, sizeof(*taken));

	for (size_t r = 0; r < 2 && before->map_count * after->map_count < PAIRS_LIMIT; r++)
		for (size_t j = 0; j < after->map_count; j++)
			for (size_t i = 0; i < before->map_count && mate[j] == NULL; i++)
				if (!taken[i] && rounds[r](&before->maps[i], &after->maps[j])) {
					taken[i] = true;
					mate[j] = &before->maps[i];
				}
	for (size_t j = 0; j < after->map_count; j++) {
		const struct counterpart *new = &after->maps[j], *old = mate[j];

		if (old == NULL || !same_map(old, new) || old->relation != new->relation)
			differ_tell(d, ASPECT_MAPPING, new->framework, (struct change_side){.map = old},
				(struct change_side){.map = new}, differ_verb(old, new));
		else
			differ_notes(d, &old->notes, &new->notes);
	}
	for (size_t i = 0; i < before->map_count; i++)
		if (!taken[i])
			differ_tell(d, ASPECT_MAPPING, before->maps[i].framework,
				(struct change_side){.map = &before->maps[i]}, (struct change_side){0},
				CHANGE_REMOVED);
}

/* Cross-references by what they lead to. */
static struct list
see_keys(struct differ *d, const struct control *control)
{
	const char **keys = arena_array(d->arena, control->see_count + 1, sizeof(*keys));

	for (size_t i = 0; i < control->see_count; i++)
		keys[i] = control->sees[i].target;
	return LIST(keys, control->see_count);
}

static void
compare_see(struct differ *d, const void *before, const void *after, const void *data)
{
	(void)data;
	differ_value(d, ASPECT_SEE, NULL, before != NULL ? *(const char *const *)before : NULL,
		after != NULL ? *(const char *const *)after : NULL);
}

static void
compare_control(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct control *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, PLACE_CONTROL, any->clause,
		control_own_title(any)->count > 0 ? control_own_title(any) : NULL);
	if (differ_whole(d, old, new))
		return;
	differ_value(
		d, ASPECT_STATUS, NULL, control_status_name(old->status), control_status_name(new->status));
	differ_value(d, ASPECT_PROPERTY, "as-published", control_as_published(old), control_as_published(new));
	differ_texts(d, "title", control_own_title(old), control_own_title(new));
	differ_texts(d, "statement", &old->statement, &new->statement);
	differ_parts(d, &old->parts, &new->parts, false);
	differ_pair(
		d, LIST(old->facts, old->fact_count), LIST(new->facts, new->fact_count), compare_fact, NULL);
	compare_maps(d, old, new);
	differ_pair(d, see_keys(d, old), see_keys(d, new), compare_see, NULL);
	differ_notes(d, &old->notes, &new->notes);
}

/* -- the lists around them ------------------------------------------------------------------------------- */

static void
compare_party(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct party *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, PLACE_PARTY, any->id, &any->name);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "name", &old->name, &new->name);
	differ_texts(d, "short", &old->short_name, &new->short_name);
	differ_texts(d, "description", &old->description, &new->description);
	differ_value(d, ASPECT_PROPERTY, "kind", party_kind_name(old->kind), party_kind_name(new->kind));
	differ_value(d, ASPECT_LINK, NULL, old->href, new->href);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_reference(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct reference *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, PLACE_REFERENCE, any->id, &any->title);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "title", &old->title, &new->title);
	differ_value(
		d, ASPECT_PROPERTY, "kind", reference_kind_name(old->kind), reference_kind_name(new->kind));
	differ_value(d, ASPECT_LINK, NULL, old->href, new->href);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_contact(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct contact *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, PLACE_CONTACT, any->id, &any->name);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "name", &old->name, &new->name);
	differ_texts(d, "purpose", &old->purpose, &new->purpose);
	differ_value(d, ASPECT_PROPERTY, "kind", contact_kind_name(old->kind), contact_kind_name(new->kind));
	differ_value(d, ASPECT_LINK, NULL, old->value, new->value);
	differ_notes(d, &old->notes, &new->notes);
}

static void
compare_term(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct term *old = before, *new = after, *any = new != NULL ? new : old;

	(void)data;
	differ_enter(d, PLACE_TERM, any->id, &any->name);
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
	differ_enter(d, PLACE_SECTION, any->id, &any->title);
	if (differ_whole(d, old, new))
		return;
	differ_texts(d, "title", &old->title, &new->title);
	differ_value(d, ASPECT_PROPERTY, "number", old->number, new->number);
	compare_paragraphs(
		d, "body", old->paragraphs, old->paragraph_count, new->paragraphs, new->paragraph_count);
	differ_notes(d, &old->notes, &new->notes);
}

/* -- the document --------------------------------------------------------------------------------------- */

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
	if (old != NULL && new != NULL)
		differ_texts(d, "certification", &old->name, &new->name);
}

static void
compare_language(struct differ *d, const void *before, const void *after, const void *data)
{
	const struct language *old = before, *new = after;

	(void)data;
	differ_value(
		d, ASPECT_PROPERTY, "language", old != NULL ? old->tag : NULL, new != NULL ? new->tag : NULL);
}

static void
compare_document(struct differ *d, const struct matrix *a, const struct matrix *b)
{
	differ_enter(d, PLACE_DOCUMENT, NULL, NULL);
	differ_texts(d, "title", &a->title, &b->title);
	differ_texts(d, "service", &a->service_name, &b->service_name);
	differ_texts(d, "summary", &a->summary, &b->summary);
	differ_value(d, ASPECT_PROPERTY, "publisher", a->publisher != NULL ? a->publisher->id : NULL,
		b->publisher != NULL ? b->publisher->id : NULL);
	differ_pair(d, LIST(a->languages, a->language_count), LIST(b->languages, b->language_count),
		compare_language, NULL);
	differ_pair(d, LIST(a->uses, a->uses_count), LIST(b->uses, b->uses_count), compare_uses, NULL);
	differ_pair(d, LIST(a->certifications, a->certification_count),
		LIST(b->certifications, b->certification_count), compare_certification, NULL);
	differ_notes(d, &a->notes, &b->notes);
	differ_enter(d, PLACE_SCOPE, NULL, NULL);
	differ_texts(d, "statement", &a->scope, &b->scope);
	compare_paragraphs(
		d, "item", a->scope_items, a->scope_item_count, b->scope_items, b->scope_item_count);
	differ_notes(d, &a->scope_notes, &b->scope_notes);
}

/* Rows come table by table; they are told after the tables, each place together. */
static void
sort_places(struct differ *d)
{
	struct change *sorted = arena_array(d->arena, d->n + 1, sizeof(*sorted));
	size_t n = 0;

	for (int place = 0; place < PLACE__COUNT; place++)
		for (size_t i = 0; i < d->n; i++)
			if ((int)d->v[i].place == place)
				sorted[n++] = d->v[i];
	d->v = sorted;
}

void
diff_matrices(struct diff *diff, const struct matrix *before, const struct matrix *after, struct arena *arena)
{
	struct differ d = {.arena = arena};

	compare_document(&d, before, after);
	differ_pair(&d, LIST(before->parties, before->party_count), LIST(after->parties, after->party_count),
		compare_party, NULL);
	differ_pair(&d, LIST(before->references, before->reference_count),
		LIST(after->references, after->reference_count), compare_reference, NULL);
	differ_pair(&d, LIST(before->contacts, before->contact_count),
		LIST(after->contacts, after->contact_count), compare_contact, NULL);
	differ_pair(&d, LIST(before->terms, before->term_count), LIST(after->terms, after->term_count),
		compare_term, NULL);
	differ_pair(&d, LIST(before->sections, before->section_count),
		LIST(after->sections, after->section_count), compare_section, NULL);
	differ_pair(&d, LIST(before->tables, before->table_count), LIST(after->tables, after->table_count),
		differ_table, NULL);
	differ_pair(&d, LIST(before->controls, before->control_count),
		LIST(after->controls, after->control_count), compare_control, NULL);
	sort_places(&d);
	*diff = (struct diff){before, after, d.v, d.n};
}

/* -- reading ------------------------------------------------------------------------------ */

bool
change_same_thing(const struct change *a, const struct change *b)
{
	return a->place == b->place && equal(a->id, b->id) && equal(a->table, b->table);
}

const struct text *
change_text(const struct change *change)
{
	return change->after.text != NULL ? change->after.text : change->before.text;
}

/* Whether other is the change's own wording in the language. */
static bool
says_it_in(const struct change *change, const struct change *other, const char *lang)
{
	return other->aspect == change->aspect && equal(other->detail, change->detail) &&
	       equal(other->column, change->column) && change_text(other) != NULL &&
	       language_match(text_lang(change_text(other)), lang);
}

bool
diff_concerns(const struct diff *diff, const struct change *change, const char *lang)
{
	const struct text *text = change_text(change);
	const struct change *c = change;

	if (text == NULL || language_match(text_lang(text), lang))
		return true;
	while (c > diff->v && change_same_thing(c - 1, change))
		c--;
	for (; c < diff->v + diff->count && change_same_thing(c, change); c++)
		if (says_it_in(change, c, lang))
			return false;
	return true;
}

size_t
diff_count(const struct diff *diff, const char *lang)
{
	size_t n = 0;

	for (size_t i = 0; i < diff->count; i++)
		n += diff_concerns(diff, &diff->v[i], lang);
	return n;
}
