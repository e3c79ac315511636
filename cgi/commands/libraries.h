/* libraries: the versions of the libraries that the program uses, as they are at run time. */
#ifndef DEMARC_COMMANDS_LIBRARIES_H
#define DEMARC_COMMANDS_LIBRARIES_H

#include "base/buf.h"

/* Appends a line for each, "  cairo 1.16.0"; "is not installed" for one that cannot be loaded,
 * which only those can be that are loaded when they are needed. */
void
libraries_print(struct buf *out);

#endif
