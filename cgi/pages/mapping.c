/* /S/L/mapping: what agrees with the published table, differs from it and lacks; each clause's
 * counterpart as the document states it, both ways, and what has none; last the same as pictures.
 */
#include <string.h>

#include "diagram/diagram.h"
#include "figure.h"
#include "mapping_summary.h"
#include "writing.h"
#include "standards.h"

static void
begin_table(struct page *page, const char *caption, const char *from, const char *to)
{
	struct html *h = page->html;

	html_open(h, "table");
	html_attr(h, "class", "mapping");
	html_simple(h, "caption", NULL, caption);
	html_open(h, "thead");
	html_open(h, "tr");
	piece_column_head(page, from);
	piece_column_head(page, to);
	html_close(h, "tr");
	html_close(h, "thead");
	html_open(h, "tbody");
}

static void
end_table(struct page *page)
{
	html_close(page->html, "tbody");
	html_close(page->html, "table");
}

static void
write_control_name(struct page *page, const struct control *control)
{
	struct link link = control_link(page, control);
	const struct texts *title = control_title(page->model, page->matrix, control);

	piece_open_link(page, &link);
	html_attr(page->html, "class", "number");
	html_text(page->html, control->clause);
	html_close(page->html, "a");
	html_lit(page->html, " ");
	piece_phrases(page, title); /* columns of a phone are narrower than many a title */
	piece_standing(page, title);
}

/* -- there ------------------------------------------------------------------------------------ */

static void
write_target(struct page *page, const struct counterpart *map)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_open(h, "a");
	html_attr(h, "class", "number");
	html_attr(h, "href",
		arena_printf(page->arena, "#%s", clause_anchor(page, map->framework, map->clause)));
	html_text(h, map->clause);
	html_close(h, "a");
	html_lit(h, " ");
	piece_counterpart(page, map);
	html_close(h, "p");
	piece_notes(page, &map->notes);
}

static void
write_there_row(struct page *page, const struct control *control, const struct framework *to)
{
	const struct counterpart *map = control_counterpart(control, to->id, NULL);
	struct html *h = page->html;

	html_open(h, "tr");
	html_attr(h, "id",
		arena_printf(page->arena, "%s-to-%s",
			clause_anchor(page, page->matrix->control_framework, control->clause),
			to->id));
	html_open(h, "th");
	html_attr(h, "scope", "row");
	write_control_name(page, control);
	html_close(h, "th");
	html_open(h, "td");
	if (map == NULL)
		html_simple(h, "span", "none", page_say(page, "mapping.none"));
	for (; map != NULL; map = control_counterpart(control, to->id, map))
		write_target(page, map);
	html_close(h, "td");
	html_close(h, "tr");
}

static void
write_there(struct page *page, const struct framework *from, const struct framework *to)
{
	const char *words = page_say_with(
		page, "mapping.from-to", "from", from->short_name, "to", to->short_name);

	html_open(page->html, "section");
	piece_heading(page, "h2", arena_printf(page->arena, "to-%s", to->id), words);
	begin_table(page, words, from->short_name, to->short_name);
	for (size_t i = 0; i < page->matrix->control_count; i++)
		write_there_row(page, &page->matrix->controls[i], to);
	end_table(page);
	html_close(page->html, "section");
}

/* -- and back ------------------------------------------------------------------------------------
 */

/* For each clause of a framework, the controls that lead to it, in a row: those of clause i are
 * controls[starts[i]] to controls[starts[i + 1] - 1]. */
struct back {
	size_t *starts;
	const struct control **controls;
};

/* The clause of the framework that the map leads to; NULL: it leads to another framework. */
static const struct clause *
map_clause(const struct counterpart *map, const struct framework *to)
{
	return strcmp(map->framework, to->id) == 0 ? framework_clause(to, map->clause) : NULL;
}

/* A counting sort: how many lead to each clause, where each clause's begin, then each to its place.
 */
static struct back
collect_back(const struct page *page, const struct framework *to)
{
	const struct matrix *matrix = page->matrix;
	struct back back = {
		arena_array(page->arena, to->clause_count + 2, sizeof(*back.starts)), NULL};
	const struct clause *clause;

	for (size_t i = 0; i < matrix->control_count; i++)
		for (size_t j = 0; j < matrix->controls[i].map_count; j++)
			if ((clause = map_clause(&matrix->controls[i].maps[j], to)) != NULL)
				back.starts[clause->index + 2]++;
	for (size_t i = 2; i < to->clause_count + 2; i++)
		back.starts[i] += back.starts[i - 1];
	back.controls = arena_array(
		page->arena, back.starts[to->clause_count + 1] + 1, sizeof(*back.controls));
	for (size_t i = 0; i < matrix->control_count; i++)
		for (size_t j = 0; j < matrix->controls[i].map_count; j++)
			if ((clause = map_clause(&matrix->controls[i].maps[j], to)) != NULL)
				back.controls[back.starts[clause->index + 1]++] =
					&matrix->controls[i];
	return back;
}

static void
write_back_row(struct page *page, const struct clause *clause, const struct framework *to,
	const struct back *back)
{
	struct html *h = page->html;

	html_open(h, "tr");
	html_attr(h, "id", clause_anchor(page, to->id, clause->number));
	html_open(h, "th");
	html_attr(h, "scope", "row");
	piece_number(page, clause->number);
	piece_title(page, &clause->title);
	html_close(h, "th");
	html_open(h, "td");
	for (size_t i = back->starts[clause->index]; i < back->starts[clause->index + 1]; i++) {
		html_open(h, "p");
		write_control_name(page, back->controls[i]);
		html_close(h, "p");
	}
	html_close(h, "td");
	html_close(h, "tr");
}

static bool
has_back(const struct back *back, const struct clause *clause)
{
	return back->starts[clause->index] < back->starts[clause->index + 1];
}

static void
write_back(struct page *page, const struct framework *from, const struct framework *to,
	const struct back *back)
{
	const char *words = page_say_with(
		page, "mapping.from-to", "from", to->short_name, "to", from->short_name);

	html_open(page->html, "section");
	piece_heading(page, "h2", arena_printf(page->arena, "from-%s", to->id), words);
	begin_table(page, words, to->short_name, from->short_name);
	for (size_t i = 0; i < to->clause_count; i++)
		if (has_back(back, &to->clauses[i]))
			write_back_row(page, &to->clauses[i], to, back);
	end_table(page);
	html_close(page->html, "section");
}

/* -- what has no counterpart
 * ------------------------------------------------------------------------ */

static void
write_group_rest(struct page *page, const struct framework *to, const struct clause_group *group,
	const struct back *back)
{
	struct html *h = page->html;
	bool any = false;

	for (size_t i = 0; i < group->clause_count; i++) {
		const struct clause *clause = &to->clauses[group->first_clause + i];

		if (has_back(back, clause))
			continue;
		if (!any) {
			html_open(h, "h3");
			piece_title(page, &group->title);
			html_close(h, "h3");
			html_open(h, "ul");
			html_attr(h, "class", "compact");
		}
		any = true;
		html_open(h, "li");
		html_attr(h, "id", clause_anchor(page, to->id, clause->number));
		piece_number(page, clause->number);
		piece_title(page, &clause->title);
		html_close(h, "li");
	}
	if (any)
		html_close(h, "ul");
}

static void
write_rest(struct page *page, const struct framework *to, const struct back *back)
{
	struct html *h = page->html;
	size_t without = 0;

	for (size_t i = 0; i < to->clause_count; i++)
		without += !has_back(back, &to->clauses[i]);
	if (without == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", arena_printf(page->arena, "without-%s", to->id),
		page_say_with(page, "mapping.without", "framework", to->short_name));
	html_simple(h, "p", NULL,
		page_say_with(page, "mapping.without-text", "framework", to->short_name, "clauses",
			page_say_count(page, without, "clause"), "all",
			page_say_count(page, to->clause_count, "clause")));
	for (size_t i = 0; i < to->group_count; i++)
		write_group_rest(page, to, &to->groups[i], back);
	html_close(h, "section");
}

/* The way down to each section; the tables are long. */
static void
write_contents(struct page *page, const struct framework *from, const struct framework *to)
{
	const struct {
		const char *anchor, *words;
	} rows[] = {
		{arena_printf(page->arena, "#to-%s", to->id),
			page_say_with(page, "mapping.from-to", "from", from->short_name, "to",
				to->short_name)},
		{arena_printf(page->arena, "#from-%s", to->id),
			page_say_with(page, "mapping.from-to", "from", to->short_name, "to",
				from->short_name)},
		{arena_printf(page->arena, "#without-%s", to->id),
			page_say_with(page, "mapping.without", "framework", to->short_name)},
	};
	struct html *h = page->html;

	html_open(h, "ul");
	html_attr(h, "class", "contents");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		html_open(h, "li");
		html_open(h, "a");
		html_attr(h, "href", rows[i].anchor);
		html_text(h, rows[i].words);
		html_close(h, "a");
		html_close(h, "li");
	}
	html_close(h, "ul");
}

/* The same as pictures. They say nothing that the tables do not, so paper goes without. */
static void
write_pictures(struct page *page)
{
	static const enum diagram_kind kinds[] = {DIAGRAM_FLOW, DIAGRAM_COVERAGE};

	html_open(page->html, "section");
	html_attr(page->html, "class", "screen");
	piece_heading(page, "h2", "pictures", page_say(page, "mapping.pictures"));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		piece_picture(page, &(struct picture){.kind = kinds[i], .repeats = true});
	html_close(page->html, "section");
}

static void
write_framework(struct page *page, const struct framework *from, const struct framework *to)
{
	struct back back = collect_back(page, to);

	write_contents(page, from, to);
	piece_mapping_summary(page, from, to);
	write_there(page, from, to);
	write_back(page, from, to, &back);
	write_rest(page, to, &back);
}

void
page_mapping(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	const struct framework *from = model_framework(page->model, matrix->control_framework);
	const char *title = page_say(page, "mapping.title");

	page_begin(page, title,
		page_say_with(page, "mapping.description", "service",
			texts_value(&matrix->service_name, page->lang)));
	piece_heading(page, "h1", NULL, title);
	html_simple(page->html, "p", "summary", page_say(page, "mapping.intro"));
	piece_standards(page, false);
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_MAPPED)
			write_framework(page, from,
				model_framework(page->model, matrix->uses[i].framework));
	/* they show the first framework that the document maps to */
	write_pictures(page);
	piece_standing_legend(page);
	page_end(page);
}
