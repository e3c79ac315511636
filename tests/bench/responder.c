/* The least a FastCGI program can do: threads that answer every request with the bytes of one file.
 * The measure for ours. usage: responder SOCKET FILE PROCESSES THREADS */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/buf.h"

static struct buf answer;

static void *
run(void *data)
{
	FCGX_Request request;

	FCGX_InitRequest(&request, *(int *)data, 0);
	while (FCGX_Accept_r(&request) == 0)
		FCGX_PutStr(answer.data, (int)answer.len, request.out);
	return NULL;
}

int
main(int argc, char **argv)
{
	struct buf body = {0};
	const char *why;
	int fd;

	if (argc != 5 || !buf_read_file(&body, argv[2], 1 << 20, &why))
		return 2;
	buf_printf(&answer, "Content-Type: text/html\r\nContent-Length: %zu\r\n\r\n", body.len);
	buf_add(&answer, body.data, body.len);
	FCGX_Init();
	fd = FCGX_OpenSocket(argv[1], 1024);
	for (int i = 1; i < atoi(argv[3]); i++) {
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			break;
		}
	}
	for (int i = 1; i < atoi(argv[4]); i++) {
		pthread_t thread;

		pthread_create(&thread, NULL, run, &fd);
	}
	run(&fd);
	return 0;
}
