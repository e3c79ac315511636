/* own: handles that close themselves at the end of their scope.
 *
 *	OWN(buf_fini) struct buf b = {0};
 *
 * calls buf_fini(&b) however the scope is left. gcc and clang. A library's own
 * release functions live with that library's only user. */
#ifndef DEMARC_BASE_OWN_H
#define DEMARC_BASE_OWN_H

#include <stdio.h>
#include <unistd.h>

#define OWN(release) __attribute__((cleanup(release)))

static inline void
fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void
file_close(FILE **f)
{
	if (*f != NULL)
		fclose(*f);
}

#endif
