#include "base/own.h"
#include "diagram/diagram.h"
#include "writing.h"

/* What a picture's links begin with. Without an address of the site's own an SVG has the way from
 * itself; a PDF, which readers keep elsewhere, has no links, nor has one that is exported, since
 * its pages have other names then. Where there are no pages, nothing leads to them. */
static const char *
picture_pages(const struct page *page, enum diagram_format format)
{
	if (!offer_has(page->offer, ROUTE_OVERVIEW, NULL) ||
		(format == FORMAT_PDF && (page->base_url[0] == '\0' || page->exported)))
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
