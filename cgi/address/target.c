/* First the route, then each name of its pattern, then the parameters; whatever fails ends the
 * search with the status that says so. The names are looked up tolerantly. If the canonical address
 * of what was found is not the one that was asked for, the answer is a redirect: one rule for
 * capitals, slashes and spellings. */
#include "target_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "key.h"
#include "http/percent.h"
#include "link.h"
#include "walk.h"

/* -- parameters -------------------------------------------------------------------------- */

static bool
read_filter(struct target *t, const struct model *model, const struct request *request)
{
	filter_init(&t->filter);
	for (size_t i = 0; i < request->parameter_count; i++) {
		OWN(buf_fini) struct buf allowed = {0};
		const struct parameter *p = &request->parameters[i];

		if (target_is_last(request, i) &&
			filter_set(&t->filter, model, t->matrix, p->name, p->value, request->arena,
				&allowed) == FILTER_BAD)
			return target_bad(t, p, buf_cstr(&allowed), request->arena);
	}
	return true;
}

/* The words as they came, but for the white space around them. */
static bool
read_words(struct target *t, const struct request *request)
{
	const char *words = request_parameter(request, "q");
	size_t len;

	t->words = "";
	if (words == NULL)
		return true;
	words += strspn(words, " \t\r\n");
	for (len = strlen(words); len > 0 && strchr(" \t\r\n", words[len - 1]) != NULL;)
		len--;
	if (len > TARGET_WORDS_LIMIT)
		return target_bad(t, &(struct parameter){"q", words},
			arena_printf(request->arena, "<= %d bytes", TARGET_WORDS_LIMIT),
			request->arena);
	t->words = arena_strndup(request->arena, words, len);
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

void
target_query(const struct target *t, struct buf *query)
{
	if (t->route == ROUTE_CONTROLS)
		filter_key(&t->filter, query);
	if (t->route == ROUTE_SEARCH && t->words[0] != '\0')
		percent_argument(query, "q", t->words);
	if (t->route == ROUTE_EMBED)
		target_embed_query(t, query);
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
	t->location = link_string(arena, link);
	return false;
}

/* Whether the path, decoded, is what the link prints. */
static bool
is_canonical(const struct link *link, const struct request *request)
{
	const char *canonical = link_string(request->arena, link);
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

/* The page of controls once had a search of its own. */
static bool
settle_search(struct target *t, const struct request *request)
{
	OWN(buf_fini) struct buf query = {0};
	struct link link = target_link(t);
	const char *words = request_parameter(request, "q");

	if (t->route != ROUTE_CONTROLS || words == NULL || words[0] == '\0')
		return true;
	percent_argument(&query, "q", words);
	link.to = ROUTE_SEARCH;
	link.query = buf_cstr(&query);
	return redirect(t, 301, &link, request->arena);
}

/* The form that chooses a picture names the edition as a parameter; the page has it in its path.
 * One that is not there is told on the page. */
static bool
settle_edition(struct target *t, const struct request *request)
{
	OWN(buf_fini) struct buf query = {0};
	const char *number = request_parameter(request, "edition");
	struct target asked = *t;
	struct link link;

	if (t->route != ROUTE_EMBED || number == NULL)
		return true;
	asked.edition = 0;
	if ((number[0] != '\0' && !target_find_edition(&asked, number)) ||
		asked.edition == t->edition)
		return true;
	for (size_t i = 0; i < request->parameter_count; i++)
		if (strcmp(request->parameters[i].name, "edition") != 0)
			percent_argument(
				&query, request->parameters[i].name, request->parameters[i].value);
	link = target_link(&asked);
	link.query = buf_cstr(&query);
	return redirect(t, 302, &link, request->arena);
}

bool
target_names_host(const struct target *t)
{
	return t->route == ROUTE_EMBED ||
	       (t->route >= 0 && route_table[t->route].cache == CACHE_HOST);
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
	t->key = key_of_content(request->arena, link_string(request->arena, &link),
		t->route == ROUTE_HOME ? t->lang : "",
		target_names_host(t) ? request_base(request) : "");
	t->keep = route_table[t->route].cache < CACHE_HOST &&
		  !(t->route == ROUTE_SEARCH && t->words[0] != '\0') &&
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

	*t = (struct target){.status = 200,
		.lang = target_reader_language(model, NULL, request),
		.words = "",
		.negotiated = true};
	filter_init(&t->filter);
	t->route = route_find(request->path, request->arena, &captures);
	if (t->route < 0) {
		target_find_scope(t, model, &captures);
		return;
	}
	if (captures.file != NULL)
		t->file = small(request->arena, captures.file);
	found = target_find_names(t, model, &captures, request->arena) && target_find_file(t);
	if (t->negotiated)
		t->lang = target_reader_language(model, t->matrix, request);
	if (!found)
		return;
	if (!settle_address(t, request) || !settle_language(t, model, request))
		return;
	if (t->route != ROUTE_DIAGRAM && !target_read_choices(t, request))
		return;
	if (t->route == ROUTE_SEARCH && !read_words(t, request))
		return;
	if (!settle_search(t, request) || !settle_edition(t, request))
		return;
	if (t->route == ROUTE_CONTROLS && !read_filter(t, model, request))
		return;
	if (t->route == ROUTE_DIAGRAM && !target_read_picture(t, model, request))
		return;
	if (t->route == ROUTE_EMBED && !target_read_embed(t, model, request))
		return;
	set_key(t, request);
}
