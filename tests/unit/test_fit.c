/* Words in pictures: whole at every width, in lines broken as their language has it, and no
 * character missing. */
#include <ctype.h>

#include "base/utf8.h"
#include "kinds/columns.h"
#include "render_requests.h"
#include "text/fonts.h"
#include "scene/scene.h"
#include "scene/theme.h"
#include "text/text.h"

/* What is being looked at, for messages. */
struct look {
	const char *what;
	size_t texts;
};

static uint32_t
character_at(const char *s, size_t at)
{
	size_t len;

	return utf8_next(s + at, &len);
}

static size_t
before(const char *s, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)s[at] & 0xc0) == 0x80);
	return at;
}

static bool
is_katakana(uint32_t c)
{
	return c >= 0x30a1 && c <= 0x30ff && c != 0x30fb;
}

static bool
is_letter(uint32_t c)
{
	return c < 0x80 ? isalnum((int)c) : (c >= 0xc0 && c < 0x590 && c != 0xd7 && c != 0xf7);
}

/* The bytes of the Latin word around the place. */
static size_t
word_length(const char *s, size_t at)
{
	size_t start = at, end = at;

	while (start > 0 && s[start - 1] != ' ' && (unsigned char)s[start - 1] < 0xe0)
		start--;
	while (s[end] != '\0' && s[end] != ' ' && (unsigned char)s[end] < 0xe0)
		end++;
	return end - start;
}

/* Between two lines no word was broken: none of letters, none of katakana, no number taken from its
 * abbreviation. */
static void
check_break(const struct look *look, const struct text_block *text, size_t line)
{
	const char *s = text->string;
	size_t end = text->lines[line].start + text->lines[line].bytes,
	       next = text->lines[line + 1].start;
	uint32_t a = character_at(s, before(s, end)), b = character_at(s, next);
	bool joined = end == next, hyphen = a == '-' || a == '/' || is_letter(a);

	if (joined && ((hyphen && is_letter(b)) || (is_katakana(a) && is_katakana(b))) &&
		word_length(s, next) <= 48)
		fail_msg("%s: a word is broken after \"%.*s\" in \"%s\"", look->what,
			(int)text->lines[line].bytes, s + text->lines[line].start, s);
	if (end >= 7 && memcmp(s + end - 7, "ISO/IEC", 7) == 0 && isdigit((unsigned char)s[next]))
		fail_msg("%s: a name is broken in \"%s\"", look->what, s);
}

/* Letters of the line; one that stands alone is lost. */
static size_t
letters(const struct text_block *text, size_t line)
{
	size_t n = 0, len, end = text->lines[line].start + text->lines[line].bytes;

	for (size_t at = text->lines[line].start; at < end; at += len)
		n += utf8_next(text->string + at, &len) > 0x20;
	return n;
}

static void
check_words(const struct scene *scene, void *data)
{
	struct look *look = data;

	for (size_t i = 0; i < scene->count; i++) {
		const struct text_block *text = scene->items[i].text;

		if (scene->items[i].kind != ITEM_TEXT)
			continue;
		look->texts++;
		if (text->type->size_px < TYPE_MIN)
			fail_msg("%s: letters of %d px", look->what, text->type->size_px);
		for (size_t line = 0; line + 1 < text->line_count; line++)
			check_break(look, text, line);
		for (size_t line = 0; text->line_count > 1 && line < text->line_count; line++)
			if (letters(text, line) < 2 && strchr(text->string, ' ') == NULL)
				fail_msg("%s: a line of one character in \"%s\"", look->what,
					text->string);
	}
}

static void
check_widths(const struct model *model, const struct matrix *matrix, int kind, const char *lang)
{
	for (int width = 320; width <= 1400; width += 20) {
		OWN(diags_fini) struct diags diags = {0};
		struct diagram_request r;
		struct look look = {0};
		char what[128];

		diagram_request_init(&r, model, matrix, (enum diagram_kind)kind, FORMAT_SVG);
		r.lang = lang;
		r.width_px = (unsigned)width;
		snprintf(what, sizeof(what), "%s of %s in %s, %d px",
			diagram_kind_name((enum diagram_kind)kind), matrix->service, lang, width);
		look.what = what;
		assert_true(diagram_visit(&r, check_words, &look, &diags));
		assert_true(look.texts > 3);
	}
}

static void
check_languages(const struct model *model, const struct matrix *matrix)
{
	EACH_VALUE(kind, DIAGRAM_KIND__COUNT)
		for (size_t l = 0; diagram_fits((enum diagram_kind)kind, model, matrix, NULL) &&
				   l < matrix->language_count;
			l++)
			check_widths(model, matrix, kind, matrix->languages[l].tag);
}

static void
words_stay_whole_at_every_width(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	static const char *const paths[] = {
		"tests/data/good/everything.xml", "tests/data/good/minimal.xml"};

	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		check_languages(&documents[d].model, &documents[d].matrix);
	setenv("DEMARC_SHARED", "data", 1); /* for the words around those of the document */
	EACH_ROW(i, paths) {
		struct model *model = load_file(paths[i], &diags);

		assert_non_null(model);
		check_languages(model, model->services[0].current);
		model_free(model);
	}
	unsetenv("DEMARC_SHARED");
}

static void
draw_word(const char *word, const char *query, unsigned *width_px, struct look *look)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r;
	struct fixture f;
	unsigned height_px;

	make_two_rows(&f);
	f.table.title = texts(&f, word);
	r = request(&f, FORMAT_SVG, query);
	look->what = query;
	assert_true(diagram_size(&r, width_px, &height_px, &diags));
	assert_true(diagram_visit(&r, check_words, look, &diags));
	fixture_fini(&f);
}

static void
find_smallest(const struct scene *scene, void *data)
{
	int *smallest = data;

	for (size_t i = 0; i < scene->count; i++)
		if (scene->items[i].kind == ITEM_TEXT &&
			scene->items[i].text->type->size_px < *smallest)
			*smallest = scene->items[i].text->type->size_px;
}

/* A word first makes the letters smaller, then the picture wider. */
static void
a_wide_word_widens_the_picture(void **state)
{
	static const char long_word[] = "Rechtsschutzversicherungsgesellschaften";
	static const char wide_word[] = "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW";
	struct look look = {0};
	unsigned width_px;

	(void)state;
	draw_word(long_word, "width=320", &width_px, &look);
	assert_int_equal(width_px, 320);
	draw_word(wide_word, "width=320", &width_px, &look);
	assert_in_range(width_px, 321, 600);
	draw_word(wide_word, "width=960", &width_px, &look);
	assert_int_equal(width_px, 960);
	draw_word(wide_word, "kind=card", &width_px, &look);
	assert_int_equal(width_px, 1200);
}

/* Columns are equal if they can be; the label column gives way; then each has what it needs; then
 * there are lists. */
static void
columns_share_by_need(void **state)
{
	static const struct {
		int total, label_w, label_need, needs[3];
		int label_got, got[3];
		bool room;
	} cases[] = {
		{600, 180, 100, {50, 60, 70}, 180, {140, 140, 140}, true},
		{600, 180, 100, {50, 60, 150}, 150, {150, 150, 150}, true},
		{600, 180, 140, {50, 60, 160}, 142, {113, 123, 223}, true},
		{600, 180, 100, {300, 100, 200}, 101, {249, 83, 166}, true},
		{600, 180, 100, {300, 200, 200}, 103, {214, 142, 142}, false},
	};

	(void)state;
	EACH_ROW(i, cases) {
		struct arena *arena = arena_new();
		struct columns columns;
		int sum = 0;

		columns_init(&columns, arena, 3, cases[i].total, 0, cases[i].label_w);
		columns_share(&columns, cases[i].label_need, cases[i].needs);
		sum = columns.label_w + columns_span(&columns, 0, 3);
		assert_int_equal(sum, cases[i].total);
		assert_true(columns.label_w >= cases[i].label_need);
		for (size_t c = 0; c < 3; c++)
			assert_in_range(columns.w[c], cases[i].got[c] - 1, cases[i].got[c] + 1);
		assert_in_range(columns.label_w, cases[i].label_got - 2, cases[i].label_got + 2);
		assert_int_equal(columns_have_room(&columns, cases[i].label_need, cases[i].needs),
			cases[i].room);
		arena_free(arena);
	}
}

/* A table whose words do not fit has smaller letters, all of one style alike. */
static void
letters_of_a_table_shrink_together(void **state)
{
	static const char *const names[] = {
		"Infrastructure", "Containerization", "Virtualization", "Configuration"};
	static const struct row_spec rows[] = {
		{"r1", "Internationalization", {"A:aws", "A:aws", "A:aws", "A:customer;A:aws"}, 0,
			NULL},
		{"r2", "Documentation", {"A:customer", "A:customer", "A:aws", "A:aws"}, 0, NULL}};
	int smallest = THEME_WIDTH;
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r;
	struct fixture f;

	(void)state;
	fixture_init(&f, "en", "Sample", "Responsibility", four_parties, COUNT(four_parties));
	fixture_columns(&f, names, COUNT(names));
	fixture_rows(&f, rows, COUNT(rows));
	r = request(&f, FORMAT_SVG, "width=960");
	assert_true(diagram_visit(&r, find_smallest, &smallest, &diags));
	assert_int_equal(smallest, type_of(STYLE_BLOCK)->size_px);
	r = request(&f, FORMAT_SVG, "width=680");
	assert_true(diagram_visit(&r, find_smallest, &smallest, &diags));
	assert_in_range(smallest, TYPE_MIN, type_of(STYLE_BLOCK)->size_px - 1);
	fixture_fini(&f);
}

/* What a document lacks cannot be drawn, and the reason is said. */
static void
a_kind_that_does_not_fit_is_refused(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	OWN(buf_fini) struct buf out = {0};
	struct diagram_request r = request(document("layers"), FORMAT_SVG, "kind=flow");
	const char *why;

	(void)state;
	assert_false(diagram_fits(DIAGRAM_FLOW, r.model, r.matrix, &why));
	assert_non_null(strstr(why, "maps no control"));
	assert_false(diagram_render(&r, &out, &diags));
	assert_int_equal(out.len, 0);
	assert_string_equal(diags.v[0].rule, "no-picture");
}

/* A picture with an aspect has it, to the pixel. */
static void
aspects_are_kept(void **state)
{
	static const struct {
		const char *name;
		unsigned w, h;
	} aspects[] = {
		{"16:9", 1280, 720}, {"4:3", 960, 720}, {"1:1", 720, 720}, {"wide", 1680, 720}};

	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		EACH_VALUE(kind, DIAGRAM_KIND__COUNT)
			EACH_ROW(i, aspects) {
				OWN(diags_fini) struct diags diags = {0};
				struct diagram_request r;
				char query[64];
				unsigned w, h;

				if (!diagram_fits((enum diagram_kind)kind, &documents[d].model,
					    &documents[d].matrix, NULL))
					continue;
				snprintf(query, sizeof(query), "kind=%s&aspect=%s",
					diagram_kind_name((enum diagram_kind)kind),
					aspects[i].name);
				r = request(&documents[d], FORMAT_SVG, query);
				assert_true(diagram_size(&r, &w, &h, &diags));
				assert_int_equal(w, aspects[i].w);
				assert_in_range(h, aspects[i].h - 1, aspects[i].h + 1);
			}
}

static void
size_is_that_of_the_picture(void **state)
{
	static const char *const queries[] = {"", "width=320", "lang=en&width=1920"};

	(void)state;
	EACH_ROW(i, queries) {
		OWN(buf_fini) struct buf out = {0};
		OWN(diags_fini) struct diags diags = {0};
		struct diagram_request r = request(document("forms"), FORMAT_SVG, queries[i]);
		unsigned w, h;
		char wanted[64];

		assert_true(diagram_size(&r, &w, &h, &diags));
		render(document("forms"), FORMAT_SVG, queries[i], &out);
		snprintf(wanted, sizeof(wanted), " width=\"%u\" height=\"%u\" ", w, h);
		assert_non_null(strstr(out.data, wanted));
	}
}

/* -- text ----------------------------------------------------------------------------- */

static void
lines_break_by_kinsoku(void **state)
{
	static const char never_first[] =
		"、。，．・：；？！）］｝」』】々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";
	static const char string[] =
		"「ネットワーク」（インターネットへの接続）、ウィッチャー・チェック、「"
		"物理設備」、サーバーなど。";
	OWN(diags_fini) struct diags diags = {0};
	struct texter *t;

	(void)state;
	assert_true(fonts_load(&diags));
	t = texter_new();
	for (int width = 60; width < 400; width += 7) {
		const struct text_block *b = text_set(t, string, "ja", STYLE_LABEL, width);

		assert_true(b->width <= width || b->width <= text_need(t, b, false));
		for (size_t i = 0; i < b->line_count; i++) {
			const char *start = string + b->lines[i].start;
			char first[5] = {0}, last[5] = {0};

			memcpy(first, start, 3);
			memcpy(last, start + b->lines[i].bytes - 3, 3);
			if (i > 0)
				assert_null(strstr(never_first, first));
			if (i + 1 < b->line_count)
				assert_null(strstr("「（", last));
		}
	}
	texter_free(t);
}

static void
a_missing_glyph_is_an_error(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0}, found = {0};
	struct diagram_request r;
	struct fixture f;

	(void)state;
	make_two_rows(&f);
	f.table.title = texts(&f, "Tamil \xe0\xae\xa4\xe0\xae\xae"); /* once for the script */
	diagram_request_init(&r, &f.model, &f.matrix, DIAGRAM_STACK, FORMAT_SVG);
	assert_false(diagram_render(&r, &out, &diags));
	assert_int_equal(out.len, 0);
	assert_int_equal(diags.count[SEVERITY_ERROR], 1);
	assert_string_equal(diags.v[0].rule, "missing-glyph");
	assert_non_null(strstr(diags.v[0].text, "U+0BA4"));
	diagram_check_glyphs(&f.model, &found);
	assert_int_equal(found.n, 1);
	assert_non_null(strstr(found.v[0].text, "U+0BA4"));
	assert_non_null(strstr(found.v[0].text, "Tamil"));
	assert_non_null(strstr(found.v[0].text, "DEMARC_FONTS"));
	fixture_fini(&f);
}

static void
the_documents_need_no_missing_glyph(void **state)
{
	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++) {
		OWN(diags_fini) struct diags diags = {0};

		diagram_check_glyphs(&documents[i].model, &diags);
		diags_print(&diags, stderr);
		assert_int_equal(diags.n, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_stay_whole_at_every_width),
		cmocka_unit_test(a_wide_word_widens_the_picture),
		cmocka_unit_test(columns_share_by_need),
		cmocka_unit_test(letters_of_a_table_shrink_together),
		cmocka_unit_test(a_kind_that_does_not_fit_is_refused),
		cmocka_unit_test(aspects_are_kept),
		cmocka_unit_test(size_is_that_of_the_picture),
		cmocka_unit_test(lines_break_by_kinsoku),
		cmocka_unit_test(a_missing_glyph_is_an_error),
		cmocka_unit_test(the_documents_need_no_missing_glyph),
	};

	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
