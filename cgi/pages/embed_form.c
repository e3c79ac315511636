/* The fields follow from render's tables, so that a new kind or option is in the form at once. What
 * was asked for and cannot be used stays in its field, and nothing else is lost. */
#include "embed_form.h"

#include <string.h>

#include "base/own.h"
#include "diagram/diagram.h"
#include "fields.h"
#include "writing.h"

#define FORM "embed"

/* -- what is wrong --------------------------------------------------------------------------- */

/* What is wrong with the parameter; NULL: nothing. */
static const struct fault *
find_fault(const struct page *page, const char *name)
{
	for (size_t i = 0; i < page->target->fault_count; i++)
		if (strcmp(page->target->faults[i].name, name) == 0)
			return &page->target->faults[i];
	return NULL;
}

static const char *
fault_id(const struct page *page, const char *name)
{
	return arena_printf(page->arena, "%s-fault", field_id(page, FORM, name));
}

/* Of the control that has just been opened. */
static void
mark_fault(struct page *page, const char *name)
{
	if (find_fault(page, name) == NULL)
		return;
	html_attr(page->html, "aria-invalid", "true");
	html_attr(page->html, "aria-describedby", fault_id(page, name));
}

static void
write_fault(struct page *page, const char *name)
{
	const struct fault *fault = find_fault(page, name);
	struct html *h = page->html;

	if (fault == NULL)
		return;
	html_open(h, "span");
	html_attr(h, "class", "fault");
	html_attr(h, "id", fault_id(page, name));
	html_text(h, page_say_with(page, "embed.fault", "value", fault->value, "allowed",
			     fault->allowed_id != NULL ? page_say(page, fault->allowed_id)
						       : fault->allowed));
	html_close(h, "span");
}

/* -- lists ----------------------------------------------------------------------------------- */

static void
open_list(struct page *page, const char *name, const char *label)
{
	field_open_select(page, FORM, name, label);
	mark_fault(page, name);
}

/* The value that cannot be used is in the list as well, and chosen. */
static void
close_list(struct page *page, const char *name)
{
	const struct fault *fault = find_fault(page, name);

	if (fault != NULL)
		field_option(page, fault->value, fault->value, true);
	html_close(page->html, "select");
	write_fault(page, name);
	html_close(page->html, "p");
}

static void
write_kinds(struct page *page, const struct diagram_request *request)
{
	open_list(page, "kind", page_say(page, "embed.kind"));
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		if (diagram_fits((enum diagram_kind)kind, page->model, page->matrix, NULL))
			field_option(page, diagram_kind_name((enum diagram_kind)kind),
				page_say(page, diagram_kind_title_id((enum diagram_kind)kind)),
				(int)request->kind == kind && find_fault(page, "kind") == NULL);
	close_list(page, "kind");
}

static void
write_formats(struct page *page, const struct diagram_request *request)
{
	open_list(page, "format", page_say(page, "embed.format"));
	for (int format = 0; format < FORMAT__COUNT; format++)
		if (offer_has_picture(page->offer, (enum diagram_format)format))
			field_option(page, diagram_format_name((enum diagram_format)format),
				page_say_name(page, "picture",
					diagram_format_name((enum diagram_format)format)),
				(int)request->format == format &&
					find_fault(page, "format") == NULL);
	close_list(page, "format");
}

/* The current edition, whichever it is, or one that the picture stays with. */
static void
write_editions(struct page *page)
{
	const struct service *service = page->service;

	open_list(page, "edition", page_say(page, "embed.edition"));
	field_option(page, "", page_say(page, "embed.edition.current"), page->target->edition == 0);
	for (size_t i = service->edition_count; i-- > 0;) {
		const struct matrix *edition = service->editions[i];
		const char *number = arena_printf(page->arena, "%u", edition->edition);

		field_option(page, number,
			arena_printf(page->arena, "%s%s%s",
				page_say_with(page, "edition.number", "n", number),
				page_say(page, "separator"), page_say_date(page, edition->date)),
			page->target->edition == edition->edition &&
				find_fault(page, "edition") == NULL);
	}
	close_list(page, "edition");
}

/* A value as readers call it: a language and a party by their names, numbers as they are. */
static const char *
choice_words(const struct page *page, const char *option, const char *value)
{
	const struct party *party = matrix_party(page->matrix, value);
	const struct table *table = matrix_table(page->matrix, value);
	const struct framework *framework = model_framework(page->model, value);

	if (strcmp(option, "lang") == 0)
		return page_say_language(page, value);
	if ((strcmp(option, "highlight") == 0 || strcmp(option, "open") == 0) && party != NULL)
		return texts_value(&party->name, page->lang);
	if (strcmp(option, "table") == 0)
		return table != NULL ? texts_value(&table->title, page->lang) : value;
	if (strcmp(option, "framework") == 0)
		return framework != NULL ? framework->short_name : value;
	if (value[0] >= '0' && value[0] <= '9')
		return value;
	return page_say(page, arena_printf(page->arena, "embed.%s.%s", option, value));
}

/* The value that the request has for the option; "": its default. */
static const char *
value_of(const struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	OWN(buf_fini) struct buf value = {0};

	if (strcmp(option->name, "highlight") == 0)
		return request->highlight != NULL ? request->highlight->id : "";
	if (strcmp(option->name, "lang") == 0)
		return request->lang;
	option->key(request, &value);
	return arena_strdup(page->arena, buf_cstr(&value));
}

/* What stands for no value: no party, all tables; NULL: there is always one. */
static const char *
none_words(const struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	struct diagram_request plain;

	if (strcmp(option->name, "table") == 0)
		return page_say(page, "embed.table.all");
	if (strcmp(option->name, "open") == 0)
		return page_say(page, "embed.open.none");
	if (strcmp(option->name, "highlight") != 0)
		return NULL;
	diagram_request_init(&plain, page->model, page->matrix, request->kind, request->format);
	return plain.highlight == NULL ? page_say(page, "embed.highlight.none") : NULL;
}

static void
write_list(struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	bool fault = find_fault(page, option->name) != NULL;
	const char *now = value_of(page, request, option), *value,
		   *none = none_words(page, request, option);

	open_list(page, option->name, page_say(page, option->help_id));
	if (none != NULL)
		field_option(page, "", none, now[0] == '\0' && !fault);
	for (size_t i = 0; (value = option->choice(request, i)) != NULL; i++)
		field_option(page, value, choice_words(page, option->name, value),
			strcmp(now, value) == 0 && !fault);
	if (strchr(now, ',') != NULL) /* several tables, which an address asks for */
		field_option(page, now, now, true);
	close_list(page, option->name);
}

/* -- other fields ---------------------------------------------------------------------------- */

static void
write_input(struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	const struct fault *fault = find_fault(page, option->name);
	struct html *h = page->html;

	field_open(page, FORM, option->name, page_say(page, option->help_id));
	html_open(h, "input");
	html_attr(h, "type", "text");
	html_attr(h, "id", field_id(page, FORM, option->name));
	html_attr(h, "name", option->name);
	html_attr_int(h, "size", 8);
	html_attr_int(h, "maxlength", 32);
	mark_fault(page, option->name);
	html_attr(h, "value", fault != NULL ? fault->value : value_of(page, request, option));
	write_fault(page, option->name);
	html_close(h, "p");
}

/* What means nothing for the picture is left out, unless something is wrong with it. */
static void
write_options(struct page *page, const struct diagram_request *request)
{
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	for (size_t i = 0; i < count; i++) {
		if (!diagram_option_means(&options[i], request) &&
			find_fault(page, options[i].name) == NULL)
			continue;
		if (options[i].choice == NULL)
			write_input(page, request, &options[i]);
		else
			write_list(page, request, &options[i]);
	}
}

/* Its address has no edition in it: that is a field, from which the server leads on. */
static const char *
form_address(const struct page *page)
{
	struct link link = page_link(page, ROUTE_EMBED);

	link.edition = 0;
	link.plan = link.option = NULL;
	return page_url(page, &link);
}

void
part_embed_form(struct page *page)
{
	const struct diagram_request *request = &page->target->picture;
	struct html *h = page->html;

	if (page->target->fault_count > 0) {
		html_open(h, "p");
		html_attr(h, "class", "fault");
		html_attr(h, "role", "alert");
		html_text(h, page_say(page, "embed.faults"));
		html_close(h, "p");
	}
	html_open(h, "form");
	html_attr(h, "class", "search filters options");
	html_attr(h, "method", "get");
	html_attr(h, "action", form_address(page));
	field_choices(page);
	write_kinds(page, request);
	write_formats(page, request);
	write_editions(page);
	write_options(page, request);
	html_open(h, "p");
	html_attr(h, "class", "field");
	html_open(h, "button");
	html_attr(h, "type", "submit");
	html_text(h, page_say(page, "embed.show"));
	html_close(h, "button");
	html_close(h, "p");
	html_close(h, "form");
}
