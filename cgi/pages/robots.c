#include "writing.h"

void
page_robots(struct page *page)
{
	buf_str(page->out, "User-agent: *\nAllow: /\n");
	if (page->base_url[0] != '\0')
		buf_printf(page->out, "Sitemap: %s/sitemap.xml\n", page->base_url);
}
