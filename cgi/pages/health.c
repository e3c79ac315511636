/* What those who watch over the server ask for. */
#include "health/metrics.h"
#include "health/status.h"
#include "writing.h"

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
