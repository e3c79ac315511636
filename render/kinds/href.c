#include "href.h"

/* A page of the picture's edition and language; the current edition has addresses without a number.
 */
static const char *
page(struct arena *arena, const struct diagram_request *request, const char *path, const char *rest)
{
	const struct matrix *matrix = request->matrix;
	const struct service *service = model_service(request->model, matrix->service);

	if (request->pages == NULL)
		return NULL;
	if (service == NULL || service_is_current(service, matrix))
		return arena_printf(arena, "%s%s/%s%s", request->pages, request->lang, path, rest);
	return arena_printf(arena, "%seditions/%u/%s/%s%s", request->pages, matrix->edition,
		request->lang, path, rest);
}

const char *
href_row(struct arena *arena, const struct diagram_request *request, const struct row *row)
{
	return page(arena, request, "boundary#", row->id);
}

const char *
href_control(
	struct arena *arena, const struct diagram_request *request, const struct control *control)
{
	return page(arena, request, "controls/", control_token(control));
}
