/* In English, as the findings are. */
#include "panel.h"

#include <string.h>

#include "html/html.h"

const char panel_script[] = "'use strict';\n"
			    "const stamp = document.currentScript.dataset.stamp;\n"
			    "setInterval(async () => {\n"
			    "\ttry {\n"
			    "\t\tconst now = await (await fetch('" PANEL_STAMP "')).text();\n"
			    "\t\tif (now !== stamp) location.reload();\n"
			    "\t} catch { /* the preview has ended */ }\n"
			    "}, 1000);\n";

const char panel_style[] =
	".preview { border: 2px solid currentcolor; padding: .5rem 1rem; margin: 1rem 0; overflow-wrap: anywhere }\n"
	".preview ol { margin: .5rem 0; max-height: 40vh; overflow: auto }\n"
	".preview li { margin: .25rem 0 }\n";

/* -- findings ---------------------------------------------------------------------------- */

static void
write_place(struct html *h, const struct panel *panel, const struct pos *pos)
{
	struct buf place = {0};
	size_t len = strlen(panel->data_dir);
	const char *file = pos->file;

	if (strncmp(file, panel->data_dir, len) == 0 && file[len] == '/')
		file += len + 1;
	buf_str(&place, file);
	if (pos->line > 0)
		buf_printf(&place, ":%u:%u", pos->line, pos->column);
	html_simple(h, "code", NULL, buf_cstr(&place));
	buf_fini(&place);
}

static void
write_finding(struct html *h, const struct panel *panel, const struct diag *d)
{
	html_open(h, "li");
	html_simple(h, "strong", NULL, severity_name(d->severity));
	html_lit(h, " ");
	write_place(h, panel, &d->pos);
	html_lit(h, " ");
	html_text(h, d->text);
	html_lit(h, " [");
	html_text(h, d->rule);
	html_lit(h, "]");
	html_close(h, "li");
}

/* Errors first, then the others, as far as the limit goes. */
static void
write_findings(struct html *h, const struct panel *panel)
{
	const struct diags *diags = panel->diags;
	size_t shown = 0, all = 0;
	struct buf rest = {0};

	for (size_t i = 0; i <= SEVERITY_ERROR; i++)
		all += diags->count[i];
	html_open(h, "ol");
	html_attr(h, "tabindex", "0");
	html_attr(h, "aria-label", "Findings");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_ACCEPTED; severity--)
		for (size_t i = 0; i < diags->n && shown < PANEL_LIMIT; i++)
			if ((int)diags->v[i].severity == severity) {
				write_finding(h, panel, &diags->v[i]);
				shown++;
			}
	html_close(h, "ol");
	if (all > shown) {
		buf_printf(&rest, "And %zu more: demarc check tells them.", all - shown);
		html_simple(h, "p", NULL, buf_cstr(&rest));
	}
	buf_fini(&rest);
}

static void
write_panel(struct html *h, const struct panel *panel)
{
	const struct diags *diags = panel->diags;
	struct buf words = {0};

	buf_printf(&words, "Preview: %zu error%s, %zu warning%s.%s", diags->count[SEVERITY_ERROR],
		diags->count[SEVERITY_ERROR] == 1 ? "" : "s", diags->count[SEVERITY_WARNING],
		diags->count[SEVERITY_WARNING] == 1 ? "" : "s",
		panel->stale ? " Below is what was there before the errors." : "");
	html_open(h, "section");
	html_attr(h, "class", "preview");
	html_attr(h, "lang", "en");
	html_attr(h, "aria-label", "Preview");
	html_simple(h, "p", NULL, buf_cstr(&words));
	if (diags->n > 0)
		write_findings(h, panel);
	html_close(h, "section");
	buf_fini(&words);
}

/* -- pages ----------------------------------------------------------------------------------- */

static void
add_head(struct buf *out, const struct panel *panel)
{
	buf_printf(out,
		"<link rel=\"stylesheet\" href=\"" PANEL_STYLE "\" />\n"
		"<script src=\"" PANEL_SCRIPT "\" defer=\"defer\" data-stamp=\"%u\"></script>\n",
		panel->stamp);
}

static void
add_panel(struct buf *out, const struct panel *panel)
{
	struct html html;

	html_init(&html, out);
	write_panel(&html, panel);
}

void
panel_insert(struct buf *out, const char *page, size_t len, const struct panel *panel)
{
	static const char head[] = "</head>", main_part[] = "<main ";
	const char *end = page + len, *behind = memmem(page, len, head, sizeof(head) - 1);
	const char *start = behind != NULL ? memmem(behind, (size_t)(end - behind), main_part,
						     sizeof(main_part) - 1)
					   : NULL;
	const char *inside = start != NULL ? memchr(start, '>', (size_t)(end - start)) : NULL;

	if (inside == NULL) {
		buf_add(out, page, len);
		return;
	}
	inside++;
	buf_add(out, page, (size_t)(behind - page));
	add_head(out, panel);
	buf_add(out, behind, (size_t)(inside - behind));
	add_panel(out, panel);
	buf_add(out, inside, (size_t)(end - inside));
}

void
panel_page(struct buf *out, const struct panel *panel)
{
	buf_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
		     "<title>Preview</title>\n");
	add_head(out, panel);
	buf_str(out, "</head>\n<body>\n<main>\n<h1>Nothing to show yet</h1>\n");
	add_panel(out, panel);
	buf_str(out, "</main>\n</body>\n</html>\n");
}
