#include "search_form.h"

#include "fields.h"
#include "model/names.h"
#include "writing.h"

#define FORM "filter"
#define SEARCH "search"

static void
open_select(struct page *page, const char *name, const char *label_id)
{
	field_open_select(page, FORM, name, page_say(page, label_id));
	field_option(page, "", page_say(page, "filter.any"), false);
}

static void
write_words(struct page *page, const char *words)
{
	struct html *h = page->html;

	field_open(page, SEARCH, "q", page_say(page, "search.words"));
	html_open(h, "input");
	html_attr(h, "type", "search");
	html_attr(h, "id", field_id(page, SEARCH, "q"));
	html_attr(h, "name", "q");
	html_attr_int(h, "maxlength", 100);
	html_attr(h, "value", words);
	html_attr(h, "placeholder", page_say(page, "search.example"));
	html_close(h, "p");
}

static void
write_party(struct page *page, const struct filter *filter)
{
	open_select(page, "party", "filter.party");
	for (size_t i = 0; i < page->matrix->party_count; i++) {
		const struct party *party = &page->matrix->parties[i];

		field_option(page, party->id, texts_value(&party->name, page->lang),
			filter->party == party);
	}
	field_close_select(page);
}

static void
write_status(struct page *page, const struct filter *filter)
{
	open_select(page, "status", "filter.status");
	for (int i = 0; i < CONTROL_STATUS__COUNT; i++)
		field_option(page, control_status_names[i],
			page_say_name(page, "status", control_status_names[i]),
			filter->status == i);
	field_close_select(page);
}

/* Only where the document tells how something is shared. */
static void
write_shared(struct page *page, const struct filter *filter)
{
	const struct matrix *matrix = page->matrix;
	size_t i = 0;

	while (i < matrix->control_count && matrix->controls[i].parts.shared == SHARED_UNSTATED)
		i++;
	if (i == matrix->control_count)
		return;
	open_select(page, "shared", "filter.shared");
	for (int how = SHARED_UNSTATED + 1; how < SHARED__COUNT; how++)
		field_option(page, sharing_names[how],
			page_say_name(page, "shared", sharing_names[how]), filter->shared == how);
	field_close_select(page);
}

static void
write_theme(struct page *page, const struct filter *filter)
{
	const struct matrix *matrix = page->matrix;

	open_select(page, "theme", "filter.theme");
	for (size_t i = 0; i < matrix->uses_count; i++) {
		const struct framework *framework =
			model_framework(page->model, matrix->uses[i].framework);

		for (size_t j = 0;
			matrix->uses[i].role == USES_MAPPED && j < framework->group_count; j++)
			field_option(page, framework->groups[j].id,
				texts_shown_value(
					&framework->groups[j].title, page->matrix, page->lang),
				filter->theme == &framework->groups[j]);
	}
	field_close_select(page);
}

static void
write_cloud(struct page *page, const struct filter *filter)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "field check");
	html_open(h, "input");
	html_attr(h, "type", "checkbox");
	html_attr(h, "id", "filter-cld");
	html_attr(h, "name", "cld");
	html_attr(h, "value", "1");
	if (filter->cloud)
		html_attr(h, "checked", "checked");
	html_lit(h, " ");
	html_open(h, "label");
	html_attr(h, "for", "filter-cld");
	html_text(h, page_say(page, "filter.cld"));
	html_close(h, "label");
	html_close(h, "p");
}

/* Whether the framework of the controls tells some of them apart as cloud-specific. */
static bool
has_cloud(const struct page *page)
{
	const struct framework *framework =
		model_framework(page->model, page->matrix->control_framework);

	for (size_t i = 0; i < framework->clause_count; i++)
		if (framework->clauses[i].kind == CLAUSE_CLOUD)
			return true;
	return false;
}

static void
open_form(struct page *page, const char *class_name, enum route_id to, const char *label)
{
	struct link link = page_link(page, to);
	struct html *h = page->html;

	html_open(h, "form");
	html_attr(h, "class", class_name);
	html_attr(h, "role", "search");
	html_attr(h, "method", "get");
	html_attr(h, "action", page_url(page, &link));
	html_attr(h, "aria-label", page_say(page, label));
}

static void
close_form(struct page *page, const char *submit)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "field");
	html_open(h, "button");
	html_attr(h, "type", "submit");
	html_text(h, page_say(page, submit));
	html_close(h, "button");
	html_close(h, "p");
	html_close(h, "form");
}

void
piece_search(struct page *page, const char *words)
{
	open_form(page, "search", ROUTE_SEARCH, "search.title");
	field_choices(page);
	write_words(page, words);
	close_form(page, "search.submit");
}

void
piece_filters(struct page *page, const struct filter *filter)
{
	open_form(page, "search filters", ROUTE_CONTROLS, "filter.label");
	field_choices(page);
	write_party(page, filter);
	write_status(page, filter);
	write_shared(page, filter);
	if (route_available(ROUTE_MAPPING, page->matrix))
		write_theme(page, filter);
	if (has_cloud(page))
		write_cloud(page, filter);
	close_form(page, "filter.submit");
}
