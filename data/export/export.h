/* export: the table of forms that a document can be had in as data. They know nothing of HTTP. */
#ifndef DEMARC_EXPORT_EXPORT_H
#define DEMARC_EXPORT_EXPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/model.h"

/* Where the pages about things of a document are, for the forms that hold links. */
enum export_page { EXPORT_PAGE_CONTROL, EXPORT_PAGE_ROW, EXPORT_PAGE_PARTY, EXPORT_PAGE_QUESTION };
struct export_pages {
	/* The absolute address of the page about a thing, by its id; a control's is its token. It
	 * lives in the arena. */
	const char *(*address)(const struct export_pages *, struct arena *, const struct matrix *,
		enum export_page, const char *id);
	const void *data; /* of whoever gives the addresses */
};

enum export_needs { NEEDS_NOTHING, NEEDS_CONTROLS, NEEDS_COUNTERPARTS };

struct export_format {
	const char
		*file; /* its name below data/: "controls.csv", "oscal/component-definition.json" */
	const char *type; /* media type */
	const char *id; /* messages data.<id> and data.<id>.about; the command line's name for it */
	bool packed;    /* it is compressed already */
	enum export_needs needs; /* a document without these does not have it */
	void (*write)(struct buf *, const struct model *, const struct matrix *);
	/* The same with links to pages, which may be NULL; NULL: it holds none. */
	void (*write_linked)(struct buf *, const struct model *, const struct matrix *,
		const struct export_pages *);
};

extern const struct export_format export_formats[];
extern const size_t export_format_count;

/* The format whose file or id is called that; NULL: none. */
const struct export_format *
export_format_find(const char *name);

/* Whether the document can be had in it. */
bool
export_format_fits(const struct export_format *, const struct matrix *);

/* Appends the document in the form; pages NULL: without links to pages. */
void
export_write(const struct export_format *, struct buf *, const struct model *,
	const struct matrix *, const struct export_pages *pages);

/* What it needs, in English: "controls". */
const char *
export_format_needs(const struct export_format *);

#endif
