/* data_file: the files below /S/data/: the document's exports, and the description of the
 * addresses. */
#ifndef DEMARC_ADDRESS_DATA_FILE_H
#define DEMARC_ADDRESS_DATA_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "export/export.h"
#include "link.h"

/* How many there are, and one of them. One of them describes the addresses themselves; it has no
 * function that writes it, since openapi.h does. */
size_t
data_file_count(void);
const struct export_format *data_file_at(size_t);

/* The file of that name, below oscal/ or not, that the document has; NULL: none. */
const struct export_format *
data_file_find(const char *name, bool oscal, const struct matrix *);

/* Fills in route and file of a link that has service and edition. */
void
data_file_link(struct link *, const struct export_format *);

/* Appends the document in the form, with links to pages below base_url; "" or NULL: without. */
void
data_file_write(const struct export_format *, struct buf *, const struct model *,
	const struct matrix *, const char *base_url);

/* The address of the page about a thing of a document, by the base URL in pages->data. */
const char *
data_file_page(const struct export_pages *pages, struct arena *, const struct matrix *,
	enum export_page, const char *id);

/* What a reader's download is called: "chrofy-1-controls.csv". */
const char *
data_file_name(struct arena *, const struct export_format *, const struct matrix *);

#endif
