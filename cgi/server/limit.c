/* Soft limits, so that they can be lifted: SIGXCPU is ours to answer, and allocations past the
 * address space fail, which ends the process with a message. Sanitizers reserve terabytes of
 * address space, so there that limit is left out. */
#include "limit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void
on_cpu_limit(int signal)
{
	static const char text[] =
		"demarc: loading took more than 10 seconds of processor time and was ended\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)signal, (void)ignored;
	_exit(2);
}

/* Lowers the soft limit; one that is lower already is the operator's. */
static struct rlimit
lower(int resource, rlim_t value)
{
	struct rlimit before = {RLIM_INFINITY, RLIM_INFINITY}, now;

	getrlimit(resource, &before);
	now = before;
	if (value < now.rlim_cur) /* RLIM_INFINITY is the largest */
		now.rlim_cur = value;
	setrlimit(resource, &now);
	return before;
}

/* Bytes of address space in use; 0: not known. */
static rlim_t
address_space(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	unsigned long pages = 0;
	int found;

	if (f == NULL)
		return 0;
	found = fscanf(f, "%lu", &pages);
	(void)found;
	fclose(f);
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

struct limits
limit_loading(void)
{
	struct sigaction action = {.sa_handler = on_cpu_limit};
	struct limits before;
	struct rusage used;

	sigaction(SIGXCPU, &action, NULL);
	getrusage(RUSAGE_SELF, &used);
	before.cpu = lower(RLIMIT_CPU,
		(rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + LIMIT_CPU_S + 1));
	before.memory = lower(
		RLIMIT_AS, LIMIT_SANITIZED ? RLIM_INFINITY
					   : address_space() + ((rlim_t)LIMIT_MEMORY_MIB << 20));
	return before;
}

void
limit_lift(const struct limits *before)
{
	setrlimit(RLIMIT_CPU, &before->cpu);
	setrlimit(RLIMIT_AS, &before->memory);
}
