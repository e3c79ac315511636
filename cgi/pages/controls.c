/* /S/L/controls: all controls, or those that the filter lets pass, in the groups of their
 * framework. */
#include <string.h>

#include "base/own.h"
#include "writing.h"
#include "search_form.h"

static const struct clause_group *
own_group(const struct page *page, const struct control *control)
{
	return control_clause(page->model, page->matrix, control)->group;
}

/* -- one control ------------------------------------------------------------------------- */

static void
write_counterparts(struct page *page, const struct control *control)
{
	struct html *h = page->html;

	for (size_t i = 0; i < control->map_count; i++) {
		const struct counterpart *map = &control->maps[i];

		html_open(h, "span");
		html_attr(h, "class", "counterpart");
		html_text(h, model_framework(page->model, map->framework)->short_name);
		html_lit(h, " ");
		piece_clause(page, map->framework, map->clause);
		html_close(h, "span");
	}
}

/* Adds an item to a list of words with spaces between, unless it is there. */
static void
add_word(struct buf *list, const char *word)
{
	const char *at = list->len > 0 ? strstr(buf_cstr(list), word) : NULL;
	size_t len = strlen(word);

	for (; at != NULL; at = strstr(at + 1, word))
		if ((at == list->data || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return;
	buf_printf(list, list->len > 0 ? " %s" : "%s", word);
}

/* What static/filter.js filters by, as cgi/address/filter.c does. */
static void
write_filter_data(struct page *page, const struct control *control)
{
	OWN(buf_fini) struct buf parties = {0}, themes = {0};
	struct html *h = page->html;

	for (size_t i = 0; i < control->map_count; i++)
		add_word(&themes, counterpart_clause(page->model, &control->maps[i])->group->id);
	for (size_t i = 0; i < control->parts.count; i++)
		add_word(&parties, control->parts.v[i].party->id);
	html_attr(h, "data-parties", buf_cstr(&parties));
	html_attr(h, "data-themes", buf_cstr(&themes));
	html_attr(h, "data-status", control_status_name(control->status));
	if (control->parts.shared != SHARED_UNSTATED)
		html_attr(h, "data-shared", sharing_name(control->parts.shared));
	if (control_clause(page->model, page->matrix, control)->kind == CLAUSE_CLOUD)
		html_attr(h, "data-cld", "1");
}

static void
write_control(struct page *page, const struct control *control)
{
	struct link link = control_link(page, control);
	const struct texts *title = control_title(page->model, page->matrix, control);
	struct html *h = page->html;

	html_open(h, "li");
	html_attr(h, "id", control_token(control));
	if (filter_is_empty(&page->target->filter))
		write_filter_data(page, control);
	html_open(h, "h3");
	piece_open_link(page, &link);
	piece_number(page, control->clause);
	piece_phrases(page, title);
	html_close(h, "a");
	piece_standing(page, title);
	html_close(h, "h3");
	html_open(h, "p");
	html_attr(h, "class", "tags");
	piece_status(page, control->status);
	piece_shared(page, &control->parts);
	html_lit(h, " ");
	write_counterparts(page, control);
	html_close(h, "p");
	piece_element(page, "p", "statement", &control->statement);
	piece_limits(page, control);
	piece_contradiction(page, control);
	piece_brief_facts(page, control->facts, control->fact_count);
	html_close(h, "li");
}

/* -- the list -------------------------------------------------------------------------------- */

/* Controls that the filter lets pass, with a group's count known before its heading is written. */
struct list {
	const struct control **v;
	size_t n;
};

static struct list
choose(const struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct list list = {
		arena_array(page->arena, matrix->control_count + 1, sizeof(*list.v)), 0};

	for (size_t i = 0; i < matrix->control_count; i++)
		if (filter_matches(
			    &page->target->filter, page->model, matrix, &matrix->controls[i]))
			list.v[list.n++] = &matrix->controls[i];
	return list;
}

static void
write_group_head(struct page *page, const struct clause_group *group, size_t count)
{
	struct html *h = page->html;

	html_open(h, "h2");
	if (group != NULL) {
		html_attr(h, "id", arena_printf(page->arena, "group-%s", group->id));
		piece_title(page, &group->title);
	} else {
		html_text(h, page_say(page, "controls.no-group"));
	}
	html_lit(h, " ");
	html_simple(h, "small", "count", page_say_count(page, count, "control"));
	html_close(h, "h2");
}

static void
write_list(struct page *page, const struct list *list)
{
	struct html *h = page->html;

	for (size_t i = 0, end; i < list->n; i = end) {
		const struct clause_group *group = own_group(page, list->v[i]);

		for (end = i + 1; end < list->n && own_group(page, list->v[end]) == group;)
			end++;
		html_open(h, "section");
		html_attr(h, "class", "group");
		write_group_head(page, group, end - i);
		html_open(h, "ol");
		html_attr(h, "class", "controls");
		for (size_t j = i; j < end; j++)
			write_control(page, list->v[j]);
		html_close(h, "ol");
		html_close(h, "section");
	}
}

/* What to try when nothing was found: fewer conditions. */
static void
write_nothing(struct page *page, bool hidden)
{
	struct link link = page_link(page, ROUTE_CONTROLS);
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "class", "nothing");
	if (hidden)
		html_attr(h, "hidden", "");
	html_simple(h, "p", NULL, page_say(page, "controls.nothing"));
	html_simple(h, "p", NULL, page_say(page, "controls.try-fewer"));
	html_open(h, "p");
	piece_link(page, &link, page_say(page, "overview.all-controls"));
	html_close(h, "p");
	html_close(h, "div");
}

static void
write_result(struct page *page, const struct list *list)
{
	struct link link = page_link(page, ROUTE_CONTROLS);
	struct html *h = page->html;
	const char *all = page_say_count(page, page->matrix->control_count, "control");

	html_open(h, "p");
	html_attr(h, "class", "result");
	html_attr(h, "role", "status");
	if (filter_is_empty(&page->target->filter)) {
		html_attr(h, "data-found", page_say_with(page, "controls.found", "all", all));
		html_attr(h, "data-one", page_say(page, "unit.control.one"));
		html_attr(h, "data-other", page_say(page, "unit.control.other"));
		html_simple(h, "span", NULL, all);
		html_lit(h, " ");
		piece_open_link(page, &link);
		html_attr(h, "hidden", "");
		html_text(h, page_say(page, "filter.reset"));
		html_close(h, "a");
	} else {
		html_text(h, page_say_with(page, "controls.found", "n",
				     arena_printf(page->arena, "%zu", list->n), "all", all));
		html_lit(h, " ");
		piece_link(page, &link, page_say(page, "filter.reset"));
	}
	html_close(h, "p");
}

void
page_controls(struct page *page)
{
	struct list list = choose(page);
	const char *service = texts_value(&page->matrix->service_name, page->lang);
	const char *title = page_say(page, "controls.title");

	page_begin(page, title,
		page_say_with(page, "controls.description", "service", service, "controls",
			page_say_count(page, page->matrix->control_count, "control")));
	piece_heading(page, "h1", NULL, page_say(page, "controls.title"));
	piece_filters(page, &page->target->filter);
	write_result(page, &list);
	if (list.n == 0 || filter_is_empty(&page->target->filter))
		write_nothing(page, list.n > 0);
	write_list(page, &list);
	piece_standing_legend(page);
	page_end(page);
}
