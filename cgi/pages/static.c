/* Style sheets, fonts and whatever else the program carries. */
#include "address/asset.h"
#include "writing.h"

void
page_static(struct page *page)
{
	struct asset asset;

	page->failed = !asset_find(page->target->file, &asset);
	if (!page->failed)
		buf_add(page->out, asset.data, asset.len);
}
