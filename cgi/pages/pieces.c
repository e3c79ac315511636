#include "pieces.h"

#include <string.h>

#include "base/own.h"
#include "model/choice.h"
#include "model/fact.h"
#include "model/names.h"
#include "links.h"
#include "phrases.h"
#include "prose.h"
#include "rich.h"
#include "scene/theme.h"
#include "wording.h"

const char *
party_class(struct page *page, const struct party *party)
{
	unsigned *slots = arena_array(page->arena, page->matrix->party_count, sizeof(*slots));

	theme_slots(page->matrix, slots);
	return arena_printf(page->arena, "party-%u", slots[party->index]);
}

void
piece_party(struct page *page, const struct party *party, const struct texts *name)
{
	bool links = page->target->party != party && !html_inside(page->html, "a");
	struct link link = page_link(page, ROUTE_PARTY);

	html_open(page->html, "span");
	html_attr(page->html, "class",
		arena_printf(page->arena, "party %s", party_class(page, party)));
	link.party = party->id;
	if (links)
		piece_open_link(page, &link);
	piece_plain(page, name);
	if (links)
		html_close(page->html, "a");
	html_close(page->html, "span");
}

void
piece_party_kind(struct page *page, const struct party *party)
{
	const char *kind = page_say_name(page, "party", party_kind_name(party->kind));

	if (strcmp(kind, texts_value(&party->name, page->lang)) == 0)
		return;
	html_lit(page->html, " ");
	html_simple(page->html, "small", NULL, kind);
}

void
piece_number(struct page *page, const char *number)
{
	html_open(page->html, "span");
	html_attr(page->html, "class", "number");
	html_text(page->html, number);
	html_lit(page->html, " ");
	html_close(page->html, "span");
}

/* Separators stand at the ends of lines. */
void
piece_stand(struct page *page, const struct matrix *matrix, bool more)
{
	const char *separator = page_say(page, "separator");
	struct html *h = page->html;

	html_open(h, "span");
	html_text(h, page_say_with(page, "edition.number", "n",
			     arena_printf(page->arena, "%u", matrix->edition)));
	html_text(h, separator);
	html_close(h, "span");
	html_open(h, "span");
	html_open(h, "time");
	html_attr(h, "datetime", matrix->date);
	html_text(h, page_say_date(page, matrix->date));
	html_close(h, "time");
	html_text(h, separator);
	html_close(h, "span");
	html_open(h, "span");
	piece_plain(page, &matrix->publisher->name);
	if (more)
		html_simple(h, "span", "screen", separator);
	html_close(h, "span");
}

void
piece_status(struct page *page, enum control_status status)
{
	piece_status_as(page, status, page_say_name(page, "status", control_status_name(status)));
}

void
piece_status_as(struct page *page, enum control_status status, const char *words)
{
	html_simple(page->html, "span",
		arena_printf(page->arena, "status status-%s", control_status_name(status)), words);
}

void
piece_shared(struct page *page, const struct parts *parts)
{
	const char *name = sharing_name(parts->shared);

	if (parts->shared == SHARED_UNSTATED)
		return;
	html_lit(page->html, " ");
	html_open(page->html, "span");
	html_attr(page->html, "class", arena_printf(page->arena, "shared shared-%s", name));
	html_text(page->html, page_say_name(page, "shared", name));
	html_close(page->html, "span");
}

void
piece_blocks(struct page *page, const struct blocks *blocks)
{
	bool list = false;

	for (size_t i = 0; i < blocks->count; i++) {
		bool item = blocks->v[i].kind == BLOCK_ITEM;

		if (item && !list)
			html_open(page->html, "ul");
		if (!item && list)
			html_close(page->html, "ul");
		list = item;
		piece_element(page, item ? "li" : "p", NULL, &blocks->v[i].text);
	}
	if (list)
		html_close(page->html, "ul");
}

void
piece_limits(struct page *page, const struct control *control)
{
	if (control_extra(control)->limits.count == 0)
		return;
	html_open(page->html, "p");
	html_attr(page->html, "class", "limits");
	html_simple(page->html, "strong", NULL, page_say(page, "control.limits"));
	html_text(page->html, page_say(page, "cell.colon"));
	piece_texts(page, &control_extra(control)->limits);
	html_close(page->html, "p");
}

const struct control *
control_contradiction(const struct page *page, const struct control *control)
{
	return matrix_contradiction(page->matrix, control);
}

void
piece_contradiction(struct page *page, const struct control *control)
{
	const struct control *other = control_contradiction(page, control);
	struct link link;

	if (other == NULL)
		return;
	link = control_link(page, other);
	html_open(page->html, "p");
	html_attr(page->html, "class", "limits contradiction");
	html_simple(page->html, "strong", NULL, page_say(page, "control.contradiction"));
	html_text(page->html, page_say(page, "cell.colon"));
	piece_open_link(page, &link);
	piece_number(page, other->clause);
	piece_plain(page, control_title(page->model, page->matrix, other));
	html_close(page->html, "a");
	html_close(page->html, "p");
}

/* Words of a fact, with what stands in another language marked. */
static void
write_fact_words(struct page *page, const struct fact *fact)
{
	OWN(buf_fini) struct buf words = {0};

	if (fact->display.count > 0) {
		piece_plain(page, &fact->display);
		return;
	}
	fact_words(page->model, page->matrix, fact, page->lang, &words);
	html_text(page->html, buf_cstr(&words));
}

static bool
open_fact_link(struct page *page, const struct fact *fact)
{
	const char *scheme = fact->kind == FACT_EMAIL ? "mailto:"
			     : fact->kind == FACT_URL ? ""
						      : NULL;

	if (scheme == NULL)
		return false;
	html_open(page->html, "a");
	html_attr(page->html, "href", arena_printf(page->arena, "%s%s", scheme, fact->value));
	return true;
}

void
piece_fact(struct page *page, const struct fact *fact)
{
	const struct reference *reference =
		fact->kind == FACT_REFERENCE ? matrix_reference(page->matrix, fact->value) : NULL;
	const struct contact *contact =
		fact->kind == FACT_CONTACT ? matrix_contact(page->matrix, fact->value) : NULL;
	const struct party *party =
		fact->kind == FACT_PARTY ? matrix_party(page->matrix, fact->value) : NULL;
	bool linked;

	if (fact->display.count == 0 && reference != NULL) {
		piece_reference(page, reference, NULL);
	} else if (fact->display.count == 0 && contact != NULL) {
		piece_contact(page, contact, NULL);
	} else if (fact->display.count == 0 && party != NULL) {
		piece_party(page, party, &party->name);
	} else {
		linked = open_fact_link(page, fact);
		write_fact_words(page, fact);
		if (linked)
			html_close(page->html, "a");
	}
}

static const struct column *
find_column(const struct matrix *m, const char *id)
{
	for (size_t i = 0; i < m->table_count; i++)
		for (size_t j = 0; j < m->tables[i].column_count; j++)
			if (strcmp(m->tables[i].columns[j].id, id) == 0)
				return &m->tables[i].columns[j];
	return NULL;
}

/* What a class of data is called: a row or a term. */
static const struct texts *
find_data(const struct matrix *m, const char *id)
{
	const struct term *term = matrix_term(m, id);

	for (size_t i = 0; i < m->table_count; i++)
		for (size_t j = 0; j < m->tables[i].row_count; j++)
			if (strcmp(m->tables[i].rows[j].id, id) == 0)
				return &m->tables[i].rows[j].name;
	return term != NULL ? &term->name : NULL;
}

static void
write_subjects(struct page *page, const struct fact *fact)
{
	const struct matrix *m = page->matrix;
	const struct column *column =
		fact_extra(fact)->column != NULL ? find_column(m, fact_extra(fact)->column) : NULL;
	const struct choice *plan =
		fact_extra(fact)->plan != NULL
			? choice_find(m->plans, m->plan_count, fact_extra(fact)->plan)
			: NULL;
	const struct texts *subjects[] = {column != NULL ? &column->name : NULL,
		plan != NULL ? &plan->name : NULL,
		fact_extra(fact)->data != NULL ? find_data(m, fact_extra(fact)->data) : NULL};

	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		if (subjects[i] != NULL) {
			html_lit(page->html, " ");
			piece_element(page, "small", "subject", subjects[i]);
		}
}

void
piece_fact_conditions(struct page *page, const struct fact *fact)
{
	write_subjects(page, fact);
	for (size_t i = 0; i < fact_extra(fact)->conditions.count; i++) {
		const struct condition *c = &fact_extra(fact)->conditions.v[i];
		struct fact shown = *fact;

		html_open(page->html, "span");
		html_attr(page->html, "class", "fact-condition");
		html_simple(page->html, "span", "does",
			page_say_name(page, "condition", condition_kind_name(c->kind)));
		html_lit(page->html, " ");
		piece_plain(page, &c->name);
		html_text(page->html, page_say(page, "cell.colon"));
		if (c->value != NULL) {
			shown.value = c->value;
			shown.bound = c->bound != NULL ? (enum fact_bound)name_value(
								 fact_bound_names, c->bound)
						       : BOUND_NONE;
			shown.display = c->display;
			piece_fact(page, &shown);
		} else {
			html_text(page->html, page_say(page, "cell.not-applicable"));
			html_text(page->html, page_say(page, "cell.colon"));
			piece_texts(page, &c->reason);
		}
		html_close(page->html, "span");
	}
}

void
piece_brief_facts(struct page *page, const struct fact *facts, size_t count)
{
	struct html *h = page->html;

	if (count == 0)
		return;
	html_open(h, "ul");
	html_attr(h, "class", "brief");
	for (size_t i = 0; i < count; i++) {
		html_open(h, "li");
		piece_plain(page, &facts[i].name);
		html_text(h, page_say(page, "cell.colon"));
		html_open(h, "strong");
		piece_fact(page, &facts[i]);
		html_close(h, "strong");
		piece_fact_conditions(page, &facts[i]);
		html_close(h, "li");
	}
	html_close(h, "ul");
}

void
piece_heading(struct page *page, const char *level, const char *id, const char *words)
{
	/* a page's own heading follows its navigation, which has told of languages already */
	if (strcmp(level, "h1") != 0)
		page->said_language = NULL;
	html_open(page->html, level);
	if (id != NULL)
		html_attr(page->html, "id", id);
	phrases_write(page, words, page_words_language(page));
	html_close(page->html, level);
}

void
piece_standing_note(struct page *page, const char *words)
{
	struct link link = page_link(page, ROUTE_ABOUT);

	link.anchor = "standing";
	html_open(page->html, "p");
	html_attr(page->html, "class", "legend");
	html_simple(page->html, "span", "standing", page_say(page, "standing.mark"));
	html_lit(page->html, " ");
	html_text(page->html, words);
	html_lit(page->html, " ");
	piece_link(page, &link, page_say(page, "standing.more"));
	html_close(page->html, "p");
}

void
piece_standing_legend(struct page *page)
{
	if (page->doubtful)
		piece_standing_note(page, page_say(page, "standing.legend"));
}

void
piece_counterpart(struct page *page, const struct counterpart *map)
{
	piece_title(page, &counterpart_clause(page->model, map)->title);
	if (map->relation == RELATION_UNSTATED)
		return;
	html_lit(page->html, " ");
	html_simple(page->html, "span", "relation",
		page_say_name(page, "relation", relation_name(map->relation)));
}

void
piece_column_head(struct page *page, const char *words)
{
	html_open(page->html, "th");
	html_attr(page->html, "scope", "col");
	html_text(page->html, words);
	html_close(page->html, "th");
}

void
crumbs_open(struct page *page)
{
	struct link overview = page_link(page, ROUTE_OVERVIEW);
	struct html *h = page->html;

	html_open(h, "nav");
	html_attr(h, "class", "crumbs");
	html_attr(h, "aria-label", page_say(page, "nav.crumbs"));
	html_open(h, "ol");
	crumbs_add(page, &overview, page_say(page, "nav.overview"));
}

void
crumbs_add(struct page *page, const struct link *link, const char *words)
{
	html_open(page->html, "li");
	piece_link(page, link, words);
	html_close(page->html, "li");
}

void
crumbs_here(struct page *page)
{
	html_open(page->html, "li");
	html_open(page->html, "span");
	html_attr(page->html, "aria-current", "page");
}

void
crumbs_close(struct page *page)
{
	html_close(page->html, "span");
	html_close(page->html, "li");
	html_close(page->html, "ol");
	html_close(page->html, "nav");
}
