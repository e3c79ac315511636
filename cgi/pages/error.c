/* Errors, as pages in the reader's language that lead on: to the nearest clauses, to the pages
 * there are. */
#include <string.h>

#include "model/clause.h"
#include "address/near.h"
#include "pages.h"
#include "writing.h"

enum { SUGGESTIONS = 5 };

/* -- clauses near the one that is not there ------------------------------------------------ */

/* How much of the two numbers agrees from the front, in characters. */
static size_t
common_length(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && (a[n] | 0x20) == (b[n] | 0x20))
		n++;
	return n;
}

static bool
maps_to(const struct control *control, const char *clause)
{
	for (size_t i = 0; i < control->map_count; i++)
		if (clause_same(control->maps[i].clause, clause))
			return true;
	return false;
}

/* How near a control is to a number: first those whose counterpart has it, then by what agrees from
 * the front. */
static size_t
nearness(const struct control *control, const char *clause)
{
	size_t n = common_length(control->clause, clause);

	if (maps_to(control, clause))
		return 1000;
	if (clause_below(control->clause, clause))
		return 500;
	return n;
}

/* Fills best with the controls nearest to the number, nearest first. */
static size_t
find_nearest(
	const struct matrix *matrix, const char *clause, const struct control *best[SUGGESTIONS])
{
	size_t n = 0;

	for (size_t i = 0; i < matrix->control_count; i++) {
		const struct control *control = &matrix->controls[i];
		size_t score = nearness(control, clause), at = n;

		if (score == 0)
			continue;
		while (at > 0 && nearness(best[at - 1], clause) < score)
			at--;
		if (at == SUGGESTIONS)
			continue;
		if (n < SUGGESTIONS)
			n++;
		memmove(&best[at + 1], &best[at], (n - at - 1) * sizeof(best[0]));
		best[at] = control;
	}
	return n;
}

static void
write_suggestions(struct page *page)
{
	const struct control *best[SUGGESTIONS + 1];
	struct html *h = page->html;
	size_t n = find_nearest(page->matrix, page->target->value, best);

	if (n == 0)
		return;
	html_simple(h, "p", NULL, page_say(page, "error.nearest"));
	html_open(h, "ul");
	for (size_t i = 0; i < n; i++) {
		struct link link = control_link(page, best[i]);

		html_open(h, "li");
		piece_open_link(page, &link);
		piece_number(page, best[i]->clause);
		piece_plain(page, control_title(page->model, page->matrix, best[i]));
		html_close(h, "a");
		if (maps_to(best[i], page->target->value)) {
			html_lit(h, " ");
			html_simple(h, "small", NULL,
				page_say_with(page, "error.maps", "clause", page->target->value));
		}
		html_close(h, "li");
	}
	html_close(h, "ul");
}

/* -- what was wrong ------------------------------------------------------------------------- */

static void
write_clause(struct page *page)
{
	const char *id = page->matrix->control_framework;
	const struct framework *framework = id != NULL ? model_framework(page->model, id) : NULL;
	const struct clause *clause =
		framework != NULL ? framework_clause(framework, page->target->value) : NULL;

	html_simple(page->html, "p", NULL,
		page_say_with(page, clause != NULL ? "error.clause-silent" : "error.clause",
			"clause", page->target->value, "framework",
			framework != NULL ? framework->short_name : ""));
	write_suggestions(page);
}

static void
write_language(struct page *page)
{
	html_simple(page->html, "p", NULL,
		page_say_with(page, "error.language", "language", page->target->value));
}

static void
write_edition(struct page *page)
{
	struct html *h = page->html;

	html_simple(
		h, "p", NULL, page_say_with(page, "error.edition", "edition", page->target->value));
	html_open(h, "ul");
	for (size_t i = 0; i < page->service->edition_count; i++) {
		const struct matrix *matrix = page->service->editions[i];
		struct link link = {.to = ROUTE_SERVICE,
			.service = page->service->id,
			.edition = matrix->edition};

		html_open(h, "li");
		piece_link(page, &link,
			page_say_with(page, "edition.number", "n",
				arena_printf(page->arena, "%u", matrix->edition)));
		html_text(h, page_say(page, "separator"));
		html_text(h, page_say_date(page, matrix->date));
		html_close(h, "li");
	}
	html_close(h, "ul");
}

static void
write_service(struct page *page)
{
	html_simple(page->html, "p", NULL,
		page_say_with(page, "error.service", "service", page->target->value));
}

static void
write_file(struct page *page)
{
	html_simple(page->html, "p", NULL,
		page_say_with(page, "error.file", "file", page->target->value));
}

static const struct {
	const char *name; /* as in target.name */
	void (*write)(struct page *);
} details[] = {
	{"clause", write_clause},
	{"language", write_language},
	{"edition", write_edition},
	{"range", write_edition},
	{"service", write_service},
	{"file", write_file},
};

static void
write_not_found(struct page *page)
{
	for (size_t i = 0; page->target->name != NULL && i < sizeof(details) / sizeof(details[0]);
		i++)
		if (strcmp(details[i].name, page->target->name) == 0) {
			details[i].write(page);
			return;
		}
	html_simple(page->html, "p", NULL, page_say(page, "error.404.text"));
}

static void
write_row(struct page *page, const char *id, const char *value, bool code)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_simple(h, "dt", NULL, page_say(page, id));
	html_open(h, "dd");
	if (code)
		html_simple(h, "code", NULL, value);
	else
		html_text(h, value);
	html_close(h, "dd");
	html_close(h, "div");
}

/* A parameter that cannot be: which, what it was, what it may be. */
static void
write_parameter(struct page *page)
{
	const struct target *t = page->target;
	struct html *h = page->html;

	html_open(h, "dl");
	html_attr(h, "class", "facts");
	write_row(page, "error.parameter", t->name, true);
	write_row(page, "error.value", t->value, true);
	if (t->allowed_id != NULL)
		write_row(page, "error.allowed", page_say(page, t->allowed_id), false);
	else
		write_row(page, "error.allowed", t->allowed, true);
	html_close(h, "dl");
}

/* What a slip of the finger may have meant. */
static void
write_near(struct page *page)
{
	const char *found[SUGGESTIONS];
	size_t n = near_paths(
		page->model, page->request->path, page->lang, page->arena, found, SUGGESTIONS);
	struct html *h = page->html;

	if (n == 0)
		return;
	html_simple(h, "p", NULL, page_say(page, "error.near"));
	html_open(h, "ul");
	for (size_t i = 0; i < n; i++) {
		html_open(h, "li");
		html_open(h, "a");
		html_attr(h, "href", arena_printf(page->arena, "%s%s", page->mount, found[i]));
		html_simple(h, "code", NULL, found[i]);
		html_close(h, "a");
		html_close(h, "li");
	}
	html_close(h, "ul");
}

/* Where no document is meant, those there are; the head of a document's page has its ways on. */
static void
write_ways_on(struct page *page)
{
	struct html *h = page->html;

	if (page->matrix != NULL)
		return;
	html_open(h, "ul");
	html_attr(h, "class", "reading");
	for (size_t i = 0; i < page->model->service_count; i++) {
		const struct matrix *matrix = page->model->services[i].current;
		struct link link = {.to = ROUTE_SERVICE, .service = page->model->services[i].id};

		html_open(h, "li");
		piece_open_link(page, &link);
		html_text(h, page_say_with(page, "site.document", "service",
				     texts_value(&matrix->service_name, page->lang), "title",
				     texts_value(&matrix->title, page->lang)));
		html_close(h, "a");
		html_close(h, "li");
	}
	html_close(h, "ul");
}

void
page_error(struct page *page)
{
	const char *title =
		page_say(page, arena_printf(page->arena, "error.%d.title", page->http_status));
	struct html *h = page->html;

	page_begin(page, title, "");
	html_open(h, "div");
	html_attr(h, "class", "error");
	html_open(h, "p");
	html_attr(h, "class", "code");
	html_text(h, arena_printf(page->arena, "%d", page->http_status));
	html_close(h, "p");
	html_simple(h, "h1", NULL, title);
	if (page->http_status == 404) {
		write_not_found(page);
		write_near(page);
	} else {
		html_simple(h, "p", NULL,
			page_say(page,
				arena_printf(page->arena, "error.%d.text", page->http_status)));
		if (page->http_status == 400 && page->target->allowed != NULL)
			write_parameter(page);
	}
	if (page->http_status < 500)
		write_ways_on(page);
	html_close(h, "div");
	page_end(page);
}

void
page_moved(struct page *page)
{
	const char *location =
		arena_printf(page->arena, "%s%s", page->mount, page->target->location);
	struct html *h = page->html;

	html_doctype(h);
	html_open(h, "html");
	html_attr(h, "lang", page_words_language(page));
	html_open(h, "head");
	html_open(h, "meta");
	html_attr(h, "charset", "utf-8");
	html_open(h, "meta");
	html_attr(h, "name", "robots");
	html_attr(h, "content", "noindex");
	html_simple(h, "title", NULL, page_say(page, "moved.title"));
	html_close(h, "head");
	html_open(h, "body");
	html_open(h, "p");
	html_text(h, page_say(page, "moved.title"));
	html_lit(h, " ");
	html_open(h, "a");
	html_attr(h, "href", location);
	html_text(h, location);
	html_close(h, "a");
	html_close(h, "p");
	html_close(h, "body");
	html_close(h, "html");
	html_end(h);
}
