/* data/mark*.c, data/identify/office.c and data/identify/slides.c: what files say they show, and
 * files that are anything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/buf.h"
#include "base/own.h"
#include "identify/mark_read.h"
#include "identify/office.h"
#include "packed/archive.h"

#define FOLDER "tests/fuzz/seeds/identify/"

static const char line[] =
	"/acme/diagrams/stack.png?theme=dark, en, edition 3, 2026-01-31, content 0123456789abcdef";

static void
release(struct arena **arena)
{
	arena_free(*arena);
}

static void
read_seed(const char *name, struct buf *out)
{
	char path[256];
	const char *why;

	snprintf(path, sizeof(path), FOLDER "%s", name);
	if (!buf_read_file(out, path, 1 << 20, &why))
		fail_msg("%s: %s", path, why);
}

/* -- the line ------------------------------------------------------------------------------- */

static void
a_mark_is_read_as_it_was_printed(void **state)
{
	static const struct mark marks[] = {
		{"acme", "stack", "png", "theme=dark&aspect=16:9", "en", 3, "2026-01-31",
			"0123456789abcdef"},
		{"a-b", "card", "svg", "", "zh-Hans", 4000000, "2026-01-31", "ffffffffffffffff"},
		{"acme", "document", "pdf", "", "ja", 1, "2024-07-26", "0000000000000000"},
	};

	(void)state;
	EACH_ROW(i, marks) {
		OWN(release) struct arena *arena = arena_new();
		OWN(buf_fini) struct buf out = {0}, again = {0};
		struct mark mark;

		mark_print(&marks[i], &out);
		assert_true(mark_parse(arena, buf_cstr(&out), out.len, &mark));
		mark_print(&mark, &again);
		assert_string_equal(buf_cstr(&out), buf_cstr(&again));
		assert_string_equal(mark.service, marks[i].service);
		assert_string_equal(mark.query, marks[i].query);
		assert_int_equal(mark.edition, marks[i].edition);
	}
}

static void
other_lines_are_no_marks(void **state)
{
	static const char *const lines[] = {"", "/", ", , , , ", "/acme/diagrams/stack.png",
		"acme/diagrams/stack.png, en, edition 3, 2026-01-31, content 0123456789abcdef",
		"/acme/pictures/stack.png, en, edition 3, 2026-01-31, content 0123456789abcdef",
		"/acme/ja/document.pdf, en, edition 3, 2026-01-31, content 0123456789abcdef",
		"//diagrams/stack.png, en, edition 3, 2026-01-31, content 0123456789abcdef",
		"/acme/diagrams/stack, en, edition 3, 2026-01-31, content 0123456789abcdef",
		"/acme/diagrams/stack.png, en, edition three, 2026-01-31, content 0123456789abcdef",
		"/acme/diagrams/stack.png, en, edition 3, 2026-01-31, content 0123456789abcdefa",
		"/acme/diagrams/stack.png, en, edition 3, 2026-01-31, content 0123456789ABCDEF",
		"/acme/diagrams/stack.png, en, edition 3, 2026-01-31, content 0123456789abcdef, more",
		"/acme/diagrams/st\x1b[2Jack.png, en, edition 3, 2026-01-31, content 0123456789abcdef"};
	OWN(release) struct arena *arena = arena_new();
	struct mark mark;

	(void)state;
	EACH_ROW(i, lines)
		if (mark_parse(arena, lines[i], strlen(lines[i]), &mark))
			fail_msg("taken for a mark: %s", lines[i]);
	for (size_t len = 0; len < strlen(line) - 16; len++)
		assert_false(mark_parse(arena, line, len, &mark));
}

/* -- pictures --------------------------------------------------------------------------------- */

static const struct {
	const char *file;
	enum mark_result result;
} pictures[] = {
	{"itxt.png", MARK_FOUND},
	{"itxt-packed.png", MARK_FOUND},
	{"text.png", MARK_FOUND},
	{"ztxt.png", MARK_FOUND},
	{"ztxt-bomb.png", MARK_NONE},
	{"plain.png", MARK_NONE},
	{"mark.svg", MARK_FOUND},
	{"inkscape.svg", MARK_FOUND},
	{"plain.svg", MARK_NONE},
	{"doctype.svg", MARK_BROKEN},
	{"literal.pdf", MARK_FOUND},
	{"utf16.pdf", MARK_FOUND},
	{"plain.pdf", MARK_BROKEN},
	{"xmp.webp", MARK_FOUND},
	{"plain.webp", MARK_NONE},
	{"simple.gif", MARK_NONE},
	{"deck.pptx", MARK_FOREIGN},
};

static void
every_format_says_what_it_shows(void **state)
{
	(void)state;
	EACH_ROW(i, pictures) {
		OWN(release) struct arena *arena = arena_new();
		OWN(buf_fini) struct buf bytes = {0};
		struct mark mark = {0};
		const char *why = NULL;
		enum mark_result result;

		read_seed(pictures[i].file, &bytes);
		result = mark_read(arena, bytes.data, bytes.len, &mark, &why);
		if (result != pictures[i].result)
			fail_msg("%s: %d, not %d: %s", pictures[i].file, result, pictures[i].result,
				why != NULL ? why : "");
		if (result == MARK_FOUND)
			assert_string_equal(mark.content, "0123456789abcdef");
		else
			assert_true(why != NULL || result == MARK_FOREIGN);
	}
}

/* Read from memory of just their size, so that a sanitizer sees each byte too many. */
static enum mark_result
read_exactly(const char *bytes, size_t len)
{
	OWN(release) struct arena *arena = arena_new();
	char *copy = malloc(len + 1);
	struct mark mark;
	const char *why;
	enum mark_result result;

	memcpy(copy, bytes, len);
	copy[len] = '\0';
	result = mark_read(arena, copy, len, &mark, &why);
	free(copy);
	return result;
}

static void
cut_and_damaged_pictures_are_survived(void **state)
{
	(void)state;
	EACH_ROW(i, pictures) {
		OWN(buf_fini) struct buf bytes = {0};

		read_seed(pictures[i].file, &bytes);
		for (size_t len = 0; len < bytes.len && len < 2000; len++) {
			enum mark_result result = read_exactly(bytes.data, len);

			if (len > 12 && strstr(pictures[i].file, ".png") != NULL)
				assert_int_equal(result, MARK_BROKEN);
		}
		for (size_t at = 0; at < bytes.len && at < 2000; at++)
			for (int bit = 0; bit < 8; bit++) {
				bytes.data[at] ^= (char)(1 << bit);
				read_exactly(bytes.data, bytes.len);
				bytes.data[at] ^= (char)(1 << bit);
			}
	}
}

/* -- slides and texts
 * ------------------------------------------------------------------------------ */

static void
list_picture(const struct office_picture *picture, void *out)
{
	buf_printf(out, "%s [%s] %s\n", picture->part, picture->slides,
		picture->bytes != NULL ? "read" : picture->why);
}

static void
pictures_are_found_on_their_slides(void **state)
{
	static const struct {
		const char *file, *list;
	} cases[] = {
		{"deck.pptx", "ppt/media/image2.svg [2] read\nppt/media/image3.png [1] read\n"},
		{"deck.odp", "Pictures/1.svg [2] read\n"},
		{"letter.docx", "word/media/image1.png [] read\nword/media/image2.emf [] read\n"},
	};

	(void)state;
	EACH_ROW(i, cases) {
		OWN(release) struct arena *arena = arena_new();
		OWN(buf_fini) struct buf bytes = {0}, list = {0};
		const char *why;

		read_seed(cases[i].file, &bytes);
		assert_true(archive_is(bytes.data, bytes.len));
		assert_true(office_read(arena, bytes.data, bytes.len, list_picture, &list, &why));
		assert_string_equal(buf_cstr(&list), cases[i].list);
	}
}

static void
cut_and_damaged_archives_are_survived(void **state)
{
	static const char *const files[] = {"deck.pptx", "deck.odp", "letter.docx"};

	(void)state;
	EACH_ROW(i, files) {
		OWN(buf_fini) struct buf bytes = {0};
		const char *why;

		read_seed(files[i], &bytes);
		for (size_t at = 4; at < bytes.len; at++) {
			OWN(release) struct arena *arena = arena_new();
			OWN(buf_fini) struct buf list = {0};

			assert_false(office_read(arena, bytes.data, at, list_picture, &list, &why));
			bytes.data[at] ^= 0x41;
			office_read(arena, bytes.data, bytes.len, list_picture, &list, &why);
			bytes.data[at] ^= 0x41;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mark_is_read_as_it_was_printed),
		cmocka_unit_test(other_lines_are_no_marks),
		cmocka_unit_test(every_format_says_what_it_shows),
		cmocka_unit_test(cut_and_damaged_pictures_are_survived),
		cmocka_unit_test(pictures_are_found_on_their_slides),
		cmocka_unit_test(cut_and_damaged_archives_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
