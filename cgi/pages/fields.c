#include "fields.h"

const char *
field_id(const struct page *page, const char *form, const char *name)
{
	return arena_printf(page->arena, "%s-%s", form, name);
}

void
field_open(struct page *page, const char *form, const char *name, const char *label)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "field");
	html_open(h, "label");
	html_attr(h, "for", field_id(page, form, name));
	html_text(h, label);
	html_close(h, "label");
	html_lit(h, " ");
}

void
field_open_select(struct page *page, const char *form, const char *name, const char *label)
{
	field_open(page, form, name, label);
	html_open(page->html, "select");
	html_attr(page->html, "id", field_id(page, form, name));
	html_attr(page->html, "name", name);
}

void
field_option(struct page *page, const char *value, const char *words, bool selected)
{
	html_open(page->html, "option");
	html_attr(page->html, "value", value);
	if (selected)
		html_attr(page->html, "selected", "selected");
	html_text(page->html, words);
	html_close(page->html, "option");
}

void
field_close_select(struct page *page)
{
	html_close(page->html, "select");
	html_close(page->html, "p");
}

static void
write_choice(struct page *page, const char *name, const struct choice *choice)
{
	struct html *h = page->html;

	if (choice == NULL)
		return;
	html_open(h, "input");
	html_attr(h, "type", "hidden");
	html_attr(h, "name", name);
	html_attr(h, "value", choice->key);
}

void
field_choices(struct page *page)
{
	write_choice(page, "plan", page->target->plan);
	write_choice(page, "option", page->target->option);
}
