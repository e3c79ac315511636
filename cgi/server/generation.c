#include "generation.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "handover.h"
#include "leader.h"
#include "process.h"

/* The listening socket is the supervisor's alone. As a spawner hands it over it takes the place of a standard stream, which is
 * not to be left open for any file. */
static void
leave_socket(int listen_fd)
{
	close(listen_fd);
	if (listen_fd <= STDERR_FILENO)
		open("/dev/null", O_RDWR);
}

pid_t
generation_start(const struct generation_options *options, struct generation_ends *ends)
{
	int leader[2], channel[2];
	pid_t supervisor = getpid(), pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, leader) < 0)
		return -1;
	if (handover_channel(channel) < 0) {
		process_close_pair(leader);
		return -1;
	}
	pid = fork();
	if (pid == 0) {
		process_die_with(supervisor);
		leave_socket(options->listen_fd);
		process_keep_only(channel[0], leader[1]);
		leader_run(options, leader[1], channel[0]);
	}
	close(leader[1]);
	close(channel[0]);
	*ends = (struct generation_ends){leader[0], channel[1]};
	if (pid < 0) {
		close(leader[0]);
		close(channel[1]);
	}
	return pid;
}
