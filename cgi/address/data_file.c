#include "data_file.h"

#include <string.h>

#define OSCAL_FOLDER "oscal/"

static const struct export_format openapi = {
	"openapi.json", "application/json", "openapi", false, NEEDS_NOTHING, NULL, NULL};

size_t
data_file_count(void)
{
	return export_format_count + 1;
}

const struct export_format *
data_file_at(size_t i)
{
	return i < export_format_count ? &export_formats[i] : &openapi;
}

static bool
is_oscal(const struct export_format *format)
{
	return strncmp(format->file, OSCAL_FOLDER, strlen(OSCAL_FOLDER)) == 0;
}

/* The file's name in its own folder. */
static const char *
base_name(const struct export_format *format)
{
	return format->file + (is_oscal(format) ? strlen(OSCAL_FOLDER) : 0);
}

const struct export_format *
data_file_find(const char *name, bool oscal, const struct matrix *matrix)
{
	for (size_t i = 0; i < data_file_count(); i++) {
		const struct export_format *format = data_file_at(i);

		if (is_oscal(format) == oscal && strcmp(base_name(format), name) == 0)
			return export_format_fits(format, matrix) ? format : NULL;
	}
	return NULL;
}

void
data_file_link(struct link *link, const struct export_format *format)
{
	link->to = is_oscal(format) ? ROUTE_OSCAL : ROUTE_DATA_FILE;
	link->file = base_name(format);
}

const char *
data_file_name(struct arena *arena, const struct export_format *format, const struct matrix *matrix)
{
	return arena_printf(arena, "%s-%u-%s", matrix->service, matrix->edition, base_name(format));
}

/* -- links in forms ------------------------------------------------------------------------- */

const char *
data_file_page(const struct export_pages *pages, struct arena *arena, const struct matrix *matrix,
	enum export_page page, const char *id)
{
	static const enum route_id routes[] = {[EXPORT_PAGE_CONTROL] = ROUTE_CONTROL,
		[EXPORT_PAGE_ROW] = ROUTE_BOUNDARY,
		[EXPORT_PAGE_PARTY] = ROUTE_PARTY,
		[EXPORT_PAGE_QUESTION] = ROUTE_ABOUT};
	struct link link = {.to = routes[page],
		.service = matrix->service,
		.edition = matrix->edition,
		.lang = matrix->original,
		.plan = matrix->for_plan != NULL ? matrix->for_plan->key : NULL,
		.option = matrix->for_option != NULL ? matrix->for_option->key : NULL};

	if (page == EXPORT_PAGE_CONTROL)
		link.clause = id;
	else if (page == EXPORT_PAGE_PARTY)
		link.party = id;
	else
		link.anchor = id;
	return arena_printf(arena, "%s%s", (const char *)pages->data, link_string(arena, &link));
}

void
data_file_write(const struct export_format *format, struct buf *out, const struct model *model,
	const struct matrix *matrix, const char *base_url)
{
	const struct export_pages pages = {data_file_page, base_url};

	export_write(format, out, model, matrix,
		base_url != NULL && base_url[0] != '\0' ? &pages : NULL);
}
