/* The page of each route: a newcomer finds the file from the address. */
#include "pages.h"

#include <assert.h>

static page_fn *const pages[ROUTE__COUNT] = {
	[ROUTE_HOME] = page_home,
	[ROUTE_OVERVIEW] = page_overview,
	[ROUTE_BOUNDARY] = page_boundary,
	[ROUTE_CONTROLS] = page_controls,
	[ROUTE_CONTROL] = page_control,
	[ROUTE_SEARCH] = page_search,
	[ROUTE_SEARCH_INDEX] = page_search_index,
	[ROUTE_PARTY] = page_party,
	[ROUTE_PARTY_FEED] = page_party_feed,
	[ROUTE_SUPPLIER] = page_supplier,
	[ROUTE_MAPPING] = page_mapping,
	[ROUTE_CHANGES] = page_changes,
	[ROUTE_DIFFERENCE] = page_difference,
	[ROUTE_ABOUT] = page_about,
	[ROUTE_ANSWERS] = page_answers,
	[ROUTE_DATA] = page_data,
	[ROUTE_EMBED] = page_embed,
	[ROUTE_DIAGRAM] = page_diagram,
	[ROUTE_DOCUMENT] = page_document,
	[ROUTE_FEED] = page_feed,
	[ROUTE_STATIC] = page_static,
	[ROUTE_HEALTHZ] = page_healthz,
	[ROUTE_METRICS] = page_metrics,
	[ROUTE_ROBOTS] = page_robots,
	[ROUTE_SITEMAP] = page_sitemap,
	[ROUTE_SECURITY] = page_security,
	[ROUTE_LLMS] = page_llms,
	[ROUTE_DATA_FILE] = page_data_file,
	[ROUTE_OSCAL] = page_data_file,
};

void
page_write(struct page *page, enum route_id id)
{
	assert(pages[id] != NULL);
	pages[id](page);
}
