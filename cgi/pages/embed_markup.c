/* Each language has its own escapes (html/markup.h), and a PDF is no image to any of them. */
#include "embed_markup.h"

#include "base/own.h"
#include "fields.h"
#include "figure.h"
#include "html/markup.h"
#include "writing.h"

enum {
	ALT_LIMIT = 1000, /* bytes: a longer description is replaced by the title, with the page for
			     the rest */
};

struct snippet {
	const char *id; /* of its name: message embed.<id> */
	unsigned rows;  /* of the field it stands in */
	const char *words;
};

/* What it shows; of a picture with very much in it only what it is. */
const char *
embed_alternative(const struct page *page, const struct diagram_request *request)
{
	OWN(buf_fini) struct buf words = {0};

	diagram_description(request, &words);
	if (words.len > ALT_LIMIT) {
		buf_clear(&words);
		diagram_title(request, &words);
	}
	return arena_strdup(page->arena, buf_cstr(&words));
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

/* Hidden until the module runs, which alone can copy; the field can be selected without it. */
static void
write_copy(struct page *page, const char *field)
{
	struct html *h = page->html;

	html_open(h, "button");
	html_attr(h, "type", "button");
	html_attr(h, "hidden", "hidden");
	html_attr(h, "data-copy", field);
	html_text(h, page_say(page, "embed.copy"));
	html_close(h, "button");
	html_open(h, "span");
	html_attr(h, "role", "status");
	html_attr(h, "data-words", page_say(page, "embed.copied"));
	html_close(h, "span");
}

static void
write_snippet(struct page *page, const struct snippet *s)
{
	const char *id = field_id(page, "embed", s->id);
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
	write_copy(page, id);
	html_close(h, "p");
}

void
part_markup(
	struct page *page, const struct diagram_request *request, unsigned width, unsigned height)
{
	struct snippet snippets[] = {{"url", 2, NULL}, {"html", 4, NULL}, {"markdown", 3, NULL},
		{"asciidoc", 3, NULL}, {"rest", 4, NULL}};
	const char *alt = embed_alternative(page, request);

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
