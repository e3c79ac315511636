/* Linked into the programs that measure coverage, so that every process writes down what it
 * counted: those that leave by _exit, which does not write by itself, and those that have confined
 * themselves, which may not.
 *
 * These may write nothing but the counts: libgcov opens them as no attempt of
 * tests/unit/test_confine.c opens a file, for reading and writing and to be made; and where
 * Landlock is in force, below the directory of this build alone. Everything else stays refused as
 * it is in life. */
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

void
__gcov_dump(void);
void
__real__exit(int) __attribute__((noreturn));
void
__real__Exit(int) __attribute__((noreturn));
void
__wrap__exit(int) __attribute__((noreturn));
void
__wrap__Exit(int) __attribute__((noreturn));
int __real_seccomp_load(scmp_filter_ctx);
int __wrap_seccomp_load(scmp_filter_ctx);
long
__real_syscall(long, ...);
long
__wrap_syscall(long, ...);

/* -- at the end ---------------------------------------------------------------------------- */

void
__wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}

void
__wrap__Exit(int status)
{
	__gcov_dump();
	__real__Exit(status);
}

/* -- under confinement ----------------------------------------------------------------------- */

int
__wrap_seccomp_load(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp writes_counts = {2, SCMP_CMP_EQ, O_RDWR | O_CREAT, 0};

	seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, &writes_counts);
	return __real_seccomp_load(filter);
}

/* Of the calls made by number only Landlock's are of interest, once a set of rules was made. */
long
__wrap_syscall(long number, ...)
{
	enum {
		COUNTS = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
			 LANDLOCK_ACCESS_FS_MAKE_REG
	};
	long a[4], result;
	va_list ap;

	va_start(ap, number);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	result = __real_syscall(number, a[0], a[1], a[2], a[3]);
	if (number == SYS_landlock_create_ruleset && a[2] == 0 && result >= 0) {
		const struct landlock_ruleset_attr *handled =
			(const struct landlock_ruleset_attr *)a[0];
		struct landlock_path_beneath_attr rule = {
			handled->handled_access_fs & COUNTS, open(COUNTS_DIR, O_PATH | O_CLOEXEC)};

		__real_syscall(SYS_landlock_add_rule, result, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
		close(rule.parent_fd);
	}
	return result;
}
