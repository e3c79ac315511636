/* cgi/server/intake.c: what fronts send, whole and in pieces, and what nobody should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"
#include <fastcgi.h>

#include "base/own.h"
#include "server/intake.h"

/* -- what a front sends ------------------------------------------------------------------- */

static void
put(struct buf *out, int type, int id, const void *content, size_t len, int padding)
{
	const unsigned char header[8] = {1, (unsigned char)type, (unsigned char)(id >> 8),
		(unsigned char)id, (unsigned char)(len >> 8), (unsigned char)len,
		(unsigned char)padding};
	static const char zeros[256];

	buf_add(out, header, sizeof(header));
	buf_add(out, content, len);
	buf_add(out, zeros, (size_t)padding);
}

static void
put_begin(struct buf *out, int id, int role, int flags)
{
	const unsigned char body[8] = {0, (unsigned char)role, (unsigned char)flags};

	put(out, FCGI_BEGIN_REQUEST, id, body, sizeof(body), 0);
}

static void
put_pair(struct buf *out, const char *name, const char *value)
{
	size_t len = strlen(value);
	const unsigned char lengths[5] = {(unsigned char)strlen(name),
		(unsigned char)(0x80 | len >> 24), (unsigned char)(len >> 16),
		(unsigned char)(len >> 8), (unsigned char)len};

	buf_add(out, lengths, sizeof(lengths));
	buf_str(out, name);
	buf_str(out, value);
}

static void
put_variables(struct buf *out, int id)
{
	OWN(buf_fini) struct buf pairs = {0};

	put_pair(&pairs, "REQUEST_METHOD", "GET");
	put_pair(&pairs, "PATH_INFO", "/somewhere");
	put(out, FCGI_PARAMS, id, pairs.data, pairs.len / 2, 3); /* cut in the middle of a pair */
	put(out, FCGI_PARAMS, id, pairs.data + pairs.len / 2, pairs.len - pairs.len / 2, 0);
	put(out, FCGI_PARAMS, id, "", 0, 0);
}

static void
put_request(struct buf *out, int id, int flags)
{
	put_begin(out, id, FCGI_RESPONDER, flags);
	put_variables(out, id);
	put(out, FCGI_STDIN, id, "body", 4, 4);
	put(out, FCGI_STDIN, id, "", 0, 0);
}

/* -- what comes of it ------------------------------------------------------------------------ */

/* Every event in the order of coming, a letter each: R a request, A an answer at once, B broken,
 * which ends it. Pieces of so many bytes; what the requests and answers are is appended to out. */
static const char *
events_of(const struct buf *bytes, size_t piece, struct buf *out)
{
	static char letters[64];
	struct intake in = {0};
	size_t at = 0, n = 0;
	bool broken = false;

	while (at < bytes->len && !broken) {
		enum intake_event event;
		size_t len = bytes->len - at < piece ? bytes->len - at : piece;
		size_t used = intake_feed(&in, bytes->data + at, len, &event);

		assert_true(used > 0 && used <= len && (used == len || event != INTAKE_MORE));
		at += used;
		broken = event == INTAKE_BROKEN;
		if (event != INTAKE_MORE && n < sizeof(letters) - 1)
			letters[n++] = event == INTAKE_REQUEST ? 'R'
				       : event == INTAKE_REPLY ? 'A'
							       : 'B';
		if (event == INTAKE_REQUEST)
			buf_add(out, in.request.data, in.request.len);
		else if (event == INTAKE_REPLY)
			buf_add(out, in.reply.data, in.reply.len);
	}
	letters[n] = '\0';
	intake_fini(&in);
	return letters;
}

static void
expect(const struct buf *bytes, const char *events, const char *what)
{
	OWN(buf_fini) struct buf whole = {0};

	for (size_t piece = bytes->len; piece > 0; piece = piece > 64  ? 64
							   : piece > 7 ? 7
								       : piece - 1) {
		OWN(buf_fini) struct buf out = {0};
		const char *got = events_of(bytes, piece, &out);

		if (strcmp(got, events) != 0)
			fail_msg("%s, pieces of %zu bytes: '%s' rather than '%s'", what, piece, got,
				events);
		if (piece == bytes->len)
			buf_add(&whole, out.data, out.len);
		assert_int_equal(out.len, whole.len);
		assert_memory_equal(buf_cstr(&out), buf_cstr(&whole), out.len);
	}
}

/* -- tests ------------------------------------------------------------------------------------- */

static void
requests_come_one_after_the_other(void **state)
{
	OWN(buf_fini) struct buf bytes = {0}, expected = {0}, got = {0}, pairs = {0};
	enum intake_event event;
	struct intake in = {0};
	size_t used;

	(void)state;
	put_request(&bytes, 1, FCGI_KEEP_CONN);
	put_request(&bytes, 0x1234, 0);
	expect(&bytes, "RR", "two requests");
	/* what libfcgi gets: its variables in one piece, and no body */
	put_pair(&pairs, "REQUEST_METHOD", "GET");
	put_pair(&pairs, "PATH_INFO", "/somewhere");
	for (int i = 0; i < 2; i++) {
		put_begin(&expected, i == 0 ? 1 : 0x1234, FCGI_RESPONDER, FCGI_KEEP_CONN);
		put(&expected, FCGI_PARAMS, i == 0 ? 1 : 0x1234, pairs.data, pairs.len, 0);
		put(&expected, FCGI_PARAMS, i == 0 ? 1 : 0x1234, "", 0, 0);
	}
	events_of(&bytes, bytes.len, &got);
	assert_int_equal(got.len, expected.len);
	assert_memory_equal(got.data, expected.data, got.len);
	/* whether a body is still to come, and whether the connection stays */
	used = intake_feed(&in, bytes.data, bytes.len, &event);
	assert_int_equal(event, INTAKE_REQUEST);
	assert_true(in.keep && in.state == INTAKE_BODY && !intake_is_at_rest(&in));
	used += intake_feed(&in, bytes.data + used, 12 + 4 + 8, &event);
	assert_true(intake_is_at_rest(&in));
	intake_feed(&in, bytes.data + used, bytes.len - used, &event);
	assert_int_equal(event, INTAKE_REQUEST);
	assert_false(in.keep);
	intake_fini(&in);
}

static void
a_request_without_variables_is_one(void **state)
{
	OWN(buf_fini) struct buf bytes = {0}, expected = {0}, got = {0};

	(void)state;
	put_begin(&bytes, 7, FCGI_RESPONDER, 1);
	put(&bytes, FCGI_PARAMS, 7, "", 0, 0);
	expect(&bytes, "R", "no variables");
	put_begin(&expected, 7, FCGI_RESPONDER, FCGI_KEEP_CONN);
	put(&expected, FCGI_PARAMS, 7, "", 0, 0);
	events_of(&bytes, 1, &got);
	assert_int_equal(got.len, expected.len); /* one end of the variables, not two */
	assert_memory_equal(got.data, expected.data, got.len);
}

/* A request with one variable, so that there are so many bytes of them, in records of a thousand.
 */
static void
put_large_request(struct buf *out, size_t len)
{
	OWN(buf_fini) struct buf pairs = {0}, value = {0};

	for (size_t i = 0; i < len - 9; i++) /* five for the lengths, four for the name */
		buf_char(&value, 'x');
	put_pair(&pairs, "NAME", buf_cstr(&value));
	assert_int_equal(pairs.len, len);
	put_begin(out, 1, FCGI_RESPONDER, 1);
	for (size_t at = 0; at < len; at += 1000)
		put(out, FCGI_PARAMS, 1, pairs.data + at, len - at < 1000 ? len - at : 1000, 0);
	put(out, FCGI_PARAMS, 1, "", 0, 0);
}

static void
too_many_variables_are_left_out(void **state)
{
	static const size_t lengths[] = {INTAKE_VARIABLES, INTAKE_VARIABLES + 1, 900000};

	(void)state;
	EACH_ROW(i, lengths) {
		OWN(buf_fini) struct buf bytes = {0};
		enum intake_event event;
		struct intake in = {0};

		put_large_request(&bytes, lengths[i]);
		assert_int_equal(intake_feed(&in, bytes.data, bytes.len, &event), bytes.len);
		assert_int_equal(event, INTAKE_REQUEST);
		assert_int_equal(in.too_large, lengths[i] > INTAKE_VARIABLES);
		assert_true(in.too_large ? in.request.len < 64 : in.request.len > lengths[i]);
		assert_true(in.request.cap < 3 * INTAKE_VARIABLES);
		intake_fini(&in);
	}
}

/* Lengths that lead past the end of what there is: an addition of two of them must not pass for
 * little. */
static void
lengths_that_lie_break_the_connection(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} pairs[] = {{"\xff\xff\xff\xff\xff\xff\xff\xff", 8}, {"\xff\xff\xff\xff\x01z", 6},
		{"\x80\x00\x00\x01\x80\x00\x00\x01n", 9}, {"\x04\x05NAMEvalu", 10}, {"\x04", 1},
		{"\x80\x00\x00", 3}, {"\x01\x80\x00", 3}, {"\x05\x00NAME", 6}, {"\x00\x00\x00", 3},
		{"\xff\xff\xff\xfe\x02", 5}};

	(void)state;
	EACH_ROW(i, pairs) {
		OWN(buf_fini) struct buf bytes = {0};

		put_begin(&bytes, 1, FCGI_RESPONDER, 1);
		put(&bytes, FCGI_PARAMS, 1, pairs[i].bytes, pairs[i].len, 0);
		put(&bytes, FCGI_PARAMS, 1, "", 0, 0);
		expect(&bytes, "B", "a length that lies");
	}
}

static void
records_that_are_none_break_the_connection(void **state)
{
	(void)state;
	for (int version = 0; version < 256; version++) {
		OWN(buf_fini) struct buf bytes = {0};

		put_request(&bytes, 1, 1);
		bytes.data[0] = (char)version;
		expect(&bytes, version == 1 ? "R" : "B", "a version");
	}
	for (size_t len = 0; len < 12; len++) {
		OWN(buf_fini) struct buf bytes = {0};

		put(&bytes, FCGI_BEGIN_REQUEST, 1, "\0\1\1\0\0\0\0\0\0\0\0", len, 0);
		put_variables(&bytes, 1);
		expect(&bytes, len == 8 ? "R" : "B", "the length of a beginning");
	}
	{
		OWN(buf_fini) struct buf bytes = {0};
		static const char much[0xffff];

		put(&bytes, FCGI_BEGIN_REQUEST, 1, much, sizeof(much), 255);
		expect(&bytes, "B", "a large beginning");
		buf_clear(&bytes);
		put(&bytes, FCGI_GET_VALUES, 0, much, sizeof(much), 255);
		expect(&bytes, "B", "a large question");
		buf_clear(&bytes);
		put_begin(&bytes, 1, FCGI_RESPONDER, 1);
		put_begin(&bytes, 1, FCGI_RESPONDER, 1);
		expect(&bytes, "B", "one request begun twice");
	}
}

static void
what_belongs_to_no_request_is_left_out(void **state)
{
	OWN(buf_fini) struct buf bytes = {0};

	(void)state;
	put(&bytes, FCGI_PARAMS, 1, "\x7f\x7f", 2, 0);
	put(&bytes, FCGI_STDIN, 1, "x", 1, 0);
	for (int type = 0; type < 256; type++)
		if (type != FCGI_BEGIN_REQUEST)
			put(&bytes, type, 9, "x", 1, 7);
	put_begin(&bytes, 1, FCGI_RESPONDER, 1);
	put(&bytes, FCGI_PARAMS, 2, "\x7f\x7f", 2, 0);
	put(&bytes, FCGI_PARAMS, 2, "", 0, 0);
	put(&bytes, FCGI_ABORT_REQUEST, 2, "", 0, 0);
	put(&bytes, FCGI_STDIN, 1, "", 0, 0); /* the body ends before it begins */
	put(&bytes, 200, 1, "x", 1, 0);
	put_variables(&bytes, 1);
	put(&bytes, FCGI_PARAMS, 1, "\x7f\x7f", 2, 0);
	put(&bytes, FCGI_ABORT_REQUEST, 1, "", 0, 0); /* too late */
	expect(&bytes, "R", "other records");
}

/* What is answered at once, record by record. */
static void
questions_and_refusals_are_answered(void **state)
{
	static const unsigned char expected[] = {
		1,
		FCGI_GET_VALUES_RESULT,
		0,
		0,
		0,
		18,
		0,
		0,
		15,
		1,
		'F',
		'C',
		'G',
		'I',
		'_',
		'M',
		'P',
		'X',
		'S',
		'_',
		'C',
		'O',
		'N',
		'N',
		'S',
		'0',
		1,
		FCGI_GET_VALUES_RESULT,
		0,
		0,
		0,
		0,
		0,
		0,
		1,
		FCGI_UNKNOWN_TYPE,
		0,
		0,
		0,
		8,
		0,
		0,
		77,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		1,
		FCGI_UNKNOWN_TYPE,
		0,
		0,
		0,
		8,
		0,
		0,
		FCGI_BEGIN_REQUEST,
		0,
		0,
		0,
		0,
		0,
		0,
		0,
		1,
		FCGI_END_REQUEST,
		0,
		4,
		0,
		8,
		0,
		0,
		0,
		0,
		0,
		0,
		FCGI_UNKNOWN_ROLE,
		0,
		0,
		0,
		1,
		FCGI_END_REQUEST,
		0,
		2,
		0,
		8,
		0,
		0,
		0,
		0,
		0,
		0,
		FCGI_CANT_MPX_CONN,
		0,
		0,
		0,
		1,
		FCGI_END_REQUEST,
		0,
		1,
		0,
		8,
		0,
		0,
		0,
		0,
		0,
		0,
		FCGI_REQUEST_COMPLETE,
		0,
		0,
		0,
	};
	OWN(buf_fini) struct buf bytes = {0}, pairs = {0}, got = {0};

	(void)state;
	for (int i = 0; i < 20; i++)
		put_pair(&pairs, FCGI_MPXS_CONNS, "");
	put_pair(&pairs, FCGI_MAX_REQS, "");
	put(&bytes, FCGI_GET_VALUES, 0, pairs.data, pairs.len,
		0); /* one question many times is one question */
	put(&bytes, FCGI_GET_VALUES, 0,
		"\x0f\x00"
		"FCGI_MPXS",
		11, 0);
	put(&bytes, 77, 0, "what", 4, 4);
	put(&bytes, FCGI_BEGIN_REQUEST, 0, "\0\1\1\0\0\0\0\0", 8, 0);
	put_begin(&bytes, 4, FCGI_AUTHORIZER, 1);
	put_begin(&bytes, 1, FCGI_RESPONDER, 1);
	put_begin(&bytes, 2, FCGI_RESPONDER, 1);
	put(&bytes, FCGI_ABORT_REQUEST, 1, "", 0, 0);
	expect(&bytes, "AAAAAAA", "questions");
	events_of(&bytes, bytes.len, &got);
	assert_int_equal(got.len, sizeof(expected));
	assert_memory_equal(got.data, expected, sizeof(expected));
}

static void
bodies_have_a_limit(void **state)
{
	OWN(buf_fini) struct buf body = {0};
	static const char much[0xffff];
	struct intake in = {0};
	enum intake_event event = INTAKE_MORE;
	size_t sent = 0;

	(void)state;
	put_begin(&body, 1, FCGI_RESPONDER, 1);
	put_variables(&body, 1);
	intake_feed(&in, body.data, body.len, &event);
	assert_int_equal(event, INTAKE_REQUEST);
	buf_clear(&body);
	put(&body, FCGI_STDIN, 1, much, sizeof(much), 1);
	for (event = INTAKE_MORE; event == INTAKE_MORE && sent < 2 * INTAKE_SKIPPED;
		sent += sizeof(much))
		intake_feed(&in, body.data, body.len, &event);
	assert_int_equal(event, INTAKE_BROKEN);
	assert_true(sent > INTAKE_SKIPPED / 2);
	intake_fini(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_come_one_after_the_other),
		cmocka_unit_test(a_request_without_variables_is_one),
		cmocka_unit_test(too_many_variables_are_left_out),
		cmocka_unit_test(lengths_that_lie_break_the_connection),
		cmocka_unit_test(records_that_are_none_break_the_connection),
		cmocka_unit_test(what_belongs_to_no_request_is_left_out),
		cmocka_unit_test(questions_and_refusals_are_answered),
		cmocka_unit_test(bodies_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
