/* panel: what check finds, as a part of a page. */
#ifndef DEMARC_PREVIEW_PANEL_H
#define DEMARC_PREVIEW_PANEL_H

#include "base/buf.h"
#include "base/diag.h"

enum { PANEL_LIMIT = 50 }; /* findings that are listed */

/* What a page is told. */
struct panel {
	const struct diags *diags; /* sorted */
	const char *data_dir;      /* taken off the front of files' names */
	unsigned stamp;            /* of this state; another one makes the page load again */
	bool stale;                /* the page shows an earlier state */
};

/* The paths that the panel's script and style are at, and what follows it: the stamp alone. */
#define PANEL_SCRIPT "/.demarc/preview.js"
#define PANEL_STYLE "/.demarc/preview.css"
#define PANEL_STAMP "/.demarc/stamp"
extern const char panel_script[], panel_style[];

/* Appends the page with the panel at the start of its main part. */
void
panel_insert(struct buf *out, const char *page, size_t len, const struct panel *);

/* Appends a page that has nothing else: there is no state to show. */
void
panel_page(struct buf *out, const struct panel *);

#endif
