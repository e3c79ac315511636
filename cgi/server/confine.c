/* Roles are nested, as filters and rule sets add up over fork: a row of the table below names the
 * innermost role that still has the system call, and all roles around it have it too.
 *
 * What is not in the table answers ENOSYS, as a kernel without it would: a C library of next year
 * that tries something new falls back to what it did before. clone3 is among them on purpose. Its
 * flags lie in memory, where a filter cannot look; without it the library uses clone, whose flags
 * say whether a thread is started or a process.
 *
 * Landlock's headers of today do not know its actions of tomorrow, and those of Debian 12 not even
 * today's; so they stand here with the version that brought them. */
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <seccomp.h>

#include "text/fonts.h"
#include "limit.h"
#include "health/log.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum mode { MODE_ON, MODE_LOG, MODE_OFF };

static enum mode
mode_wanted(void)
{
	const char *wanted = getenv("DEMARC_CONFINE");

	if (LIMIT_SANITIZED)
		return MODE_OFF;
	if (wanted == NULL)
		return MODE_ON;
	return strcmp(wanted, "off") == 0   ? MODE_OFF
	       : strcmp(wanted, "log") == 0 ? MODE_LOG
					    : MODE_ON;
}

/* -- privileges ------------------------------------------------------------------------- */

#define CAPABILITY(n) (1u << (n))

/* All have numbers below 32. The data may belong to anybody, and so may the socket's directory. */
static const unsigned capabilities[] = {
	[CONFINE_SUPERVISOR] = CAPABILITY(CAP_DAC_OVERRIDE) | CAPABILITY(CAP_DAC_READ_SEARCH),
	[CONFINE_LEADER] = CAPABILITY(CAP_DAC_READ_SEARCH),
	[CONFINE_WORKER] = 0,
};

/* Whoever starts the program with none need not let it call capset. */
static bool
has_none(const struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3])
{
	for (int i = 0; i < _LINUX_CAPABILITY_U32S_3; i++)
		if (data[i].permitted != 0 || data[i].inheritable != 0)
			return false;
	return true;
}

static bool
drop_privileges(enum confine_role role)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || syscall(SYS_capget, &header, data) < 0)
		return false;
	if (has_none(data))
		return true;
	data[0].permitted = data[0].effective = data[0].permitted & capabilities[role];
	data[0].inheritable = 0;
	memset(&data[1], 0, sizeof(data[1]));
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	return syscall(SYS_capset, &header, data) == 0;
}

/* -- system calls ----------------------------------------------------------------------- */

/* When a call is let through: always, or if an argument is so. */
enum call_condition {
	ALWAYS,
	OPENS_TO_READ, /* flags, the third */
	MAPS_NO_CODE,  /* protection, the third */
	STARTS_THREAD, /* flags, the first */
	NAMES_THREAD,  /* option, the first */
	PAIRS_LOCALLY, /* domain, the first */
	TO_ITSELF,     /* process, the first */
};

static const struct scmp_arg_cmp conditions[] = {
	[OPENS_TO_READ] = {2, SCMP_CMP_MASKED_EQ,
		O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY), O_RDONLY},
	[MAPS_NO_CODE] = {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0},
	[STARTS_THREAD] = {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD},
	[NAMES_THREAD] = {0, SCMP_CMP_EQ, PR_SET_NAME, 0},
	[PAIRS_LOCALLY] = {0, SCMP_CMP_EQ, AF_UNIX, 0},
	[TO_ITSELF] = {0, SCMP_CMP_EQ, 0, 0}, /* its number, which is not known yet */
};

struct call_rule {
	int call;
	enum call_condition condition;
};
#define CALL(name)                                                                                 \
	{                                                                                          \
		SCMP_SYS(name), ALWAYS                                                             \
	}
#define CALL_IF(name, condition)                                                                   \
	{                                                                                          \
		SCMP_SYS(name), condition                                                          \
	}

static const struct call_rule supervisor_rules[] = {
	CALL(accept),
	CALL(accept4),
	CALL(close_range),
	CALL(unlink),
	CALL(unlinkat),
};

static const struct call_rule leader_rules[] = {
	/* loading */
	CALL(getdents64),
	CALL(prlimit64),
	CALL(setrlimit),
	CALL(getrlimit),
	CALL(getrusage),
	/* its workers */
	CALL(clone),
	CALL(pipe2),
	CALL(kill),
	CALL(tgkill),
	CALL(wait4),
	CALL(waitid),
	/* and what they still do before they are confined themselves */
	CALL(prctl),
	CALL(seccomp),
	CALL(capget),
	CALL(capset),
	CALL(landlock_create_ruleset),
	CALL(landlock_add_rule),
	CALL(landlock_restrict_self),
};

static const struct call_rule worker_rules[] = {
	/* memory */
	CALL(brk),
	CALL(madvise),
	CALL(mremap),
	CALL(munmap),
	CALL_IF(mmap, MAPS_NO_CODE),
	CALL_IF(mprotect, MAPS_NO_CODE),
	/* threads */
	CALL_IF(clone, STARTS_THREAD),
	CALL_IF(prctl, NAMES_THREAD),
	CALL(exit),
	CALL(exit_group),
	CALL(futex),
	CALL(gettid),
	CALL(membarrier),
	CALL(rseq),
	CALL(sched_getaffinity),
	CALL(sched_yield),
	CALL(set_robust_list),
	CALL(set_tid_address),
	/* signals, its own ones included */
	CALL(getpid),
	CALL(getppid),
	CALL(restart_syscall),
	CALL(rt_sigaction),
	CALL(rt_sigprocmask),
	CALL(rt_sigreturn),
	CALL(signalfd4),
	CALL(sigaltstack),
	CALL_IF(kill, TO_ITSELF),
	CALL_IF(tgkill, TO_ITSELF),
	/* files */
	CALL_IF(openat, OPENS_TO_READ),
	CALL(access),
	CALL(close),
	CALL(faccessat),
	CALL(faccessat2),
	CALL(fcntl),
	CALL(fstat),
	CALL(fstatfs),
	CALL(lseek),
	CALL(lstat),
	CALL(newfstatat),
	CALL(pread64),
	CALL(read),
	CALL(readlink),
	CALL(readlinkat),
	CALL(readv),
	CALL(stat),
	CALL(statfs),
	CALL(statx),
	CALL(write),
	CALL(writev),
	/* sockets that are there already */
	CALL(epoll_create1),
	CALL(epoll_ctl),
	CALL(epoll_pwait),
	CALL(epoll_pwait2),
	CALL(epoll_wait),
	CALL(eventfd2),
	CALL(getpeername),
	CALL(getsockname),
	CALL(getsockopt),
	CALL(poll),
	CALL(ppoll),
	CALL(pselect6),
	CALL(recvfrom),
	CALL(recvmsg),
	CALL(select),
	CALL(sendmsg),
	CALL(sendto),
	CALL(setsockopt),
	CALL(shutdown),
	CALL_IF(socketpair, PAIRS_LOCALLY),
	/* clocks, chance, and how large the machine is */
	CALL(clock_getres),
	CALL(clock_gettime),
	CALL(clock_nanosleep),
	CALL(getcpu),
	CALL(getrandom),
	CALL(gettimeofday),
	CALL(nanosleep),
	CALL(sysinfo),
	CALL(time),
	CALL(uname),
	/* who it is: libraries ask before they look for a home directory */
	CALL(getegid),
	CALL(geteuid),
	CALL(getgid),
	CALL(getuid),
};

/* No library of ours tries these for any reason, so whoever does is not us. */
static const int intrusions[] = {
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(bpf),
	SCMP_SYS(kexec_load),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(setns),
	SCMP_SYS(unshare),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(add_key),
	SCMP_SYS(keyctl),
	SCMP_SYS(request_key),
	SCMP_SYS(setuid),
	SCMP_SYS(setgid),
	SCMP_SYS(setresuid),
	SCMP_SYS(setresgid),
	SCMP_SYS(setreuid),
	SCMP_SYS(setregid),
};

/* A call that this architecture has not is left out of the filter. */
static void
add_rule(scmp_filter_ctx filter, const struct call_rule *rule)
{
	struct scmp_arg_cmp condition = conditions[rule->condition];

	if (rule->condition == TO_ITSELF)
		condition.datum_a = (scmp_datum_t)getpid();
	if (rule->condition == ALWAYS)
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, rule->call, 0);
	else
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, rule->call, 1, condition);
}

static void
add_rules(scmp_filter_ctx filter, const struct call_rule *rules, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_rule(filter, &rules[i]);
}

static bool
filter_calls(enum confine_role role, enum mode mode)
{
	scmp_filter_ctx filter =
		seccomp_init(mode == MODE_LOG ? SCMP_ACT_LOG : SCMP_ACT_ERRNO(ENOSYS));
	bool loaded;

	if (filter == NULL)
		return false;
	seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a search tree */
	if (role <= CONFINE_SUPERVISOR)
		add_rules(filter, supervisor_rules, COUNT(supervisor_rules));
	if (role <= CONFINE_LEADER)
		add_rules(filter, leader_rules, COUNT(leader_rules));
	add_rules(filter, worker_rules, COUNT(worker_rules));
	for (size_t i = 0; mode == MODE_ON && i < COUNT(intrusions); i++)
		seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, intrusions[i], 0);
	loaded = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return loaded;
}

/* -- files ---------------------------------------------------------------------------------- */

enum {
	FILES_READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	FILES_FIRST = (1 << 13) - 1,
	FILES_REFER = 1 << 13,
	FILES_TRUNCATE = 1 << 14,
	FILES_IOCTL_DEV = 1 << 15,
};

/* What each version of Landlock brought. */
static const struct {
	long version;
	unsigned actions;
} versions[] = {{1, FILES_FIRST}, {2, FILES_REFER}, {3, FILES_TRUNCATE}, {5, FILES_IOCTL_DEV}};

/* Every action on files that the kernel can refuse; 0: none. */
static unsigned
file_actions(void)
{
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	unsigned actions = 0;

	for (size_t i = 0; i < COUNT(versions) && versions[i].version <= version; i++)
		actions |= versions[i].actions;
	return actions;
}

static void
allow_file(int rules, const char *path, unsigned actions)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = actions, .parent_fd = open(path, O_PATH | O_CLOEXEC)};

	if (rule.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

static void
allow_removal(int rules, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL   ? strdup(".")
		    : slash == path ? strdup("/")
				    : strndup(path, (size_t)(slash - path));

	allow_file(rules, dir, LANDLOCK_ACCESS_FS_REMOVE_FILE);
	free(dir);
}

static bool
fence_files(enum confine_role role, const char *socket)
{
	struct landlock_ruleset_attr attributes = {.handled_access_fs = file_actions()};
	int rules;
	bool fenced;

	if (role != CONFINE_WORKER)
		attributes.handled_access_fs &=
			~(unsigned)FILES_READ; /* what is not named here stays allowed */
	if (attributes.handled_access_fs == 0)
		return false;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; role == CONFINE_WORKER && i < fonts_count(); i++)
		allow_file(rules, fonts_path(i), LANDLOCK_ACCESS_FS_READ_FILE);
	if (socket != NULL)
		allow_removal(rules, socket);
	fenced = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return fenced;
}

/* -- all of it ----------------------------------------------------------------------------------
 */

struct confinement
confine_process(enum confine_role role, const char *socket)
{
	enum mode mode = mode_wanted();
	struct confinement in_force = {false, false, false};

	if (mode == MODE_OFF)
		return in_force;
	tzset(); /* reads its file now, not later when it may not */
	in_force.privileges = drop_privileges(role);
	in_force.landlock = mode == MODE_ON && fence_files(role, socket);
	in_force.seccomp = filter_calls(role, mode);
	return in_force;
}

void
confine_log(const char *process, const struct confinement *in_force)
{
	static const char *const words[] = {"no", "yes"};

	log_event("confined", "process=%s privileges-dropped=%s seccomp=%s landlock=%s", process,
		words[in_force->privileges], words[in_force->seccomp], words[in_force->landlock]);
}
