/* fonts: which font files the pictures are drawn with.
 *
 * One family, BIZ UDPGothic, from one directory; the system's font configuration is never read. The
 * directory is $DEMARC_FONT_DIR, else the compiled-in DEMARC_FONT_DIR. Directories after a colon add
 * their fonts for the characters that the family lacks. One set per process; thread-safe. */
#ifndef DEMARC_RENDER_FONTS_H
#define DEMARC_RENDER_FONTS_H

#include <stdbool.h>
#include <stddef.h>

#include <fontconfig/fontconfig.h>

#include "base/diag.h"

/* Finds the fonts, the first time. false: diags says which file is missing and which package has it. */
bool
fonts_load(struct diags *);

/* The rest is for after fonts_load. */
const char *
fonts_family(void);
FcConfig *
fonts_config(void);

/* The files: the family's regular and bold face (enum face), then the others. */
size_t
fonts_count(void);
const char *
fonts_path(size_t font);

/* The font's place, fonts_count() if it is none of ours. */
size_t
fonts_find(const char *path);

/* SHA-256 over the bytes of all files, as hex; "" before fonts_load. Computed once. A file that cannot be
 * read any more ends the process with status 2. */
const char *
fonts_identity(void);

/* Forgets everything; no other thread may be drawing. */
void
fonts_fini(void);

#endif
