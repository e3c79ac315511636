/* First the route, then each name of its pattern, then the parameters; whatever fails ends the search with
 * the status that says so. The names are looked up tolerantly. If the canonical address of what was found is
 * not the one that was asked for, the answer is a redirect: one rule for capitals, slashes and spellings. */
#include "target.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "asset.h"
#include "base/own.h"
#include "model/choice.h"
#include "model/clause.h"
#include "key.h"
#include "http/negotiate.h"
#include "http/percent.h"
#include "link.h"
#include "walk.h"

/* -- names in the path ----------------------------------------------------------------- */

const char *
target_reader_language(const struct model *model, const struct matrix *matrix, const struct request *request)
{
	const char *tags[32];
	size_t n = 0;

	if (matrix != NULL)
		for (; n < matrix->language_count && n < 32; n++)
			tags[n] = matrix->languages[n].tag;
	else
		for (; n < model->catalogue_count && n < 32; n++)
			tags[n] = model->catalogues[n].lang;
	return n > 0 ? tags[negotiate_language(request->accept_language, tags, n)] : "en";
}

static bool
not_found(struct target *t, const char *name, const char *value)
{
	t->status = 404;
	t->name = name;
	t->value = value;
	return false;
}

static bool
find_service(struct target *t, const struct model *model, const char *id)
{
	for (size_t i = 0; i < model->service_count; i++)
		if (strcasecmp(model->services[i].id, id) == 0)
			t->service = &model->services[i];
	if (t->service == NULL)
		return not_found(t, "service", id);
	t->matrix = t->service->current;
	return true;
}

/* strtoul would take signs and spaces too. */
static unsigned
read_edition(const char *s)
{
	return strspn(s, "0123456789") == strlen(s) && strlen(s) <= 9 ? (unsigned)strtoul(s, NULL, 10) : 0;
}

static bool
find_edition(struct target *t, const char *number)
{
	unsigned n = read_edition(number);
	const struct matrix *matrix = n > 0 ? service_edition(t->service, n) : NULL;

	if (matrix == NULL)
		return not_found(t, "edition", number);
	t->matrix = matrix;
	t->edition = n;
	return true;
}

static bool
find_language(struct target *t, const char *tag)
{
	for (size_t i = 0; i < t->matrix->language_count; i++)
		if (strcasecmp(t->matrix->languages[i].tag, tag) == 0) {
			t->lang = t->matrix->languages[i].tag;
			t->negotiated = false;
			return true;
		}
	return not_found(t, "language", tag);
}

static bool
find_control(struct target *t, const char *clause)
{
	assert(t->matrix != NULL); /* the route has a service before it has a clause */
	t->control = matrix_control(t->matrix, clause);
	for (size_t i = 0; t->control == NULL && i < t->matrix->control_count; i++)
		if (clause_same(t->matrix->controls[i].clause, clause) ||
			clause_same(control_token(&t->matrix->controls[i]), clause))
			t->control = &t->matrix->controls[i];
	return t->control != NULL || not_found(t, "clause", clause);
}

static bool
find_party(struct target *t, const char *id)
{
	assert(t->matrix != NULL);
	for (size_t i = 0; i < t->matrix->party_count; i++)
		if (strcasecmp(t->matrix->parties[i].id, id) == 0)
			t->party = &t->matrix->parties[i];
	return t->party != NULL || not_found(t, "party", id);
}

/* Two editions, the older one first whichever way they are named. */
static bool
find_range(struct target *t, const char *range, struct arena *arena)
{
	const char *dots = strstr(range, "..");
	unsigned a = dots != NULL ? read_edition(arena_strndup(arena, range, (size_t)(dots - range))) : 0;
	unsigned b = dots != NULL ? read_edition(dots + 2) : 0;

	t->before = service_edition(t->service, a < b ? a : b);
	t->after = service_edition(t->service, a < b ? b : a);
	if (t->before == NULL || t->after == NULL || a == b)
		return not_found(t, "range", range);
	t->range = arena_printf(arena, "%u..%u", t->before->edition, t->after->edition);
	return true;
}

static bool
find_names(struct target *t, const struct model *model, const struct captures *c, struct arena *arena)
{
	return (c->service == NULL || find_service(t, model, c->service)) &&
	       (c->edition == NULL || find_edition(t, c->edition)) &&
	       (c->lang == NULL || find_language(t, c->lang)) &&
	       (t->matrix == NULL || route_available((enum route_id)t->route, t->matrix) ||
		       not_found(t, NULL, NULL)) &&
	       (c->clause == NULL || find_control(t, c->clause)) &&
	       (c->party == NULL || find_party(t, c->party)) &&
	       (c->range == NULL || find_range(t, c->range, arena));
}

/* What is not there is told on a page of the service that the address begins with, in its language. */
static void
find_scope(struct target *t, const struct model *model, const struct captures *c)
{
	if (c->service != NULL && find_service(t, model, c->service) && (c->edition == NULL || find_edition(t, c->edition)))
		find_language(t, c->lang);
	not_found(t, NULL, NULL);
}

static bool
find_file(struct target *t)
{
	struct asset asset;

	if (t->route == ROUTE_DATA_FILE || t->route == ROUTE_OSCAL) {
		t->data = data_file_find(t->file, t->route == ROUTE_OSCAL, t->matrix);
		return t->data != NULL || not_found(t, "file", t->file);
	}
	return t->route != ROUTE_STATIC || asset_find(t->file, &asset) || not_found(t, "file", t->file);
}

/* -- parameters -------------------------------------------------------------------------- */

static bool
bad(struct target *t, const struct parameter *p, const char *allowed, struct arena *arena)
{
	t->status = 400;
	t->name = p->name;
	t->value = p->value;
	t->allowed = arena_strdup(arena, allowed);
	return false;
}

/* A parameter that is there twice counts as its last one does. */
static bool
is_last(const struct request *request, size_t i)
{
	return request_parameter(request, request->parameters[i].name) == request->parameters[i].value;
}

static bool
read_filter(struct target *t, const struct model *model, const struct request *request)
{
	filter_init(&t->filter);
	for (size_t i = 0; i < request->parameter_count; i++) {
		OWN(buf_fini) struct buf allowed = {0};
		const struct parameter *p = &request->parameters[i];

		if (is_last(request, i) && filter_set(&t->filter, model, t->matrix, p->name, p->value,
						   request->arena, &allowed) == FILTER_BAD)
			return bad(t, p, buf_cstr(&allowed), request->arena);
	}
	return true;
}

/* edition= comes first: what the other options may be depends on it. */
static bool
read_picture_edition(struct target *t, const struct request *request)
{
	struct parameter p = {"edition", request_parameter(request, "edition")};
	OWN(buf_fini) struct buf allowed = {0};

	if (p.value == NULL || p.value[0] == '\0' || find_edition(t, p.value))
		return true;
	for (size_t i = 0; i < t->service->edition_count; i++)
		buf_printf(&allowed, i > 0 ? ", %u" : "%u", t->service->editions[i]->edition);
	return bad(t, &p, buf_cstr(&allowed), request->arena);
}

/* What the option may be: values as they are, or a sentence of the catalogue. */
static bool
bad_option(struct target *t, const struct parameter *p, struct arena *arena)
{
	OWN(buf_fini) struct buf allowed = {0};
	size_t count;
	const struct diagram_option *options = diagram_options(&count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(options[i].name, p->name) == 0 && (options[i].choice == NULL || options[i].choice(&t->picture, 0) == NULL))
			t->allowed_id = arena_printf(arena, "diagram.option.%s.allowed", p->name);
		else if (strcmp(options[i].name, p->name) == 0)
			diagram_option_allowed(&options[i], &t->picture, ", ", &allowed);
	return bad(t, p, buf_cstr(&allowed), arena);
}

/* An option without a value, as forms send it, is one that is not given. */
static bool
read_picture_options(struct target *t, const struct request *request)
{
	for (size_t i = 0; i < request->parameter_count; i++) {
		OWN(buf_fini) struct buf ignored = {0};
		const struct parameter *p = &request->parameters[i];
		bool empty = t->route == ROUTE_EMBED && p->value[0] == '\0';

		if (!empty && is_last(request, i) && strcmp(p->name, "format") != 0 &&
			diagram_option_set(&t->picture, p->name, p->value, &ignored) == OPTION_BAD)
			return bad_option(t, p, request->arena);
	}
	return true;
}

/* One of the two: what the parameter asks for among the choices that there are. A document without any has no such
 * parameter. */
static bool
read_choice(struct target *t, const struct request *request, const char *name, const struct choice *choices, size_t count,
	const struct choice **choice)
{
	struct parameter p = {name, request_parameter(request, name)};
	OWN(buf_fini) struct buf allowed = {0};

	if (count == 0 || p.value == NULL || p.value[0] == '\0')
		return true;
	*choice = choice_find(choices, count, p.value);
	for (size_t i = 0; i < count; i++)
		buf_printf(&allowed, "%s%s", i > 0 ? ", " : "", choices[i].key);
	return *choice != NULL || bad(t, &p, buf_cstr(&allowed), request->arena);
}

/* From here on the matrix is the document for the plan and the option. */
static bool
read_choices(struct target *t, const struct request *request)
{
	const struct matrix *m = t->matrix;

	if (m == NULL || !route_takes_choice((enum route_id)t->route))
		return true;
	if (!read_choice(t, request, "plan", m->plans, m->plan_count, &t->plan) ||
		!read_choice(t, request, "option", m->options, m->option_count, &t->option))
		return false;
	t->matrix = matrix_for(request->arena, m, t->plan, t->option);
	if (t->matrix == m)
		return true;
	if (!route_available((enum route_id)t->route, t->matrix))
		return not_found(t, NULL, NULL);
	if (t->control == NULL)
		return true;
	t->control = matrix_control(t->matrix, t->control->clause);
	return t->control != NULL || not_found(t, "clause", request->path);
}

static bool
read_picture(struct target *t, const struct model *model, const struct request *request)
{
	char kind[32];
	const char *dot = strrchr(t->file, '.');
	int kind_id, format;

	if (dot == NULL || (size_t)(dot - t->file) >= sizeof(kind))
		return not_found(t, "file", t->file);
	memcpy(kind, t->file, (size_t)(dot - t->file));
	kind[dot - t->file] = '\0';
	kind_id = diagram_kind_find(kind);
	format = diagram_format_find(dot + 1);
	if (kind_id < 0 || format < 0)
		return not_found(t, "file", t->file);
	if (!read_picture_edition(t, request) || !read_choices(t, request))
		return false;
	if (!diagram_fits((enum diagram_kind)kind_id, model, t->matrix, NULL))
		return not_found(t, "file", t->file);
	diagram_request_init(
		&t->picture, model, t->matrix, (enum diagram_kind)kind_id, (enum diagram_format)format);
	return read_picture_options(t, request);
}

/* The name of a kind or format. false: it is none, or the kind does not fit. */
static bool
read_kind(struct target *t, const struct model *model, const struct request *request, int *kind, int *format)
{
	struct parameter p = {"kind", request_parameter(request, "kind")}, f = {"format", request_parameter(request, "format")};
	OWN(buf_fini) struct buf allowed = {0};

	for (int k = 0; k < DIAGRAM_KIND__COUNT; k++) {
		if (!diagram_fits((enum diagram_kind)k, model, t->matrix, NULL))
			continue;
		*kind = *kind < 0 ? k : *kind;
		buf_printf(&allowed, "%s%s", allowed.len > 0 ? ", " : "", diagram_kind_name((enum diagram_kind)k));
	}
	if (p.value != NULL && p.value[0] != '\0') {
		*kind = diagram_kind_find(p.value);
		if (*kind < 0 || !diagram_fits((enum diagram_kind)*kind, model, t->matrix, NULL))
			return bad(t, &p, buf_cstr(&allowed), request->arena);
	}
	*format = FORMAT_SVG;
	if (f.value != NULL && f.value[0] != '\0')
		*format = diagram_format_find(f.value);
	buf_clear(&allowed);
	for (int k = 0; k < FORMAT__COUNT; k++)
		buf_printf(&allowed, "%s%s", k > 0 ? ", " : "", diagram_format_name((enum diagram_format)k));
	return *format >= 0 || bad(t, &f, buf_cstr(&allowed), request->arena);
}

/* The page that chooses a picture starts from one in its own language. */
static bool
read_embed(struct target *t, const struct model *model, const struct request *request)
{
	OWN(buf_fini) struct buf ignored = {0};
	int kind = -1, format;

	if (!read_kind(t, model, request, &kind, &format))
		return false;
	if (kind < 0)
		return not_found(t, NULL, NULL);
	diagram_request_init(&t->picture, model, t->matrix, (enum diagram_kind)kind, (enum diagram_format)format);
	diagram_option_set(&t->picture, "lang", t->lang, &ignored);
	return read_picture_options(t, request);
}

bool
target_is_too_large(struct target *t, struct arena *arena)
{
	OWN(diags_fini) struct diags ignored = {0};
	const struct diagram_request *picture = &t->picture;
	unsigned w, h, scale = picture->scale;

	if (t->route != ROUTE_DIAGRAM || !diagram_is_too_large(picture) || !diagram_size(picture, &w, &h, &ignored))
		return false;
	t->status = 400;
	t->name = scale > 1 ? "scale" : "width";
	t->value = arena_printf(arena, "%u", scale > 1 ? scale : w);
	t->allowed = arena_printf(arena, "%u x %u px -> <= %d px", w * scale, h * scale, DIAGRAM_PIXELS_MAX);
	return true;
}

/* -- the canonical address -------------------------------------------------------------------- */

struct link
target_link(const struct target *t)
{
	return (struct link){.to = (enum route_id)t->route,
		.service = t->service != NULL ? t->service->id : NULL,
		.edition = t->edition,
		.lang = t->lang,
		.clause = t->control != NULL ? control_token(t->control) : NULL,
		.party = t->party != NULL ? t->party->id : NULL,
		.range = t->range,
		.plan = t->plan != NULL ? t->plan->key : NULL,
		.option = t->option != NULL ? t->option->key : NULL,
		.file = t->file};
}

/* The address without a query is that of the first picture as it is. */
static void
add_embed_query(const struct target *t, struct buf *query)
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
	/* Here a picture without a language has the page's; in its own address it has the document's original one. */
	if (strcmp(t->picture.lang, t->lang) != 0 && strcmp(t->picture.lang, t->matrix->original) == 0)
		percent_argument(query, "lang", t->picture.lang);
}

void
target_query(const struct target *t, struct buf *query)
{
	if (t->route == ROUTE_CONTROLS)
		filter_key(&t->filter, query);
	if (t->route == ROUTE_EMBED)
		add_embed_query(t, query);
	if (t->route != ROUTE_DIAGRAM)
		return;
	diagram_key(&t->picture, query);
	if (t->edition > 0) {
		char number[16];

		snprintf(number, sizeof(number), "%u", t->edition);
		percent_argument(query, "edition", number);
	}
}

static bool
redirect(struct target *t, int status, const struct link *link, struct arena *arena)
{
	t->status = status;
	t->location = url_string(arena, link);
	return false;
}

/* Whether the path, decoded, is what the link prints. */
static bool
is_canonical(const struct link *link, const struct request *request)
{
	const char *canonical = url_string(request->arena, link);
	const char *a = percent_decode(request->arena, canonical, strlen(canonical), false);
	const char *b = percent_decode(request->arena, request->path, strlen(request->path), false);

	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* The query as it came, with what an address cannot hold encoded. */
static const char *
raw_query(const struct request *request)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(request->arena, 3 * strlen(request->query) + 1), *o = out;

	for (const unsigned char *p = (const unsigned char *)request->query; *p != '\0'; p++)
		if (*p >= 0x80 || strchr("\"<>\\^`{|}#", *p) != NULL) {
			*o++ = '%';
			*o++ = hex[*p >> 4];
			*o++ = hex[*p & 15];
		} else {
			*o++ = (char)*p;
		}
	return out;
}

/* The redirects to a reader's language: / of the only service, and a service without language. */
static bool
settle_language(struct target *t, const struct model *model, const struct request *request)
{
	struct link link = {.to = ROUTE_OVERVIEW};

	if (t->route == ROUTE_HOME && model->service_count == 1) {
		t->service = &model->services[0];
		t->matrix = t->service->current;
	} else if (t->route == ROUTE_DATA_HOME) {
		link.to = ROUTE_DATA;
	} else if (t->route != ROUTE_SERVICE) {
		return true;
	}
	t->lang = target_reader_language(model, t->matrix, request);
	link.service = t->service->id;
	link.edition = t->edition;
	link.lang = t->lang;
	return redirect(t, 302, &link, request->arena);
}

static bool
settle_address(struct target *t, const struct request *request)
{
	struct link link = target_link(t);

	if (is_canonical(&link, request))
		return true;
	link.query = raw_query(request);
	return redirect(t, 301, &link, request->arena);
}

/* A search for a clause's number lands on its control. */
static bool
settle_search(struct target *t, const struct request *request)
{
	struct link link = target_link(t);
	const struct control *control;

	if (t->route != ROUTE_CONTROLS)
		return true;
	control = filter_names(&t->filter, t->matrix);
	if (control == NULL)
		return true;
	link.to = ROUTE_CONTROL;
	link.clause = control_token(control);
	return redirect(t, 302, &link, request->arena);
}

bool
target_names_host(const struct target *t)
{
	return t->route == ROUTE_EMBED || (t->route >= 0 && route_table[t->route].cache == CACHE_HOST);
}

/* Whether the picture is as pages show it, and so as many will ask for it. */
static bool
is_shown(const struct diagram_request *picture)
{
	static const char *const widths[] = {"0", PICTURE_NARROW, PICTURE_BESIDE};

	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		if (picture->width_px == strtoul(widths[i], NULL, 10))
			return picture->aspect == DIAGRAM_ASPECT_AUTO;
	return false;
}

static void
set_key(struct target *t, const struct request *request)
{
	OWN(buf_fini) struct buf query = {0};
	struct link link = target_link(t);

	target_query(t, &query);
	link.query = buf_cstr(&query);
	t->key = key_of_content(request->arena, url_string(request->arena, &link), t->route == ROUTE_HOME ? t->lang : "",
		target_names_host(t) ? request_base(request) : "");
	t->keep = route_table[t->route].cache < CACHE_HOST &&
		  !(t->route == ROUTE_CONTROLS && t->filter.q[0] != '\0') &&
		  !(t->route == ROUTE_EMBED && (query.len > 0 || request->host[0] != '\0'));
	t->shown = t->keep && (t->route != ROUTE_DIAGRAM || is_shown(&t->picture));
}

/* Small letters: the names of files are, in every address. */
static const char *
small(struct arena *arena, const char *s)
{
	char *copy = arena_strdup(arena, s);

	for (char *p = copy; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return copy;
}

void
target_find(struct target *t, const struct model *model, const struct request *request)
{
	struct captures captures;
	bool found;

	*t = (struct target){
		.status = 200, .lang = target_reader_language(model, NULL, request), .negotiated = true};
	filter_init(&t->filter);
	t->route = route_find(request->path, request->arena, &captures);
	if (t->route < 0) {
		find_scope(t, model, &captures);
		return;
	}
	if (captures.file != NULL)
		t->file = small(request->arena, captures.file);
	found = find_names(t, model, &captures, request->arena) && find_file(t);
	if (t->negotiated)
		t->lang = target_reader_language(model, t->matrix, request);
	if (!found)
		return;
	if (!settle_address(t, request) || !settle_language(t, model, request))
		return;
	if (t->route != ROUTE_DIAGRAM && !read_choices(t, request))
		return;
	if (t->route == ROUTE_CONTROLS && !read_filter(t, model, request))
		return;
	if (t->route == ROUTE_DIAGRAM && !read_picture(t, model, request))
		return;
	if (t->route == ROUTE_EMBED && !read_embed(t, model, request))
		return;
	if (!settle_search(t, request))
		return;
	set_key(t, request);
}
