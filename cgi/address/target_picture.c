/* Which picture is asked for, and for the page that chooses one. */
#include "target_read.h"

#include <string.h>

#include "base/own.h"
#include "http/percent.h"

/* edition= comes first: what the other options may be depends on it. */
static bool
read_picture_edition(struct target *t, const struct request *request)
{
	struct parameter p = {"edition", request_parameter(request, "edition")};
	OWN(buf_fini) struct buf allowed = {0};

	if (p.value == NULL || p.value[0] == '\0' || target_find_edition(t, p.value))
		return true;
	for (size_t i = 0; i < t->service->edition_count; i++)
		buf_printf(&allowed, i > 0 ? ", %u" : "%u", t->service->editions[i]->edition);
	return target_bad(t, &p, buf_cstr(&allowed), request->arena);
}

/* What the option may be: values as they are, or a sentence of the catalogue. */
static bool
bad_option(struct target *t, const struct parameter *p, struct arena *arena)
{
	OWN(buf_fini) struct buf allowed = {0};
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(options[i].name, p->name) == 0 &&
			(options[i].choice == NULL || options[i].choice(&t->picture, 0) == NULL))
			t->allowed_id = arena_printf(arena, "diagram.option.%s.allowed", p->name);
		else if (strcmp(options[i].name, p->name) == 0)
			diagram_option_allowed(&options[i], &t->picture, ", ", &allowed);
	return target_bad(t, p, buf_cstr(&allowed), arena);
}

/* The page that chooses a picture shows what is wrong beside its field, and the picture of the
 * rest. false: the target is of another route, and stays refused. */
static bool
forgive(struct target *t, struct arena *arena)
{
	struct fault *faults;

	if (t->route != ROUTE_EMBED)
		return false;
	faults = arena_array(arena, t->fault_count + 1, sizeof(*faults));
	for (size_t i = 0; i < t->fault_count; i++)
		faults[i] = t->faults[i];
	faults[t->fault_count++] = (struct fault){t->name, t->value, t->allowed, t->allowed_id};
	t->faults = faults;
	t->status = 200;
	t->name = t->value = t->allowed = t->allowed_id = NULL;
	return true;
}

/* Refuses what was forgiven after all, once everything is read. */
static bool
settle_faults(struct target *t)
{
	if (t->fault_count == 0)
		return true;
	t->status = 400;
	t->name = t->faults[0].name;
	t->value = t->faults[0].value;
	t->allowed = t->faults[0].allowed;
	t->allowed_id = t->faults[0].allowed_id;
	return false;
}

/* How many pages there are is known when all is said. */
static bool
read_page(struct target *t, struct arena *arena)
{
	const struct diagram_request *picture = &t->picture;
	struct parameter p = {"page", arena_printf(arena, "%u", picture->page)};

	if (diagram_has_page(picture))
		return true;
	target_bad(t, &p, arena_printf(arena, "1–%zu", diagram_pages(picture)), arena);
	t->picture.page = 0;
	return forgive(t, arena);
}

/* An option without a value, as forms send it, is one that is not given. */
static bool
read_picture_option(struct target *t, const struct parameter *p, struct arena *arena)
{
	OWN(buf_fini) struct buf ignored = {0};
	bool empty = t->route == ROUTE_EMBED && p->value[0] == '\0';

	if (empty || strcmp(p->name, "format") == 0 ||
		diagram_option_set(&t->picture, p->name, p->value, &ignored) != OPTION_BAD)
		return true;
	bad_option(t, p, arena);
	return forgive(t, arena);
}

static bool
read_picture_options(struct target *t, const struct request *request)
{
	for (size_t i = 0; i < request->parameter_count; i++)
		if (target_is_last(request, i) &&
			!read_picture_option(t, &request->parameters[i], request->arena))
			return false;
	return read_page(t, request->arena);
}

bool
target_read_picture(struct target *t, const struct model *model, const struct request *request)
{
	char kind[32];
	const char *dot = strrchr(t->file, '.');
	int kind_id, format;

	if (dot == NULL || (size_t)(dot - t->file) >= sizeof(kind))
		return target_not_found(t, "file", t->file);
	memcpy(kind, t->file, (size_t)(dot - t->file));
	kind[dot - t->file] = '\0';
	kind_id = diagram_kind_find(kind);
	format = diagram_format_find(dot + 1);
	if (kind_id < 0 || format < 0)
		return target_not_found(t, "file", t->file);
	if (!read_picture_edition(t, request) || !target_read_choices(t, request))
		return false;
	if (!diagram_fits((enum diagram_kind)kind_id, model, t->matrix, NULL))
		return target_not_found(t, "file", t->file);
	diagram_request_init(&t->picture, model, t->matrix, (enum diagram_kind)kind_id,
		(enum diagram_format)format);
	return read_picture_options(t, request);
}

/* The kind that is asked for, else the first that fits; -1: none does. */
static void
read_kind(struct target *t, const struct model *model, const struct request *request, int *kind)
{
	struct parameter p = {"kind", request_parameter(request, "kind")};
	OWN(buf_fini) struct buf allowed = {0};

	for (int k = 0; k < DIAGRAM_KIND__COUNT; k++) {
		if (!diagram_fits((enum diagram_kind)k, model, t->matrix, NULL))
			continue;
		*kind = *kind < 0 ? k : *kind;
		buf_printf(&allowed, "%s%s", allowed.len > 0 ? ", " : "",
			diagram_kind_name((enum diagram_kind)k));
	}
	if (p.value != NULL && p.value[0] != '\0') {
		int asked = diagram_kind_find(p.value);

		if (asked >= 0 && diagram_fits((enum diagram_kind)asked, model, t->matrix, NULL)) {
			*kind = asked;
		} else {
			target_bad(t, &p, buf_cstr(&allowed), request->arena);
			forgive(t, request->arena);
		}
	}
}

static void
read_format(struct target *t, const struct request *request, int *format)
{
	struct parameter p = {"format", request_parameter(request, "format")};
	OWN(buf_fini) struct buf allowed = {0};

	*format = FORMAT_SVG;
	if (p.value == NULL || p.value[0] == '\0')
		return;
	*format = diagram_format_find(p.value);
	if (*format >= 0)
		return;
	for (int k = 0; k < FORMAT__COUNT; k++)
		buf_printf(&allowed, "%s%s", k > 0 ? ", " : "",
			diagram_format_name((enum diagram_format)k));
	*format = FORMAT_SVG;
	target_bad(t, &p, buf_cstr(&allowed), request->arena);
	forgive(t, request->arena);
}

/* The page that chooses a picture starts from one in its own language. */
bool
target_read_embed(struct target *t, const struct model *model, const struct request *request)
{
	OWN(buf_fini) struct buf ignored = {0};
	int kind = -1, format = FORMAT_SVG;

	if (!read_picture_edition(t, request))
		forgive(t, request->arena);
	read_kind(t, model, request, &kind);
	read_format(t, request, &format);
	if (kind < 0)
		return target_not_found(t, NULL, NULL);
	diagram_request_init(&t->picture, model, t->matrix, (enum diagram_kind)kind,
		(enum diagram_format)format);
	diagram_option_set(&t->picture, "lang", t->lang, &ignored);
	return read_picture_options(t, request) && settle_faults(t);
}

bool
target_is_too_large(struct target *t, struct arena *arena)
{
	OWN(diags_fini) struct diags ignored = {0};
	const struct diagram_request *picture = &t->picture;
	unsigned w, h, scale = picture->scale;

	if (t->route != ROUTE_DIAGRAM || !diagram_is_too_large(picture) ||
		!diagram_size(picture, &w, &h, &ignored))
		return false;
	t->status = 400;
	t->name = scale > 1 ? "scale" : "width";
	t->value = arena_printf(arena, "%u", scale > 1 ? scale : w);
	t->allowed = arena_printf(
		arena, "%u x %u px -> <= %d px", w * scale, h * scale, DIAGRAM_PIXELS_MAX);
	return true;
}

/* The address without a query is that of the first picture as it is. */
void
target_embed_query(const struct target *t, struct buf *query)
{
	OWN(buf_fini) struct buf key = {0}, plain = {0}, ignored = {0};
	struct diagram_request first;

	diagram_key(&t->picture, &key);
	diagram_request_init(&first, t->picture.model, t->matrix, DIAGRAM_STACK, FORMAT_SVG);
	diagram_option_set(&first, "lang", t->lang, &ignored);
	diagram_key(&first, &plain);
	if (t->picture.kind == DIAGRAM_STACK && t->picture.format == FORMAT_SVG &&
		strcmp(buf_cstr(&key), buf_cstr(&plain)) == 0)
		return;
	buf_printf(query, "kind=%s&format=%s%s%s", diagram_kind_name(t->picture.kind),
		diagram_format_name(t->picture.format), key.len > 0 ? "&" : "", buf_cstr(&key));
	/* Here a picture without a language has the page's; in its own address it has the
	 * document's original one. */
	if (strcmp(t->picture.lang, t->lang) != 0 &&
		strcmp(t->picture.lang, t->matrix->original) == 0)
		percent_argument(query, "lang", t->picture.lang);
}
