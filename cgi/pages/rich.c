/* A run of a text that names something is linked to where it leads. */
#include "rich.h"

#include "prose.h"
#include "links.h"
#include "wording.h"

static void
write_term(struct page *page, const struct run *run)
{
	const struct term *term = matrix_term(page->matrix, run->target);
	struct link link = page_link(page, ROUTE_ABOUT);

	if (term == NULL) {
		html_text(page->html, run->value);
		return;
	}
	link.anchor = arena_printf(page->arena, "term-%s", term->id);
	piece_open_link(page, &link);
	html_attr(page->html, "class", "term");
	html_attr(page->html, "title", texts_value(&term->definition, page->lang));
	html_text(page->html, run->value);
	html_close(page->html, "a");
}

static void
write_ref(struct page *page, const struct run *run)
{
	const struct reference *reference = matrix_reference(page->matrix, run->target);
	const struct contact *contact = matrix_contact(page->matrix, run->target);
	const struct table *table = matrix_table(page->matrix, run->target);
	struct link link = page_link(page, ROUTE_BOUNDARY);

	if (reference != NULL) {
		piece_reference(page, reference, run->value);
	} else if (contact != NULL) {
		piece_contact(page, contact, run->value);
	} else if (table != NULL) {
		link.anchor = table_anchor(page, table);
		piece_link(page, &link, run->value);
	} else {
		html_text(page->html, run->value);
	}
}

static void
write_text(struct page *page, const struct run *run)
{
	html_text(page->html, run->value);
}

static void
write_clause(struct page *page, const struct run *run)
{
	piece_clause(page, run->framework, run->target);
}

static void (*const run_writers[RUN__COUNT])(struct page *, const struct run *) = {
	[RUN_TEXT] = write_text,
	[RUN_REF] = write_ref,
	[RUN_CLAUSE] = write_clause,
	[RUN_TERM] = write_term,
};

void
piece_texts(struct page *page, const struct texts *texts)
{
	const struct text *text = texts_shown(texts, page->matrix, page->lang);
	bool marked;

	if (text == NULL)
		return;
	marked = prose_begin(page, text);
	for (size_t i = 0; i < text_run_count(text); i++) {
		struct run run = text_run(text, i);

		run_writers[run.kind](page, &run);
	}
	prose_end(page, text, marked);
}

void
piece_element(
	struct page *page, const char *element, const char *class_name, const struct texts *texts)
{
	if (texts->count == 0)
		return;
	html_open(page->html, element);
	if (class_name != NULL)
		html_attr(page->html, "class", class_name);
	piece_texts(page, texts);
	html_close(page->html, element);
}

static void
write_notes(struct page *page, const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->v[i];

		html_open(page->html, "p");
		html_attr(page->html, "class",
			arena_printf(page->arena, "note note-%s", note_kind_name(note->kind)));
		html_simple(page->html, "strong", NULL,
			page_say_name(page, "note", note_kind_name(note->kind)));
		html_lit(page->html, " ");
		piece_texts(page, &note->text);
		html_close(page->html, "p");
	}
}

/* The kinds of the notes, each once, so that one sees what is folded. */
static void
write_note_kinds(struct page *page, const struct notes *notes)
{
	bool listed[NOTE__COUNT] = {0};
	const char *before = page_say(page, "cell.colon");

	for (size_t i = 0; i < notes->count; i++) {
		enum note_kind kind = notes->v[i].kind;

		if (listed[kind])
			continue;
		listed[kind] = true;
		html_text(page->html, before);
		html_text(page->html, page_say_name(page, "note", note_kind_name(kind)));
		before = page_say(page, "list.comma");
	}
}

void
piece_notes(struct page *page, const struct notes *notes)
{
	if (notes->count == 0)
		return;
	html_open(page->html, "details");
	html_attr(page->html, "class", "notes");
	html_open(page->html, "summary");
	html_text(page->html, page_say(page, "note.editors"));
	write_note_kinds(page, notes);
	html_close(page->html, "summary");
	write_notes(page, notes);
	html_close(page->html, "details");
}

void
piece_both_notes(struct page *page, const struct notes *a, const struct notes *b)
{
	size_t count = a->count + b->count;
	struct note *notes = arena_array(page->arena, count + 1, sizeof(*notes));

	for (size_t i = 0; i < count; i++)
		notes[i] = i < a->count ? a->v[i] : b->v[i - a->count];
	piece_notes(page, &(struct notes){notes, count});
}

void
piece_open_notes(struct page *page, const struct notes *notes)
{
	if (notes->count == 0)
		return;
	html_open(page->html, "div");
	html_attr(page->html, "class", "notes");
	write_notes(page, notes);
	html_close(page->html, "div");
}
