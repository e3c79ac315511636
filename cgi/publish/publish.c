/* First a crawl: from all addresses that the walk gives, along the links in what they answer, until
 * nothing new turns up. So there is a file for each address that anything links to, the results of
 * filters and the sizes of pictures too. Then addresses in them are replaced by those of files, and
 * they are written; what has no addresses in it is written when it is met.
 *
 * Both is done on all processors. The crawl goes round by round: what is new, up to a bound, is
 * asked for side by side, and what the answers link to is put on the list in the order of those who
 * do. So the list, and all that follows from it, is the same as with one processor. */
#include "publish.h"

#include <errno.h>
#include <search.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "base/terminal.h"
#include "http/compress.h"
#include "html/html.h"
#include "http/host.h"
#include "crew.h"
#include "diagram/diagram.h"
#include "rewrite.h"
#include "seal.h"
#include "address/target.h"

enum {
	ENTRY_LIMIT = 1000000,
	KEPT_LIMIT = 256 << 20, /* bytes of answers; what is beyond is asked for again */
	AT_ONCE = 1024,         /* addresses asked for before what they link to is looked at */
	WORDS_KEPT = 32 << 20,  /* bytes of measured words, a thread */
};

/* What a request brought, until the crawl has looked at it. */
struct publish_answer {
	char *type, *location; /* NULL: it has none */
	bool negotiated;       /* it depends on the reader's languages */
	struct buf body;       /* kept until it is written, if there is room */
	struct buf links;      /* "+target" or, of words that only name it, "-target", each with its
				  zero */
};

/* An address, and what became of it. */
struct publish_place {
	const char *target;
	const char *file;     /* NULL: it has none */
	const char *location; /* of a redirect; NULL: none */
	const char *type;
	bool linked; /* a link leads there, and not just words that name it */
	bool walked; /* it is one of the site's own */
	int status;  /* of the answer */
	bool start;  /* where a server would look at the reader's languages */
	bool written;
	char seal[SEAL_SIZE]; /* "": it has none */
	struct publish_answer answer;
};

struct publisher {
	struct site *site;
	const char *base_url;
	bool plain;            /* no compressed forms */
	const char *base_path; /* of base_url, without slash at the end: "", "/trust" */
	struct seal_inputs sealed;
	struct outdir *out;
	struct arena *arena;
	struct publish_place **entries; /* in the order they were met */
	size_t count, cap;
	void *index;        /* the same, a tree for tsearch(3) */
	atomic_size_t kept; /* bytes of answers */
	atomic_bool failed;
};

/* -- entries --------------------------------------------------------------------------------- */

static int
compare_targets(const void *a, const void *b)
{
	return strcmp(((const struct publish_place *)a)->target,
		((const struct publish_place *)b)->target);
}

static struct publish_place *
find_entry(const struct publisher *p, const char *target)
{
	const struct publish_place key = {.target = target};
	void *node = tfind(&key, &p->index, compare_targets);

	return node != NULL ? *(struct publish_place **)node : NULL;
}

/* Puts the address on the list, unless it is there. */
static void
add_entry(struct publisher *p, const char *target, bool linked, bool walked)
{
	struct publish_place *entry = find_entry(p, target);

	if (entry != NULL) {
		entry->linked |= linked;
		entry->walked |= walked;
	}
	if (entry != NULL || p->count == ENTRY_LIMIT)
		return;
	entry = ARENA_NEW(p->arena, struct publish_place);
	entry->target = arena_strdup(p->arena, target);
	entry->linked = linked;
	entry->walked = walked;
	if (p->count == p->cap) {
		p->cap = p->cap > 0 ? 2 * p->cap : 1024;
		p->entries = realloc(p->entries, p->cap * sizeof(struct publish_place *));
	}
	tsearch(entry, &p->index, compare_targets);
	p->entries[p->count++] = entry;
}

/* Where the address leads in the end; NULL: to no file. */
static const struct publish_place *
settle(const struct publisher *p, const char *target)
{
	const struct publish_place *entry = find_entry(p, target);

	for (int i = 0; i < 8 && entry != NULL && entry->location != NULL; i++)
		entry = find_entry(p, entry->location);
	return entry != NULL && entry->file != NULL ? entry : NULL;
}

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

/* -- the crawl ------------------------------------------------------------------------------------
 */

static bool
note_address(const struct address *address, struct buf *out, void *data)
{
	struct publish_answer *answer = data;

	(void)out;
	buf_char(&answer->links, address->absolute ? '-' : '+');
	buf_add(&answer->links, address->target, strlen(address->target) + 1);
	return true;
}

static bool
is_page(const char *type)
{
	return strncmp(type, "text/html", 9) == 0;
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

/* Takes the addresses from an answer, and keeps it if there is room. */
static void
note_body(struct publisher *p, struct publish_place *entry, const struct response *response)
{
	OWN(buf_fini) struct buf scratch = {0};
	struct arena *arena = arena_new();

	rewrite_addresses(&scratch, response->body, response->body_len, entry->target, p->base_url,
		arena, note_address, &entry->answer);
	arena_free(arena);
	if (atomic_fetch_add(&p->kept, response->body_len) + response->body_len <= KEPT_LIMIT)
		keep_exactly(&entry->answer.body, response->body, response->body_len);
	else
		atomic_fetch_sub(&p->kept, response->body_len);
}

static void
put_file(struct publisher *, struct publish_place *, const char *file, const char *type,
	const struct buf *bytes);

/* What has no addresses in it is written as it is. recipe: of its seal; NULL: it gets none. */
static void
put_as_is(struct publisher *p, struct publish_place *entry, const struct response *response,
	const char *recipe)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct arena *arena = arena_new();

	buf_add(&bytes, response->body, response->body_len);
	if (recipe != NULL)
		seal_make(recipe, &bytes, entry->seal);
	put_file(p, entry, rewrite_file_name(arena, entry->target, is_page(entry->answer.type)),
		entry->answer.type, &bytes);
	arena_free(arena);
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

/* Takes the picture of the earlier export, if what would be drawn now is the same. */
static bool
keep_sealed(struct publisher *p, struct publish_place *entry, const char *recipe, const char *type)
{
	struct arena *arena = arena_new();
	const char *file = rewrite_file_name(arena, entry->target, false);
	const struct sealed sealed = {recipe, manifest_seal(&p->out->ours, file)};
	bool kept = *sealed.seal != '\0' && outdir_keep(p->out, file, is_sealed, &sealed);

	if (kept) {
		entry->status = 200;
		entry->written = true;
		entry->answer.type = strdup(type);
		memccpy(entry->seal, sealed.seal, '\0', sizeof(entry->seal));
	}
	arena_free(arena);
	return kept;
}

/* On any thread: touches the entry alone. */
static void
ask_for(size_t i, void *data)
{
	struct publisher *p = data;
	struct publish_place *entry = p->entries[i];
	char recipe[SEAL_SIZE];
	const char *type;
	bool sealed = seal_recipe(&p->sealed, entry->target, recipe, &type);
	struct fetch f;

	if (sealed && keep_sealed(p, entry, recipe, type))
		return;
	fetch_begin(&f, p->site, entry->target);
	entry->status = f.response.status;
	entry->answer.type = strdup(header(&f.response, "Content-Type"));
	entry->answer.location = strdup(header(&f.response, "Location"));
	entry->answer.negotiated = strstr(header(&f.response, "Vary"), "Accept-Language") != NULL;
	if (entry->status == 200 && rewrite_concerns(entry->answer.type, entry->target))
		note_body(p, entry, &f.response);
	else if (entry->status == 200)
		put_as_is(p, entry, &f.response, sealed ? recipe : NULL);
	fetch_end(p->site, &f);
}

/* A redirect that looks at the reader's languages becomes a page that offers them. */
static void
take_redirect(struct publisher *p, struct publish_place *entry)
{
	const char *location = entry->answer.location;

	if (entry->answer.negotiated) {
		entry->start = true;
		entry->file = rewrite_file_name(p->arena, entry->target, true);
		entry->type = "text/html; charset=utf-8";
	} else {
		entry->location = arena_strndup(p->arena, location, strcspn(location, "#"));
		add_entry(p, entry->location, entry->linked, entry->walked);
	}
}

/* What the answer means for the entry and for the list. */
static void
take_answer(struct publisher *p, struct publish_place *entry)
{
	struct publish_answer *answer = &entry->answer;
	const char *link = answer->links.data;

	if (entry->status == 200) {
		entry->type = arena_strdup(p->arena, answer->type);
		entry->file = rewrite_file_name(p->arena, entry->target, is_page(entry->type));
		for (; link != NULL && link < answer->links.data + answer->links.len;
			link += strlen(link) + 1)
			add_entry(p, link + 1, *link == '+', false);
	} else if (entry->status == 301 || entry->status == 302) {
		take_redirect(p, entry);
	}
	buf_fini(&answer->links);
	free(answer->type);
	free(answer->location);
	answer->type = answer->location = NULL;
}

/* A picture with too many pixels answers 400, and no page links to it: it is left out. Anything
 * else that is wanted must be there. */
static void
judge_entry(struct publisher *p, const struct publish_place *entry)
{
	if (entry->file != NULL || entry->location != NULL)
		return;
	if (entry->linked || (entry->walked && entry->status != 400)) {
		terminal_line(stderr, "demarc: %s answers %d, so links to it are dead",
			entry->target, entry->status);
		p->failed = true;
	} else if (entry->walked) {
		terminal_line(stderr, "demarc: %s would have too many pixels; it is left out",
			entry->target);
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
		add_entry(p, target, false, true);
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
	if (has_pages(p))
		add_entry(p, "/", false, true);
	site_walk(p->site, note_target, p);
	for (size_t asked = 0, end; asked < p->count;) {
		end = p->count - asked < AT_ONCE ? p->count : asked + AT_ONCE;
		crew_run(asked, end, ask_for, p);
		for (; asked < end; asked++)
			take_answer(p, p->entries[asked]);
	}
	for (size_t i = 0; i < p->count; i++)
		judge_entry(p, p->entries[i]);
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
	const struct publish_place *entry = settle(w->p, address->target);

	if (entry == NULL)
		return false;
	if (address->absolute)
		buf_printf(out, "%s/%s", w->p->base_url, entry->file);
	else if (w->from == NULL)
		buf_printf(out, "%s/%s", w->p->base_path, entry->file);
	else if (strcmp(w->from, entry->file) != 0 || address->anchor[0] == '\0')
		rewrite_relative(out, w->from, entry->file);
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
	OWN(buf_fini) struct buf packed = {0};

	if (same && outdir_keep(p->out, name, holds, body))
		return true;
	compress_body(&packed, body->bytes, body->coding, EFFORT_KEPT);
	return outdir_put(p->out, name, &packed, &same);
}

/* On any thread. */
static void
put_file(struct publisher *p, struct publish_place *entry, const char *file, const char *type,
	const struct buf *bytes)
{
	struct arena *arena = arena_new();
	bool same = false;

	for (int i = 0; i < forms_of(p, type) && !p->failed; i++) {
		const char *name = arena_printf(arena, "%s%s", file, suffixes[i]);
		struct packed_body body = {bytes, (enum coding)i};

		if (i == CODING_IDENTITY ? outdir_put(p->out, name, bytes, &same)
					 : put_packed(p, name, &body, same))
			continue;
		terminal_line(stderr, "demarc: cannot write %s: %s", name, strerror(errno));
		p->failed = true;
	}
	entry->written = true;
	arena_free(arena);
}

/* from: the file that it is shown at; NULL: at any depth. */
static void
put_body(struct publisher *p, struct publish_place *entry, const char *from, const char *body,
	size_t len)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct writing writing = {p, from};
	struct arena *arena = arena_new();

	rewrite_addresses(
		&bytes, body, len, entry->target, p->base_url, arena, put_file_address, &writing);
	arena_free(arena);
	put_file(p, entry, entry->file, entry->type, &bytes);
}

/* -- start pages
 * --------------------------------------------------------------------------------------- */

static void
put_language(struct publisher *p, struct html *h, const struct publish_place *entry,
	const struct target *target, const struct language *language, struct arena *arena)
{
	const struct catalogue *catalogue = model_catalogue(site_model(p->site), language->tag);
	struct link link = {.to = target->route == ROUTE_DATA_HOME ? ROUTE_DATA : ROUTE_OVERVIEW,
		.service = target->service->id,
		.edition = target->edition,
		.lang = language->tag};
	const struct publish_place *page = settle(p, link_string(arena, &link));
	OWN(buf_fini) struct buf href = {0};

	if (page == NULL)
		return;
	rewrite_relative(&href, entry->file, page->file);
	html_open(h, "li");
	html_open(h, "a");
	html_attr(h, "href", buf_cstr(&href));
	html_attr(h, "hreflang", language->tag);
	html_attr(h, "lang", language->tag);
	html_text(h, catalogue != NULL ? catalogue->name : language->tag);
	html_text(h, ": ");
	html_text(h, texts_value(&target->matrix->title, language->tag));
	html_close(h, "a");
	html_close(h, "li");
}

static void
put_start_head(
	struct publisher *p, struct html *h, const struct publish_place *entry, const char *title)
{
	const struct publish_place *style = settle(p, "/static/style.css");
	OWN(buf_fini) struct buf href = {0};

	html_open(h, "head");
	html_open(h, "meta");
	html_attr(h, "charset", "utf-8");
	html_simple(h, "title", NULL, title);
	html_open(h, "meta");
	html_attr(h, "name", "viewport");
	html_attr(h, "content", "width=device-width, initial-scale=1");
	if (style != NULL) {
		rewrite_relative(&href, entry->file, style->file);
		html_open(h, "link");
		html_attr(h, "rel", "stylesheet");
		html_attr(h, "href", buf_cstr(&href));
	}
	html_close(h, "head");
}

/* The choice of a language, for a host that does not look at what the reader prefers. */
static void
put_start(struct publisher *p, struct publish_place *entry)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct arena *arena = arena_new();
	struct request request;
	struct target target;
	struct html h;
	const char *title;

	request_from_target(&request, "GET", entry->target, NULL, 0, arena);
	target_find(&target, site_model(p->site), &request);
	title = texts_value(&target.matrix->service_name, target.matrix->original);
	html_init(&h, &bytes);
	html_doctype(&h);
	html_open(&h, "html");
	html_attr(&h, "lang", target.matrix->original);
	put_start_head(p, &h, entry, title);
	html_open(&h, "body");
	html_open(&h, "main");
	html_attr(&h, "class", "wide");
	html_simple(&h, "h1", NULL, title);
	html_open(&h, "ul");
	for (size_t i = 0; i < target.matrix->language_count; i++)
		put_language(p, &h, entry, &target, &target.matrix->languages[i], arena);
	html_close(&h, "ul");
	html_close(&h, "main");
	html_close(&h, "body");
	html_close(&h, "html");
	html_end(&h);
	arena_free(arena);
	put_file(p, entry, entry->file, entry->type, &bytes);
}

/* -- all of it
 * ------------------------------------------------------------------------------------------- */

/* On any thread. */
static void
put_entry(size_t i, void *data)
{
	struct publisher *p = data;
	struct publish_place *entry = p->entries[i];
	struct fetch f;

	if (entry->file == NULL || entry->written || p->failed)
		return;
	if (entry->start) {
		put_start(p, entry);
	} else if (entry->answer.body.len > 0) {
		put_body(p, entry, entry->file, entry->answer.body.data, entry->answer.body.len);
		buf_fini(&entry->answer.body);
	} else {
		fetch_begin(&f, p->site, entry->target);
		put_body(p, entry, entry->file, f.response.body, f.response.body_len);
		fetch_end(p->site, &f);
	}
}

static void
list_file(struct publisher *p, const struct publish_place *entry, const char *address)
{
	for (int i = 0; i < forms_of(p, entry->type); i++)
		outdir_list(p->out, arena_printf(p->arena, "%s%s", entry->file, suffixes[i]),
			i == CODING_IDENTITY ? address : "",
			i == CODING_IDENTITY ? entry->seal : "");
}

/* What static hosts show for an address that is not there, at whatever depth that is. */
static void
put_not_found(struct publisher *p)
{
	struct publish_place entry = {.target = "/404", .file = "404.html", .type = "text/html"};
	struct fetch f;

	fetch_begin(&f, p->site, "/404");
	put_body(p, &entry, NULL, f.response.body, f.response.body_len);
	fetch_end(p->site, &f);
	list_file(p, &entry, "");
}

static void
put_all(struct publisher *p)
{
	crew_run(0, p->count, put_entry, p);
	for (size_t i = 0; i < p->count; i++)
		if (p->entries[i]->file != NULL)
			list_file(p, p->entries[i], p->entries[i]->target);
	if (!p->failed && has_pages(p))
		put_not_found(p);
}

static void
leave_entry(void *entry)
{
	(void)entry; /* the arena has it */
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
		.sealed = {site_model(site), options->base_url, options->libraries},
		.out = out,
		.arena = arena_new()};

	diagram_keep(WORDS_KEPT);
	crawl(&p);
	if (!p.failed)
		put_all(&p);
	if (!p.failed)
		commit(&p);
	tdestroy(p.index, leave_entry);
	for (size_t i = 0; i < p.count; i++)
		buf_fini(&p.entries[i]->answer.body);
	free(p.entries);
	arena_free(p.arena);
	return !p.failed;
}
