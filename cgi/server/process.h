/* process: what leaders and workers do as they start. Private to the files of generations. */
#ifndef DEMARC_SERVER_PROCESS_H
#define DEMARC_SERVER_PROCESS_H

#include <sys/types.h>

/* Has the kernel end this process with its parent; it ends at once if that has left already. */
void
process_die_with(pid_t parent);

/* Closes all descriptors but the standard streams and these two. */
void
process_keep_only(int a, int b);

/* Closes both. */
void
process_close_pair(const int fds[2]);

#endif
