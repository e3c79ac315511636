/* The paper: the whole document as a PDF. */
#include "paper/document.h"

#include "base/own.h"
#include "writing.h"

void
page_document(struct page *page)
{
	OWN(diags_fini) struct diags diags = {0};

	page->failed = !document_render(page->model, page->matrix, page->lang, page->out, &diags);
}
