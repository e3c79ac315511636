/* What is no HTML page: pictures, files, and what programs ask for. */
#include <stdlib.h>
#include <string.h>

#include "address/asset.h"
#include "base/own.h"
#include "diagram/diagram.h"
#include "paper/document.h"
#include "health/metrics.h"
#include "parts.h"
#include "health/status.h"
#include "address/walk.h"

/* What a picture's links begin with. Without an address of the site's own an SVG has the way from
 * itself; a PDF, which readers keep elsewhere, has no links, nor has one that is exported, since
 * its pages have other names then. */
static const char *
picture_pages(const struct page *page, enum diagram_format format)
{
	if (format == FORMAT_PDF && (page->base_url[0] == '\0' || page->exported))
		return NULL;
	if (page->base_url[0] == '\0')
		return "../";
	return arena_printf(page->arena, "%s/%s/", page->base_url, page->service->id);
}

void
page_diagram(struct page *page)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request request = page->target->picture;

	request.pages = picture_pages(page, request.format);
	page->failed = !diagram_render(&request, page->out, &diags);
}

void
page_document(struct page *page)
{
	OWN(diags_fini) struct diags diags = {0};

	page->failed = !document_render(page->model, page->matrix, page->lang, page->out, &diags);
}

void
page_static(struct page *page)
{
	struct asset asset;

	page->failed = !asset_find(page->target->file, &asset);
	if (!page->failed)
		buf_add(page->out, asset.data, asset.len);
}

void
page_healthz(struct page *page)
{
	status_healthz(page->status, page->out, &page->http_status);
}

/* The edition that each service goes by. Ids are of letters, digits and hyphens, and dates are
 * dates: nothing to escape. */
static void
write_editions(struct page *page)
{
	buf_str(page->out, "# HELP demarc_edition_info The edition of a service that is current.\n"
			   "# TYPE demarc_edition_info gauge\n");
	for (size_t i = 0; i < page->model->service_count; i++) {
		const struct matrix *matrix = page->model->services[i].current;

		buf_printf(page->out,
			"demarc_edition_info{service=\"%s\",edition=\"%u\",date=\"%s\",status=\"%s\"} 1\n",
			matrix->service, matrix->edition, matrix->date,
			edition_status_name(matrix->status));
	}
}

void
page_metrics(struct page *page)
{
	write_editions(page);
	status_metrics(page->status, page->out);
	if (page->metrics != NULL)
		metrics_print(page->metrics, page->out);
}

void
page_robots(struct page *page)
{
	buf_str(page->out, "User-agent: *\nAllow: /\n");
	if (page->base_url[0] != '\0')
		buf_printf(page->out, "Sitemap: %s/sitemap.xml\n", page->base_url);
}

/* -- the site map (sitemaps.org, protocol 0.9) ----------------------------------------------- */

/* Addresses hold nothing that XML would mind but the ampersand, and pages have no query here. */
static void
write_location(struct page *page, const struct link *link)
{
	buf_str(page->out, page->base_url);
	url_print(page->out, link);
}

static bool
add_page(const struct walk *step, void *data)
{
	struct page *page = data;
	struct link link = step->link;

	if (route_table[link.to].cache != CACHE_PAGE || link.edition > 0 || step->matrix == NULL)
		return true;
	buf_str(page->out, "<url><loc>");
	write_location(page, &link);
	buf_str(page->out, "</loc>");
	for (size_t i = 0; i < step->matrix->language_count; i++) {
		link.lang = step->matrix->languages[i].tag;
		buf_printf(page->out, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"",
			link.lang);
		write_location(page, &link);
		buf_str(page->out, "\"/>");
	}
	buf_str(page->out, "</url>\n");
	return true;
}

void
page_sitemap(struct page *page)
{
	buf_str(page->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			   "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
			   "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	walk_site(page->model, add_page, page);
	buf_str(page->out, "</urlset>\n");
}
