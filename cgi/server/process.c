#include "process.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Everything that a parent's death must end. */
void
process_die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it went before we asked */
		_exit(0);
}

/* Of what a fork inherits, keeps standard streams and two descriptors, of which a may be among these. */
void
process_keep_only(int a, int b)
{
	int low = a < b ? a : b, high = a < b ? b : a, first = STDERR_FILENO + 1;

	if (low > first)
		close_range((unsigned)first, (unsigned)low - 1, 0);
	/* where nothing lies between, the call finds its first descriptor above its last, and does nothing */
	close_range((unsigned)(low < first ? first : low + 1), (unsigned)high - 1, 0);
	close_range((unsigned)high + 1, ~0U, 0);
}

void
process_close_pair(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}
