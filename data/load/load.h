/* load: XML files -> model, with a position for every finding.
 *
 * Files are read by us, and parsed by xml.c, the only user of libxml2: regular, at most
 * LOAD_FILE_LIMIT bytes, UTF-8, no DOCTYPE (hence no entities), nothing fetched. What the schema
 * (data/schema/demarc.rng) demands is checked here with messages of our own, which carry the
 * column; what it cannot say is check.h's. */
#ifndef DEMARC_LOAD_LOAD_H
#define DEMARC_LOAD_LOAD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "model/model.h"

enum {
	LOAD_FILE_LIMIT = 8 << 20,   /* bytes in one file */
	LOAD_TOTAL_LIMIT = 64 << 20, /* bytes in all files of a directory */
};

/* Loads a data directory: matrix/<service>/<any>.xml, frameworks/<any>.xml, messages/<any>.xml,
 * thesaurus/<any>.xml. Frameworks, correspondences, languages and thesauri that it lacks are taken
 * from the shared directory (load_shared_dir); one of the same id takes the place of that one.
 * Returns the model, even with findings as far as it could be built, or NULL if some file could not
 * be read or parsed; diags has the findings either way: serve or draw the model only if
 * diags->count[SEVERITY_ERROR] is 0 after check_model too. Release it with model_free. */
struct model *
load_directory(const char *dir, struct diags *);

/* Loads one matrix file with the frameworks and messages of the data directory it lies in
 * (an ancestor with frameworks/ in it), and the shared ones. "-" reads standard input. A framework,
 * correspondence or messages file gives a model without services. */
struct model *
load_file(const char *path, struct diags *);

/* The same with no more of what services share than the document needs by itself: the frameworks
 * that it names, correspondences between those, and all languages; no thesaurus. What is wrong with
 * others is not told of, and nothing has a digest. For one picture, or to check one file. */
struct model *
load_named(const char *path, struct diags *);

/* The same as load_file for bytes in memory, which messages call path, with the frameworks and
 * messages of the data directory dir; NULL: only the shared ones. */
struct model *
load_bytes(const char *path, const struct buf *bytes, const char *dir, struct diags *);

/* The frameworks, messages and thesauri of a data directory and the shared ones, without any
 * document; NULL for dir: only the shared ones. */
struct model *
load_shared(const char *dir, struct diags *);

/* Where frameworks/, messages/ and thesaurus/ are installed: $DEMARC_SHARED, else, for a program in
 * the build directory of a checkout, its data/, else the compiled-in directory. Valid until the
 * next call; for one thread at a time. */
const char *
load_shared_dir(void);

/* Releases what libxml2 keeps for the process; call once, last. */
void
load_fini(void);

#endif
