/* Setting text: what check says about characters holds where they are drawn; each script has its
 * face. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"
#include "scratch.h"

#include "base/buf.h"
#include "base/own.h"
#include "diagram/diagram.h"
#include "text/fonts.h"
#include "text/glyph.h"
#include "output/renderer.h"
#include "text/text.h"

enum { PUT_SIZE = 8 };

static void
put(char *out, uint32_t c)
{
	if (c < 0x80)
		snprintf(out, PUT_SIZE, "x%cx", (char)c);
	else if (c < 0x800)
		snprintf(out, PUT_SIZE, "x%c%cx", (char)(0xc0 | c >> 6), (char)(0x80 | (c & 63)));
	else
		snprintf(out, PUT_SIZE, "x%c%c%cx", (char)(0xe0 | c >> 12),
			(char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63)));
}

/* A character that check lets pass and a picture then lacks would be a picture that cannot be had,
 * found by its readers. */
static void
no_picture_lacks_what_check_lets_pass(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);
	char string[PUT_SIZE];

	(void)state;
	assert_non_null(renderer);
	for (uint32_t c = ' '; c < 0xfffe; c++) {
		if (c == 0x7f || (c >= 0xd800 && c < 0xe000) || !text_has_glyph(c))
			continue;
		put(string, c);
		if (text_set(renderer->texter, string, "ja", STYLE_LABEL, 0)->missing != 0)
			fail_msg("U+%04X", c);
		texter_trim(renderer->texter);
	}
	renderer_return(renderer);
}

/* More of them than the table begins with are found again, through a trim. */
static void
texts_are_remembered_as_far_as_there_is_room(void **state)
{
	enum { TEXTS = 6000 };
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer;
	const struct text_block *blocks[TEXTS];
	char string[24];

	(void)state;
	renderers_keep(64 << 20);
	renderer = renderer_take(&diags);
	assert_non_null(renderer);
	for (int again = 0; again < 2; again++) {
		for (int i = 0; i < TEXTS; i++) {
			const struct text_block *block;

			snprintf(string, sizeof(string), "text %d", i);
			block = text_set(renderer->texter, string, "en", STYLE_LABEL, 0);
			assert_string_equal(block->string, string);
			assert_true(again == 0 || block == blocks[i]);
			blocks[i] = block;
		}
		texter_trim(renderer->texter);
	}
	renderers_keep(0);
	renderer_return(renderer);
}

static void
line_separators_are_no_characters_of_a_label(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	assert_true(fonts_load(&diags));
	assert_false(text_has_glyph(0x2028));
	assert_false(text_has_glyph(0x2029));
	assert_true(text_has_glyph(0x200b));
	assert_true(text_has_glyph(0x3042));
}

/* A tab in a label is a gap, not a character that the fonts lack. */
static void
controls_are_drawn_as_nothing(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);
	const struct text_block *block = text_set(renderer->texter, "a\tb", "en", STYLE_LABEL, 0);

	(void)state;
	assert_int_equal(block->missing, 0);
	assert_int_equal(block->lines[0].glyph_count, 2);
	assert_true(block->width > text_set(renderer->texter, "ab", "en", STYLE_LABEL, 0)->width);
	renderer_return(renderer);
}

/* Signs without a direction go to the right, whatever was set before them. */
static void
no_text_turns_the_next(void **state)
{
	static const char hebrew[] = "\xd7\x90\xd7\x91 \xd7\x92\xd7\x93 \xd7\x94\xd7\x95";
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);
	const struct text_block *block;
	uint32_t half;

	(void)state;
	half = text_set(renderer->texter, "\xc2\xbd", "en", STYLE_LABEL, 0)
		       ->lines[0]
		       .glyphs[0]
		       .index;
	assert_true(text_set(renderer->texter, hebrew, "he", STYLE_LABEL, 30)->line_count > 1);
	block = text_set(renderer->texter, "\xc2\xbd +", "en", STYLE_LABEL, 0);
	assert_int_equal(block->lines[0].glyphs[0].index, half);
	renderer_return(renderer);
}

/* -- faces ------------------------------------------------------------------------------- */

/* The name of the file that a glyph of the string is from. */
static const char *
file_of(struct texter *t, const char *string, const char *lang, enum style style, size_t glyph)
{
	const struct text_block *block = text_set(t, string, lang, style, 0);
	size_t file;
	int index;

	assert_int_equal(block->missing, 0);
	assert_true(block->lines[0].glyph_count > glyph);
	glyphs_font_file(block->lines[0].glyphs[glyph].font, &file, &index);
	return strrchr(fonts_path(file), '/') + 1;
}

/* Script decides within a line; signs that both have are Japanese in Japanese, but not within a
 * Latin word. */
static void
faces_follow_the_script(void **state)
{
	static const struct {
		const char *string, *lang;
		enum style style;
		size_t glyph;
		const char *file;
	} cases[] = {
		{"A\xe7\x89\x88", "ja", STYLE_LABEL, 0, "Inter-Regular.otf"},
		{"A\xe7\x89\x88", "ja", STYLE_LABEL, 1, "BIZUDPGothic-Regular.ttf"},
		{"A\xe7\x89\x88", "ja", STYLE_OWNER, 0, "Inter-SemiBold.otf"},
		{"A\xe7\x89\x88", "ja", STYLE_OWNER, 1, "BIZUDPGothic-Bold.ttf"},
		{"7\xe6\x9c\x88", "ja", STYLE_LABEL, 0, "Inter-Regular.otf"},
		{"\xe7\x89\x88\xe2\x80\xa6", "ja", STYLE_LABEL, 1, "BIZUDPGothic-Regular.ttf"},
		{"\xe7\x89\x88\xe2\x80\x94\xe7\x89\x88", "ja", STYLE_LABEL, 1,
			"BIZUDPGothic-Regular.ttf"},
		{"\xe2\x80\x9c\xe7\x89\x88\xe2\x80\x9d", "ja", STYLE_LABEL, 0,
			"BIZUDPGothic-Regular.ttf"},
		{"\xe2\x80\x9c\xe7\x89\x88\xe2\x80\x9d", "ja", STYLE_OWNER, 2,
			"BIZUDPGothic-Bold.ttf"},
		{"don\xe2\x80\x99t", "ja", STYLE_LABEL, 3, "Inter-Regular.otf"},
		{"x\xe2\x80\xa6", "en", STYLE_LABEL, 1, "Inter-Regular.otf"},
		{"\xe2\x80\x9cx\xe2\x80\x9d", "en", STYLE_LABEL, 0, "Inter-Regular.otf"},
		{"\xf0\xa0\xae\xb7\xe9\x87\x8e", "ja", STYLE_LABEL, 0, "VL-PGothic-Regular.ttf"},
		{"\xf0\xa0\xae\xb7\xe9\x87\x8e", "ja", STYLE_LABEL, 1, "BIZUDPGothic-Regular.ttf"},
		{"\xe9\xab\x99", "ja", STYLE_OWNER, 0, "BIZUDPGothic-Bold.ttf"},
		{"\xef\xa8\x91", "ja", STYLE_OWNER, 0, "BIZUDPGothic-Bold.ttf"},
	};
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);

	(void)state;
	EACH_ROW(i, cases)
		assert_string_equal(file_of(renderer->texter, cases[i].string, cases[i].lang,
					    cases[i].style, cases[i].glyph),
			cases[i].file);
	renderer_return(renderer);
}

static const uint32_t tamil_ta = 0xba4;

/* A font that is named, or the directory it is in, is used for what the others lack, and is part of
 * the identity. */
static void
fonts_can_be_added(void **state)
{
	static const char *const names[] = {"/usr/share/fonts/truetype/lohit-tamil/Lohit-Tamil.ttf",
		"/usr/share/fonts/truetype/lohit-tamil",
		"/usr/share/fonts/truetype/bizud-gothic:/usr/share/fonts/truetype/lohit-tamil"};
	OWN(diags_fini) struct diags diags = {0};
	char identity[65];

	(void)state;
	diagram_fini();
	assert_true(fonts_load(&diags));
	assert_false(text_has_glyph(tamil_ta));
	snprintf(identity, sizeof(identity), "%s", diagram_environment());
	EACH_ROW(i, names) {
		struct renderer *renderer;

		diagram_fini();
		setenv("DEMARC_FONTS", names[i], 1);
		renderer = renderer_take(&diags);
		unsetenv("DEMARC_FONTS");
		assert_non_null(renderer);
		assert_true(text_has_glyph(tamil_ta));
		assert_string_equal(
			file_of(renderer->texter, "A\xe0\xae\xa4", "ta", STYLE_LABEL, 1),
			"Lohit-Tamil.ttf");
		assert_string_equal(
			file_of(renderer->texter, "A\xe0\xae\xa4", "ta", STYLE_LABEL, 0),
			"Inter-Regular.otf");
		assert_string_not_equal(diagram_environment(), identity);
		renderer_return(renderer);
	}
	diagram_fini();
}

/* The identity with one more font, which is a copy of another with a byte changed and so many more
 * at its end. */
static void
identity_with(const char *name, size_t changed, size_t more, char identity[65])
{
	OWN(diags_fini) struct diags diags = {0};
	OWN(buf_fini) struct buf bytes = {0};
	const char *why;
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	assert_true(buf_read_file(
		&bytes, "/usr/share/fonts/truetype/lohit-tamil/Lohit-Tamil.ttf", 1 << 24, &why));
	if (changed > 0)
		bytes.data[changed] ^= 1;
	for (size_t i = 0; i < more; i++)
		buf_char(&bytes, '\0');
	assert_true(buf_write_file(&bytes, path));
	diagram_fini();
	setenv("DEMARC_FONTS", path, 1);
	assert_true(fonts_load(&diags));
	unsetenv("DEMARC_FONTS");
	snprintf(identity, 65, "%s", fonts_identity());
	assert_int_equal(strlen(identity), 64);
	diagram_fini();
}

static void
a_font_is_known_by_its_checksums_and_lengths(void **state)
{
	enum { CHECKSUM_OF_FIRST_TABLE = 12 + 4 };
	char plain[65], other[65];

	(void)state;
	identity_with("plain.ttf", 0, 0, plain);
	identity_with("again.ttf", 0, 0, other);
	assert_string_equal(other, plain);
	identity_with("changed.ttf", CHECKSUM_OF_FIRST_TABLE, 0, other);
	assert_string_not_equal(other, plain);
	identity_with("longer.ttf", 0, 4, other);
	assert_string_not_equal(other, plain);
}

static void
fonts_that_are_not_there_are_told(void **state)
{
	static const char *const names[] = {
		"/nowhere", "/usr/share/fonts/truetype/lohit-tamil:/nowhere.ttf", "tests/run"};

	(void)state;
	EACH_ROW(i, names) {
		OWN(diags_fini) struct diags diags = {0};

		diagram_fini();
		setenv("DEMARC_FONTS", names[i], 1);
		assert_false(fonts_load(&diags));
		unsetenv("DEMARC_FONTS");
		assert_string_equal(diags.v[0].rule, "missing-font");
		assert_non_null(strstr(diags.v[0].text, "DEMARC_FONTS"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_picture_lacks_what_check_lets_pass),
		cmocka_unit_test(texts_are_remembered_as_far_as_there_is_room),
		cmocka_unit_test(line_separators_are_no_characters_of_a_label),
		cmocka_unit_test(controls_are_drawn_as_nothing),
		cmocka_unit_test(no_text_turns_the_next),
		cmocka_unit_test(faces_follow_the_script),
		cmocka_unit_test(fonts_can_be_added),
		cmocka_unit_test(a_font_is_known_by_its_checksums_and_lengths),
		cmocka_unit_test(fonts_that_are_not_there_are_told),
	};

	int failed = cmocka_run_group_tests(tests, make_scratch, remove_scratch);

	diagram_fini();
	return failed;
}
