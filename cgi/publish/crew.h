/* crew: one work done for many, on all processors. */
#ifndef DEMARC_PUBLISH_CREW_H
#define DEMARC_PUBLISH_CREW_H

#include <stddef.h>

/* Calls work for each index from first to below end, on the calling thread and others, one for each
 * processor that the process may use; comes back when all are done. In what order they are done is
 * not said, so what work leaves behind must not depend on it. Where no thread can be had, the
 * caller does it all. */
void
crew_run(size_t first, size_t end, void (*work)(size_t i, void *data), void *data);

#endif
