/* watch: has anything below a data directory changed? Looks at names, inodes, sizes and times;
 * opens no file. */
#ifndef DEMARC_SERVER_WATCH_H
#define DEMARC_SERVER_WATCH_H

#include <stdint.h>

/* A number that follows from the directory's files: the same while nothing changes, another (but
 * for a chance of one in 2^64) once something does. Symbolic links are followed, so a link that is
 * switched counts as a change. */
uint64_t
watch_signature(const char *dir);

#endif
