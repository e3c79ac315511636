/* Setting text: what check says about characters holds where they are drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/own.h"
#include "diagram.h"
#include "fonts.h"
#include "renderer.h"
#include "text.h"

enum { PUT_SIZE = 8 };

static void
put(char *out, uint32_t c)
{
	if (c < 0x80)
		snprintf(out, PUT_SIZE, "x%cx", (char)c);
	else if (c < 0x800)
		snprintf(out, PUT_SIZE, "x%c%cx", (char)(0xc0 | c >> 6), (char)(0x80 | (c & 63)));
	else
		snprintf(out, PUT_SIZE, "x%c%c%cx", (char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63)));
}

/* A character that check lets pass and a picture then lacks would be a picture that cannot be had, found by its readers. */
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_picture_lacks_what_check_lets_pass),
		cmocka_unit_test(line_separators_are_no_characters_of_a_label),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	diagram_fini();
	return failed;
}
