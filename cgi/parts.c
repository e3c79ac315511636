/* Words: of the interface, of the document, and the marks that go with them. */
#include "parts.h"

#include <stdarg.h>
#include <string.h>

#include "base/own.h"
#include "fact.h"
#include "theme.h"

/* -- words of the interface -------------------------------------------------------------- */

const char *
say(const struct page *page, const char *id)
{
	return message(page->model, page->lang, id);
}

/* Takes what a buffer holds as a string of the arena. */
static const char *
keep(const struct page *page, struct buf *words)
{
	return arena_strdup(page->arena, buf_cstr(words));
}

const char *
say_filled(const struct page *page, const char *id, ...)
{
	const char *pairs[11] = {0};
	OWN(buf_fini) struct buf words = {0};
	va_list ap;

	va_start(ap, id);
	for (size_t i = 0; i + 1 < sizeof(pairs) / sizeof(pairs[0]); i++)
		if ((pairs[i] = va_arg(ap, const char *)) == NULL)
			break;
	va_end(ap);
	words_fill(&words, say(page, id), pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5],
		pairs[6], pairs[7], pairs[8], pairs[9], (const char *)NULL);
	return keep(page, &words);
}

const char *
say_count(const struct page *page, size_t count, const char *unit)
{
	OWN(buf_fini) struct buf words = {0};

	words_count(&words, page->model, page->lang, (long)count, unit);
	return keep(page, &words);
}

const char *
say_date(const struct page *page, const char *date)
{
	OWN(buf_fini) struct buf words = {0};

	words_date(&words, page->model, page->lang, date);
	return keep(page, &words);
}

const char *
say_name(const struct page *page, const char *group, const char *name)
{
	return say(page, arena_printf(page->arena, "%s.%s", group, name));
}

const char *
say_language(const struct page *page, const char *tag)
{
	const char *id = arena_printf(page->arena, "language.%s", tag), *words = say(page, id);

	return strcmp(words, id) != 0 ? words : tag;
}

/* -- words of the document ------------------------------------------------------------------ */

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
	part_open_link(page, &link);
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
		part_reference(page, reference, run->value);
	} else if (contact != NULL) {
		part_contact(page, contact, run->value);
	} else if (table != NULL) {
		link.anchor = table_anchor(page, table);
		part_link(page, &link, run->value);
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
	part_clause(page, run->framework, run->target);
}

static void (*const run_writers[RUN__COUNT])(struct page *, const struct run *) = {
	[RUN_TEXT] = write_text,
	[RUN_REF] = write_ref,
	[RUN_CLAUSE] = write_clause,
	[RUN_TERM] = write_term,
};

const char *
words_language(const struct page *page)
{
	return model_catalogue(page->model, page->lang) != NULL ? page->lang : "en";
}

/* Opens the element that marks another language; false: it is that of the words around. */
static bool
begin_language(struct page *page, const struct text *text)
{
	if (language_match(text_lang(text), words_language(page)))
		return false;
	html_open(page->html, "span");
	html_attr(page->html, "lang", text_lang(text));
	return true;
}

static void
end_language(struct page *page, const struct text *text, bool marked)
{
	if (!marked)
		return;
	html_close(page->html, "span");
	if (language_match(text_lang(text), page->lang))
		return; /* only the interface has no words in it */
	html_lit(page->html, " ");
	html_simple(page->html, "small", "language",
		say_with(page, "language.only", "language", say_language(page, text_lang(text))));
}

void
part_texts(struct page *page, const struct texts *texts)
{
	const struct text *text = texts_in(texts, page->lang);
	bool marked;

	if (text == NULL)
		return;
	marked = begin_language(page, text);
	for (size_t i = 0; i < text_run_count(text); i++) {
		struct run run = text_run(text, i);

		run_writers[run.kind](page, &run);
	}
	end_language(page, text, marked);
}

void
part_plain(struct page *page, const struct texts *texts)
{
	const struct text *text = texts_in(texts, page->lang);
	bool marked;

	if (text == NULL)
		return;
	marked = begin_language(page, text);
	html_text(page->html, text->value);
	end_language(page, text, marked);
}

void
part_element(struct page *page, const char *element, const char *class_name, const struct texts *texts)
{
	if (texts->count == 0)
		return;
	html_open(page->html, element);
	if (class_name != NULL)
		html_attr(page->html, "class", class_name);
	part_texts(page, texts);
	html_close(page->html, element);
}

/* -- how far a title is backed ---------------------------------------------------------------- */

static enum standing
title_standing(const struct page *page, const struct texts *title)
{
	const struct text *text = texts_in(title, page->lang);

	return text != NULL ? text->standing : STANDING_NONE;
}

bool
is_doubtful(const struct page *page, const struct texts *title)
{
	enum standing standing = title_standing(page, title);

	return standing != STANDING_NONE && standing != STANDING_AGREED;
}

void
part_standing(struct page *page, const struct texts *title)
{
	if (!is_doubtful(page, title))
		return;
	page->doubtful = true;
	html_open(page->html, "abbr");
	html_attr(page->html, "class", "standing");
	html_attr(
		page->html, "title", say_name(page, "standing", standing_name(title_standing(page, title))));
	html_text(page->html, say(page, "standing.mark"));
	html_close(page->html, "abbr");
}

void
part_title(struct page *page, const struct texts *title)
{
	part_plain(page, title);
	part_standing(page, title);
}

void
part_standing_legend(struct page *page)
{
	struct link link = page_link(page, ROUTE_ABOUT);

	if (!page->doubtful)
		return;
	link.anchor = "standing";
	html_open(page->html, "p");
	html_attr(page->html, "class", "legend");
	html_simple(page->html, "span", "standing", say(page, "standing.mark"));
	html_lit(page->html, " ");
	html_text(page->html, say(page, "standing.legend"));
	html_lit(page->html, " ");
	part_link(page, &link, say(page, "standing.more"));
	html_close(page->html, "p");
}

/* -- pieces --------------------------------------------------------------------------------------- */

const char *
party_class(struct page *page, const struct party *party)
{
	unsigned *slots = arena_array(page->arena, page->matrix->party_count, sizeof(*slots));

	theme_slots(page->matrix, slots);
	return arena_printf(page->arena, "party-%u", slots[party->index]);
}

void
part_party(struct page *page, const struct party *party, const struct texts *name)
{
	html_open(page->html, "span");
	html_attr(page->html, "class", arena_printf(page->arena, "party %s", party_class(page, party)));
	part_plain(page, name);
	html_close(page->html, "span");
}

void
part_party_kind(struct page *page, const struct party *party)
{
	const char *kind = say_name(page, "party", party_kind_name(party->kind));

	if (strcmp(kind, texts_value(&party->name, page->lang)) == 0)
		return;
	html_lit(page->html, " ");
	html_simple(page->html, "small", NULL, kind);
}

void
part_status(struct page *page, enum control_status status)
{
	const char *name = control_status_name(status);

	html_open(page->html, "span");
	html_attr(page->html, "class", arena_printf(page->arena, "status status-%s", name));
	html_text(page->html, say_name(page, "status", name));
	html_close(page->html, "span");
}

void
part_notes(struct page *page, const struct notes *notes)
{
	if (notes->count == 0)
		return;
	html_open(page->html, "div");
	html_attr(page->html, "class", "notes");
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = &notes->v[i];

		html_open(page->html, "p");
		html_attr(page->html, "class",
			arena_printf(page->arena, "note note-%s", note_kind_name(note->kind)));
		html_simple(page->html, "strong", NULL, say_name(page, "note", note_kind_name(note->kind)));
		html_lit(page->html, " ");
		part_texts(page, &note->text);
		html_close(page->html, "p");
	}
	html_close(page->html, "div");
}

/* Words of a fact, with what stands in another language marked. */
static void
write_fact_words(struct page *page, const struct fact *fact)
{
	OWN(buf_fini) struct buf words = {0};

	if (fact->display.count > 0) {
		part_plain(page, &fact->display);
		return;
	}
	fact_words(page->model, page->matrix, fact, page->lang, &words);
	html_text(page->html, buf_cstr(&words));
}

static bool
open_fact_link(struct page *page, const struct fact *fact)
{
	const char *scheme = fact->kind == FACT_EMAIL ? "mailto:" : fact->kind == FACT_URL ? "" : NULL;

	if (scheme == NULL)
		return false;
	html_open(page->html, "a");
	html_attr(page->html, "href", arena_printf(page->arena, "%s%s", scheme, fact->value));
	return true;
}

void
part_fact(struct page *page, const struct fact *fact)
{
	const struct reference *reference =
		fact->kind == FACT_REFERENCE ? matrix_reference(page->matrix, fact->value) : NULL;
	const struct contact *contact =
		fact->kind == FACT_CONTACT ? matrix_contact(page->matrix, fact->value) : NULL;
	const struct party *party = fact->kind == FACT_PARTY ? matrix_party(page->matrix, fact->value) : NULL;
	bool linked;

	if (fact->display.count == 0 && reference != NULL) {
		part_reference(page, reference, NULL);
	} else if (fact->display.count == 0 && contact != NULL) {
		part_contact(page, contact, NULL);
	} else if (fact->display.count == 0 && party != NULL) {
		part_party(page, party, &party->name);
	} else {
		linked = open_fact_link(page, fact);
		write_fact_words(page, fact);
		if (linked)
			html_close(page->html, "a");
	}
}

void
part_heading(struct page *page, const char *level, const char *id, const char *words)
{
	html_open(page->html, level);
	if (id != NULL)
		html_attr(page->html, "id", id);
	html_text(page->html, words);
	html_close(page->html, level);
}
