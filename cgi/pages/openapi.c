/* OpenAPI 3.1, from the table of routes and the table of data files. */
#include "openapi.h"

#include <string.h>

#include "base/json.h"
#include "base/own.h"
#include "address/data_file.h"
#include "address/route.h"
#include "diagram/diagram.h"

static void
write_answer(struct json *j, const char *status, const char *description, const char *type)
{
	json_key_plain(j, status);
	json_open(j, '{');
	json_member(j, "description", description);
	if (type != NULL) {
		json_key_plain(j, "content");
		json_open(j, '{');
		json_key_plain(j, type);
		json_open(j, '{');
		json_close(j);
		json_close(j);
	}
	json_close(j);
}

static void
write_parameter(struct json *j, const char *name, const char *in, const char *description,
	const char *example)
{
	json_open(j, '{');
	json_member(j, "name", name);
	json_member(j, "in", in);
	json_member(j, "description", description);
	if (strcmp(in, "path") == 0) {
		json_key(j, "required");
		json_bool(j, true);
	}
	json_key(j, "schema");
	json_open(j, '{');
	json_member(j, "type", "string");
	json_close(j);
	if (example != NULL)
		json_member(j, "example", example);
	json_close(j);
}

static void
open_get(struct json *j, const char *path, const char *summary)
{
	json_key_plain(j, path);
	json_open(j, '{');
	json_key(j, "get");
	json_open(j, '{');
	json_member(j, "summary", summary);
}

static void
close_get(struct json *j, const char *type)
{
	json_key(j, "responses");
	json_open(j, '{');
	write_answer(j, "200", "the content, with ETag", type);
	write_answer(j, "304", "what the client has is still right (If-None-Match)", NULL);
	write_answer(j, "404", "there is no such thing", "text/html");
	json_close(j);
	json_close(j);
	json_close(j);
}

static void
write_data_path(struct json *j, const struct export_format *format, const struct model *model,
	const struct matrix *matrix)
{
	OWN(buf_fini) struct buf path = {0};
	struct link link = {.service = matrix->service};
	char id[64], type[80];

	data_file_link(&link, format);
	link_print(&path, &link);
	snprintf(id, sizeof(id), "data.%s.about", format->id);
	snprintf(type, sizeof(type), "%.*s", (int)strcspn(format->type, ";"), format->type);
	open_get(j, buf_cstr(&path), model_message(model, "en", id));
	close_get(j, type);
}

/* "1..2", of the service's first two editions; "" if there is but one. */
static const char *
example_range(const struct service *service, char out[32])
{
	out[0] = '\0';
	if (service != NULL && service->edition_count > 1)
		snprintf(out, 32, "%u..%u", service->editions[0]->edition,
			service->editions[1]->edition);
	return out;
}

/* What pictures can be told, with what it may be. */
static void
write_picture_options(struct json *j, const struct model *model)
{
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	for (size_t i = 0; i < count; i++) {
		OWN(buf_fini) struct buf about = {0};

		buf_printf(&about, "%s: %s", model_message(model, "en", options[i].help_id),
			options[i].allowed);
		write_parameter(j, options[i].name, "query", buf_cstr(&about), NULL);
	}
}

/* A picture in the first of the formats that there are, "stack.svg"; "" if there is none. */
static const char *
example_picture(const struct offer *offer, char out[32])
{
	int format = 0;

	while (format < FORMAT__COUNT && !offer_has_picture(offer, (enum diagram_format)format))
		format++;
	out[0] = '\0';
	if (format < FORMAT__COUNT)
		snprintf(out, 32, "stack.%s", diagram_format_name((enum diagram_format)format));
	return out;
}

/* The path's names in braces, as parameters. */
static void
write_names(struct json *j, const struct model *model, const char *path, bool picture,
	const struct service *service, const struct matrix *matrix, const struct offer *offer)
{
	char range[32], file[32];
	const struct {
		const char *name, *description, *example;
	} names[] = {{"lang", "a language of the document", matrix->original},
		{"clause", "a control's clause",
			matrix->control_count > 0 ? control_token(&matrix->controls[0]) : NULL},
		{"party", "a party's id", matrix->parties[0].id},
		{"range", "two editions with two dots between, the older first",
			example_range(service, range)},
		{"file", "kind of picture and format", example_picture(offer, file)}};

	json_key(j, "parameters");
	json_open(j, '[');
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char braced[32];

		snprintf(braced, sizeof(braced), "{%s}", names[i].name);
		if (strstr(path, braced) != NULL)
			write_parameter(
				j, names[i].name, "path", names[i].description, names[i].example);
	}
	if (picture)
		write_picture_options(j, model);
	json_close(j);
}

/* A page's or picture's pattern, with this service and without edition. */
static void
write_route_path(struct json *j, const struct model *model, const struct route *route,
	const struct service *service, const struct matrix *matrix, const struct offer *offer)
{
	OWN(buf_fini) struct buf path = {0};
	const char *p = route->pattern;
	char type[40];

	snprintf(type, sizeof(type), "%.*s",
		route->type != NULL ? (int)strcspn(route->type, ";") : 0,
		route->type != NULL ? route->type : "");
	while (*p != '\0')
		if (strncmp(p, "{service}", 9) == 0) {
			buf_str(&path, matrix->service);
			p += 9;
		} else if (strncmp(p, "/{edition}", 10) == 0) {
			p += 10;
		} else {
			buf_char(&path, *p++);
		}
	open_get(j, buf_cstr(&path), route->help);
	write_names(j, model, buf_cstr(&path), route == &route_table[ROUTE_DIAGRAM], service,
		matrix, offer);
	close_get(j, type[0] != '\0' ? type : NULL);
}

static bool
has_pictures(const struct offer *offer)
{
	char picture[32];

	return example_picture(offer, picture)[0] != '\0';
}

/* Whether the service has something at the route's addresses. */
static bool
is_described(enum route_id id, const struct service *service, const struct matrix *matrix,
	const struct offer *offer)
{
	const char *pattern = route_table[id].pattern;
	char range[32];

	return strstr(pattern, "{service}") != NULL && !route_only_redirects(id) &&
	       id != ROUTE_DATA_FILE && id != ROUTE_OSCAL && route_available(id, matrix) &&
	       (id == ROUTE_DIAGRAM ? has_pictures(offer) : offer_has(offer, id, NULL)) &&
	       (strstr(pattern, "{range}") == NULL || example_range(service, range)[0] != '\0');
}

static void
write_info(struct json *j, const struct model *model, const struct matrix *matrix)
{
	char version[16];

	snprintf(version, sizeof(version), "%u", matrix->edition);
	json_key(j, "info");
	json_open(j, '{');
	json_member(j, "title", texts_value(&matrix->title, "en"));
	json_member(j, "description", model_message(model, "en", "data.openapi.description"));
	json_member(j, "version", version);
	json_close(j);
}

static void
write_servers(struct json *j, const char *server)
{
	json_key(j, "servers");
	json_open(j, '[');
	json_open(j, '{');
	json_member(j, "url", server);
	json_close(j);
	json_close(j);
}

void
write_openapi(struct buf *out, const struct model *model, const struct matrix *matrix,
	const struct offer *offer, const char *server)
{
	const struct service *service = model_service(model, matrix->service);
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_member(&j, "openapi", "3.1.0");
	write_info(&j, model, matrix);
	write_servers(&j, server);
	json_key(&j, "paths");
	json_open(&j, '{');
	for (size_t i = 0; i < data_file_count(); i++)
		if (export_format_fits(data_file_at(i), matrix) &&
			offer_has_data(offer, data_file_at(i)))
			write_data_path(&j, data_file_at(i), model, matrix);
	for (int id = 0; id < ROUTE__COUNT; id++)
		if (is_described((enum route_id)id, service, matrix, offer))
			write_route_path(&j, model, &route_table[id], service, matrix, offer);
	json_close(&j);
	json_close(&j);
}
