/* loader: what was read so far, and the model that it makes at the end. Private to the loader. */
#ifndef DEMARC_LOAD_LOADER_H
#define DEMARC_LOAD_LOADER_H

#include <nettle/sha2.h>

#include "base/diag.h"
#include "build.h"
#include "model/model.h"

struct loader {
	struct model *model;
	struct diags *diags;
	struct sha256_ctx digest, shared; /* of all files, and of those that are no matrix */
	size_t bytes;
	bool unreadable; /* a file could not be read or parsed */

	/* what was built so far; grown by doubling and copied to the arena at the end */
	struct matrix **matrices;
	struct framework *frameworks;
	struct correspondence *correspondences;
	struct catalogue *catalogues;
	struct thesaurus *thesauri;
	size_t matrix_count, framework_count, correspondence_count, catalogue_count;
	size_t thesaurus_count;
	struct build_strings strings;
	bool installed;     /* what is being read is there for all, and gives way to what is there
			       already */
	bool only_named;    /* of what services share, pass over what the document does not name: */
	const char **named; /* frameworks */
	size_t named_count;
	struct matrix **others; /* documents that parties of ours publish */
	size_t other_count;
};

/* One that has read nothing; its model lives until loader_end. */
struct loader
loader_new(struct diags *);

/* The model of all that was read, which the caller owns; NULL: a file was unreadable, and diags has
 * the reason. The loader is of no more use. */
struct model *
loader_end(struct loader *);

#endif
