/* fonts: which font files the pictures are drawn with.
 *
 * Inter for Latin (and Greek, Cyrillic), BIZ UDPGothic for Japanese, VL PGothic for Han characters
 * that it lacks; the system's font configuration is never read. The files are looked for where
 * Debian's packages put them, or in the directories of $DEMARC_FONT_DIR. $DEMARC_FONTS names
 * further files, or directories of them, for the characters that none of these has. Lists are
 * separated by colons. One set per process; thread-safe. */
#ifndef DEMARC_TEXT_FONTS_H
#define DEMARC_TEXT_FONTS_H

#include <stdbool.h>
#include <stddef.h>

#include <fontconfig/fontconfig.h>

#include "base/diag.h"

/* Finds the fonts, the first time. false: diags says which file is missing and which packages have
 * it. */
bool
fonts_load(struct diags *);

/* The rest is for after fonts_load. */

enum script_face { LATIN_FIRST, JAPANESE_FIRST };

/* The families in their order, separated by commas, as CSS and Pango take them. */
const char *
fonts_families(enum script_face first);
FcConfig *
fonts_config(void);

/* The files. */
size_t
fonts_count(void);
const char *
fonts_path(size_t font);

/* The font's place, fonts_count() if it is none of ours. */
size_t
fonts_find(const char *path);

/* SHA-256 over the checksums and lengths of all files' tables, as hex; "" before fonts_load.
 * Computed once. A file that cannot be read any more ends the process with status 2. */
const char *
fonts_identity(void);

/* Forgets the fonts; no other thread may be drawing. What cairo and fontconfig keep of them stays
 * until the process ends: a thread of Pango's may be using it, and cairo's own reset aborts then.
 */
void
fonts_fini(void);

#endif
