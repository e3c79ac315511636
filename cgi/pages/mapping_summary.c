#include "mapping_summary.h"

#include <string.h>

#include "compare/agreement.h"
#include "writing.h"

static const char *
number(const struct page *page, size_t n)
{
	return arena_printf(page->arena, "%zu", n);
}

/* The link to a control's row of the table below. */
static void
write_row_link(struct page *page, const struct control *control, const struct framework *to)
{
	struct html *h = page->html;

	html_open(h, "a");
	html_attr(h, "class", "number");
	html_attr(h, "href",
		arena_printf(page->arena, "#%s-to-%s",
			clause_anchor(page, page->matrix->control_framework, control->clause),
			to->id));
	html_text(h, control->clause);
	html_close(h, "a");
}

static void
open_row(struct page *page, const char *id, const char *name)
{
	html_open(page->html, "div");
	html_attr(page->html, "class", name);
	html_simple(page->html, "dt", NULL, page_say(page, id));
	html_open(page->html, "dd");
}

static void
close_row(struct page *page)
{
	html_close(page->html, "dd");
	html_close(page->html, "div");
}

/* -- what differs --------------------------------------------------------------------------- */

/* "18.1.5: this document 8.24, published 5.31" */
static void
write_difference(struct page *page, const struct control *control, const struct counterpart *map,
	const struct agreement *agreement, const struct framework *to)
{
	struct html *h = page->html;
	size_t count;
	const struct correspondence_map *maps =
		correspondence_from(agreement->published, control->clause, &count);

	html_open(h, "p");
	write_row_link(page, control, to);
	html_lit(h, " ");
	piece_plain(page, control_title(page->model, page->matrix, control));
	html_text(h, page_say(page, "cell.colon"));
	html_text(h, page_say(page, "mapping.stated"));
	html_lit(h, " ");
	piece_clause(page, to->id, map->clause);
	html_text(h, page_say(page, "list.comma"));
	html_text(h, page_say(page, "mapping.published"));
	html_lit(h, " ");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			html_text(h, page_say(page, "list.comma"));
		piece_clause(page, to->id, maps[i].to);
	}
	html_close(h, "p");
}

static void
write_differences(struct page *page, const struct agreement *agreement, const struct framework *to)
{
	const struct matrix *matrix = page->matrix;

	open_row(page, "mapping.differs", "differs");
	html_simple(page->html, "p", NULL,
		page_say_with(page, "mapping.differs-count", "n",
			number(page, agreement->differing), "all",
			number(page, agreement->stated)));
	for (size_t i = 0; i < matrix->control_count; i++)
		for (size_t j = 0; j < matrix->controls[i].map_count; j++) {
			const struct counterpart *map = &matrix->controls[i].maps[j];

			if (strcmp(map->framework, to->id) == 0 &&
				counterpart_verdict(page->model, matrix, &matrix->controls[i],
					map) == VERDICT_DIFFERS)
				write_difference(page, &matrix->controls[i], map, agreement, to);
		}
	close_row(page);
}

/* -- what lacks ------------------------------------------------------------------------------ */

static bool
is_mapped(const struct control *control, const struct framework *to)
{
	for (size_t i = 0; i < control->map_count; i++)
		if (strcmp(control->maps[i].framework, to->id) == 0)
			return true;
	return false;
}

static size_t
count_reached(const struct page *page, const struct framework *to)
{
	bool *reached = arena_array(page->arena, to->clause_count + 1, sizeof(*reached));
	size_t n = 0;

	for (size_t i = 0; i < page->matrix->control_count; i++)
		for (size_t j = 0; j < page->matrix->controls[i].map_count; j++) {
			const struct counterpart *map = &page->matrix->controls[i].maps[j];

			if (strcmp(map->framework, to->id) == 0)
				reached[counterpart_clause(page->model, map)->index] = true;
		}
	for (size_t i = 0; i < to->clause_count; i++)
		n += reached[i];
	return n;
}

static void
write_lacking(struct page *page, const struct agreement *agreement, const struct framework *from,
	const struct framework *to)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;
	size_t without = to->clause_count - count_reached(page, to);

	open_row(page, "mapping.lacks", "lacks");
	if (agreement->unmapped > 0) {
		html_open(h, "p");
		html_text(h, page_say_with(page, "mapping.lacks-counterpart", "framework",
				     from->short_name, "controls",
				     page_say_count(page, agreement->unmapped, "control")));
		for (size_t i = 0; i < matrix->control_count; i++)
			if (!is_mapped(&matrix->controls[i], to)) {
				html_lit(h, " ");
				write_row_link(page, &matrix->controls[i], to);
			}
		html_close(h, "p");
	}
	html_open(h, "p");
	html_open(h, "a");
	html_attr(h, "href",
		arena_printf(page->arena, without > 0 ? "#without-%s" : "#from-%s", to->id));
	html_text(h, page_say_with(page, "mapping.lacks-control", "framework", to->short_name,
			     "clauses", page_say_count(page, without, "clause"), "all",
			     page_say_count(page, to->clause_count, "clause")));
	html_close(h, "a");
	html_close(h, "p");
	close_row(page);
}

/* -- all of it ------------------------------------------------------------------------------- */

void
piece_mapping_summary(struct page *page, const struct framework *from, const struct framework *to)
{
	struct agreement a = agreement_with(page->model, page->matrix, to->id);
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", arena_printf(page->arena, "summary-%s", to->id),
		page_say_with(page, "mapping.summary", "framework", to->short_name));
	html_open(h, "dl");
	html_attr(h, "class", "agreement");
	if (a.published != NULL) {
		open_row(page, "mapping.agrees", "agrees");
		html_text(h, page_say_with(page, "standards.agree", "n", number(page, a.agreeing),
				     "all", number(page, a.stated)));
		html_lit(h, " ");
		html_open(h, "small");
		piece_plain(page, &a.published->name);
		html_close(h, "small");
		close_row(page);
		if (a.differing > 0)
			write_differences(page, &a, to);
	}
	write_lacking(page, &a, from, to);
	html_close(h, "dl");
	html_close(h, "section");
}
