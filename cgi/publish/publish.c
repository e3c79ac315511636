/* A crawl: from all addresses that the walk gives, along the links in what they answer, until
 * nothing new turns up. So there is a file for each address that anything links to, the results of
 * filters and the sizes of pictures too. Addresses in them are replaced by those of files.
 *
 * It goes round by round: what is new, up to a bound, is asked for; what the answers link to is put
 * on the list, and of that it is foretold what it will be, which takes no more than reading the
 * address. So the names of all files that the answers lead to are known, and they are written and
 * let go before the next round. Each step of a round is done on all processors, and the list grows
 * in the order of those who link. So the list, and all that follows from it, is the same as with
 * one processor. */
#include "publish.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "base/terminal.h"
#include "http/compress.h"
#include "http/host.h"
#include "crew.h"
#include "diagram/diagram.h"
#include "places.h"
#include "rewrite.h"
#include "seal.h"
#include "start.h"
#include "twin.h"
#include "unchanged.h"

enum {
	AT_ONCE = 512, /* addresses that are asked for before what they link to is looked at */
	WORDS_KEPT = 32 << 20, /* bytes of measured words, a thread */
};

/* What is known of an address before it is asked for. */
struct foretold {
	char *type, *location;
	bool negotiated; /* it depends on the reader's languages */
};

/* What a request brought, until it is written. */
struct answer {
	struct buf body;
	struct buf links; /* "+target" or, of words that only name it, "-target", each with its zero
			   */
};

struct publisher {
	struct site *site;
	const char *base_url;
	bool plain;            /* no compressed forms */
	const char *base_path; /* of base_url, without slash at the end: "", "/trust" */
	struct seal_inputs sealed;
	struct outdir *out;
	struct places places;
	struct unchanged unchanged;
	size_t first;              /* of those that are worked on */
	struct foretold *foretold; /* of each of those, AT_ONCE at most; or */
	struct answer *answers;
	atomic_bool failed;
};

/* -- asking ------------------------------------------------------------------------------------ */

/* One request; give it back with fetch_end. */
struct fetch {
	struct arena *arena;
	struct request request;
	struct response response;
};

static void
fetch_begin(struct fetch *f, struct site *site, const char *target)
{
	f->arena = arena_new();
	request_from_target(&f->request, "GET", target, NULL, 0, f->arena);
	site_respond(site, &f->request, &f->response);
}

static void
fetch_end(struct site *site, struct fetch *f)
{
	site_release(site, &f->response);
	arena_free(f->arena);
}

static const char *
header(const struct response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (strcmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	return "";
}

/* -- foretelling -----------------------------------------------------------------------------
 */

static bool
is_page(const char *type)
{
	return strncmp(type, "text/html", 9) == 0;
}

/* On any thread: touches the place alone. */
static void
foretell(size_t i, void *data)
{
	struct publisher *p = data;
	struct publish_place *place = p->places.v[i];
	struct foretold *foretold = &p->foretold[i - p->first];
	struct arena *arena = arena_new();
	struct response response;
	struct request request;

	request_from_target(&request, "GET", place->target, NULL, 0, arena);
	site_foretell(p->site, &request, false, &response);
	place->status = response.status;
	foretold->type = strdup(header(&response, "Content-Type"));
	foretold->location = strdup(header(&response, "Location"));
	foretold->negotiated = strstr(header(&response, "Vary"), "Accept-Language") != NULL;
	arena_free(arena);
}

/* A redirect that looks at the reader's languages becomes a page that offers them. */
static void
take_redirect(struct publisher *p, struct publish_place *place, const struct foretold *foretold)
{
	struct arena *arena = p->places.arena;

	if (foretold->negotiated) {
		place->start = true;
		place->file = rewrite_file_name(arena, place->target, true);
		place->type = "text/html; charset=utf-8";
	} else {
		place->location =
			arena_strndup(arena, foretold->location, strcspn(foretold->location, "#"));
		places_add(&p->places, place->location, place->linked, place->walked);
	}
}

static void
take_foretold(struct publisher *p, struct publish_place *place, struct foretold *foretold)
{
	if (place->status == 200) {
		place->type = arena_strdup(p->places.arena, foretold->type);
		place->file =
			rewrite_file_name(p->places.arena, place->target, is_page(place->type));
	} else if (place->status == 301 || place->status == 302) {
		take_redirect(p, place, foretold);
	}
	free(foretold->type);
	free(foretold->location);
}

/* Of all from the place on, and of those that they lead on to. Where there are none after it. */
static size_t
foretell_from(struct publisher *p, size_t place)
{
	struct foretold foretold[AT_ONCE];

	for (size_t end; place < p->places.count;) {
		end = p->places.count - place < AT_ONCE ? p->places.count : place + AT_ONCE;
		p->first = place;
		p->foretold = foretold;
		crew_run(place, end, foretell, p);
		for (; place < end; place++)
			take_foretold(p, p->places.v[place], &foretold[place - p->first]);
	}
	return place;
}

/* Whether there is a file for words that name it: a picture may be too large to be drawn. Where it
 * is not there and a link leads to it, there will be no export. */
static bool
is_there(const struct publisher *p, const struct publish_place *place)
{
	struct arena *arena;
	struct response response;
	struct request request;
	bool there;

	if (place->asked || place->linked)
		return place->status == 200;
	arena = arena_new();
	request_from_target(&request, "GET", place->target, NULL, 0, arena);
	site_foretell(p->site, &request, true, &response);
	there = response.status == place->status;
	arena_free(arena);
	return there;
}

/* -- writing
 * ----------------------------------------------------------------------------------------- */

struct writing {
	const struct publisher *p;
	const char *from; /* the file that is written; NULL: one that is shown at any depth */
};

static bool
put_file_address(const struct address *address, struct buf *out, void *data)
{
	const struct writing *w = data;
	const struct publish_place *place = places_settle(&w->p->places, address->target);

	if (place == NULL || (address->absolute && !is_there(w->p, place)))
		return false;
	if (address->absolute)
		buf_printf(out, "%s/%s", w->p->base_url, place->file);
	else if (w->from == NULL)
		buf_printf(out, "%s/%s", w->p->base_path, place->file);
	else if (strcmp(w->from, place->file) != 0 || address->anchor[0] == '\0')
		rewrite_relative(out, w->from, place->file);
	buf_str(out, address->anchor);
	return true;
}

/* Whether compressing a type is of use. */
static bool
is_compressible(const char *type)
{
	return strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL ||
	       strstr(type, "xml;") != NULL || strstr(type, "+xml") != NULL ||
	       strstr(type, "javascript") != NULL;
}

static const char *const suffixes[CODING__COUNT] = {
	[CODING_IDENTITY] = "", [CODING_GZIP] = ".gz", [CODING_BR] = ".br"};

/* How many bodies a file has: its own, and the compressed ones behind it. */
static int
forms_of(const struct publisher *p, const char *type)
{
	return !p->plain && is_compressible(type) ? CODING__COUNT : 1;
}

struct packed_body {
	const struct buf *bytes;
	enum coding coding;
};

static bool
holds(const struct buf *old, const void *data)
{
	const struct packed_body *body = data;

	return compress_holds(old, body->bytes, body->coding);
}

/* A file that is the old one has its old compressed forms too, if they hold its bytes: unpacking
 * takes a fraction of the time that packing takes. */
static bool
put_packed(struct publisher *p, const char *name, const struct packed_body *body, bool same)
{
	OWN(buf_fini) struct buf packed = {0}, old = {0};

	if (same && outdir_keep(p->out, name, holds, body, &old))
		return true;
	compress_body(&packed, body->bytes, body->coding, EFFORT_KEPT);
	return outdir_put(p->out, name, &packed, &same);
}

/* On any thread. kept: the file is there, and its compressed forms may be. */
static void
put_forms(struct publisher *p, struct publish_place *place, const struct buf *bytes, bool kept)
{
	struct arena *arena = arena_new();
	bool same = kept;

	for (int i = kept ? CODING_IDENTITY + 1 : CODING_IDENTITY;
		i < forms_of(p, place->type) && !p->failed; i++) {
		const char *name = arena_printf(arena, "%s%s", place->file, suffixes[i]);
		struct packed_body body = {bytes, (enum coding)i};

		if (i == CODING_IDENTITY ? outdir_put(p->out, name, bytes, &same)
					 : put_packed(p, name, &body, same))
			continue;
		terminal_line(stderr, "demarc: cannot write %s: %s", name, strerror(errno));
		p->failed = true;
	}
	place->written = true;
	arena_free(arena);
}

static void
put_file(struct publisher *p, struct publish_place *place, const struct buf *bytes)
{
	put_forms(p, place, bytes, false);
}

/* from: the file that it is shown at; NULL: at any depth. */
static void
put_body(struct publisher *p, struct publish_place *place, const char *from, const char *body,
	size_t len)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct writing writing = {p, from};
	struct arena *arena = arena_new();
	char recipe[SEAL_SIZE];

	rewrite_addresses(
		&bytes, body, len, place->target, p->base_url, arena, put_file_address, &writing);
	arena_free(arena);
	if (seal_recipe(&p->sealed, place->target, recipe) != SEAL_NONE)
		seal_make(recipe, &bytes, place->seal);
	put_file(p, place, &bytes);
}

struct sealed {
	const char *recipe, *seal;
};

static bool
is_sealed(const struct buf *old, const void *data)
{
	const struct sealed *sealed = data;
	char seal[SEAL_SIZE];

	seal_make(sealed->recipe, old, seal);
	return strcmp(seal, sealed->seal) == 0;
}

/* Takes the file of the earlier export, if what would be made now is the same. Of one that may hold
 * links they must be known. */
static bool
keep_sealed(struct publisher *p, struct publish_place *place)
{
	char recipe[SEAL_SIZE];
	struct sealed sealed = {recipe, manifest_seal(&p->out->ours, place->file)};
	OWN(buf_fini) struct buf bytes = {0};
	enum seal_kind kind;

	if (*sealed.seal == '\0')
		return false;
	kind = seal_recipe(&p->sealed, place->target, recipe);
	if (kind == SEAL_NONE ||
		(kind == SEAL_MADE && !unchanged_has(&p->unchanged, place->target)) ||
		!outdir_keep(p->out, place->file, is_sealed, &sealed, &bytes))
		return false;
	memccpy(place->seal, sealed.seal, '\0', sizeof(place->seal));
	put_forms(p, place, &bytes, true);
	return true;
}

/* -- the crawl -----------------------------------------------------------------------------------
 */

static bool
note_address(const struct address *address, struct buf *out, void *data)
{
	struct answer *answer = data;

	(void)out;
	buf_char(&answer->links, address->absolute ? '-' : '+');
	buf_add(&answer->links, address->target, strlen(address->target) + 1);
	return true;
}

/* Without the room to grow that a buffer has: there are very many. */
static void
keep_exactly(struct buf *out, const char *bytes, size_t len)
{
	out->data = malloc(len + 1);
	memcpy(out->data, bytes, len);
	out->data[len] = '\0';
	out->len = len;
	out->cap = len + 1;
}

/* Takes the addresses from an answer, and keeps it until they are known. */
static void
note_body(const struct publisher *p, const struct publish_place *place,
	const struct response *response, struct answer *answer)
{
	OWN(buf_fini) struct buf scratch = {0};
	struct arena *arena = arena_new();

	rewrite_addresses(&scratch, response->body, response->body_len, place->target, p->base_url,
		arena, note_address, answer);
	arena_free(arena);
	keep_exactly(&answer->body, response->body, response->body_len);
}

/* What has no addresses in it is written as it is. */
static void
put_sealed(struct publisher *p, struct publish_place *place, const struct buf *bytes)
{
	char recipe[SEAL_SIZE];

	if (seal_recipe(&p->sealed, place->target, recipe) != SEAL_NONE)
		seal_make(recipe, bytes, place->seal);
	put_file(p, place, bytes);
}

static void
put_as_is(struct publisher *p, struct publish_place *place, const struct response *response)
{
	OWN(buf_fini) struct buf bytes = {0};

	buf_add(&bytes, response->body, response->body_len);
	put_sealed(p, place, &bytes);
}

/* The place with the same bytes, if it is asked for in this round or was in one before. */
static const struct publish_place *
find_twin(const struct publisher *p, const struct publish_place *place)
{
	struct arena *arena = arena_new();
	const char *address = twin_address(arena, p->sealed.model, place->target);
	const struct publish_place *twin =
		address != NULL ? places_find(&p->places, address) : NULL;

	arena_free(arena);
	return twin != NULL && twin->file != NULL && twin->number < place->number ? twin : NULL;
}

/* answer: NULL for what has no addresses in it. */
static void
ask(struct publisher *p, struct publish_place *place, struct answer *answer)
{
	struct fetch f;

	fetch_begin(&f, p->site, place->target);
	place->status = f.response.status;
	if (place->status == 200 && answer != NULL && rewrite_concerns(place->type, place->target))
		note_body(p, place, &f.response, answer);
	else if (place->status == 200)
		put_as_is(p, place, &f.response);
	fetch_end(p->site, &f);
}

/* On any thread: touches the place and its answer alone. */
static void
ask_for(size_t i, void *data)
{
	struct publisher *p = data;
	struct publish_place *place = p->places.v[i];

	place->asked = true;
	if (place->file == NULL || place->start || keep_sealed(p, place))
		return;
	place->twin = find_twin(p, place);
	if (place->twin == NULL)
		ask(p, place, &p->answers[i - p->first]);
}

/* On any thread, when the other one has been written. */
static void
put_twin(struct publisher *p, struct publish_place *place)
{
	OWN(buf_fini) struct buf bytes = {0};

	if (outdir_get(p->out, place->twin->file, &bytes))
		put_sealed(p, place, &bytes);
	else
		ask(p, place, NULL);
}

static bool
is_walked(const struct publisher *p, const char *target)
{
	const struct publish_place *place = places_find(&p->places, target);

	return place != NULL && place->walked;
}

static void
take_links(struct publisher *p, struct publish_place *place, struct answer *answer)
{
	const char *link = answer->links.data;

	if (place->twin != NULL)
		place->status = place->twin->status;
	if (place->status != 200 && !place->start)
		place->file = NULL;
	for (; link != NULL && link < answer->links.data + answer->links.len;
		link += strlen(link) + 1) {
		places_add(&p->places, link + 1, *link == '+', false);
		unchanged_link(&p->unchanged, place->target, link + 1, is_walked(p, link + 1));
	}
	buf_fini(&answer->links);
}

/* On any thread. */
static void
put_answer(size_t i, void *data)
{
	struct publisher *p = data;
	struct publish_place *place = p->places.v[i];
	struct answer *answer = &p->answers[i - p->first];
	OWN(buf_fini) struct buf start = {0};

	if (place->start) {
		start_write(&start, site_model(p->site), &p->places, place);
		put_file(p, place, &start);
	} else if (place->file != NULL && place->twin != NULL) {
		put_twin(p, place);
	} else if (place->file != NULL && !place->written) {
		put_body(p, place, place->file, answer->body.data, answer->body.len);
	}
	buf_fini(&answer->body);
}

/* A picture with too many pixels answers 400, and no page links to it: it is left out. Anything
 * else that is wanted must be there. */
static void
judge(struct publisher *p, const struct publish_place *place)
{
	if (place->file != NULL || place->location != NULL)
		return;
	if (place->linked || (place->walked && place->status != 400)) {
		terminal_line(stderr, "demarc: %s answers %d, so links to it are dead",
			place->target, place->status);
		p->failed = true;
	} else if (place->walked) {
		terminal_line(stderr, "demarc: %s would have too many pixels; it is left out",
			place->target);
	}
}

static bool
note_target(const char *target, void *data)
{
	struct publisher *p = data;

	/* a file does not move its date on, and operators put one of their own there */
	if (strcmp(target, "/.well-known/security.txt") == 0)
		return true;
	/* without a host a site map would be none, and addresses in plain text lead nowhere */
	if ((strcmp(target, "/sitemap.xml") != 0 && strcmp(target, "/llms.txt") != 0) ||
		p->base_url[0] != '\0')
		places_add(&p->places, target, false, true);
	return true;
}

static bool
has_pages(const struct publisher *p)
{
	return offer_has(site_offer(p->site), ROUTE_HOME, NULL);
}

static void
crawl(struct publisher *p)
{
	struct answer answers[AT_ONCE] = {0};
	size_t known;

	if (has_pages(p))
		places_add(&p->places, "/", false, true);
	site_walk(p->site, note_target, p);
	unchanged_init(&p->unchanged, &p->sealed, &p->out->ours, p->places.arena);
	unchanged_places(&p->unchanged, &p->out->ours, &p->places);
	known = foretell_from(p, 0);
	for (size_t asked = 0, end; asked < p->places.count && !p->failed; asked = end) {
		end = p->places.count - asked < AT_ONCE ? p->places.count : asked + AT_ONCE;
		p->first = asked;
		p->answers = answers;
		crew_run(asked, end, ask_for, p);
		for (size_t i = asked; i < end; i++)
			take_links(p, p->places.v[i], &answers[i - asked]);
		known = foretell_from(p, known);
		p->first = asked;
		crew_run(asked, end, put_answer, p);
	}
	for (size_t i = 0; i < p->places.count; i++)
		judge(p, p->places.v[i]);
}

/* -- all of it
 * ------------------------------------------------------------------------------------------- */

static void
list_file(struct publisher *p, const struct publish_place *place, const char *address)
{
	for (int i = 0; i < forms_of(p, place->type); i++)
		outdir_list(p->out, arena_printf(p->places.arena, "%s%s", place->file, suffixes[i]),
			i == CODING_IDENTITY ? address : "",
			i == CODING_IDENTITY ? place->seal : "");
}

/* What static hosts show for an address that is not there, at whatever depth that is. */
static void
put_not_found(struct publisher *p)
{
	struct publish_place place = {.target = "/404", .file = "404.html", .type = "text/html"};
	struct fetch f;

	fetch_begin(&f, p->site, "/404");
	put_body(p, &place, NULL, f.response.body, f.response.body_len);
	fetch_end(p->site, &f);
	list_file(p, &place, "");
}

static int
compare_files(const void *a, const void *b)
{
	const struct publish_place *const *x = a, *const *y = b;

	return strcmp((*x)->file, (*y)->file);
}

/* The first file and those that are in the same folder at the top; how many they are. */
static size_t
list_folder(struct publisher *p, const struct publish_place *const *files, size_t count)
{
	const char *first = files[0]->file;
	size_t len = strcspn(first, "/") + 1, n = 0;
	struct manifest_line *lines;
	char seal[SEAL_SIZE];

	while (n < count && strncmp(files[n]->file, first, len) == 0)
		n++;
	lines = calloc(n, sizeof(*lines));
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct manifest_line){files[i]->file, files[i]->target, files[i]->seal};
	if (unchanged_seal(&p->unchanged, files[0]->target, lines, n, seal))
		outdir_list(p->out, arena_strndup(p->places.arena, first, len), "", seal);
	for (size_t i = 0; i < n; i++)
		list_file(p, files[i], files[i]->target);
	free(lines);
	return n;
}

/* In the order of their names, in whatever order they were found. */
static void
list_all(struct publisher *p)
{
	const struct publish_place **files = calloc(p->places.count + 1, sizeof(*files));
	size_t count = 0;

	for (size_t i = 0; i < p->places.count; i++)
		if (p->places.v[i]->file != NULL)
			files[count++] = p->places.v[i];
	if (has_pages(p))
		put_not_found(p);
	qsort(files, count, sizeof(struct publish_place *), compare_files);
	for (size_t i = 0; i < count;)
		i += list_folder(p, files + i, count - i);
	free(files);
}

static void
commit(struct publisher *p)
{
	char *why = NULL;

	if (outdir_commit(p->out, &why))
		return;
	terminal_line(stderr, "demarc: %s", why);
	free(why);
	p->failed = true;
}

bool
publish_site(struct site *site, const struct publish_options *options, struct outdir *out)
{
	struct publisher p = {.site = site,
		.base_url = options->base_url,
		.base_path = host_path(options->base_url),
		.plain = options->plain,
		.sealed = {.model = site_model(site),
			.offer = site_offer(site),
			.base_url = options->base_url,
			.libraries = options->libraries},
		.out = out};

	places_init(&p.places);
	seal_services(&p.sealed, p.places.arena);
	diagram_keep(WORDS_KEPT);
	crawl(&p);
	if (!p.failed)
		list_all(&p);
	if (!p.failed)
		commit(&p);
	places_fini(&p.places);
	return !p.failed;
}
