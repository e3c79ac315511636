/* cgi/server/outlet.c: answers of any length, on connections that take little at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "rows.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fastcgi.h>

#include "base/buf.h"
#include "server/outlet.h"

enum { ID = 0x1234 };

/* Takes all there is, but not much at a time. */
static void
receive(int fd, struct buf *out, size_t at_a_time)
{
	char bytes[4096];
	ssize_t n;

	while ((n = recv(fd, bytes, at_a_time < sizeof(bytes) ? at_a_time : sizeof(bytes),
			MSG_DONTWAIT)) > 0)
		buf_add(out, bytes, (size_t)n);
}

/* Reads the records of an answer; their content must be the whole answer, and nothing may follow.
 */
static void
assert_answer(const struct buf *got, const char *expected, size_t len)
{
	const unsigned char *p = (const unsigned char *)buf_cstr(got), *end = p + got->len;
	size_t at = 0, n = 1;

	while (n > 0) {
		assert_true(end - p >= FCGI_HEADER_LEN);
		assert_int_equal(p[0], FCGI_VERSION_1);
		assert_int_equal(p[1], FCGI_STDOUT);
		assert_int_equal(p[2] << 8 | p[3], ID);
		n = (size_t)p[4] << 8 | p[5];
		assert_int_equal(p[6], 0);
		p += FCGI_HEADER_LEN;
		assert_true((size_t)(end - p) >= n && len - at >= n);
		assert_memory_equal(p, expected + at, n);
		p += n;
		at += n;
	}
	assert_int_equal(at, len);
	assert_int_equal(end - p, sizeof(FCGI_EndRequestRecord));
	assert_memory_equal(
		p, "\x01\x03\x12\x34\0\x08\0\0\0\0\0\0\0\0\0\0", sizeof(FCGI_EndRequestRecord));
}

static void
assert_sent(const char *bytes, size_t head, size_t body, size_t at_a_time)
{
	struct outlet o = {.id = ID, .parts = {{bytes, head}, {bytes + head, body}}};
	struct buf got = {0};
	enum outlet_state state;
	int fds[2], small = 1;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	assert_int_equal(setsockopt(fds[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof(small)), 0);
	while ((state = outlet_send(&o, fds[0])) == OUTLET_FULL)
		receive(fds[1], &got, at_a_time);
	assert_int_equal(state, OUTLET_DONE);
	receive(fds[1], &got, at_a_time);
	assert_answer(&got, bytes, head + body);
	buf_fini(&got);
	close(fds[0]);
	close(fds[1]);
}

static void
answers_of_any_length_arrive_whole(void **state)
{
	static const size_t lengths[] = {
		0, 1, 7, 100, 65520, 65527, 65528, 65529, 131056, 131057, 1048448, 1500000};
	enum { LENGTHS = sizeof(lengths) / sizeof(lengths[0]) };
	char *bytes = malloc(3000000);

	(void)state;
	for (size_t i = 0; i < 3000000; i++)
		bytes[i] = (char)(i * 2654435761U >> 13);
	for (size_t i = 0; i < LENGTHS; i++)
		for (size_t k = 0; k < LENGTHS; k++)
			assert_sent(bytes, lengths[i], lengths[k], 4096);
	assert_sent(bytes, 100, 70000, 7);
	assert_sent(bytes, 70000, 100, 1);
	free(bytes);
}

static void
who_has_left_is_noticed(void **state)
{
	struct outlet o = {.id = ID, .parts = {{"head", 4}, {"body", 4}}};
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	close(fds[1]);
	assert_int_equal(outlet_send(&o, fds[0]), OUTLET_LOST);
	close(fds[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_of_any_length_arrive_whole),
		cmocka_unit_test(who_has_left_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
