/* asset: the files of static/, which the program carries inside it. */
#ifndef DEMARC_ADDRESS_ASSET_H
#define DEMARC_ADDRESS_ASSET_H

#include <stdbool.h>
#include <stddef.h>

struct asset {
	const char *name; /* "style.css" */
	const char *type; /* media type */
	const char *data;
	size_t len;
};

/* false: there is none of that name. */
bool
asset_find(const char *name, struct asset *);

/* How many there are, and one of them, from 0. */
size_t
asset_count(void);
struct asset asset_at(size_t);

#endif
