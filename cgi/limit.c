/* Soft limits, so that they can be lifted: SIGXCPU is ours to answer, and allocations past the address space fail, which
 * ends the process with a message. Sanitizers reserve terabytes of address space, so there that limit is left out. */
#include "limit.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__has_feature) /* clang */
#define SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__) /* gcc */
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static void
on_cpu_limit(int signal)
{
	static const char text[] = "demarc: loading took more than 10 seconds of processor time and was ended\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)signal, (void)ignored;
	_exit(2);
}

static void
set_soft(int resource, rlim_t value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) < 0)
		return;
	limit.rlim_cur = value < limit.rlim_max ? value : limit.rlim_max;
	setrlimit(resource, &limit);
}

/* Bytes of address space in use. */
static rlim_t
address_space(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	unsigned long pages = 0;

	if (f == NULL)
		return 0;
	if (fscanf(f, "%lu", &pages) != 1)
		pages = 0;
	fclose(f);
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

void
limit_loading(void)
{
	struct sigaction action = {.sa_handler = on_cpu_limit};
	struct rusage used;

	sigaction(SIGXCPU, &action, NULL);
	getrusage(RUSAGE_SELF, &used);
	set_soft(RLIMIT_CPU, (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + LIMIT_CPU_S + 1));
	if (!SANITIZED)
		set_soft(RLIMIT_AS, address_space() + ((rlim_t)LIMIT_MEMORY_MIB << 20));
}

void
limit_lift(void)
{
	set_soft(RLIMIT_CPU, RLIM_INFINITY);
	if (!SANITIZED)
		set_soft(RLIMIT_AS, RLIM_INFINITY);
}
