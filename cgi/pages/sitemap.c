/* The site map (sitemaps.org, protocol 0.9). */
#include "address/walk.h"
#include "writing.h"

/* Addresses hold nothing that XML would mind but the ampersand, and pages have no query here. */
static void
write_location(struct page *page, const struct link *link)
{
	buf_str(page->out, page->base_url);
	link_print(page->out, link);
}

static bool
add_page(const struct walk *step, void *data)
{
	struct page *page = data;
	struct link link = step->link;

	if (route_table[link.to].cache != CACHE_PAGE || link.edition > 0 || step->matrix == NULL ||
		step->chosen || link.to == ROUTE_SEARCH ||
		!offer_has(page->offer, link.to, link.file))
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
