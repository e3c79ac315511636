/* /: the list of services, where there are several or none; a single one is led to by a redirect.
 */
#include "writing.h"

static void
write_service(struct page *page, const struct service *service)
{
	struct link link = {.to = ROUTE_SERVICE, .service = service->id};
	const struct matrix *matrix = service->current;
	struct html *h = page->html;

	html_open(h, "li");
	html_open(h, "h2");
	piece_open_link(page, &link);
	piece_plain(page, &matrix->service_name);
	html_close(h, "a");
	html_close(h, "h2");
	html_open(h, "p");
	html_attr(h, "class", "edition");
	piece_plain(page, &matrix->title);
	html_lit(h, " ");
	piece_stand(page, matrix, false);
	html_close(h, "p");
	html_open(h, "p");
	piece_plain(page, &matrix->summary); /* its links are of another service than the page's,
					       which has none */
	html_close(h, "p");
	html_close(h, "li");
}

void
page_home(struct page *page)
{
	struct html *h = page->html;

	page_begin(page, "", "");
	html_simple(h, "h1", NULL, page_say(page, "site.name"));
	if (page->model->service_count == 0) {
		html_simple(h, "p", NULL, page_say(page, "home.none"));
	} else {
		html_open(h, "ul");
		html_attr(h, "class", "services");
		for (size_t i = 0; i < page->model->service_count; i++)
			write_service(page, &page->model->services[i]);
		html_close(h, "ul");
	}
	page_end(page);
}
