/* export: the table of forms that a document can be had in as data. They know nothing of HTTP. */
#ifndef DEMARC_EXPORT_EXPORT_H
#define DEMARC_EXPORT_EXPORT_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/model.h"

enum export_needs { NEEDS_NOTHING, NEEDS_CONTROLS, NEEDS_COUNTERPARTS };

struct export_format {
	const char
		*file; /* its name below data/: "controls.csv", "oscal/component-definition.json" */
	const char *type; /* media type */
	const char *id; /* messages data.<id> and data.<id>.about; the command line's name for it */
	bool packed;    /* it is compressed already */
	enum export_needs needs; /* a document without these does not have it */
	void (*write)(struct buf *, const struct model *, const struct matrix *);
};

extern const struct export_format export_formats[];
extern const size_t export_format_count;

/* The format whose file or id is called that; NULL: none. */
const struct export_format *
export_format_find(const char *name);

/* Whether the document can be had in it. */
bool
export_format_fits(const struct export_format *, const struct matrix *);

/* What it needs, in English: "controls". */
const char *
export_format_needs(const struct export_format *);

#endif
