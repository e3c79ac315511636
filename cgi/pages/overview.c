/* /S/L/: what this is, what reviewers ask first, what is whose; then how far it goes. */
#include <string.h>

#include "address/walk.h"
#include "questions.h"
#include "diagram/diagram.h"
#include "figure.h"
#include "lead.h"
#include "limited.h"
#include "writing.h"
#include "party_rows.h"
#include "standards.h"

/* -- who is responsible ------------------------------------------------------------------- */

static size_t
count_controls(const struct page *page, const struct party *party)
{
	struct filter filter;
	size_t n = 0;

	filter_init(&filter);
	filter.party = party;
	for (size_t i = 0; i < page->matrix->control_count; i++)
		n += filter_matches(&filter, page->model, page->matrix, &page->matrix->controls[i]);
	return n;
}

static void
write_filter_link(struct page *page, const struct filter *filter, const char *words)
{
	struct buf query = {0};
	struct link link = page_link(page, ROUTE_CONTROLS);

	filter_key(filter, &query);
	link.query = arena_strdup(page->arena, buf_cstr(&query));
	buf_fini(&query);
	piece_link(page, &link, words);
}

/* What the party answers for, or runs for another; that it answers, the section's heading says. */
static void
write_rows(struct page *page, const struct party *party, enum does does, const char *class_name)
{
	html_open(page->html, "div");
	html_attr(page->html, "class", class_name);
	piece_party_rows(page, party, does, "h4", false);
	html_close(page->html, "div");
}

static void
write_party(struct page *page, const struct party *party)
{
	struct html *h = page->html;
	struct filter filter;
	struct link link;
	size_t controls = count_controls(page, party);

	html_open(h, "section");
	html_attr(h, "class", arena_printf(page->arena, "whose %s", party_class(page, party)));
	html_open(h, "h3");
	link = page_link(page, ROUTE_PARTY);
	link.party = party->id;
	piece_open_link(page, &link);
	piece_party(page, party, &party->name);
	html_close(h, "a");
	piece_party_kind(page, party);
	html_close(h, "h3");
	html_open(h, "div");
	write_rows(page, party, DOES_ANSWERS, "owns");
	write_rows(page, party, DOES_RUNS, "runs");
	html_close(h, "div");
	if (controls > 0) {
		filter_init(&filter);
		filter.party = party;
		html_open(h, "p");
		write_filter_link(page, &filter, page_say_count(page, controls, "control"));
		html_close(h, "p");
	}
	html_close(h, "section");
}

static void
write_responsible(struct page *page)
{
	struct link boundary = page_link(page, ROUTE_BOUNDARY);
	struct html *h = page->html;

	html_open(h, "section");
	html_attr(h, "class", "responsible");
	piece_heading(page, "h2", "responsibility", page_say(page, "overview.responsible"));
	for (size_t i = 0; i < page->matrix->party_count; i++)
		write_party(page, &page->matrix->parties[i]);
	if (page->matrix->table_count > 0) {
		html_open(h, "p");
		html_attr(h, "class", "screen");
		piece_link(page, &boundary, page_say(page, "overview.boundary"));
		html_close(h, "p");
	}
	html_close(h, "section");
}

/* What is on the first screen: answers, and what is whose. */
static void
write_first(struct page *page)
{
	bool asked = page->matrix->question_count > 0;

	if (asked) {
		html_open(page->html, "div");
		html_attr(page->html, "class", "beside");
		piece_questions(page);
	}
	write_responsible(page);
	if (asked)
		html_close(page->html, "div");
}

/* The same as a picture, for those who want to take it along. */
static void
write_picture(struct page *page)
{
	struct link boundary = page_link(page, ROUTE_BOUNDARY);

	if (!diagram_fits(DIAGRAM_STACK, page->model, page->matrix, NULL))
		return;
	html_open(page->html, "section");
	piece_heading(page, "h2", "picture", page_say(page, "overview.picture"));
	piece_pictures(
		page, &(struct picture){
			      .kind = DIAGRAM_STACK, .width = PICTURE_BESIDE, .link = &boundary});
	html_close(page->html, "section");
}

/* -- what reviewers ask first ----------------------------------------------------------------- */

/* Kinds of facts that say much in few words, in the order of interest. */
static const enum fact_kind telling[] = {FACT_REGION, FACT_JURISDICTION, FACT_DURATION,
	FACT_BUSINESS_DAYS, FACT_FREQUENCY, FACT_ALGORITHM, FACT_PROTOCOL, FACT_EMAIL};

/* number NULL: the row's name stands for it. */
static void
write_fact(struct page *page, const struct link *link, const char *number, const struct texts *name,
	const struct fact *fact)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_open(h, "dt");
	piece_plain(page, &fact->name);
	html_close(h, "dt");
	html_open(h, "dd");
	html_open(h, "strong");
	piece_fact(page, fact);
	html_close(h, "strong");
	piece_fact_conditions(page, fact);
	html_lit(h, " ");
	piece_open_link(page, link);
	if (number != NULL) {
		html_attr(h, "class", "number");
		html_text(h, number);
	} else {
		piece_plain(page, name);
	}
	html_close(h, "a");
	html_close(h, "dd");
	html_close(h, "div");
}

static void
write_row_facts(struct page *page, const struct row *row, enum fact_kind kind)
{
	struct link link = page_link(page, ROUTE_BOUNDARY);

	link.anchor = row->id;
	for (size_t i = 0; i < row->fact_count; i++)
		if (row->facts[i].kind == kind)
			write_fact(page, &link, NULL, &row->name, &row->facts[i]);
}

static void
write_facts_of(struct page *page, enum fact_kind kind)
{
	for (size_t i = 0; i < page->matrix->control_count; i++) {
		const struct control *control = &page->matrix->controls[i];
		struct link link = control_link(page, control);

		for (size_t j = 0; j < control->fact_count; j++)
			if (control->facts[j].kind == kind)
				write_fact(page, &link, control->clause, NULL, &control->facts[j]);
	}
	for (size_t i = 0; i < page->matrix->table_count; i++)
		for (size_t j = 0; j < page->matrix->tables[i].row_count; j++)
			write_row_facts(page, &page->matrix->tables[i].rows[j], kind);
}

static bool
is_telling(enum fact_kind kind)
{
	size_t k = 0;

	while (k < sizeof(telling) / sizeof(telling[0]) && telling[k] != kind)
		k++;
	return k < sizeof(telling) / sizeof(telling[0]);
}

static bool
any_telling(const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_telling(facts[i].kind))
			return true;
	return false;
}

static bool
has_telling_facts(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->control_count; i++)
		if (any_telling(matrix->controls[i].facts, matrix->controls[i].fact_count))
			return true;
	for (size_t i = 0; i < matrix->table_count; i++)
		for (size_t j = 0; j < matrix->tables[i].row_count; j++)
			if (any_telling(matrix->tables[i].rows[j].facts,
				    matrix->tables[i].rows[j].fact_count))
				return true;
	return false;
}

static void
write_facts(struct page *page)
{
	struct html *h = page->html;

	if (!has_telling_facts(page->matrix))
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "facts", page_say(page, "overview.facts"));
	html_open(h, "dl");
	html_attr(h, "class", "facts cards");
	for (size_t k = 0; k < sizeof(telling) / sizeof(telling[0]); k++)
		write_facts_of(page, telling[k]);
	html_close(h, "dl");
	html_close(h, "section");
}

/* -- controls at a glance --------------------------------------------------------------------- */

static void
write_status_count(struct page *page, enum control_status status)
{
	struct filter filter;
	struct html *h = page->html;
	size_t n = 0;

	filter_init(&filter);
	filter.status = (int)status;
	for (size_t i = 0; i < page->matrix->control_count; i++)
		n += page->matrix->controls[i].status == status;
	if (n == 0)
		return;
	html_open(h, "li");
	piece_status(page, status);
	html_lit(h, " ");
	write_filter_link(page, &filter, page_say_count(page, n, "control"));
	html_lit(h, " ");
	html_simple(h, "span", "meaning",
		page_say(page, arena_printf(page->arena, "status.%s.meaning",
				       control_status_name(status))));
	html_close(h, "li");
}

static void
write_controls(struct page *page)
{
	struct html *h = page->html;
	struct link link = page_link(page, ROUTE_CONTROLS);

	if (page->matrix->control_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "controls", page_say(page, "overview.controls"));
	html_open(h, "ul");
	html_attr(h, "class", "counts");
	for (int status = 0; status < CONTROL_STATUS__COUNT; status++)
		write_status_count(page, (enum control_status)status);
	html_close(h, "ul");
	/* beside the counts stands what they do not tell */
	piece_limited(page, "h3", NULL);
	html_open(h, "p");
	html_attr(h, "class", "screen");
	piece_link(page, &link, page_say(page, "overview.all-controls"));
	html_close(h, "p");
	html_close(h, "section");
}

static void
write_standards(struct page *page)
{
	if (page->matrix->control_count == 0)
		return;
	html_open(page->html, "section");
	piece_heading(page, "h2", "standards", page_say(page, "overview.standards"));
	piece_standards(page, true);
	html_close(page->html, "section");
}

/* The paper is one of the ways to read it, though no page. */
static void
write_paper(struct page *page)
{
	struct link link = page_link(page, ROUTE_DOCUMENT);
	struct html *h = page->html;

	if (!offer_has(page->offer, ROUTE_DOCUMENT, NULL))
		return;
	html_open(h, "li");
	piece_open_link(page, &link);
	html_attr(h, "type", "application/pdf");
	html_text(h, page_say(page, "paper.link"));
	html_close(h, "a");
	html_lit(h, " ");
	html_simple(h, "span", "meaning", page_say(page, "paper.meaning"));
	html_close(h, "li");
}

static void
write_reading(struct page *page)
{
	static const enum route_id pages[] = {ROUTE_BOUNDARY, ROUTE_CONTROLS, ROUTE_MAPPING,
		ROUTE_CHANGES, ROUTE_ABOUT, ROUTE_DATA};
	struct html *h = page->html;

	html_open(h, "section");
	html_attr(h, "class", "screen");
	piece_heading(page, "h2", "reading", page_say(page, "overview.reading"));
	html_open(h, "ul");
	html_attr(h, "class", "reading");
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct link link = page_link(page, pages[i]);

		if (!page_offers(page, pages[i]))
			continue;
		html_open(h, "li");
		piece_link(page, &link, page_say(page, route_table[pages[i]].nav_id));
		html_lit(h, " ");
		html_simple(h, "span", "meaning",
			page_say(page, arena_printf(page->arena, "%s.meaning",
					       route_table[pages[i]].nav_id)));
		html_close(h, "li");
	}
	write_paper(page);
	html_close(h, "ul");
	html_close(h, "section");
}

void
page_overview(struct page *page)
{
	page_begin(page, "", texts_value(&page->matrix->summary, page->lang));
	piece_lead(page);
	write_first(page);
	write_standards(page);
	write_controls(page);
	write_facts(page);
	write_picture(page);
	write_reading(page);
	page_end(page);
}
