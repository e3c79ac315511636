/* library: a shared library that most commands can do without, loaded when one cannot. What is
 * linked is loaded, moved and bound at every start. It stays until the process ends. */
#ifndef DEMARC_OUTPUT_LIBRARY_H
#define DEMARC_OUTPUT_LIBRARY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct library_symbol {
	const char *name;
	void *function; /* the pointer to it, which loading sets */
};

struct library {
	const char *file;
	const char *purpose, *advice;         /* "PNG is written with", "install it" */
	const struct library_symbol *symbols; /* in it, or in those that it brings */
	size_t count;
	pthread_mutex_t lock;
	bool loaded;
};

/* Once; from any thread. false: it is not there or another one, told as missing-library. */
bool
library_load(struct library *, struct diags *);

#endif
