/* /S/L/about: scope, terms, sources, contacts, languages, and every place where the document had to
 * be read. */
#include <string.h>

#include "base/own.h"
#include "model/words.h"
#include "writing.h"
#include "see.h"

/* -- the document's own passages --------------------------------------------------------- */

static void
write_sections(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	for (size_t i = 0; i < matrix->section_count; i++) {
		const struct section *section = &matrix->sections[i];

		html_open(h, "section");
		html_open(h, "h2");
		html_attr(h, "id", arena_printf(page->arena, "section-%s", section->id));
		if (section->number != NULL) {
			piece_number(page, section->number);
		}
		piece_plain(page, &section->title);
		html_close(h, "h2");
		for (size_t j = 0; j < section->paragraph_count; j++)
			piece_element(page, "p", NULL, &section->paragraphs[j]);
		piece_blocks(page, &section->blocks);
		piece_notes(page, &section->notes);
		html_close(h, "section");
	}
}

static void
write_scope(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->scope.count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "scope", page_say(page, "about.scope"));
	piece_element(page, "p", NULL, &matrix->scope);
	if (matrix->scope_item_count > 0) {
		html_open(h, "ul");
		for (size_t i = 0; i < matrix->scope_item_count; i++)
			piece_element(page, "li", NULL, &matrix->scope_items[i]);
		html_close(h, "ul");
	}
	piece_notes(page, &matrix->scope_notes);
	html_close(h, "section");
}

/* -- questions and answers, other parties ------------------------------------------------- */

static void
write_question(struct page *page, const struct question *question)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "id", arena_printf(page->arena, "question-%s", question->id));
	piece_element(page, "dt", NULL, &question->asked);
	html_open(h, "dd");
	piece_element(page, "p", NULL, &question->answer);
	piece_blocks(page, &question->blocks);
	if (question->see_count > 0) {
		html_open(h, "ul");
		html_attr(h, "class", "brief");
		for (size_t i = 0; i < question->see_count; i++) {
			html_open(h, "li");
			piece_see(page, &question->sees[i]);
			html_close(h, "li");
		}
		html_close(h, "ul");
	}
	piece_notes(page, &question->notes);
	html_close(h, "dd");
	html_close(h, "div");
}

static void
write_questions(struct page *page)
{
	struct html *h = page->html;

	if (page->matrix->question_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "questions", page_say(page, "about.questions"));
	html_open(h, "dl");
	html_attr(h, "class", "questions");
	for (size_t i = 0; i < page->matrix->question_count; i++)
		write_question(page, &page->matrix->questions[i]);
	html_close(h, "dl");
	html_close(h, "section");
}

/* Suppliers and partners of whom the document says more than their names. */
static bool
is_subprocessor(const struct party *party)
{
	return (party->kind == PARTY_SUPPLIER || party->kind == PARTY_PARTNER) &&
	       (party->purpose.count > 0 || party->data.count > 0 || party->region != NULL ||
		       party->since != NULL);
}

/* A cell with the words; a dash where there are none. */
static void
write_words_cell(struct page *page, const struct texts *texts)
{
	html_open(page->html, "td");
	if (texts->count > 0)
		piece_texts(page, texts);
	else
		html_lit(page->html, "\xe2\x80\x93");
	html_close(page->html, "td");
}

static void
write_subprocessor(struct page *page, const struct party *party)
{
	const struct contact *contact =
		party->contact != NULL ? matrix_contact(page->matrix, party->contact) : NULL;
	OWN(buf_fini) struct buf region = {0};
	struct html *h = page->html;

	html_open(h, "tr");
	html_open(h, "th");
	html_attr(h, "scope", "row");
	piece_plain(page, &party->name);
	html_close(h, "th");
	write_words_cell(page, &party->purpose);
	write_words_cell(page, &party->data);
	if (party->region != NULL)
		words_regions(&region, page->model, page->lang, party->region);
	html_simple(h, "td", NULL, region.len > 0 ? buf_cstr(&region) : "\xe2\x80\x93");
	html_simple(h, "td", NULL,
		party->since != NULL ? page_say_date(page, party->since) : "\xe2\x80\x93");
	html_open(h, "td");
	if (contact != NULL)
		piece_contact(page, contact, NULL);
	else
		html_lit(h, "\xe2\x80\x93");
	html_close(h, "td");
	html_close(h, "tr");
}

static void
write_subprocessors(struct page *page)
{
	static const char *const heads[] = {"sheet.name", "sheet.purpose", "sheet.seen_data",
		"sheet.region_words", "sheet.since", "sheet.contact"};
	struct html *h = page->html;
	size_t n = 0;

	for (size_t i = 0; i < page->matrix->party_count; i++)
		n += is_subprocessor(&page->matrix->parties[i]);
	if (n == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "subprocessors", page_say(page, "about.subprocessors"));
	html_open(h, "div");
	html_attr(h, "class", "scroll");
	html_attr(h, "tabindex", "0");
	html_attr(h, "role", "region");
	html_attr(h, "aria-label", page_say(page, "about.subprocessors"));
	html_open(h, "table");
	html_open(h, "thead");
	html_open(h, "tr");
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		html_open(h, "th");
		html_attr(h, "scope", "col");
		html_text(h, page_say(page, heads[i]));
		html_close(h, "th");
	}
	html_close(h, "tr");
	html_close(h, "thead");
	html_open(h, "tbody");
	for (size_t i = 0; i < page->matrix->party_count; i++)
		if (is_subprocessor(&page->matrix->parties[i]))
			write_subprocessor(page, &page->matrix->parties[i]);
	html_close(h, "tbody");
	html_close(h, "table");
	html_close(h, "div");
	html_close(h, "section");
}

static void
write_terms(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->term_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "terms", page_say(page, "about.terms"));
	html_open(h, "dl");
	html_attr(h, "class", "terms");
	for (size_t i = 0; i < matrix->term_count; i++) {
		const struct term *term = &matrix->terms[i];

		html_open(h, "div");
		html_attr(h, "id", arena_printf(page->arena, "term-%s", term->id));
		html_open(h, "dt");
		html_open(h, "dfn");
		piece_plain(page, &term->name);
		html_close(h, "dfn");
		html_close(h, "dt");
		html_open(h, "dd");
		piece_texts(page, &term->definition);
		piece_notes(page, &term->notes);
		html_close(h, "dd");
		html_close(h, "div");
	}
	html_close(h, "dl");
	html_close(h, "section");
}

/* -- standards ------------------------------------------------------------------------------ */

static void
write_sources(struct page *page, const struct framework *framework)
{
	struct html *h = page->html;

	if (framework->source_count == 0)
		return;
	html_open(h, "details");
	html_simple(h, "summary", NULL, page_say(page, "about.sources"));
	html_open(h, "ul");
	html_attr(h, "lang", "en"); /* names of sources are not translated */
	for (size_t i = 0; i < framework->source_count; i++)
		html_simple(h, "li", NULL, framework->sources[i].words);
	html_close(h, "ul");
	html_close(h, "details");
}

static void
write_framework(struct page *page, const struct uses *uses)
{
	const struct framework *framework = model_framework(page->model, uses->framework);
	struct html *h = page->html;

	if (framework == NULL)
		return;
	html_open(h, "div");
	html_attr(h, "id", arena_printf(page->arena, "framework-%s", framework->id));
	html_open(h, "dt");
	piece_plain(page, &framework->name);
	html_lit(h, " ");
	html_simple(h, "small", NULL, page_say_name(page, "uses", uses_role_name(uses->role)));
	html_close(h, "dt");
	html_open(h, "dd");
	piece_both_notes(page, &uses->notes, &framework->notes);
	write_sources(page, framework);
	html_close(h, "dd");
	html_close(h, "div");
}

/* "Number: 123", "Issued by: …", a line for each that is known. */
static void
write_certificate(struct page *page, const struct certification *c)
{
	const struct {
		const char *id, *value;
	} lines[] = {{"sheet.number", c->number},
		{"sheet.body", c->body.count > 0 ? texts_value(&c->body, page->lang) : NULL},
		{"sheet.issued", c->issued != NULL ? page_say_date(page, c->issued) : NULL},
		{"sheet.expires", c->expires != NULL ? page_say_date(page, c->expires) : NULL}};
	struct html *h = page->html;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (lines[i].value == NULL)
			continue;
		html_open(h, "p");
		html_text(h, page_say(page, lines[i].id));
		html_text(h, page_say(page, "cell.colon"));
		html_text(h, lines[i].value);
		html_close(h, "p");
	}
	piece_element(page, "p", NULL, &c->scope);
	if (c->href == NULL)
		return;
	html_open(h, "p");
	html_open(h, "a");
	html_attr(h, "href", c->href);
	html_attr(h, "rel", "external");
	html_text(h, c->href);
	html_close(h, "a");
	html_close(h, "p");
}

static void
write_certifications(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	for (size_t i = 0; i < matrix->certification_count; i++) {
		const struct certification *c = &matrix->certifications[i];

		html_open(h, "div");
		html_open(h, "dt");
		piece_plain(page, &c->name);
		html_lit(h, " ");
		html_simple(h, "small", NULL, c->scheme);
		html_close(h, "dt");
		html_open(h, "dd");
		if (c->scheme_as_published != NULL)
			html_simple(h, "p", NULL,
				page_say_with(page, "about.scheme-as-published", "scheme",
					c->scheme_as_published));
		write_certificate(page, c);
		piece_notes(page, &c->notes);
		html_close(h, "dd");
		html_close(h, "div");
	}
}

static void
write_standards(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->uses_count + matrix->certification_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "standards", page_say(page, "about.standards"));
	html_open(h, "dl");
	html_attr(h, "class", "standards");
	write_certifications(page);
	for (size_t i = 0; i < matrix->uses_count; i++)
		write_framework(page, &matrix->uses[i]);
	html_close(h, "dl");
	html_close(h, "section");
}

static void
write_standings(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "standing", page_say(page, "about.standing"));
	html_simple(h, "p", NULL, page_say(page, "about.standing-text"));
	html_open(h, "ul");
	for (int i = STANDING_SINGLE_SOURCE; i < STANDING__COUNT; i++)
		html_simple(h, "li", NULL,
			page_say_name(page, "standing", standing_name((enum standing)i)));
	html_close(h, "ul");
	html_close(h, "section");
}

/* -- documents and contacts ---------------------------------------------------------------------
 */

static void
write_references(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->reference_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "references", page_say(page, "about.references"));
	html_open(h, "dl");
	html_attr(h, "class", "references");
	for (size_t i = 0; i < matrix->reference_count; i++) {
		const struct reference *reference = &matrix->references[i];

		html_open(h, "div");
		html_attr(h, "id", arena_printf(page->arena, "ref-%s", reference->id));
		html_open(h, "dt");
		piece_reference(page, reference, NULL);
		html_close(h, "dt");
		html_open(h, "dd");
		html_text(
			h, page_say_name(page, "reference", reference_kind_name(reference->kind)));
		if (reference->href == NULL) {
			html_text(h, page_say(page, "separator"));
			html_text(h, page_say(page, "reference.unlinked"));
		}
		piece_notes(page, &reference->notes);
		html_close(h, "dd");
		html_close(h, "div");
	}
	html_close(h, "dl");
	html_close(h, "section");
}

static void
write_contacts(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->contact_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "contacts", page_say(page, "about.contacts"));
	html_open(h, "dl");
	html_attr(h, "class", "references");
	for (size_t i = 0; i < matrix->contact_count; i++) {
		const struct contact *contact = &matrix->contacts[i];

		html_open(h, "div");
		html_attr(h, "id", arena_printf(page->arena, "contact-%s", contact->id));
		piece_element(page, "dt", NULL, &contact->name);
		html_open(h, "dd");
		piece_element(page, "p", NULL, &contact->purpose);
		if (contact->value != NULL) {
			html_open(h, "p");
			piece_contact(page, contact, contact->value);
			html_close(h, "p");
		} else {
			html_simple(h, "p", NULL, page_say(page, "contact.unlinked"));
		}
		piece_notes(page, &contact->notes);
		html_close(h, "dd");
		html_close(h, "div");
	}
	html_close(h, "dl");
	html_close(h, "section");
}

static void
write_edition_and_languages(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "edition", page_say(page, "about.edition"));
	html_open(h, "p");
	html_text(h, page_say_with(page, "about.edition-text", "n",
			     arena_printf(page->arena, "%u", matrix->edition), "date",
			     page_say_date(page, matrix->date)));
	html_close(h, "p");
	piece_notes(page, &matrix->edition_notes);
	html_open(h, "ul");
	for (size_t i = 0; i < matrix->language_count; i++) {
		const struct language *language = &matrix->languages[i];

		html_open(h, "li");
		html_text(h, page_say_with(page,
				     language->original ? "about.original" : "about.translation",
				     "language", page_say_language(page, language->tag)));
		piece_notes(page, &language->notes);
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_close(h, "section");
}

/* -- how the document was read
 * --------------------------------------------------------------------- */

static void
write_place(
	struct page *page, const struct link *link, const char *number, const struct texts *name)
{
	struct html *h = page->html;

	html_open(h, "h3");
	piece_open_link(page, link);
	if (number != NULL) {
		piece_number(page, number);
	}
	piece_plain(page, name);
	html_close(h, "a");
	html_close(h, "h3");
}

/* Notes with the place that they belong to; nothing if there are none. */
static void
write_reading(struct page *page, const struct link *link, const char *number,
	const struct texts *name, const struct notes *const *notes, size_t count)
{
	struct html *h = page->html;
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += notes[i]->count;
	if (total == 0)
		return;
	html_open(h, "div");
	write_place(page, link, number, name);
	for (size_t i = 0; i < count; i++)
		piece_open_notes(page, notes[i]);
	html_close(h, "div");
}

static void
read_table(struct page *page, const struct table *table)
{
	struct link link = page_link(page, ROUTE_BOUNDARY);
	const struct notes *notes = &table->notes;

	link.anchor = table_anchor(page, table);
	write_reading(page, &link, table->number, &table->title, &notes, 1);
	for (size_t c = 0; c < table->column_count; c++) {
		notes = &table->columns[c].notes;
		write_reading(page, &link, NULL, &table->columns[c].name, &notes, 1);
	}
	for (size_t r = 0; r < table->row_count; r++) {
		notes = &table->rows[r].notes;
		link.anchor = table->rows[r].id;
		write_reading(page, &link, NULL, &table->rows[r].name, &notes, 1);
	}
}

static void
read_control(struct page *page, const struct control *control)
{
	size_t n = 0, count = 1 + control->fact_count + control->map_count;
	const struct notes **notes = arena_array(page->arena, count, sizeof(*notes));
	struct link link = control_link(page, control);

	for (size_t i = 0; i < control->fact_count; i++)
		notes[n++] = &control->facts[i].notes;
	for (size_t i = 0; i < control->map_count; i++)
		notes[n++] = &control->maps[i].notes;
	notes[n++] = &control->notes;
	write_reading(page, &link, control->clause,
		control_title(page->model, page->matrix, control), notes, n);
}

/* Those that contradict each other, or the others. */
static void
read_controls(struct page *page, bool contradicting)
{
	for (size_t i = 0; i < page->matrix->control_count; i++) {
		const struct control *control = &page->matrix->controls[i];

		if ((control_contradiction(page, control) != NULL) == contradicting)
			read_control(page, control);
	}
}

/* By weight: what contradicts itself changes an answer, how a table was read may, the rest seldom.
 * Notes of the passages above stand there; here are those on other pages, and those on the whole.
 */
static void
write_readings(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "reading", page_say(page, "about.reading"));
	html_simple(h, "p", NULL, page_say(page, "about.reading-text"));
	html_open(h, "div");
	html_attr(h, "class", "readings");
	read_controls(page, true);
	for (size_t i = 0; i < matrix->table_count; i++)
		read_table(page, &matrix->tables[i]);
	read_controls(page, false);
	for (size_t i = 0; i < matrix->party_count; i++) {
		const struct notes *notes = &matrix->parties[i].notes;
		struct link link = page_link(page, ROUTE_BOUNDARY);

		link.anchor = "page-parties";
		write_reading(page, &link, NULL, &matrix->parties[i].name, &notes, 1);
	}
	html_close(h, "div");
	piece_open_notes(page, &matrix->notes);
	html_close(h, "section");
}

void
page_about(struct page *page)
{
	const char *service = texts_value(&page->matrix->service_name, page->lang);

	page_begin(page, page_say(page, "about.title"),
		page_say_with(page, "about.description", "service", service));
	piece_heading(page, "h1", NULL, page_say(page, "about.title"));
	piece_element(page, "p", "summary", &page->matrix->summary);
	write_edition_and_languages(page);
	write_scope(page);
	write_sections(page);
	write_questions(page);
	write_subprocessors(page);
	write_terms(page);
	write_references(page);
	write_contacts(page);
	write_standards(page);
	write_standings(page);
	write_readings(page);
	page_end(page);
}
