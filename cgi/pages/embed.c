/* /S/L/embed: choose a picture, see it, and take what shows it elsewhere: its address, and the
 * markup of four languages. The form is made from render's tables, so that a new kind or option is
 * in it at once. */
#include <string.h>

#include "base/own.h"
#include "diagram/diagram.h"
#include "fields.h"
#include "html/markup.h"
#include "writing.h"
#include "figure.h"

#define FORM "embed"

enum {
	ALT_LIMIT = 1000, /* bytes: a longer description is replaced by the title, with the page for
			     the rest */
};

/* -- the picture in words ------------------------------------------------------------------ */

struct snippet {
	const char *id; /* of its name: message embed.<id> */
	unsigned rows;  /* of the field it stands in */
	const char *words;
};

/* What it shows; of a picture with very much in it only what it is. */
static const char *
alternative(const struct page *page, const struct diagram_request *request)
{
	OWN(buf_fini) struct buf words = {0};

	diagram_description(request, &words);
	if (words.len > ALT_LIMIT) {
		buf_clear(&words);
		diagram_title(request, &words);
	}
	return arena_strdup(page->arena, buf_cstr(&words));
}

/* "chrofy-stack-en-dark.png": the options' values tell files apart in a folder of downloads. */
static const char *
file_name(const struct page *page, const struct diagram_request *request)
{
	OWN(buf_fini) struct buf key = {0}, name = {0};
	bool value = false;

	diagram_key(request, &key);
	buf_printf(&name, "%s-%s", page->service->id, diagram_kind_name(request->kind));
	for (const char *s = buf_cstr(&key); *s != '\0'; s++) {
		if (*s == '=')
			buf_char(&name, '-');
		else if (value && *s != '&')
			buf_char(&name, *s == ':' ? 'x' : *s == ',' ? '-' : *s);
		value = *s == '=' || (value && *s != '&');
	}
	buf_printf(&name, ".%s", diagram_format_name(request->format));
	return arena_strdup(page->arena, buf_cstr(&name));
}

static const char *
html_escaped(struct arena *arena, const char *string)
{
	OWN(buf_fini) struct buf out = {0};
	struct html h;

	html_init(&h, &out);
	html_text(&h, string);
	return arena_strdup(arena, buf_cstr(&out));
}

/* A PDF is no image to any of them: it is linked. */
static void
fill_link_snippets(struct arena *arena, struct snippet *s, const char *url, const char *alt)
{
	s[1].words = arena_printf(arena, "<a href=\"%s\" type=\"application/pdf\">%s</a>",
		html_escaped(arena, url), html_escaped(arena, alt));
	s[2].words =
		arena_printf(arena, "[%s](%s)", markup_escape(arena, MARKUP_MARKDOWN, alt), url);
	s[3].words = arena_printf(
		arena, "link:++%s++[%s]", url, markup_escape(arena, MARKUP_ASCIIDOC, alt));
	s[4].words = arena_printf(
		arena, "`%s <%s>`__", markup_escape(arena, MARKUP_REST_LINK, alt), url);
}

static void
fill_image_snippets(struct arena *arena, struct snippet *s, const char *url, const char *alt,
	unsigned w, unsigned h)
{
	s[1].words =
		arena_printf(arena, "<img src=\"%s\" width=\"%u\" height=\"%u\"\n  alt=\"%s\">",
			html_escaped(arena, url), w, h, html_escaped(arena, alt));
	s[2].words =
		arena_printf(arena, "![%s](%s)", markup_escape(arena, MARKUP_MARKDOWN, alt), url);
	s[3].words = arena_printf(arena, "image::%s[\"%s\", %u, %u]", url,
		markup_escape(arena, MARKUP_ASCIIDOC, alt), w, h);
	s[4].words =
		arena_printf(arena, ".. image:: %s\n   :alt: %s\n   :width: %upx", url, alt, w);
}

static void
write_snippet(struct page *page, const struct snippet *s)
{
	const char *id = field_id(page, FORM, s->id);
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "field snippet");
	html_open(h, "label");
	html_attr(h, "for", id);
	html_text(h, page_say_name(page, "embed", s->id));
	html_close(h, "label");
	html_open(h, "textarea");
	html_attr(h, "id", id);
	html_attr(h, "readonly", "readonly");
	html_attr(h, "spellcheck", "false");
	html_attr_int(h, "rows", s->rows);
	html_text(h, s->words);
	html_close(h, "textarea");
	html_close(h, "p");
}

static void
write_snippets(
	struct page *page, const struct diagram_request *request, unsigned width, unsigned height)
{
	struct snippet snippets[] = {{"url", 2, NULL}, {"html", 4, NULL}, {"markdown", 3, NULL},
		{"asciidoc", 3, NULL}, {"rest", 4, NULL}};
	const char *alt = alternative(page, request);

	snippets[0].words =
		arena_printf(page->arena, "%s%s", page->base_url, figure_address(page, request));
	if (request->format == FORMAT_PDF)
		fill_link_snippets(page->arena, snippets, snippets[0].words, alt);
	else
		fill_image_snippets(page->arena, snippets, snippets[0].words, alt, width, height);
	html_open(page->html, "section");
	piece_heading(page, "h2", "take", page_say(page, "embed.take"));
	if (page->base_url[0] == '\0')
		html_simple(page->html, "p", NULL, page_say(page, "embed.no-host"));
	for (size_t i = 0; i < sizeof(snippets) / sizeof(snippets[0]); i++)
		write_snippet(page, &snippets[i]);
	html_close(page->html, "section");
}

/* -- the form -----------------------------------------------------------------------------------
 */

static void
write_kinds(struct page *page, const struct diagram_request *request)
{
	field_open_select(page, FORM, "kind", page_say(page, "embed.kind"));
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		if (diagram_fits((enum diagram_kind)kind, page->model, page->matrix, NULL))
			field_option(page, diagram_kind_name((enum diagram_kind)kind),
				page_say(page, diagram_kind_title_id((enum diagram_kind)kind)),
				(int)request->kind == kind);
	field_close_select(page);
}

static void
write_formats(struct page *page, const struct diagram_request *request)
{
	field_open_select(page, FORM, "format", page_say(page, "embed.format"));
	for (int format = 0; format < FORMAT__COUNT; format++)
		field_option(page, diagram_format_name((enum diagram_format)format),
			page_say_name(
				page, "picture", diagram_format_name((enum diagram_format)format)),
			(int)request->format == format);
	field_close_select(page);
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

	option->key(request, &value);
	return arena_strdup(page->arena, buf_cstr(&value));
}

static void
write_list(struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	const char *now = value_of(page, request, option), *value;
	struct diagram_request plain;

	diagram_request_init(&plain, page->model, page->matrix, request->kind, request->format);
	if (strcmp(option->name, "highlight") == 0 && request->highlight != NULL)
		now = request->highlight->id;
	field_open_select(page, FORM, option->name, page_say(page, option->help_id));
	if (strcmp(option->name, "highlight") == 0 && plain.highlight == NULL)
		field_option(page, "", page_say(page, "embed.highlight.none"), now[0] == '\0');
	if (strcmp(option->name, "open") == 0)
		field_option(page, "", page_say(page, "embed.open.none"), now[0] == '\0');
	for (size_t i = 0; (value = option->choice(request, i)) != NULL; i++)
		field_option(page, value, choice_words(page, option->name, value),
			strcmp(now, value) == 0 || (strcmp(option->name, "lang") == 0 &&
							   strcmp(request->lang, value) == 0));
	field_close_select(page);
}

/* Frameworks are asked for where there are several, suppliers' rows where there are any. */
static bool
is_a_choice(const struct diagram_option *option, const struct diagram_request *request)
{
	if (strcmp(option->name, "open") == 0)
		return option->choice(request, 0) != NULL;
	return strcmp(option->name, "framework") != 0 || option->choice(request, 1) != NULL;
}

/* All, one, or what an address has asked for: several of them. */
static void
write_tables(struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	const char *now = value_of(page, request, option), *value;

	if (option->choice(request, 1) == NULL)
		return;
	field_open_select(page, FORM, option->name, page_say(page, option->help_id));
	field_option(page, "", page_say(page, "embed.table.all"), now[0] == '\0');
	for (size_t i = 0; (value = option->choice(request, i)) != NULL; i++)
		field_option(page, value, choice_words(page, option->name, value),
			strcmp(now, value) == 0);
	if (strchr(now, ',') != NULL)
		field_option(page, now, now, true);
	field_close_select(page);
}

static void
write_input(struct page *page, const struct diagram_request *request,
	const struct diagram_option *option)
{
	struct html *h = page->html;

	field_open(page, FORM, option->name, page_say(page, option->help_id));
	html_open(h, "input");
	html_attr(h, "type", "text");
	html_attr(h, "id", field_id(page, FORM, option->name));
	html_attr(h, "name", option->name);
	html_attr_int(h, "size", 8);
	html_attr_int(h, "maxlength", 32);
	html_attr(h, "value", value_of(page, request, option));
	html_close(h, "p");
}

static void
write_form(struct page *page, const struct diagram_request *request)
{
	struct link link = page_link(page, ROUTE_EMBED);
	struct html *h = page->html;
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	html_open(h, "form");
	html_attr(h, "class", "search filters");
	html_attr(h, "method", "get");
	html_attr(h, "action", page_url(page, &link));
	field_choices(page);
	write_kinds(page, request);
	write_formats(page, request);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(options[i].name, "table") == 0)
			write_tables(page, request, &options[i]);
		else if (strcmp(options[i].name, "page") == 0 && diagram_pages(request) == 1)
			continue; /* there is nothing to choose */
		else if (options[i].choice == NULL)
			write_input(page, request, &options[i]);
		else if (is_a_choice(&options[i], request))
			write_list(page, request, &options[i]);
	}
	html_open(h, "p");
	html_attr(h, "class", "field");
	html_open(h, "button");
	html_attr(h, "type", "submit");
	html_text(h, page_say(page, "embed.show"));
	html_close(h, "button");
	html_close(h, "p");
	html_close(h, "form");
}

/* -- what is often wanted
 * ----------------------------------------------------------------------------- */

enum { PRESET_OPTIONS = 3 };

static const struct {
	const char *id; /* message embed.<id> */
	enum diagram_format format;
	const char *options[PRESET_OPTIONS][2];
} presets[] = {
	{"slide", FORMAT_PNG, {{"aspect", "16:9"}, {"scale", "2"}}},
	{"half-slide", FORMAT_PNG, {{"width", "640"}, {"scale", "2"}}},
	{"paper", FORMAT_PDF, {{"width", "680"}, {"theme", "print"}}},
	{"web", FORMAT_SVG, {{NULL}}},
};

/* What is chosen to be shown; how, is the preset's alone. */
static const char *
preset_query(const struct page *page, size_t preset)
{
	OWN(buf_fini) struct buf query = {0}, ignored = {0};
	struct target other = *page->target;
	const struct diagram_request *chosen = &page->target->picture;

	diagram_request_init(
		&other.picture, page->model, page->matrix, chosen->kind, presets[preset].format);
	other.picture.lang = chosen->lang;
	other.picture.highlight = chosen->highlight;
	other.picture.control = chosen->control;
	other.picture.table_count = chosen->table_count;
	memcpy(other.picture.tables, chosen->tables, sizeof(chosen->tables));
	for (size_t i = 0; i < PRESET_OPTIONS && presets[preset].options[i][0] != NULL; i++)
		diagram_option_set(&other.picture, presets[preset].options[i][0],
			presets[preset].options[i][1], &ignored);
	target_query(&other, &query);
	return arena_strdup(page->arena, buf_cstr(&query));
}

static void
write_presets(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "presets");
	html_text(h, page_say(page, "embed.presets"));
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++) {
		struct link link = page_link(page, ROUTE_EMBED);

		link.query = preset_query(page, i);
		html_lit(h, " ");
		piece_link(page, &link, page_say_name(page, "embed", presets[i].id));
	}
	html_close(h, "p");
}

/* -- the page
 * --------------------------------------------------------------------------------------------- */

/* A PDF is shown as the SVG of the same picture. */
static void
write_preview(
	struct page *page, const struct diagram_request *request, unsigned width, unsigned height)
{
	struct diagram_request shown = *request;
	struct html *h = page->html;

	if (shown.format == FORMAT_PDF)
		shown.format = FORMAT_SVG;
	html_open(h, "figure");
	html_attr(h, "class", request->transparent ? "picture chequered" : "picture");
	html_open(h, "img");
	html_attr(h, "src",
		arena_printf(page->arena, "%s%s", page->mount, figure_address(page, &shown)));
	html_attr(h, "alt", alternative(page, request));
	html_attr_int(h, "width", width);
	html_attr_int(h, "height", height);
	html_open(h, "figcaption");
	html_open(h, "a");
	html_attr(h, "href",
		arena_printf(page->arena, "%s%s", page->mount, figure_address(page, request)));
	html_attr(h, "download", file_name(page, request));
	html_attr(h, "type", diagram_format_type(request->format));
	html_text(h, page_say_with(page, "embed.download", "file", file_name(page, request)));
	html_close(h, "a");
	html_text(h, arena_printf(page->arena, " %u × %u px", width * request->scale,
			     height * request->scale));
	html_close(h, "figcaption");
	html_close(h, "figure");
}

static bool
is_too_large(const struct page *page)
{
	struct target picture = *page->target;

	picture.route = ROUTE_DIAGRAM;
	return target_is_too_large(&picture, page->arena);
}

void
page_embed(struct page *page)
{
	OWN(diags_fini) struct diags ignored = {0};
	const struct diagram_request *request = &page->target->picture;
	const char *title = page_say(page, "embed.title");
	unsigned width = 0, height = 0;

	page_begin(page, title, page_say(page, "embed.lead"));
	html_simple(page->html, "h1", NULL, title);
	html_simple(page->html, "p", "lead", page_say(page, "embed.lead"));
	write_presets(page);
	write_form(page, request);
	if (is_too_large(page)) {
		html_simple(page->html, "p", "note", page_say(page, "embed.too-large"));
	} else if (diagram_size(request, &width, &height, &ignored)) {
		write_preview(page, request, width, height);
		write_snippets(page, request, width, height);
	}
	page_end(page);
}
