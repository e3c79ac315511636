/* confine: a process gives up, for good, what its role does not need.
 *
 * Four things, each as far as the kernel has it: privileges that a program could gain,
 * capabilities, system calls (seccomp) and files (Landlock). What the kernel lacks is left out:
 * serving matters more. Roles are nested, since what a process has given up its children lack too.
 */
#ifndef DEMARC_SERVER_CONFINE_H
#define DEMARC_SERVER_CONFINE_H

#include <stdbool.h>

enum confine_role {
	CONFINE_SUPERVISOR, /* reads everything, starts and ends processes, removes its socket */
	CONFINE_LEADER,     /* reads everything, starts and ends workers */
	CONFINE_WORKER, /* reads the fonts, answers on the sockets that it has, starts threads */
};

/* What is in force. */
struct confinement {
	bool privileges; /* no more of them, and no capabilities but those of the role */
	bool seccomp;
	bool landlock;
};

/* Confines the calling process; it must have one thread, and a worker its fonts. socket: the file
 * that the supervisor may remove, NULL for none. A system call that the role does not need answers
 * ENOSYS, and one that only an intruder makes ends the process with SIGSYS. $DEMARC_CONFINE says
 * "off" to leave all of it out, and "log" to let the kernel log system calls rather than refuse
 * them. Nothing is confined in a build with sanitizers, which need more. */
struct confinement
confine_process(enum confine_role, const char *socket);

/* Logs what is in force, as the event "confined". */
void
confine_log(const char *process, const struct confinement *);

#endif
