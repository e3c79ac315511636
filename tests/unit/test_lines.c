/* Where texts are broken into lines: which places are rated how, and that no width makes a line
 * that a reader would mind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/buf.h"
#include "base/own.h"
#include "diagram/diagram.h"
#include "text/fonts.h"
#include "text/lines.h"
#include "output/renderer.h"
#include "text/text.h"

static struct renderer *renderer;

static int
take_renderer(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	renderer = renderer_take(&diags);
	return renderer != NULL ? 0 : -1;
}

static int
return_renderer(void **state)
{
	(void)state;
	renderer_return(renderer);
	diagram_fini();
	return 0;
}

/* The string's lines with " / " between them. */
static void
set(const char *string, const char *lang, int width_px, struct buf *out)
{
	const struct text_block *block =
		text_set(renderer->texter, string, lang, STYLE_LABEL, width_px);

	buf_clear(out);
	for (size_t i = 0; i < block->line_count; i++) {
		buf_str(out, i > 0 ? " / " : "");
		buf_add(out, string + block->lines[i].start, block->lines[i].bytes);
	}
}

/* At the width that the widest word needs, a text is broken wherever it may be and has to be. */
static void
texts_are_broken_between_words(void **state)
{
	static const struct {
		const char *string, *lang, *lines;
	} cases[] = {
		{"ISO/IEC 27017 White Paper", "en", "ISO/IEC 27017 / White Paper"},
		{"ISO/IEC 27017ホワイトペーパー", "ja", "ISO/IEC 27017 / ホワイトペーパー"},
		{"Operated by Trend Micro", "en", "Operated / by Trend / Micro"},
		{"運用：トレンドマイクロ", "ja", "運用： / トレンドマイクロ"},
		{"インターフェースのデータ", "ja", "インターフェースの / データ"},
		{"仮想化レイヤの利用者", "ja", "仮想化 / レイヤの / 利用者"},
		{"2024年7月26日に改めた", "ja", "2024年7月26日に / 改めた"},
		{"CHROFY  ·  Provider", "en", "CHROFY  · / Provider"},
		{"→ 5.1 Policies", "en", "→ 5.1 / Policies"},
		{"责任分界表由提供商维护", "zh", "责任 / 分界 / 表由 / 提供 / 商维护"},
		{"책임 분계표", "ko", "책임 / 분계표"},
		{"on-premises service", "en", "on-premises / service"},
	};
	OWN(buf_fini) struct buf got = {0};

	(void)state;
	EACH_ROW(i, cases) {
		const struct text_block *block =
			text_set(renderer->texter, cases[i].string, cases[i].lang, STYLE_LABEL, 0);

		set(cases[i].string, cases[i].lang, text_need(renderer->texter, block, false),
			&got);
		assert_string_equal(got.data, cases[i].lines);
	}
}

/* Where not even a word has room, its hyphens and slashes help, and nothing else. */
static void
words_stay_whole_in_no_room(void **state)
{
	OWN(buf_fini) struct buf got = {0};

	(void)state;
	set("on-premises", "en", 1, &got);
	assert_string_equal(got.data, "on- / premises");
	set("ISO/IEC 27017", "en", 1, &got);
	assert_string_equal(got.data, "ISO/ / IEC / 27017");
	set("Infrastruktur", "de", 1, &got);
	assert_string_equal(got.data, "Infrastruktur");
	set("コンピューティング", "ja", 1, &got);
	assert_string_equal(got.data, "コンピューティング");
}

/* What has too many characters to be a word is no reason for a picture as wide. */
static void
what_is_no_word_can_be_broken(void **state)
{
	char hash[65];
	const struct text_block *block;

	(void)state;
	memset(hash, 'f', sizeof(hash) - 1);
	hash[sizeof(hash) - 1] = '\0';
	block = text_set(renderer->texter, hash, "en", STYLE_LABEL, 200);
	assert_true(block->line_count > 1);
	assert_true(block->width <= 200);
}

/* -- choosing -----------------------------------------------------------------------------------
 */

/* Characters of width 10, breakable before those in *where: phrase (|), word (:), never (else).
 * "ab|cd:e" */
static size_t
make(const char *pattern, struct break_char *out)
{
	enum break_rating rating = BREAK_NEVER;
	size_t n = 0;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '|' || *pattern == ':') {
			rating = *pattern == '|' ? BREAK_PHRASE : BREAK_WORD;
			continue;
		}
		out[n] = (struct break_char){.c = (uint32_t)*pattern,
			.at = n,
			.allowed = true,
			.cluster = true,
			.advance = 10,
			.depth = *pattern == ')' ? 1 : 0,
			.rating = rating};
		rating = BREAK_NEVER;
		n++;
	}
	return n;
}

static void
lines_are_the_best(void **state)
{
	static const struct {
		const char *pattern;
		int width;
		const char *lengths;
	} cases[] = {
		{"abcd|efgh", 80, "8 "}, {"abcd|efgh", 79, "4 4 "},
		{"abc|def|ghi|jkl", 90, "6 6 "}, /* rather even than full */
		{"abcd:efgh|ij", 80,
			"8 2 "},           /* a phrase stays whole, though the lines be less even */
		{"abcdef|g", 60, "6 1 "},  /* nothing else is possible */
		{"abc|def|g", 60, "3 4 "}, /* rather than a line of one character */
		{"abcdef", 30, "6 "},      /* a word is not broken */
		{"ab|cdefgh|ij", 30, "2 6 2 "}, /* nor does its width make others wide */
	};

	(void)state;
	EACH_ROW(i, cases) {
		struct break_char chars[64];
		struct line_range ranges[64];
		size_t n = make(cases[i].pattern, chars);
		char got[64] = "";

		n = lines_choose(chars, n, cases[i].width, ranges);
		for (size_t k = 0; k < n; k++)
			snprintf(got + strlen(got), sizeof(got) - strlen(got), "%zu ",
				ranges[k].end - ranges[k].start);
		assert_string_equal(got, cases[i].lengths);
	}
}

/* A line is as wide as it will be drawn, without the kerning towards what went to the next line. */
static void
kerning_ends_with_the_line(void **state)
{
	struct break_char chars[8];
	struct line_range ranges[9];
	size_t n = make("abcd|efgh", chars);

	(void)state;
	chars[3].advance = 5;
	chars[3].tail = 5;
	assert_int_equal(lines_need(chars, n, BREAK_WORD), 40);
	assert_int_equal(lines_choose(chars, n, 75, ranges), 1);
	assert_int_equal(lines_choose(chars, n, 74, ranges), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_broken_between_words),
		cmocka_unit_test(words_stay_whole_in_no_room),
		cmocka_unit_test(what_is_no_word_can_be_broken),
		cmocka_unit_test(lines_are_the_best),
		cmocka_unit_test(kerning_ends_with_the_line),
	};

	return cmocka_run_group_tests(tests, take_renderer, return_renderer);
}
