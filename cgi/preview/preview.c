/* The state that is shown is the last one without errors; what check finds is that of the last
 * save, whatever it was. */
#include "preview.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/terminal.h"
#include "check/check.h"
#include "diagram/diagram.h"
#include "front.h"
#include "load/load.h"
#include "panel.h"
#include "server/limit.h"
#include "server/listen.h"
#include "server/watch.h"
#include "site/site.h"

struct preview {
	const struct preview_options *options;
	struct site *site; /* NULL: there has been no state without errors */
	struct diags diags;
	uint64_t signature;
	unsigned stamp; /* how many saves have been looked at */
};

/* -- saves ------------------------------------------------------------------------------- */

static void
load(struct preview *p)
{
	char today[16] = "";
	time_t now = time(NULL);
	struct tm day;
	struct check_options options = {.wordings = true};
	struct limits before = limit_loading();
	struct model *model;

	if (gmtime_r(&now, &day) != NULL && strftime(today, sizeof(today), "%Y-%m-%d", &day) > 0)
		options.today = today;
	diags_fini(&p->diags);
	model = load_directory(p->options->data_dir, &p->diags);
	if (model != NULL)
		diagram_check(model, &options, &p->diags);
	limit_lift(&before);
	diags_sort(&p->diags);
	p->stamp++;
	if (model == NULL || p->diags.count[SEVERITY_ERROR] > 0) {
		model_free(model);
		return;
	}
	model_forget_files(model);
	site_free(p->site);
	p->site = site_new(model, &(struct site_options){0});
}

static void
look(void *data)
{
	struct preview *p = data;
	uint64_t signature = watch_signature(p->options->data_dir);

	if (signature == p->signature && p->stamp > 0)
		return;
	p->signature = signature;
	load(p);
}

/* -- answers ---------------------------------------------------------------------------------- */

static void
put(struct buf *out, const struct request *request, const char *status, const char *type,
	const char *body, size_t len)
{
	buf_printf(out,
		"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nCache-Control: no-store\r\n"
		"X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n"
		"Connection: close\r\n\r\n",
		status, type, len);
	if (strcmp(request->method, "HEAD") != 0)
		buf_add(out, body, len);
}

/* What is the preview's own. false: it is the site's. */
static bool
answer_own(const struct preview *p, const struct request *request, struct buf *out)
{
	char stamp[16];
	const struct {
		const char *path, *type, *body;
	} own[] = {{PANEL_SCRIPT, "text/javascript; charset=utf-8", panel_script},
		{PANEL_STYLE, "text/css; charset=utf-8", panel_style},
		{PANEL_STAMP, "text/plain; charset=utf-8", stamp}};

	snprintf(stamp, sizeof(stamp), "%u", p->stamp);
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(request->path, own[i].path) == 0) {
			put(out, request, "200 OK", own[i].type, own[i].body, strlen(own[i].body));
			return true;
		}
	return false;
}

/* Headers that would let the reader keep what the next save changes. */
static bool
is_kept_by(const char *name)
{
	static const char *const names[] = {"Cache-Control", "ETag", "Last-Modified", "Vary"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(names[i], name) == 0)
			return true;
	return false;
}

static void
answer_site(struct preview *p, const struct request *request, const struct panel *panel,
	struct buf *out)
{
	struct response response = {0};
	struct buf body = {0};
	bool page = false;

	site_respond(p->site, request, &response);
	for (size_t i = 0; i < response.header_count; i++)
		page |= strcmp(response.headers[i].name, "Content-Type") == 0 &&
			strncmp(response.headers[i].value, "text/html", 9) == 0;
	if (page)
		panel_insert(&body, response.body, response.body_len, panel);
	else if (response.body_len > 0)
		buf_add(&body, response.body, response.body_len);
	buf_printf(out, "HTTP/1.1 %d %s\r\n", response.status, response_reason(response.status));
	for (size_t i = 0; i < response.header_count; i++)
		if (!is_kept_by(response.headers[i].name))
			buf_printf(out, "%s: %s\r\n", response.headers[i].name,
				response.headers[i].value);
	buf_printf(out,
		"Cache-Control: no-store\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
		body.len);
	if (!response.head)
		buf_add(out, buf_cstr(&body), body.len);
	buf_fini(&body);
	site_release(p->site, &response);
}

static void
answer(const struct request *request, struct buf *out, void *data)
{
	struct preview *p = data;
	struct panel panel = {.diags = &p->diags,
		.data_dir = p->options->data_dir,
		.stamp = p->stamp,
		.stale = p->diags.count[SEVERITY_ERROR] > 0};
	struct buf page = {0};

	if (answer_own(p, request, out))
		return;
	if (p->site != NULL) {
		answer_site(p, request, &panel, out);
		return;
	}
	panel.stale = false;
	panel_page(&page, &panel);
	put(out, request, "503 Service Unavailable", "text/html; charset=utf-8", buf_cstr(&page),
		page.len);
	buf_fini(&page);
}

void
preview_run(const struct preview_options *options)
{
	struct preview p = {.options = options};
	struct listening listening = {.fd = -1};
	char address[16];

	snprintf(address, sizeof(address), ":%u", options->port);
	if (!listening_open(&listening, address))
		return;
	look(&p);
	diags_print(&p.diags, stderr);
	terminal_line(stderr, "http://localhost:%u/ (Ctrl-C ends it)", options->port);
	front_serve(listening.fd, options->port, answer, look, &p);
	listening_close(&listening);
	site_free(p.site);
	diags_fini(&p.diags);
}
