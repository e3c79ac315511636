/* cell_value: what a cell of a workbook shows. Private to workbook.c. */
#ifndef DEMARC_IMPORT_CELL_VALUE_H
#define DEMARC_IMPORT_CELL_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/csv.h"
#include "document/parse.h"

/* What a number format makes of a number. */
struct cell_format {
	bool date;
	bool percent;
	int decimals;  /* -1: as many as there are */
	bool coloured; /* the cell has a ground of its own */
};

struct cell_values {
	struct arena *arena;
	bool from_1904;
	const char **strings;      /* that cells share */
	size_t lacking;            /* cells that name others */
	const char *first_lacking; /* the first of those, as "B7" */
	size_t string_count;
	struct cell_format *formats; /* by the style of a cell */
	size_t format_count;
};

/* Reads sharedStrings.xml and styles.xml, each NULL where there is none. */
void
cell_values_prepare(
	struct cell_values *, const struct xml_node *strings, const struct xml_node *styles);

/* Whether the style of the element <c> gives it a ground of its own. */
bool
cell_value_coloured(const struct cell_values *, const struct xml_node *c);

/* Sets text and form of the cell from its element <c>; "" for what shows nothing. */
void
cell_value_read(struct cell_values *, const struct xml_node *c, struct csv_cell *);

#endif
