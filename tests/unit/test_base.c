/* data/base/: memory, bytes, files, diagnostics. Runs from the top of the tree. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "base/terminal.h"
#include "base/utf8.h"
#include "model/words.h"

/* -- base --------------------------------------------------------------------- */

static void
arena_gives_zeroed_aligned_memory(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t size = 1; size < 100000; size = size * 3 + 1) {
		unsigned char *p = arena_alloc(arena, size);

		assert_int_equal((uintptr_t)p % sizeof(void *), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	assert_string_equal(arena_printf(arena, "%d-%s", 7, "x"), "7-x");
	assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
	arena_free(arena);
	arena_free(NULL);
}

static void
buf_grows_and_stops_at_its_limit(void **state)
{
	struct buf b = {.limit = 10};

	(void)state;
	buf_str(&b, "12345");
	buf_int(&b, LLONG_MIN);
	assert_true(b.failed);
	assert_string_equal(buf_cstr(&b), "12345");
	buf_clear(&b);
	buf_int(&b, -42);
	assert_string_equal(buf_cstr(&b), "-42");
	buf_fini(&b);
	buf_printf(&b, "%s", "12345678901");
	assert_true(b.failed);
	buf_fini(&b);
	assert_string_equal(buf_cstr(&b), "");
}

static void
json_escapes_what_it_must(void **state)
{
	struct buf b = {0};

	(void)state;
	buf_json(&b, "a\"\\\n\x01/あ\xff");
	assert_string_equal(buf_cstr(&b), "\"a\\\"\\\\\\n\\u0001/あ\xef\xbf\xbd\"");
	buf_fini(&b);
}

static void
utf8_refuses_what_is_not(void **state)
{
	static const struct {
		const char *s;
		size_t len;
	} cases[] = {
		{"a", 1},
		{"é", 2},
		{"あ", 3},
		{"𠮷", 4},
		{"\xc0\x80", 0},
		{"\xe0\x80\x80", 0},
		{"\xed\xa0\x80", 0},
		{"\xf4\x90\x80\x80", 0},
		{"\xff", 0},
		{"\x80", 0},
		{"\xe3\x81", 0},
		{"\xf0\x9f", 0},
	};

	(void)state;
	EACH_ROW(i, cases)
		assert_int_equal(utf8_len(cases[i].s), cases[i].len);
	assert_int_equal(utf8_width(0x3042), 2);
	assert_int_equal(utf8_width('a'), 1);
}

static void
a_file_is_written_whole_and_left_alone_when_equal(void **state)
{
	char path[] = "/tmp/demarc-test-XXXXXX";
	struct buf b = {0}, back = {0};
	struct stat before, after;
	const char *why;
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	buf_str(&b, "first");
	assert_true(buf_write_file(&b, path));
	assert_int_equal(stat(path, &before), 0);
	assert_true(buf_write_file(&b, path));
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	buf_str(&b, " second");
	assert_true(buf_write_file(&b, path));
	assert_true(buf_read_file(&back, path, 100, &why));
	assert_string_equal(buf_cstr(&back), "first second");
	buf_clear(&back);
	assert_false(buf_read_file(&back, path, 5, &why));
	assert_string_equal(why, "it is larger than the limit");
	assert_false(buf_write_file(&b, "/nonexistent/file"));
	unlink(path);
	buf_fini(&b);
	buf_fini(&back);
}

static void
only_regular_files_are_read(void **state)
{
	char path[] = "/tmp/demarc-test-XXXXXX";
	struct buf b = {0};
	const char *why;
	int fd = mkstemp(path);

	(void)state;
	close(fd);
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_false(buf_read_file(&b, path, 100, &why)); /* and does not wait for a writer */
	assert_string_equal(why, "it is not a regular file");
	unlink(path);
	assert_false(buf_read_file(&b, "/tmp", 100, &why));
	assert_false(buf_read_file(&b, "/dev/zero", 100, &why));
	assert_false(buf_read_file(&b, "/nonexistent", 100, &why));
	assert_string_equal(why, "there is no such file");
	buf_fini(&b);
}

static void
diagnostics_sort_by_place_and_keep_counting(void **state)
{
	struct diags d = {.limit = 3};
	struct buf json = {0};

	(void)state;
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){"b", 1, 1}, "third");
	diags_add(&d, SEVERITY_WARNING, "r", (struct pos){"a", 9, 1}, "second");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){"a", 2, 5}, "\"first\"");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){"b", 1, 1}, "fourth");
	diags_json(&d, &json);
	assert_null(strstr(json.data, "\"more\""));
	buf_clear(&json);
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){"a", 1, 1}, "counted only");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){"a", 1, 1}, "counted only");
	diags_add(&d, SEVERITY_ERROR, "s", (struct pos){"c", 1, 1}, "of another kind");
	diags_sort(&d);
	assert_int_equal(d.n, 5);
	assert_int_equal(d.count[SEVERITY_ERROR], 6);
	assert_int_equal(diags_count(&d, "r"), 6);
	assert_int_equal(diags_count(&d, "t"), 0);
	assert_string_equal(d.v[0].text, "\"first\"");
	assert_string_equal(d.v[1].text, "second");
	assert_string_equal(d.v[2].text, "third");
	assert_string_equal(d.v[3].text, "fourth");
	assert_string_equal(d.v[4].text, "of another kind");
	diags_json(&d, &json);
	assert_non_null(strstr(json.data, "\"message\":\"\\\"first\\\"\""));
	assert_non_null(strstr(json.data,
		"\"more\":[\n{\"rule\":\"r\",\"severity\":\"error\",\"count\":2}],\"errors\":6,\"warnings\":1,\"accepted\":0}"));
	buf_fini(&json);
	diags_fini(&d);
}

static void
a_terminal_is_given_nothing_to_obey(void **state)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{"plain, 日本語\t|", "plain, 日本語\t|"}, {"\x1b[31m\a\b\r\n", "?[31m????"},
		{"a\x7f"
		 "b\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0",
			"a?b???\xc2\xa0"}, /* DEL, C1, no-break space */
		{"\u061c\u200d\u200e\u200f\u202a\u202e\u2030\u2066\u2069\u206a",
			"?\u200d????\u2030??\u206a"}, /* Bidi_Control */
		{"\x9b\xff\xe3\x81", "????"},         /* no UTF-8 */
	};
	char *written;
	size_t len;
	FILE *stream = open_memstream(&written, &len);

	(void)state;
	EACH_ROW(i, rows) {
		struct buf shown = {0};

		terminal_add(&shown, rows[i].text);
		assert_string_equal(buf_cstr(&shown), rows[i].shown);
		buf_fini(&shown);
	}
	terminal_line(stream, "%s: %d", "a\nb\x1b", 7);
	assert_true(terminal_lines(stream, "c\x1b\nd"));
	fclose(stream);
	assert_string_equal(written, "a?b?: 7\nc?\nd\n");
	free(written);
}

/* Findings of a file in any order: each is shown with its own line, and the caret under its own
 * character. */
static void
source_lines_are_found_from_one_another(void **state)
{
	char path[] = "/tmp/demarc-lines-XXXXXX", *written;
	struct diags d = {0};
	struct buf bytes = {0};
	size_t len;
	FILE *stream = open_memstream(&written, &len);

	(void)state;
	close(mkstemp(path));
	buf_str(&bytes, "first\n\n三\u202e番\tthe\r\n");
	for (int i = 0; i < 200; i++)
		buf_printf(&bytes, "%03d,", i);
	assert_true(buf_write_file(&bytes, path));
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){path, 4, 401}, "A");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){path, 4, 402}, "B");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){path, 3, 4}, "C");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){path, 2, 1}, "D");
	diags_add(&d, SEVERITY_ERROR, "r", (struct pos){path, 9, 1}, "E");
	diags_print(&d, stream);
	fclose(stream);
	assert_non_null(strstr(written,
		"A [r]\n  … 85,086,087,088,089,090,091,092,093,094,095,096,097,098,099,100,101,"));
	assert_non_null(strstr(
		written, " …\n                                                               ^\n"));
	assert_non_null(strstr(written, "B [r]\n  … 5,086,"));
	assert_non_null(strstr(written, "C [r]\n    三?番\tthe\n         ^\n"));
	assert_non_null(strstr(written, "D [r]\n/tmp/"));
	assert_non_null(strstr(written, "E [r]\n"));
	free(written);
	unlink(path);
	buf_fini(&bytes);
	diags_fini(&d);
}

/* Warnings that say the same are one, wherever the others stand; errors, other files and other
 * reasons are not the same. */
static void
warnings_that_say_the_same_are_one(void **state)
{
	struct diags d = {.limit = 1000};
	char *written = NULL;
	size_t len;
	FILE *stream = open_memstream(&written, &len);

	(void)state;
	for (unsigned i = 1; i <= 400; i++) {
		diags_add(&d, SEVERITY_WARNING, "r", (struct pos){"none", i, 1}, "%u of 7", i % 7);
		diags_add(&d, SEVERITY_ERROR, "r", (struct pos){"none", i, 2}, "an error");
	}
	diags_add(&d, SEVERITY_WARNING, "r", (struct pos){"other", 1, 1}, "1 of 7");
	diags_accept(&d, "r", (struct pos){"none", 1, 1}, "because", "1 of 7");
	diags_accept(&d, "r", (struct pos){"none", 2, 1}, "for that", "1 of 7");
	diags_accept(&d, "r", (struct pos){"none", 3, 1}, "because", "1 of 7");
	diags_print(&d, stream);
	fclose(stream);
	assert_non_null(strstr(written,
		"none:1:1: warning: 1 of 7 [r]\n    … the same 57 more times, in lines 8, 15, "
		"22, 29, 36, 43, 50, 57, 64, 71, 78, 85, …\n"));
	assert_non_null(strstr(written,
		"other:1:1: warning: 1 of 7 [r]\nnone:1:1: accepted: 1 of 7 [r]: because\n"
		"    … the same 1 more time, in line 3\nnone:2:1: accepted: 1 of 7 [r]: for that\n"));
	assert_non_null(strstr(written, "none:400:2: error: an error [r]\n"));
	assert_null(strstr(written, "none:8:1: warning"));
	free(written);
	diags_fini(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(buf_grows_and_stops_at_its_limit),
		cmocka_unit_test(json_escapes_what_it_must),
		cmocka_unit_test(utf8_refuses_what_is_not),
		cmocka_unit_test(a_file_is_written_whole_and_left_alone_when_equal),
		cmocka_unit_test(only_regular_files_are_read),
		cmocka_unit_test(diagnostics_sort_by_place_and_keep_counting),
		cmocka_unit_test(a_terminal_is_given_nothing_to_obey),
		cmocka_unit_test(source_lines_are_found_from_one_another),
		cmocka_unit_test(warnings_that_say_the_same_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
