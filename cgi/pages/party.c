/* /S/L/parties/P: what is mine. The layers, then each control in which the party has a part, as a
 * checklist to work through, on screen or on paper; the picture of it comes last, since it says
 * nothing more. */
#include <string.h>

#include "diagram/diagram.h"
#include "base/own.h"
#include "model/words.h"
#include "duties.h"
#include "writing.h"
#include "party_rows.h"
#include "figure.h"
#include "supplier.h"

/* -- layers ------------------------------------------------------------------------------- */

static void
write_layers(struct page *page)
{
	const struct party *party = page->target->party;
	struct html *h = page->html;
	bool any = false;

	html_open(h, "section");
	html_attr(h, "class", "whose");
	piece_heading(page, "h2", "layers", page_say(page, "party.layers"));
	for (int does = 0; does < DOES__COUNT; does++)
		any |= piece_party_rows(page, party, (enum does)does, "h3", true);
	if (!any)
		html_simple(h, "p", "none", page_say(page, "party.no-layers"));
	html_close(h, "section");
}

/* -- the page ---------------------------------------------------------------------------------- */

static void
write_crumbs(struct page *page)
{
	crumbs_open(page);
	crumbs_here(page);
	piece_plain(page, &page->target->party->name);
	crumbs_close(page);
}

/* The other parties, so that a reader who is none of this one's is a step from the right list. */
static void
write_others(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "others", page_say(page, "party.others"));
	html_open(h, "ul");
	for (size_t i = 0; i < page->matrix->party_count; i++) {
		const struct party *party = &page->matrix->parties[i];
		struct link link = page_link(page, ROUTE_PARTY);

		if (party == page->target->party)
			continue;
		link.party = party->id;
		html_open(h, "li");
		piece_open_link(page, &link);
		piece_plain(page, &party->name);
		html_close(h, "a");
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_close(h, "section");
}

/* Purpose, data, region, since when, contact: each where it is said. */
static void
write_particulars(struct page *page, const struct party *party)
{
	OWN(buf_fini) struct buf region = {0};
	const struct contact *contact =
		party->contact != NULL ? matrix_contact(page->matrix, party->contact) : NULL;
	const struct {
		const char *id;
		const struct texts *texts;
		const char *words;
	} lines[] = {{"sheet.purpose", &party->purpose, NULL},
		{"sheet.seen_data", &party->data, NULL},
		{"sheet.region_words", NULL, buf_cstr(&region)},
		{"sheet.since", NULL,
			party->since != NULL ? page_say_date(page, party->since) : ""}};
	struct html *h = page->html;

	if (party->region != NULL)
		words_regions(&region, page->model, page->lang, party->region);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const char *words = i == 2 ? buf_cstr(&region) : lines[i].words;

		if (lines[i].texts != NULL ? lines[i].texts->count == 0 : words[0] == '\0')
			continue;
		html_open(h, "p");
		html_text(h, page_say(page, lines[i].id));
		html_text(h, page_say(page, "cell.colon"));
		if (lines[i].texts != NULL)
			piece_texts(page, lines[i].texts);
		else
			html_text(h, words);
		html_close(h, "p");
	}
	if (contact == NULL)
		return;
	html_open(h, "p");
	html_text(h, page_say(page, "sheet.contact"));
	html_text(h, page_say(page, "cell.colon"));
	piece_contact(page, contact, NULL);
	html_close(h, "p");
}

/* Of the current edition's parties: the feed tells of every edition. */
static void
write_feed(struct page *page)
{
	const struct party *party = page->target->party;
	const struct matrix *current = page->service->current;
	struct link link = {.to = ROUTE_PARTY_FEED,
		.service = page->service->id,
		.lang = page->lang,
		.party = party->id};
	struct html *h = page->html;

	if (matrix_party(current, party->id) == NULL ||
		matrix_language(current, page->lang) == NULL)
		return;
	html_open(h, "p");
	html_attr(h, "class", "screen");
	piece_link(page, &link,
		page_say_with(
			page, "concern.feed", "party", texts_value(&party->name, page->lang)));
	html_close(h, "p");
}

void
page_party(struct page *page)
{
	const struct party *party = page->target->party;
	const char *title =
		page_say_with(page, "party.title", "party", texts_value(&party->name, page->lang));
	struct html *h = page->html;

	page_begin(page, title, page_say(page, "party.lead"));
	write_crumbs(page);
	html_simple(h, "h1", NULL, title);
	html_simple(h, "p", "lead", page_say(page, "party.lead"));
	piece_element(page, "p", NULL, &party->description);
	write_particulars(page, party);
	piece_to_supplier(page, party);
	write_layers(page);
	part_duties(page, party);
	piece_picture(page,
		&(struct picture){.kind = DIAGRAM_PARTY, .highlight = party, .repeats = true});
	piece_notes(page, &party->notes);
	write_others(page);
	write_feed(page);
	page_end(page);
}
