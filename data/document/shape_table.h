/* shape_table: how shape.c's tables are made, for those who write other forms of a document by
 * them.
 *
 * A shape is an element's attributes, its children in order, and whether words stand in it.
 * Children are slots in sequence; a slot marked "or" is an alternative to the one before it. Tables
 * end with a row without a name. */
#ifndef DEMARC_DOCUMENT_SHAPE_TABLE_H
#define DEMARC_DOCUMENT_SHAPE_TABLE_H

#include <stdbool.h>

enum value_type {
	VALUE_ANY,
	VALUE_ID,
	VALUE_IDS,
	VALUE_LANGUAGE,
	VALUE_NAME,
	VALUE_POSITIVE,
	VALUE_COUNT,
	VALUE_DATE,
	VALUE_YEAR,
	VALUE_CLAUSE,
	VALUE_TOKEN,
	VALUE_REGIONS,
	VALUE_URI,
	VALUE_CATALOG,
	VALUE_FILE,
	VALUE__COUNT
};

struct attr_spec {
	const char *name;
	enum value_type type;
	bool required;
	const char *const *names; /* VALUE_NAME */
};

struct shape;

struct slot {
	const char *name;
	const struct shape *shape;
	unsigned min;
	unsigned max; /* 0: any number */
	bool or ;     /* an alternative to the slot before; min and max are the first one's */
};

struct shape {
	const struct attr_spec *attrs; /* to the one without a name */
	const struct slot *slots;      /* likewise */
	bool words;                    /* text may stand in it */
};

/* The shape of <matrix>; all others of a matrix hang from it. */
const struct shape *
shape_of_matrix(void);

#endif
