/* The frame: cover, the passages of the document's own, parties, terms, references, contacts,
 * standards, and notes on the whole. The chapters with tables have files of their own. */
#include "document.h"

#include <string.h>

#include "base/own.h"
#include "document_part.h"

/* -- the cover -------------------------------------------------------------------------------- */

static const char *
edition_words(const struct document *d)
{
	OWN(buf_fini) struct buf date = {0};

	words_date(&date, d->model, d->lang, d->matrix->date);
	return SAY(d->arena, &d->request, "about.edition-text", "n",
		arena_printf(d->arena, "%u", d->matrix->edition), "date", buf_cstr(&date));
}

static void
write_line(const struct document *d, enum paper_style style, const char *words)
{
	struct passage *passage = document_passage(d);

	passage_add(passage, words);
	paper_paragraph(d->paper, style, passage, 0, NULL);
}

static void
write_status(const struct document *d)
{
	static const char *const ids[EDITION_STATUS__COUNT] = {
		[EDITION_DRAFT] = "edition.draft", [EDITION_WITHDRAWN] = "edition.withdrawn"};

	if (ids[d->matrix->status] != NULL)
		write_line(d, PAPER_LEAD, document_say(d, ids[d->matrix->status]));
}

static void
cover(struct paper *paper, void *data)
{
	struct document *d = data;
	const struct matrix *matrix = d->matrix;

	d->paper = paper;
	d->arena = paper_arena(paper);
	paper_paragraph(paper, PAPER_SUBTITLE, document_words(d, &matrix->service_name), 0, NULL);
	paper_gap(paper, 120);
	paper_paragraph(paper, PAPER_TITLE, document_words(d, &matrix->title), 0, NULL);
	paper_gap(paper, 14);
	write_line(d, PAPER_SUBTITLE, edition_words(d));
	write_status(d);
	if (matrix->publisher != NULL)
		write_line(d, PAPER_SUBTITLE,
			say_text(d->arena, &d->request, &matrix->publisher->name));
	paper_gap(paper, 40);
	if (matrix->summary.count > 0)
		paper_paragraph(paper, PAPER_LEAD, document_words(d, &matrix->summary), 0, NULL);
}

/* -- the document's own passages -----------------------------------------------------------------
 */

static void
write_scope(const struct document *d)
{
	if (d->matrix->scope.count == 0)
		return;
	document_chapter(d, "about.scope", NULL, false);
	document_paragraph(d, &d->matrix->scope);
	for (size_t i = 0; i < d->matrix->scope_item_count; i++)
		paper_paragraph(d->paper, PAPER_BODY, document_words(d, &d->matrix->scope_items[i]),
			14, "•");
	document_notes(d, &d->matrix->scope_notes, NULL);
}

static void
write_sections(const struct document *d)
{
	for (size_t i = 0; i < d->matrix->section_count; i++) {
		const struct section *section = &d->matrix->sections[i];
		struct passage *title = document_passage(d);

		if (section->number != NULL)
			passage_add(title, arena_printf(d->arena, "%s ", section->number));
		document_add(d, title, &section->title);
		paper_heading(d->paper, 1, title,
			document_thing_destination(d, "section", section->id), false);
		for (size_t j = 0; j < section->paragraph_count; j++)
			document_paragraph(d, &section->paragraphs[j]);
		document_notes(d, &section->notes, NULL);
	}
}

static void
write_terms(const struct document *d)
{
	static const double widths[] = {158, 324};

	if (d->matrix->term_count == 0)
		return;
	document_chapter(d, "about.terms", NULL, false);
	for (size_t i = 0; i < d->matrix->term_count; i++) {
		const struct term *term = &d->matrix->terms[i];
		struct passage *name = document_passage(d);

		passage_strong(name, say_text(d->arena, &d->request, &term->name));
		paper_table(d->paper, 2, widths, NULL, true);
		paper_destination(d->paper, document_thing_destination(d, "term", term->id));
		paper_row(d->paper, (struct paper_cell[]){document_cell(d, PAPER_CELL, name),
					    document_cell(d, PAPER_CELL,
						    document_words(d, &term->definition))});
		paper_table_end(d->paper);
		document_notes(d, &term->notes, NULL);
	}
}

/* -- what it refers to
 * ------------------------------------------------------------------------------- */

static void
write_references(const struct document *d)
{
	if (d->matrix->reference_count == 0)
		return;
	document_chapter(d, "about.references", NULL, true);
	for (size_t i = 0; i < d->matrix->reference_count; i++) {
		const struct reference *reference = &d->matrix->references[i];
		struct passage *words = document_passage(d);

		paper_destination(
			d->paper, document_thing_destination(d, "reference", reference->id));
		document_add_reference(d, words, reference);
		passage_quiet(words, document_say(d, "separator"));
		passage_quiet(
			words, document_name(d, "reference", reference_kind_name(reference->kind)));
		paper_paragraph(d->paper, PAPER_BODY, words, 14, "•");
		words = document_passage(d);
		if (reference->href != NULL)
			passage_to_uri(words, reference->href, reference->href);
		else
			passage_add(words, document_say(d, "reference.unlinked"));
		paper_paragraph(d->paper, PAPER_NOTE, words, 14, NULL);
		document_notes(d, &reference->notes, NULL);
	}
}

static void
write_contacts(const struct document *d)
{
	if (d->matrix->contact_count == 0)
		return;
	document_chapter(d, "about.contacts", NULL, false);
	for (size_t i = 0; i < d->matrix->contact_count; i++) {
		const struct contact *contact = &d->matrix->contacts[i];
		struct passage *words = document_passage(d);

		passage_strong(words, say_text(d->arena, &d->request, &contact->name));
		passage_add(words, document_say(d, "separator"));
		if (contact->value != NULL)
			document_add_contact(d, words, contact, contact->value);
		else
			passage_quiet(words, document_say(d, "contact.unlinked"));
		paper_destination(d->paper, document_thing_destination(d, "contact", contact->id));
		paper_paragraph(d->paper, PAPER_BODY, words, 14, "•");
		if (contact->purpose.count > 0)
			paper_paragraph(d->paper, PAPER_NOTE, document_words(d, &contact->purpose),
				14, NULL);
		document_notes(d, &contact->notes, NULL);
	}
}

static void
write_certification(const struct document *d, const struct certification *c)
{
	struct passage *words = document_passage(d);

	passage_strong(words, say_text(d->arena, &d->request, &c->name));
	passage_add(words, document_say(d, "separator"));
	passage_add(words, c->scheme);
	paper_paragraph(d->paper, PAPER_BODY, words, 14, "•");
	if (c->scheme_as_published != NULL) {
		words = document_passage(d);
		passage_add(words, SAY(d->arena, &d->request, "about.scheme-as-published", "scheme",
					   c->scheme_as_published));
		paper_paragraph(d->paper, PAPER_NOTE, words, 14, NULL);
	}
	document_notes(d, &c->notes, NULL);
}

static void
write_standards(const struct document *d)
{
	const struct matrix *matrix = d->matrix;

	if (matrix->uses_count + matrix->certification_count == 0)
		return;
	document_chapter(d, "about.standards", NULL, false);
	for (size_t i = 0; i < matrix->certification_count; i++)
		write_certification(d, &matrix->certifications[i]);
	for (size_t i = 0; i < matrix->uses_count; i++) {
		const struct framework *framework =
			model_framework(d->model, matrix->uses[i].framework);
		struct passage *words = document_passage(d);

		if (framework == NULL)
			continue;
		passage_strong(words, say_text(d->arena, &d->request, &framework->name));
		passage_add(words, document_say(d, "separator"));
		passage_add(words, document_name(d, "uses", uses_role_name(matrix->uses[i].role)));
		paper_paragraph(d->paper, PAPER_BODY, words, 14, "•");
		document_notes(d, &matrix->uses[i].notes, NULL);
		document_notes(d, &framework->notes, NULL);
	}
}

static void
write_edition(const struct document *d)
{
	const struct matrix *matrix = d->matrix;

	document_chapter(d, "about.edition", NULL, false);
	write_line(d, PAPER_BODY, edition_words(d));
	document_notes(d, &matrix->edition_notes, NULL);
	for (size_t i = 0; i < matrix->language_count; i++) {
		const struct language *language = &matrix->languages[i];
		const struct catalogue *catalogue = model_catalogue(d->model, language->tag);
		struct passage *words = document_passage(d);

		passage_add(words,
			SAY(d->arena, &d->request,
				language->original ? "about.original" : "about.translation",
				"language", catalogue != NULL ? catalogue->name : language->tag));
		paper_paragraph(d->paper, PAPER_BODY, words, 14, "•");
		document_notes(d, &language->notes, NULL);
	}
	document_notes(d, &matrix->notes, NULL);
}

static void
body(struct paper *paper, void *data)
{
	struct document *d = data;

	d->paper = paper;
	write_scope(d);
	write_sections(d);
	write_terms(d);
	document_tables(d);
	document_controls(d);
	document_mapping(d);
	write_references(d);
	write_contacts(d);
	write_standards(d);
	write_edition(d);
}

/* -- the whole
 * ------------------------------------------------------------------------------------------- */

static void
document_init(struct document *d, const struct model *model, const struct matrix *matrix,
	const char *lang)
{
	*d = (struct document){.model = model, .matrix = matrix, .lang = lang};
	diagram_request_init(&d->request, model, matrix, DIAGRAM_STACK, FORMAT_PDF);
	d->request.lang = lang;
}

static void
mark_line(const struct document *d, const char *content, struct buf *out)
{
	mark_print(&(struct mark){.service = d->matrix->service,
			   .kind = "document",
			   .format = "pdf",
			   .query = "",
			   .lang = d->lang,
			   .edition = d->matrix->edition,
			   .date = d->matrix->date,
			   .content = content},
		out);
}

static void
head(struct arena *arena, uint64_t digest, struct pdf_head *head, void *data)
{
	const struct document *d = data;
	const struct party *publisher = d->matrix->publisher;
	const char *title = SAY(arena, &d->request, "site.document", "service",
		texts_value(&d->matrix->service_name, d->lang), "title",
		texts_value(&d->matrix->title, d->lang));
	OWN(buf_fini) struct buf line = {0};
	char content[MARK_CONTENT_SIZE];

	mark_digest_hex(digest, content);
	mark_line(d, content, &line);
	*head = (struct pdf_head){
		.title = title,
		.subject = arena_strdup(arena, buf_cstr(&line)),
		.publisher = publisher != NULL ? texts_value(&publisher->name, d->lang) : NULL,
		.date = d->matrix->date,
	};
}

static void
free_arena(struct arena **arena)
{
	arena_free(*arena);
}

static struct paper_edges
edges(struct document *d, struct arena *arena)
{
	d->arena = arena;
	return (struct paper_edges){
		.lang = d->lang,
		.top_left = say_text(arena, &d->request, &d->matrix->title),
		.top_right = say_text(arena, &d->request, &d->matrix->service_name),
		.bottom_left = edition_words(d),
		.contents = document_say(d, "paper.contents"),
	};
}

bool
document_render(const struct model *model, const struct matrix *matrix, const char *lang,
	struct buf *out, struct diags *diags)
{
	OWN(free_arena) struct arena *arena = arena_new();
	struct document d;
	struct paper_edges around;

	if (!late_pango(diags))
		return false;
	document_init(&d, model, matrix, lang);
	around = edges(&d, arena);
	return paper_make(&(struct paper_text){cover, body, head, &d}, &around, out, diags);
}

bool
document_content(const struct model *model, const struct matrix *matrix, const char *lang,
	char out[MARK_CONTENT_SIZE], struct diags *diags)
{
	OWN(free_arena) struct arena *arena = arena_new();
	struct document d;
	struct paper_edges around;
	uint64_t digest;

	if (!late_pango(diags))
		return false;
	document_init(&d, model, matrix, lang);
	around = edges(&d, arena);
	if (!paper_digest(&(struct paper_text){cover, body, head, &d}, &around, &digest, diags))
		return false;
	mark_digest_hex(digest, out);
	return true;
}
