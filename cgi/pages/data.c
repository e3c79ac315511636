/* /S/L/data: the document as data. Sizes and hashes are those of the bytes that the addresses give.
 */
#include <string.h>

#include <nettle/sha2.h>

#include "base/hash.h"
#include "base/own.h"
#include "openapi.h"
#include "writing.h"

/* Pages that are exported have other names than their addresses, so nothing links to them. */
static void
write_bytes(const struct page *page, const struct export_format *format, struct buf *out)
{
	if (format->write == NULL)
		write_openapi(out, page->model, page->matrix, page->offer,
			page->base_url[0] != '\0' ? page->base_url
			: page->mount[0] != '\0'  ? page->mount
						  : "/");
	else
		data_file_write(format, out, page->model, page->matrix,
			page->exported ? NULL : page->base_url);
}

void
page_data_file(struct page *page)
{
	write_bytes(page, page->target->data, page->out);
}

/* -- one file --------------------------------------------------------------------------- */

static struct link
file_link(const struct page *page, const struct export_format *format)
{
	struct link link = page_link(page, ROUTE_DATA_FILE);

	data_file_link(&link, format);
	return link;
}

static const char *
sha256_hex(struct arena *arena, const struct buf *bytes)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	char *hex = arena_alloc(arena, 2 * sizeof(digest) + 1);
	struct sha256_ctx hash;

	sha256_init(&hash);
	sha256_update(&hash, bytes->len, (const uint8_t *)buf_cstr(bytes));
	sha256_digest(&hash, sizeof(digest), digest);
	hex_print(digest, sizeof(digest), hex);
	return hex;
}

/* "35.9 kB": thousands of bytes, one digit behind the point. */
static const char *
size_words(const struct page *page, size_t bytes)
{
	size_t tenths = (bytes + 50) / 100;

	return arena_printf(page->arena, "%zu.%zu kB", tenths / 10, tenths % 10);
}

static void
write_file(struct page *page, const struct export_format *format)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct link link = file_link(page, format);
	struct html *h = page->html;

	write_bytes(page, format, &bytes);
	html_open(h, "div");
	html_attr(h, "id", arena_printf(page->arena, "data-%s", format->id));
	html_open(h, "dt");
	piece_link(page, &link, format->file);
	html_lit(h, " ");
	html_simple(h, "small", NULL, size_words(page, bytes.len));
	html_close(h, "dt");
	html_open(h, "dd");
	html_simple(h, "p", NULL,
		page_say(page, arena_printf(page->arena, "data.%s.about", format->id)));
	html_open(h, "p");
	html_attr(h, "class", "hash");
	html_text(h, "SHA-256 ");
	html_simple(h, "code", NULL, sha256_hex(page->arena, &bytes));
	html_close(h, "p");
	html_close(h, "dd");
	html_close(h, "div");
}

/* -- the page ------------------------------------------------------------------------------ */

/* Files are told apart by what they are for. */
static const struct {
	const char *heading; /* message id */
	const char *ids;     /* of formats, with spaces around each */
} groups[] = {
	{"data.for-people",
		" xlsx boundary controls mapping facts changes parties certifications questions crm ssrm plans answers calendar "},
	{"data.for-programs", " json schema xml openapi "},
	{"data.for-grc",
		" component-json component-xml mapping-json mapping-xml ssp-json ssp-xml catalog-json catalog-xml "},
};

static bool
is_in(const char *ids, const char *id, struct arena *arena)
{
	return strstr(ids, arena_printf(arena, " %s ", id)) != NULL;
}

/* The paper, whose size would only be known by drawing it. */
static void
write_paper(struct page *page)
{
	struct link link = page_link(page, ROUTE_DOCUMENT);
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "id", "data-document");
	html_open(h, "dt");
	piece_link(page, &link, "document.pdf");
	html_close(h, "dt");
	html_open(h, "dd");
	html_simple(h, "p", NULL, page_say(page, "paper.meaning"));
	html_close(h, "dd");
	html_close(h, "div");
}

/* It stands first among what is for people. */
static bool
has_paper(const struct page *page, size_t group)
{
	return group == 0 && offer_has(page->offer, ROUTE_DOCUMENT, NULL);
}

static void
open_group(struct page *page, size_t group)
{
	html_open(page->html, "section");
	html_simple(page->html, "h2", NULL, page_say(page, groups[group].heading));
	html_open(page->html, "dl");
	html_attr(page->html, "class", "references");
}

static void
write_group(struct page *page, size_t group)
{
	struct html *h = page->html;
	size_t n = 0;

	if (has_paper(page, group)) {
		open_group(page, group);
		write_paper(page);
		n++;
	}
	for (size_t i = 0; i < data_file_count(); i++) {
		const struct export_format *format = data_file_at(i);

		if (!is_in(groups[group].ids, format->id, page->arena) ||
			!page_offers_data(page, format))
			continue;
		if (n++ == 0)
			open_group(page, group);
		write_file(page, format);
	}
	if (n > 0) {
		html_close(h, "dl");
		html_close(h, "section");
	}
}

/* Something to try at once. */
static void
write_example(struct page *page)
{
	const struct export_format *json = export_format_find("json");
	struct link link = file_link(page, json);
	const char *url = link_string(page->arena, &link);
	struct html *h = page->html;

	if (!page_offers_data(page, json))
		return;
	html_open(h, "section");
	html_simple(h, "h2", NULL, page_say(page, "data.use"));
	html_simple(h, "p", NULL, page_say(page, "data.use-text"));
	html_open(h, "p");
	html_attr(h, "class", "example");
	html_simple(h, "code", NULL,
		arena_printf(page->arena,
			"curl -s %s%s |\n  jq -r '.controls[] | [.clause, .status] | @tsv'",
			page->base_url[0] != '\0' ? page->base_url : "https://…", url));
	html_close(h, "p");
	html_close(h, "section");
}

/* Who has a questionnaire to fill in is led to how. */
static void
write_questionnaires(struct page *page)
{
	struct link link = page_link(page, ROUTE_ANSWERS);

	if (!page_offers(page, ROUTE_ANSWERS))
		return;
	html_open(page->html, "p");
	piece_link(page, &link, page_say(page, "answers.title"));
	html_close(page->html, "p");
}

void
page_data(struct page *page)
{
	struct html *h = page->html;
	const char *service = texts_value(&page->matrix->service_name, page->lang);

	page_begin(page, page_say(page, "data.title"),
		page_say_with(page, "data.description", "service", service));
	piece_heading(page, "h1", NULL, page_say(page, "data.title"));
	html_simple(h, "p", "summary",
		page_say_with(page, "data.lead", "n",
			arena_printf(page->arena, "%u", page->matrix->edition), "date",
			page_say_date(page, page->matrix->date)));
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		write_group(page, i);
	write_questionnaires(page);
	write_example(page);
	page_end(page);
}
