/* The bytes are those of records one after the other: full ones, the rest, an empty one, and the end of the request. Where to go
 * on follows from how many were sent, so nothing but their number is kept. */
#include "outlet.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <fastcgi.h>

enum {
	CONTENT = 65528, /* of a full record; the most that needs no padding (FastCGI 1.0, 3.3) */
	RECORDS = 16,    /* that go with one call */
	PIECES = 3 * RECORDS + 2, /* a header, and some of both parts */
};

/* What goes with one call, without what was sent already. */
struct bundle {
	struct iovec pieces[PIECES];
	unsigned char headers[RECORDS + 1][FCGI_HEADER_LEN];
	size_t n, headers_n;
	size_t skip; /* bytes that were sent already */
};

static void
add(struct bundle *b, const void *bytes, size_t len)
{
	size_t skipped = b->skip < len ? b->skip : len;

	b->skip -= skipped;
	if (len > skipped)
		b->pieces[b->n++] = (struct iovec){(void *)((uintptr_t)bytes + skipped), len - skipped};
}

static void
add_header(struct bundle *b, unsigned char type, unsigned id, size_t len)
{
	unsigned char *header = b->headers[b->headers_n++];

	header[0] = FCGI_VERSION_1;
	header[1] = type;
	header[2] = (unsigned char)(id >> 8);
	header[3] = (unsigned char)id;
	header[4] = (unsigned char)(len >> 8);
	header[5] = (unsigned char)len;
	header[6] = header[7] = 0;
	add(b, header, FCGI_HEADER_LEN);
}

/* The bytes of both parts from start on. */
static void
add_content(struct bundle *b, const struct outlet *o, size_t start, size_t len)
{
	for (size_t i = 0; i < 2; i++) {
		size_t there = o->parts[i].len > start ? o->parts[i].len - start : 0, take = there < len ? there : len;

		if (take > 0)
			add(b, o->parts[i].bytes + start, take);
		start = there > 0 ? 0 : start - o->parts[i].len;
		len -= take;
	}
}

static void
add_end(struct bundle *b, unsigned id)
{
	static const unsigned char complete[sizeof(FCGI_EndRequestBody)] = {0}; /* FCGI_REQUEST_COMPLETE, and a status of 0 */

	add_header(b, FCGI_STDOUT, id, 0);
	add_header(b, FCGI_END_REQUEST, id, sizeof(complete));
	add(b, complete, sizeof(complete));
}

/* Whether the end is with it. */
static bool
gather(struct bundle *b, const struct outlet *o)
{
	size_t len = o->parts[0].len + o->parts[1].len, record = o->sent / (FCGI_HEADER_LEN + CONTENT), records = 0;

	if (record > len / CONTENT) /* more than full records are: all of the end that is left */
		record = len / CONTENT;
	b->n = b->headers_n = 0;
	b->skip = o->sent - record * (FCGI_HEADER_LEN + CONTENT);
	for (size_t start = record * CONTENT; start < len; start += CONTENT) {
		size_t content = len - start < CONTENT ? len - start : CONTENT;

		if (records++ == RECORDS - 1)
			return false;
		add_header(b, FCGI_STDOUT, o->id, content);
		add_content(b, o, start, content);
	}
	add_end(b, o->id);
	return true;
}

static size_t
bytes_of(const struct bundle *b)
{
	size_t len = 0;

	for (size_t i = 0; i < b->n; i++)
		len += b->pieces[i].iov_len;
	return len;
}

enum outlet_state
outlet_send(struct outlet *o, int fd)
{
	struct bundle b;
	bool last;
	size_t len;

	do {
		struct msghdr message = {.msg_iov = b.pieces};
		ssize_t n;

		last = gather(&b, o);
		message.msg_iovlen = b.n;
		len = bytes_of(&b);
		n = sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return errno == EAGAIN ? OUTLET_FULL : OUTLET_LOST;
		last = last && n == (ssize_t)len;
		o->sent += n > 0 ? (size_t)n : 0;
	} while (!last);
	return OUTLET_DONE;
}
