/* diagram: pictures of a matrix.
 *
 * XML model -> layout (Pango measures) -> display list in integers -> writer.
 * A kind is a row in a table (measure, place, paint); so is an option and a format. The same model,
 * request, program and font give the same bytes in any process, thread and locale. */
#ifndef DEMARC_DIAGRAM_DIAGRAM_H
#define DEMARC_DIAGRAM_DIAGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "check/check.h"
#include "identify/mark.h"
#include "model/model.h"
#include "kinds/picture.h"

/* A request with every option at its default. */
void
diagram_request_init(struct diagram_request *, const struct model *, const struct matrix *,
	enum diagram_kind, enum diagram_format);

/* An option as the command line, the URL and the documentation name it. */
struct diagram_option {
	const char *name;    /* "lang" */
	const char *allowed; /* "auto, light or dark"; "a language of the document" */
	const char *help_id; /* message id of its description */
	/* The i-th value of a list, the default first; NULL: it has no more. NULL itself: any value
	 * of that form. */
	const char *(*choice)(const struct diagram_request *, size_t i);
	/* The rest is for the table itself. */
	bool (*means)(const struct diagram_request *); /* NULL: always */
	bool (*set)(struct diagram_request *, const char *value);
	void (*key)(
		const struct diagram_request *, struct buf *); /* adds nothing for the default */
};
const struct diagram_option *
diagram_options(size_t *count);

/* Whether the option changes anything in pictures of the request's kind, format and document. */
bool
diagram_option_means(const struct diagram_option *, const struct diagram_request *);

/* What would be right in this matrix: "customer, provider or aws", where before_last is " or ". */
void
diagram_option_allowed(const struct diagram_option *, const struct diagram_request *,
	const char *before_last, struct buf *);

enum option_result { OPTION_TAKEN, OPTION_UNKNOWN, OPTION_BAD };

/* Sets the option name to value. OPTION_BAD: *allowed says what would be right; the sentence is
 * written to allowed_buf, since it may name this matrix's languages or parties. */
enum option_result
diagram_option_set(
	struct diagram_request *, const char *name, const char *value, struct buf *allowed_buf);

/* The request as a canonical query: options at their defaults left out, the rest in the order of
 * the table ("lang=ja&theme=dark"); "" for all defaults. Two requests for one picture have one key.
 */
void
diagram_key(const struct diagram_request *, struct buf *);

/* What the URL, the command line and the metrics call a kind; it lives for ever. */
const char *diagram_kind_name(enum diagram_kind); /* "stack" */
/* Message id of what the kind is called. */
const char *diagram_kind_title_id(enum diagram_kind);
const char *diagram_format_name(enum diagram_format); /* "svg" */
const char *diagram_format_type(enum diagram_format); /* "image/svg+xml" */
/* Whether it is made of pixels, so that scale means something. */
bool diagram_format_is_raster(enum diagram_format);
/* The enum or -1. */
int
diagram_kind_find(const char *name);
int
diagram_format_find(const char *name);

/* Whether the matrix has what the kind shows; if not, *why (may be NULL) says what it lacks. */
bool
diagram_fits(enum diagram_kind, const struct model *, const struct matrix *, const char **why);

/* The i-th table that pictures can show, as the option "table" names them; NULL: there are no more.
 */
const struct table *
diagram_table(const struct matrix *, size_t i);

/* Asks for one of them alone, as the option "table" with its id would. */
void
diagram_show_table(struct diagram_request *, const struct table *);

/* How many pages a long picture is divided into, so that the option "page" may be 1 to that; 1: it
 * is not long. Costs no layout. Where the aspect is a slide's, a page has what fits on one. */
size_t
diagram_pages(const struct diagram_request *);

/* Whether a page of the site shows all of the picture: it is not long, or its kind has a form for
 * that with the numbers alone, and not too many of them. Else it shows the first page. */
bool
diagram_is_shown_whole(const struct diagram_request *);

/* Whether all of it is drawn: no page is asked for, and the whole is not too long for a screen, or,
 * with an aspect, for a slide. Else it is a page, the first if none is asked for. */
bool
diagram_is_drawn_whole(const struct diagram_request *);

/* Whether the page that was asked for is there. */
bool
diagram_has_page(const struct diagram_request *);

/* The sides of the aspect asked for. false: as high as the picture needs to be. */
bool
diagram_aspect(const struct diagram_request *, int *w, int *h);

/* Draws the picture. false: err has the reason (a glyph no font has, too many pixels).
 * Thread-safe: each drawing borrows a Pango font map of its own. */
bool
diagram_render(const struct diagram_request *, struct buf *out, struct diags *);

/* The size in pixels that the picture has, for <img width height>. Costs a layout. */
bool
diagram_size(
	const struct diagram_request *, unsigned *width_px, unsigned *height_px, struct diags *);

/* Whether it would have more pixels than there may be: drawing it would fail. Costs a layout if it
 * is made of pixels. */
bool
diagram_is_too_large(const struct diagram_request *);

/* The digest of what the picture says, as its file has it (mark.h). Costs a layout. */
bool
diagram_content(const struct diagram_request *, char out[MARK_CONTENT_SIZE], struct diags *);

/* The picture's title, as it stands above it. */
void
diagram_title(const struct diagram_request *, struct buf *);

/* What the picture shows, in sentences: the alternative text, generated from the model. */
void
diagram_description(const struct diagram_request *, struct buf *);

/* What besides model and request decides the bytes: the fonts' identity, as hex. */
const char *
diagram_environment(void);

/* Loads the libraries that write PNG and WebP. Otherwise the first such picture does: a process
 * that will confine itself calls this before. false: diags says what is missing. */
bool
diagram_load_pixels(struct diags *);

/* Begins to load what pictures of the format need, in a thread of its own, while the caller reads
 * what is to be drawn; diagram_fini waits for it. What cannot be loaded is told of with the
 * picture.
 */
void diagram_prepare(enum diagram_format);

/* Lets each thread that draws remember so many bytes of measured words from one picture to the
 * next, for who draws all of them; else it is a few megabytes. */
void
diagram_keep(size_t bytes);

/* Loads the fonts and draws one picture, so that the first reader does not wait. Fork before this.
 */
bool
diagram_warm(const struct model *, struct diags *);

/* Adds to diags, as rule "missing-glyph", each character of what pictures may draw that no font
 * has; as "missing-font", that there are no fonts. No thread is started: a process may fork after
 * it. */
void
diagram_check_glyphs(const struct model *, struct diags *);

/* All that is demanded of a model: the rules of check.h, and the above. The one gate: a model with
 * an error after it is neither served nor drawn nor written. */
void
diagram_check(const struct model *, const struct check_options *, struct diags *);

/* Releases what this process keeps for drawing; call once, last. */
void
diagram_fini(void);

#endif
