/* render/: fonts, text, layout, SVG, PNG. Runs from the top of the tree, without a network.
 *
 * Layout is compared as text first, pixels second, with a tolerance; DEMARC_GOLDEN=update rewrites
 * what is expected, and a picture that differs is left under build/ with its difference in red. */
#include <ctype.h>
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <png.h>

#include "base/buf.h"
#include "base/own.h"
#include "base/utf8.h"
#include "kinds/columns.h"
#include "diagram/diagram.h"
#include "text/fonts.h"
#include "kinds/kind.h"
#include "load/load.h"
#include "render_matrices.h"
#include "scene/scene.h"
#include "text/text.h"
#include "scene/theme.h"

enum { DOCUMENTS = COUNT(fixtures) };

static struct fixture documents[DOCUMENTS];

static int
make_documents(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	data_model = load_directory("data", &diags);
	if (data_model == NULL)
		return -1;
	for (size_t i = 0; i < DOCUMENTS; i++)
		fixtures[i].make(&documents[i]);
	return 0;
}

static int
free_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++)
		fixture_fini(&documents[i]);
	model_free(data_model);
	load_fini();
	diagram_fini();
	return 0;
}

static const struct fixture *
document(const char *name)
{
	size_t i = 0;

	while (strcmp(fixtures[i].name, name) != 0)
		i++;
	return &documents[i];
}

/* A request with options as a query has them, and the kind if it is not stack:
 * "kind=flow&lang=en&width=320". */
static struct diagram_request
request(const struct fixture *f, enum diagram_format format, const char *query)
{
	OWN(buf_fini) struct buf allowed = {0};
	struct diagram_request r;
	char *copy = strdup(query), *rest = copy, *pair, *value;

	diagram_request_init(&r, &f->model, &f->matrix, DIAGRAM_STACK, format);
	r.pages = "../";
	while ((pair = strsep(&rest, "&")) != NULL) {
		if (pair[0] == '\0')
			continue;
		value = strchr(pair, '=');
		*value++ = '\0';
		if (strcmp(pair, "kind") == 0) {
			diagram_request_init(&r, &f->model, &f->matrix,
				(enum diagram_kind)diagram_kind_find(value), format);
			r.pages = "../";
			continue;
		}
		assert_int_equal(diagram_option_set(&r, pair, value, &allowed), OPTION_TAKEN);
	}
	free(copy);
	return r;
}

static void
render(const struct fixture *f, enum diagram_format format, const char *query, struct buf *out)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r = request(f, format, query);

	buf_clear(out);
	if (!diagram_render(&r, out, &diags)) {
		diags_print(&diags, stderr);
		fail();
	}
}

static void
scene(const struct fixture *f, const char *query, struct buf *out)
{
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r = request(f, FORMAT_SVG, query);

	buf_clear(out);
	assert_true(diagram_scene(&r, out, &diags));
}

static uint64_t
hash(const struct buf *b)
{
	uint64_t h = 14695981039346656037U;

	for (size_t i = 0; i < b->len; i++)
		h = (h ^ (unsigned char)b->data[i]) * 1099511628211U;
	return h;
}

/* -- options ----------------------------------------------------------------------- */

static void
options_are_read_and_bad_values_named(void **state)
{
	static const struct {
		const char *name, *value;
		enum option_result result;
		const char *allowed;
	} cases[] = {
		{"lang", "en", OPTION_TAKEN, ""},
		{"lang", "fr", OPTION_BAD, "ja or en"},
		{"theme", "dark", OPTION_TAKEN, ""},
		{"theme", "Dark", OPTION_BAD, "auto, light, dark, print or contrast"},
		{"highlight", "aws", OPTION_TAKEN, ""},
		{"highlight", "nobody", OPTION_BAD, "customer, chrofy, trendmicro or aws"},
		{"width", "320", OPTION_TAKEN, ""},
		{"width", "319", OPTION_BAD, "a whole number of pixels from 320 to 4096"},
		{"width", "0400", OPTION_BAD, "a whole number of pixels from 320 to 4096"},
		{"width", "99999999999999999999", OPTION_BAD,
			"a whole number of pixels from 320 to 4096"},
		{"width", "", OPTION_BAD, "a whole number of pixels from 320 to 4096"},
		{"scale", "4", OPTION_TAKEN, ""},
		{"scale", "3", OPTION_BAD, "1, 2 or 4"},
		{"background", "transparent", OPTION_TAKEN, ""},
		{"background", "red", OPTION_BAD, "auto or transparent"},
		{"colour", "red", OPTION_UNKNOWN, ""},
	};
	const struct fixture *f = document("layers");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		OWN(buf_fini) struct buf allowed = {0};
		struct diagram_request r;

		diagram_request_init(&r, &f->model, &f->matrix, DIAGRAM_STACK, FORMAT_SVG);
		assert_int_equal(diagram_option_set(&r, cases[i].name, cases[i].value, &allowed),
			cases[i].result);
		assert_string_equal(buf_cstr(&allowed), cases[i].allowed);
	}
}

static void
one_picture_has_one_key(void **state)
{
	static const struct {
		enum diagram_format format;
		const char *query, *key;
	} cases[] = {
		{FORMAT_SVG, "", ""},
		{FORMAT_SVG, "lang=ja&theme=auto&width=960&scale=1&background=auto", ""},
		{FORMAT_SVG, "scale=4", ""},
		{FORMAT_PNG, "theme=light", ""},
		{FORMAT_SVG, "theme=light", "theme=light"},
		{FORMAT_PNG,
			"background=transparent&scale=2&width=640&highlight=aws&theme=dark&lang=en",
			"lang=en&theme=dark&highlight=aws&width=640&scale=2&background=transparent"},
	};
	const struct fixture *f = document("layers");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		OWN(buf_fini) struct buf key = {0};
		struct diagram_request r = request(f, cases[i].format, cases[i].query);

		diagram_key(&r, &key);
		assert_string_equal(buf_cstr(&key), cases[i].key);
	}
}

static void
names_are_found_again(void **state)
{
	size_t count;

	(void)state;
	for (int i = 0; i < DIAGRAM_KIND__COUNT; i++)
		assert_int_equal(diagram_kind_find(diagram_kind_name((enum diagram_kind)i)), i);
	for (int i = 0; i < FORMAT__COUNT; i++)
		assert_int_equal(
			diagram_format_find(diagram_format_name((enum diagram_format)i)), i);
	assert_int_equal(diagram_kind_find("pie"), -1);
	assert_int_equal(diagram_format_find("gif"), -1);
	assert_non_null(diagram_options(&count));
	assert_int_equal(count, 12);
}

/* -- which framework ------------------------------------------------------------------- */

static void
frameworks_are_chosen_by_their_ids(void **state)
{
	static const struct {
		enum diagram_kind kind;
		const char *value, *key; /* key NULL: the value is refused */
	} cases[] = {
		{DIAGRAM_COVERAGE, "iso27001-2022", ""},
		{DIAGRAM_COVERAGE, "iso27017-2015", "framework=iso27017-2015"},
		{DIAGRAM_COVERAGE, "iso27017-2026", NULL}, /* only spoken of */
		{DIAGRAM_COVERAGE, "", NULL},
		{DIAGRAM_FLOW, "iso27001-2022", ""},
		{DIAGRAM_FLOW, "iso27017-2015", NULL},
	};
	const struct matrix *matrix = data_model->services[0].current;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		OWN(buf_fini) struct buf key = {0}, allowed = {0};
		struct diagram_request r;
		enum option_result result;

		diagram_request_init(&r, data_model, matrix, cases[i].kind, FORMAT_SVG);
		result = diagram_option_set(&r, "framework", cases[i].value, &allowed);
		diagram_key(&r, &key);
		if (result != (cases[i].key != NULL ? OPTION_TAKEN : OPTION_BAD) ||
			(cases[i].key != NULL && strcmp(buf_cstr(&key), cases[i].key) != 0))
			fail_msg("row %zu, %s: '%s'", i, cases[i].value, buf_cstr(&key));
	}
}

/* -- which tables ------------------------------------------------------------------------ */

static void
tables_are_chosen_by_their_ids(void **state)
{
	static const struct {
		const char *kind, *value, *key; /* key NULL: the value is refused */
	} cases[] = {
		{"stack", "models", "table=models"},
		{"stack", "duties,models,duties", "table=models,duties"},
		{"matrix", "services", "table=services"},
		{"party", "services", "table=services"},
		{"card", "services", "table=services"},
		{"stack", "duties,services,models", ""},
		{"stack", "model", NULL},
		{"stack", "models,other", NULL},
		{"stack", "models,", NULL},
		{"stack", ",models", NULL},
		{"stack", ",", NULL},
		{"stack", "", NULL},
		{"stack", "nothing", NULL},
	};
	const struct fixture *f = document("three-tables");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		OWN(buf_fini) struct buf allowed = {0}, key = {0};
		struct diagram_request r;

		diagram_request_init(&r, &f->model, &f->matrix,
			(enum diagram_kind)diagram_kind_find(cases[i].kind), FORMAT_SVG);
		assert_int_equal(diagram_option_set(&r, "table", cases[i].value, &allowed),
			cases[i].key != NULL ? OPTION_TAKEN : OPTION_BAD);
		assert_string_equal(buf_cstr(&allowed),
			cases[i].key != NULL ? "" : "models, services or duties");
		diagram_key(&r, &key);
		assert_string_equal(buf_cstr(&key), cases[i].key != NULL ? cases[i].key : "");
	}
}

/* A document without any table says what the option would be. */
static void
without_tables_there_is_none_to_choose(void **state)
{
	OWN(buf_fini) struct buf allowed = {0};
	struct fixture f = *document("requirements");
	struct diagram_request r;

	(void)state;
	f.matrix.table_count = 0;
	diagram_request_init(&r, &f.model, &f.matrix, DIAGRAM_CARD, FORMAT_SVG);
	assert_int_equal(diagram_option_set(&r, "table", "boundary", &allowed), OPTION_BAD);
	assert_string_equal(buf_cstr(&allowed), "ids of tables with commas between");
}

/* Of more tables than can be named, all, and any one, can still be shown. */
static void
very_many_tables_can_be_shown(void **state)
{
	enum { MANY = DIAGRAM_TABLES_MAX + 8 };
	const struct fixture *small = document("two-rows");
	struct fixture f = *small;
	struct table tables[MANY];
	char ids[MANY][8];
	OWN(buf_fini) struct buf all = {0}, allowed = {0}, key = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r;
	unsigned w, h, one_h;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		snprintf(ids[i], sizeof(ids[i]), "t%zu", i);
		tables[i] = small->matrix.tables[0];
		tables[i].id = ids[i];
		buf_printf(&all, "%s%s", i > 0 ? "," : "", ids[i]);
	}
	f.matrix.tables = tables;
	f.matrix.table_count = MANY;
	diagram_request_init(&r, &f.model, &f.matrix, DIAGRAM_STACK, FORMAT_SVG);
	assert_int_equal(
		diagram_option_set(&r, "table", strchr(all.data, ',') + 1, &allowed), OPTION_BAD);
	assert_int_equal(diagram_option_set(&r, "table", all.data, &allowed), OPTION_TAKEN);
	assert_true(diagram_size(&r, &w, &h, &diags));
	assert_int_equal(diagram_option_set(&r, "table", "t39", &allowed), OPTION_TAKEN);
	diagram_key(&r, &key);
	assert_string_equal(buf_cstr(&key), "table=t39");
	assert_true(diagram_size(&r, &w, &one_h, &diags));
	assert_true(h > MANY * one_h / 2);
}

static void
describe(const char *query, struct buf *out)
{
	struct diagram_request r = request(document("three-tables"), FORMAT_SVG, query);

	buf_clear(out);
	diagram_description(&r, out);
}

static void
assert_in_order(const char *words, const char *const *pieces)
{
	for (; *pieces != NULL; pieces++) {
		words = strstr(words, *pieces);
		assert_non_null(words);
		words += strlen(*pieces);
	}
}

static void
every_table_is_told(void **state)
{
	static const char *const kinds[] = {"kind=stack", "kind=matrix"};
	OWN(buf_fini) struct buf words = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		describe(kinds[i], &words);
		assert_in_order(words.data,
			(const char *const[]){"edition 1, 26 July 2024. ", "Service models. ",
				"Data", "All columns – responsible: Customer", "Network",
				"Services. ", "Keys", "Backups",
				"Plan “Basic” – responsible: Customer", "Duties. ",
				"Report of incidents", NULL});
		assert_null(strstr(strstr(words.data, "26 July 2024") + 1, "26 July 2024"));
	}
	describe("kind=stack&table=duties", &words);
	assert_non_null(strstr(words.data, "Duties."));
	assert_null(strstr(words.data, "Keys"));
	assert_non_null(strstr(words.data, "Report of incidents"));
	describe("kind=party", &words);
	assert_string_equal(words.data,
		"Customer: responsibilities and duties. Harbour Cloud, edition 1, 26 July 2024. "
		"Responsible: Data (Service models; All columns), Storage: Keys (Services). "
		"Informed: Network (Service models; SaaS), Report of incidents (Duties). "
		"Under conditions: Storage: Backups (Services; Plan “Basic” – responsible: Customer).");
	describe("kind=party&highlight=provider", &words);
	assert_non_null(strstr(
		words.data, "Network (Service models; IaaS, SaaS; PaaS: together with Carrier)"));
	describe("kind=party&table=services", &words);
	assert_null(strstr(words.data, "Data"));
	assert_non_null(strstr(words.data, "Responsible: Storage: Keys."));
}

/* The last table's rows are in the picture of each kind that shows tables, and not in that of
 * another table. */
static void
a_picture_shows_the_tables_asked_for(void **state)
{
	static const char *const kinds[] = {"stack", "matrix", "party"};
	OWN(buf_fini) struct buf got = {0};
	char query[64];

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		snprintf(query, sizeof(query), "kind=%s", kinds[i]);
		scene(document("three-tables"), query, &got);
		assert_non_null(strstr(got.data, "Report of incidents"));
		assert_non_null(strstr(got.data, "\"Data\""));
		snprintf(query, sizeof(query), "kind=%s&table=models", kinds[i]);
		scene(document("three-tables"), query, &got);
		assert_null(strstr(got.data, "Report of incidents"));
		assert_non_null(strstr(got.data, "\"Data\""));
	}
}

/* -- layout ------------------------------------------------------------------------- */

/* A picture with a golden layout. */
static const struct {
	const char *name, *document, *query;
} layouts[] = {
	{"stack-layers-ja", "layers", ""},
	{"stack-layers-en", "layers", "lang=en"},
	{"stack-layers-narrow", "layers", "width=360"},
	{"stack-layers-highlight", "layers", "highlight=trendmicro"},
	{"stack-two-rows", "two-rows", ""},
	{"stack-nine-parties", "nine-parties", ""},
	{"stack-long-labels", "long-labels", ""},
	{"stack-forms", "forms", ""},
	{"stack-columns", "columns", ""},
	{"stack-three-tables", "three-tables", ""},
	{"stack-one-of-three", "three-tables", "table=services"},
	{"matrix-narrow", "forms", "kind=matrix&width=390"},
	{"flow-narrow", "requirements", "kind=flow&width=390"},
	{"flow-highlight", "requirements", "kind=flow&highlight=customer"},
	{"party-provider", "requirements", "kind=party&highlight=chrofy"},
	{"card-control", "chrofy", "kind=card&clause=12.4.1&lang=en"},
	{"card-party", "chrofy", "kind=card&highlight=aws"},
};

static bool
updating(void)
{
	const char *golden = getenv("DEMARC_GOLDEN");

	return golden != NULL && strcmp(golden, "update") == 0;
}

static void
compare_with_file(const struct buf *got, const char *path)
{
	OWN(buf_fini) struct buf wanted = {0};
	const char *why = NULL;

	if (updating()) {
		assert_true(buf_write_file(got, path));
		return;
	}
	if (!buf_read_file(&wanted, path, 1 << 20, &why))
		fail_msg("%s: %s", path, why);
	if (strcmp(wanted.data, got->data) != 0)
		buf_write_file(got, "build/golden-got.txt");
	assert_string_equal(got->data, wanted.data);
}

/* Every kind but stack, which has its own above, of every document. */
static void
every_kind_is_as_stored(void **state)
{
	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		for (int kind = DIAGRAM_STACK + 1; kind < DIAGRAM_KIND__COUNT; kind++) {
			OWN(buf_fini) struct buf got = {0};
			const char *name = diagram_kind_name((enum diagram_kind)kind);
			char query[64], path[128];

			if (!diagram_fits((enum diagram_kind)kind, &documents[d].model,
				    &documents[d].matrix, NULL))
				continue;
			snprintf(query, sizeof(query), "kind=%s", name);
			scene(&documents[d], query, &got);
			snprintf(path, sizeof(path), "tests/golden/%s-%s.txt", name,
				fixtures[d].name);
			compare_with_file(&got, path);
		}
}

static void
layouts_are_as_stored(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(layouts); i++) {
		OWN(buf_fini) struct buf got = {0};
		char path[128];

		scene(document(layouts[i].document), layouts[i].query, &got);
		snprintf(path, sizeof(path), "tests/golden/%s.txt", layouts[i].name);
		compare_with_file(&got, path);
	}
}

struct piece {
	int x, y, w, h, paint;
	bool text;
	char words[64];
};

/* Texts and rectangles of a dump, in their order; the first is the whole picture. */
static size_t
read_boxes(const char *dump, struct piece *boxes, size_t max)
{
	size_t n = 1;

	assert_int_equal(sscanf(dump, "picture %d %d", &boxes[0].w, &boxes[0].h), 2);
	boxes[0].x = boxes[0].y = 0;
	boxes[0].text = false;
	boxes[0].paint = PAINT_GROUND;
	for (const char *line = dump; line != NULL; line = strchr(line, '\n')) {
		struct piece *b = &boxes[n];

		line += strspn(line, "\n\t");
		b->words[0] = '\0';
		b->text = strncmp(line, "text ", 5) == 0;
		if (!b->text && strncmp(line, "rect ", 5) != 0)
			continue;
		assert_true(sscanf(line, "%*s %d %d %d %d paint %d \"%60[^\n]", &b->x, &b->y, &b->w,
				    &b->h, &b->paint, b->words) >= 5);
		assert_true(++n < max);
	}
	return n;
}

static bool
inside(const struct piece *a, const struct piece *b)
{
	return a->x >= b->x && a->y >= b->y && a->x + a->w <= b->x + b->w &&
	       a->y + a->h <= b->y + b->h;
}

static bool
meet(const struct piece *a, const struct piece *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static double
luminance(uint32_t rgb)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double v = (rgb >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double
contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* The uppermost rectangle below the text holds all of it and leaves a contrast of 7:1. */
static void
check_ground(const struct piece *boxes, size_t text)
{
	size_t below = 0;

	for (size_t i = 0; i < text; i++)
		if (!boxes[i].text && meet(&boxes[i], &boxes[text]))
			below = i;
	if (!inside(&boxes[text], &boxes[below]))
		fail_msg("\"%s does not fit what it stands on", boxes[text].words);
	for (int palette = 0; palette < PALETTE__COUNT; palette++)
		assert_true(contrast(theme_colour((enum palette)palette, boxes[text].paint),
				    theme_colour((enum palette)palette, boxes[below].paint)) >= 7);
}

static void
check_boxes(const struct fixture *f, const char *query)
{
	enum { MAX = 4096 };
	OWN(buf_fini) struct buf dump = {0};
	struct piece *boxes = calloc(MAX, sizeof(*boxes));
	size_t n;

	scene(f, query, &dump);
	n = read_boxes(dump.data, boxes, MAX);
	for (size_t i = 1; i < n; i++) {
		if (!inside(&boxes[i], &boxes[0]))
			fail_msg("%s: \"%s lies outside the picture", query, boxes[i].words);
		if (!boxes[i].text)
			continue;
		check_ground(boxes, i);
		for (size_t j = 1; j < i; j++)
			if (boxes[j].text && meet(&boxes[j], &boxes[i]))
				fail_msg("%s: \"%s and \"%s overlap", query, boxes[j].words,
					boxes[i].words);
	}
	free(boxes);
}

/* One kind of one document at one width, highlighted and not, in colours and in print. */
static void
check_picture(size_t d, int kind, size_t width, int width_px)
{
	const struct fixture *f = &documents[d];
	const char *name = diagram_kind_name((enum diagram_kind)kind);
	char query[128];

	snprintf(query, sizeof(query), "kind=%s&lang=en&width=%d&highlight=%s", name, width_px,
		f->matrix.parties[width % 2].id);
	if (matrix_language(&f->matrix, "en") != NULL)
		check_boxes(f, query);
	snprintf(query, sizeof(query), "kind=%s&width=%d", name, width_px);
	check_boxes(f, query);
	snprintf(query, sizeof(query), "kind=%s&width=%d&theme=print", name, width_px);
	check_boxes(f, query);
}

/* Any document, kind, language and width: nothing overlaps, nothing is cut off, everything can be
 * read. */
static void
pictures_are_sound_at_every_width(void **state)
{
	static const int widths[] = {361, 559, 719, 1920, 4096};

	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++) {
			if (!diagram_fits((enum diagram_kind)kind, &documents[d].model,
				    &documents[d].matrix, NULL))
				continue;
			for (size_t w = 0; w < COUNT(widths); w++)
				check_picture(d, kind, w, widths[w]);
			for (int width = 320; width <= 1400; width += 20)
				check_picture(d, kind, (size_t)width / 20, width);
		}
}

/* -- words at every width ---------------------------------------------------------------- */

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
	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
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
	for (size_t i = 0; i < COUNT(paths); i++) {
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
	for (size_t i = 0; i < COUNT(cases); i++) {
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
		for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
			for (size_t i = 0; i < COUNT(aspects); i++) {
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
	for (size_t i = 0; i < COUNT(queries); i++) {
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

/* -- colours ----------------------------------------------------------------------------- */

/* Linear RGB as eyes without one kind of cone see it (Machado, Oliveira and Fernandes 2009). */
static const double eyes[][3][3] = {
	{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
		{-0.003882, -0.048116, 1.051998}},
	{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
		{-0.011820, 0.042940, 0.968881}},
	{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
		{0.004733, 0.691367, 0.303900}},
};

static void
oklab(uint32_t rgb, const double eye[3][3], double out[3])
{
	static const double cones[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
		{0.2119034982, 0.6806995451, 0.1073969566},
		{0.0883024619, 0.2817188376, 0.6299787005}};
	static const double lab[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
		{1.9779984951, -2.4285922050, 0.4505937099},
		{0.0259040371, 0.7827717662, -0.8086757660}};
	double linear[3], seen[3], root[3];

	for (int i = 0; i < 3; i++) {
		double v = (rgb >> (16 - 8 * i) & 255) / 255.0;

		linear[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
	}
	for (int i = 0; i < 3; i++)
		seen[i] = fmin(1, fmax(0, eye[i][0] * linear[0] + eye[i][1] * linear[1] +
						  eye[i][2] * linear[2]));
	for (int i = 0; i < 3; i++)
		root[i] =
			cbrt(cones[i][0] * seen[0] + cones[i][1] * seen[1] + cones[i][2] * seen[2]);
	for (int i = 0; i < 3; i++)
		out[i] = lab[i][0] * root[0] + lab[i][1] * root[1] + lab[i][2] * root[2];
}

static double
colour_distance(uint32_t a, uint32_t b, const double eye[3][3])
{
	double p[3], q[3];

	oklab(a, eye, p);
	oklab(b, eye, q);
	return 100 * sqrt(pow(p[0] - q[0], 2) + pow(p[1] - q[1], 2) + pow(p[2] - q[2], 2));
}

/* 2 is about the least difference that is seen. */
static void
party_colours_stay_apart_for_all_eyes(void **state)
{
	static const enum palette palettes[] = {PALETTE_LIGHT, PALETTE_DARK, PALETTE_CONTRAST};

	(void)state;
	for (size_t eye = 0; eye < COUNT(eyes); eye++)
		for (size_t i = 0; i < COUNT(palettes); i++)
			for (unsigned a = 0; a < THEME_SLOTS; a++)
				for (unsigned b = 0; b < a; b++) {
					double d =
						colour_distance(theme_colour(palettes[i],
									paint_party(a, PARTY_BAR)),
							theme_colour(palettes[i],
								paint_party(b, PARTY_BAR)),
							eyes[eye]);

					if (d < (a < 4 ? 10 : 4))
						fail_msg(
							"slots %u and %u, eye %zu, palette %u: %.1f",
							a, b, eye, palettes[i], d);
				}
}

/* Nothing but greys; each party but the customer has stripes of its own. */
static void
print_has_no_colours(void **state)
{
	(void)state;
	for (int paint = 0; paint < PAINT__COUNT; paint++) {
		uint32_t c = theme_colour(PALETTE_PRINT, paint);

		assert_true((c & 255) == (c >> 8 & 255) && (c & 255) == c >> 16);
	}
	for (unsigned a = 0; a < THEME_SLOTS; a++)
		for (unsigned b = 0; b < a; b++)
			assert_int_not_equal(memcmp(theme_party_hatch(a), theme_party_hatch(b),
						     sizeof(struct hatch)),
				0);
}

static void
bars_and_lines_stand_out(void **state)
{
	(void)state;
	for (int i = 0; i < PALETTE__COUNT; i++) {
		enum palette palette = (enum palette)i;
		uint32_t ground = theme_colour(palette, PAINT_GROUND);
		double least = palette == PALETTE_CONTRAST ? 7 : 3;

		assert_true(contrast(theme_colour(palette, PAINT_RULE), ground) >= least);
		for (unsigned slot = 0; slot < THEME_SLOTS; slot++) {
			uint32_t bar = theme_colour(palette, paint_party(slot, PARTY_BAR));

			assert_true(contrast(bar, ground) >= least);
			assert_true(contrast(bar, theme_colour(palette,
							  paint_party(slot, PARTY_TINT))) >= least);
		}
	}
}

static void
parties_get_different_colours(void **state)
{
	const struct fixture *f = document("nine-parties");
	unsigned slots[9], seen = 0;

	(void)state;
	theme_slots(&f->matrix, slots);
	for (size_t i = 0; i < 9; i++)
		seen |= 1U << slots[i];
	assert_int_equal(seen, (1 << 9) - 1);
}

/* -- SVG ------------------------------------------------------------------------------------ */

static bool
has_attribute(const xmlNode *node, const char *name, const char *value)
{
	xmlChar *got = xmlGetProp(node, (const xmlChar *)name);
	bool same = got != NULL && (value == NULL || strcmp((char *)got, value) == 0);

	xmlFree(got);
	return same;
}

/* ids begin with the prefix of the root's, references point at ids, links are relative, nothing has
 * a style.
 */
static void
check_element(xmlDoc *doc, const xmlNode *node, const char *prefix)
{
	xmlChar *id = xmlGetProp(node, (const xmlChar *)"id"),
		*href = xmlGetProp(node, (const xmlChar *)"href");

	if (id != NULL)
		assert_memory_equal(id, prefix, strlen(prefix));
	if (strcmp((const char *)node->name, "use") == 0)
		assert_non_null(xmlGetID(doc, href + 1));
	if (strcmp((const char *)node->name, "a") == 0)
		assert_memory_equal(href, "../", 3);
	assert_false(has_attribute(node, "style", NULL));
	assert_false(has_attribute(node, "fill", "transparent"));
	xmlFree(id);
	xmlFree(href);
}

static size_t
check_tree(xmlDoc *doc, const xmlNode *node, const char *prefix, const char *count_role)
{
	size_t n = 0;

	for (; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		check_element(doc, node, prefix);
		n += has_attribute(node, "role", count_role);
		n += check_tree(doc, node->children, prefix, count_role);
	}
	return n;
}

/* Ids are declared by a DTD only; without one they are told to libxml2 here. */
static void
register_ids(xmlDoc *doc, xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		xmlAttr *id = node->type == XML_ELEMENT_NODE
				      ? xmlHasProp(node, (const xmlChar *)"id")
				      : NULL;

		if (id != NULL)
			assert_non_null(
				xmlAddID(NULL, doc, id->children->content, id)); /* NULL: twice */
		if (node->type == XML_ELEMENT_NODE)
			register_ids(doc, node->children);
	}
}

/* A table is a list; in a narrow picture each of its columns is one. */
static void
count_lists(const struct matrix *matrix, bool narrow, size_t *lists, size_t *items)
{
	*lists = *items = 0;
	for (size_t t = 0; t < matrix->table_count; t++) {
		size_t n = narrow && matrix->tables[t].column_count > 0
				   ? matrix->tables[t].column_count
				   : 1;

		if (matrix->tables[t].row_count == 0)
			continue;
		*lists += n;
		*items += n * matrix->tables[t].row_count;
	}
}

static void
svg_is_well_formed_and_structured(void **state)
{
	static const char *const queries[] = {
		"", "theme=dark&lang=en", "width=320&background=transparent"};

	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		for (size_t q = 0; q < COUNT(queries); q++) {
			OWN(buf_fini) struct buf out = {0};
			xmlChar *labelled;
			xmlDoc *doc;
			xmlNode *root;
			size_t lists, items;

			if (documents[d].matrix.language_count < 2 && q == 1)
				continue;
			render(&documents[d], FORMAT_SVG, queries[q], &out);
			doc = xmlReadMemory(
				out.data, (int)out.len, "picture.svg", NULL, XML_PARSE_NONET);
			assert_non_null(doc);
			root = xmlDocGetRootElement(doc);
			register_ids(doc, root);
			assert_true(has_attribute(root, "role", "graphics-document document"));
			assert_true(has_attribute(
				root, "lang", q == 1 ? "en" : documents[d].matrix.original));
			labelled = xmlGetProp(root, (const xmlChar *)"aria-labelledby");
			assert_non_null(xmlGetID(doc, labelled));
			labelled[strlen((char *)labelled) - 1] = '\0';
			count_lists(&documents[d].matrix, q == 2, &lists, &items);
			assert_int_equal(
				check_tree(doc, root, (char *)labelled, "listitem"), items);
			assert_int_equal(check_tree(doc, root, (char *)labelled, "list"), lists);
			xmlFree(labelled);
			xmlFreeDoc(doc);
		}
}

static void
svg_follows_the_theme_only_if_asked(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	const struct fixture *f = document("layers");

	(void)state;
	render(f, FORMAT_SVG, "", &out);
	assert_non_null(strstr(out.data, "prefers-color-scheme:dark"));
	assert_non_null(strstr(out.data, "<a xlink:href=\"../ja/boundary#data\">"));
	render(f, FORMAT_SVG, "theme=light", &out);
	assert_null(strstr(out.data, "<style"));
	assert_null(strstr(out.data, "class="));
}

/* Two pictures in one page share no id and no class. */
static void
prefixes_differ(void **state)
{
	OWN(buf_fini) struct buf a = {0}, b = {0};
	const char *p, *q;

	(void)state;
	render(document("layers"), FORMAT_SVG, "", &a);
	render(document("layers"), FORMAT_SVG, "highlight=aws", &b);
	p = strstr(a.data, " id=\"") + 5;
	q = strstr(b.data, " id=\"") + 5;
	assert_memory_not_equal(p, q, strcspn(p, "\"") - 1);
}

static void
svg_is_small(void **state)
{
	OWN(buf_fini) struct buf out = {0};

	(void)state;
	render(document("layers"), FORMAT_SVG, "", &out);
	assert_true(out.len <= 46000);
}

static void
descriptions_say_it_all(void **state)
{
	OWN(buf_fini) struct buf ja = {0}, en = {0};
	struct diagram_request r = request(document("layers"), FORMAT_SVG, "");

	(void)state;
	diagram_description(&r, &ja);
	r = request(document("layers"), FORMAT_SVG, "lang=en");
	diagram_description(&r, &en);
	assert_non_null(strstr(ja.data,
		"CHROFYの責任分界図。第1版、2024年7月26日。お客様の責任範囲：本サービス上に"));
	assert_non_null(strstr(ja.data,
		"他事業者（トレンドマイクロ）：CHROFY株式会社が責任を負う、トレンドマイクロが運用する。"));
	assert_non_null(strstr(en.data,
		"CHROFY (responsible): Application, Third party (Trend Micro). Third parties"));
}

/* -- PNG -------------------------------------------------------------------------------------- */

static uint8_t *
decode(const void *bytes, size_t len, unsigned *width, unsigned *height)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	uint8_t *pixels;

	assert_true(png_image_begin_read_from_memory(&image, bytes, len));
	image.format = PNG_FORMAT_RGBA;
	*width = image.width;
	*height = image.height;
	pixels = malloc(PNG_IMAGE_SIZE(image));
	assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
	return pixels;
}

/* Marks what differs in red and returns how many pixels that are. */
static size_t
difference(uint8_t *got, const uint8_t *wanted, size_t pixels)
{
	enum { TOLERANCE = 40 };
	size_t n = 0;

	for (size_t i = 0; i < 4 * pixels; i += 4) {
		bool same = true;

		for (size_t c = 0; c < 4; c++)
			same = same && abs(got[i + c] - wanted[i + c]) <= TOLERANCE;
		if (same)
			continue;
		n++;
		memcpy(got + i, "\xff\0\0\xff", 4);
	}
	return n;
}

static void
compare_pixels(const struct buf *got, const char *name)
{
	OWN(buf_fini) struct buf wanted = {0};
	unsigned w, h, wanted_w, wanted_h;
	uint8_t *a, *b;
	char path[128];
	const char *why = NULL;
	size_t different;

	snprintf(path, sizeof(path), "tests/golden/%s.png", name);
	if (updating()) {
		assert_true(buf_write_file(got, path));
		return;
	}
	if (!buf_read_file(&wanted, path, 4 << 20, &why))
		fail_msg("%s: %s", path, why);
	a = decode(got->data, got->len, &w, &h);
	b = decode(wanted.data, wanted.len, &wanted_w, &wanted_h);
	assert_int_equal(w, wanted_w);
	assert_int_equal(h, wanted_h);
	different = difference(a, b, (size_t)w * h);
	if (different > (size_t)w * h / 2000) {
		png_image image = {.version = PNG_IMAGE_VERSION,
			.width = w,
			.height = h,
			.format = PNG_FORMAT_RGBA};

		mkdir("build", 0777);
		snprintf(path, sizeof(path), "build/difference-%s.png", name);
		png_image_write_to_file(&image, path, 0, a, 0, NULL);
		fail_msg("%zu pixels differ: see %s", different, path);
	}
	free(a);
	free(b);
}

static void
pixels_are_as_stored(void **state)
{
	static const struct {
		const char *name, *document, *query;
	} cases[] = {
		{"stack-layers-ja", "layers", ""},
		{"stack-layers-en-dark", "layers", "lang=en&theme=dark"},
		{"stack-layers-highlight", "layers", "highlight=chrofy"},
		{"stack-layers-narrow", "layers", "width=360&scale=2"},
		{"stack-nine-parties", "nine-parties", ""},
		{"stack-forms", "forms", ""},
		{"stack-columns", "columns", "lang=en&background=transparent"},
		{"stack-print", "forms", "theme=print"},
		{"stack-contrast", "forms", "theme=contrast&lang=en"},
		{"matrix-layers", "layers", "kind=matrix"},
		{"matrix-tasks", "tasks", "kind=matrix&lang=en"},
		{"flow-requirements", "requirements", "kind=flow"},
		{"coverage-requirements", "requirements", "kind=coverage&theme=dark"},
		{"party-chrofy", "chrofy", "kind=party"},
		{"card-chrofy", "chrofy", "kind=card&lang=en"},
		{"slide-chrofy", "chrofy", "aspect=16:9&width=960"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		OWN(buf_fini) struct buf out = {0};

		render(document(cases[i].document), FORMAT_PNG, cases[i].query, &out);
		compare_pixels(&out, cases[i].name);
	}
}

static bool
has_pixel(const uint8_t *pixels, size_t count, uint32_t rgb)
{
	const uint8_t wanted[] = {(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};

	for (size_t i = 0; i < count; i++)
		if (memcmp(pixels + 4 * i, wanted, 4) == 0)
			return true;
	return false;
}

/* With nine parties the palette is full, and still no flat colour is off. */
static void
flat_colours_are_exact(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	const struct fixture *f = document("nine-parties");
	unsigned slots[9], w, h;
	uint8_t *pixels;

	(void)state;
	theme_slots(&f->matrix, slots);
	render(f, FORMAT_PNG, "", &out);
	pixels = decode(out.data, out.len, &w, &h);
	for (size_t i = 0; i < 9; i++) {
		assert_true(has_pixel(pixels, (size_t)w * h,
			theme_colour(false, paint_party(slots[i], PARTY_BAR))));
		assert_true(has_pixel(pixels, (size_t)w * h,
			theme_colour(false, paint_party(slots[i], PARTY_TINT))));
	}
	assert_memory_equal(pixels, "\xff\xff\xff\xff", 4);
	free(pixels);
	render(f, FORMAT_PNG, "background=transparent", &out);
	pixels = decode(out.data, out.len, &w, &h);
	assert_int_equal(pixels[3], 0);
	free(pixels);
}

static void
scale_multiplies_pixels_and_their_density(void **state)
{
	static const int scales[] = {1, 2, 4};

	(void)state;
	for (size_t i = 0; i < COUNT(scales); i++) {
		OWN(buf_fini) struct buf out = {0};
		unsigned w, h;
		const unsigned char *density;
		char query[32];

		snprintf(query, sizeof(query), "width=640&scale=%d", scales[i]);
		render(document("two-rows"), FORMAT_PNG, query, &out);
		free(decode(out.data, out.len, &w, &h));
		assert_int_equal(w, 640 * scales[i]);
		density = memmem(out.data, out.len, "pHYs", 4);
		assert_int_equal(
			(density[4] << 24 | density[5] << 16 | density[6] << 8 | density[7]),
			(96 * scales[i] * 10000 + 127) / 254);
	}
}

static void
too_many_pixels_are_refused(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r =
		request(document("sixty-rows"), FORMAT_PNG, "width=4096&scale=4");

	(void)state;
	assert_false(diagram_render(&r, &out, &diags));
	assert_string_equal(diags.v[0].rule, "too-large");
	assert_int_equal(out.len, 0);
}

/* -- the same bytes --------------------------------------------------------------------------- */

/* One hash over several pictures, first to last or last to first. */
static uint64_t
hash_all(bool backwards)
{
	static const char *const queries[] = {
		"", "lang=en", "width=400", "highlight=chrofy", "theme=dark"};
	OWN(buf_fini) struct buf out = {0};
	uint64_t sum = 0;

	for (size_t i = 0; i < 2 * COUNT(queries); i++) {
		size_t k = backwards ? 2 * COUNT(queries) - 1 - i : i;

		render(document("layers"), k % 2 == 0 ? FORMAT_SVG : FORMAT_PNG, queries[k / 2],
			&out);
		sum ^= hash(&out) * (k + 1);
	}
	return sum;
}

static void *
draw_in_thread(void *result)
{
	uint64_t first = hash_all(false);

	for (int i = 0; i < 2; i++)
		if (hash_all(i % 2 == 0) != first)
			return NULL;
	*(uint64_t *)result = first;
	return NULL;
}

static void
threads_draw_the_same_bytes(void **state)
{
	pthread_t threads[4];
	uint64_t results[4] = {0}, wanted = hash_all(false);

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, draw_in_thread, &results[i]), 0);
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(results[i], wanted);
}

/* This program again, in a process of its own: prints the hash and ends. */
static uint64_t
hash_in_process(const char *locale)
{
	char command[512], self[256] = {0};
	unsigned long long result = 0;
	FILE *pipe;

	assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
	snprintf(command, sizeof(command), "LC_ALL=%s '%s' --hash", locale, self);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%llx", &result), 1);
	assert_int_equal(pclose(pipe), 0);
	return result;
}

static void
processes_and_locales_draw_the_same_bytes(void **state)
{
	static const char *const locales[] = {
		"C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.UTF-8"};
	uint64_t wanted = hash_all(false);

	(void)state;
	for (size_t i = 0; i < COUNT(locales); i++)
		assert_int_equal(hash_in_process(locales[i]), wanted);
}

static void
a_cold_start_draws_the_same_bytes(void **state)
{
	uint64_t wanted = hash_all(false);

	(void)state;
	diagram_fini();
	assert_int_equal(hash_all(true), wanted);
}

static void
missing_fonts_are_told(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r = request(document("layers"), FORMAT_SVG, "");

	(void)state;
	diagram_fini();
	setenv("DEMARC_FONT_DIR", "/nonexistent", 1);
	assert_false(diagram_render(&r, &out, &diags));
	assert_string_equal(diagram_environment(), "");
	unsetenv("DEMARC_FONT_DIR");
	assert_string_equal(diags.v[0].rule, "missing-font");
	assert_non_null(strstr(diags.v[0].text, "fonts-morisawa-bizud-gothic"));
	assert_non_null(strstr(diags.v[0].text, "fonts-inter"));
	assert_int_equal(strlen(diagram_environment()), 64);
}

static void
warming_draws(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	assert_true(diagram_warm(&document("layers")->model, &diags));
	assert_int_equal(diags.n, 0);
}

static int
print_hash(void)
{
	setlocale(LC_ALL, "");
	make_documents(NULL);
	printf("%llx\n", (unsigned long long)hash_all(true));
	free_documents(NULL);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_are_read_and_bad_values_named),
		cmocka_unit_test(one_picture_has_one_key),
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(frameworks_are_chosen_by_their_ids),
		cmocka_unit_test(tables_are_chosen_by_their_ids),
		cmocka_unit_test(without_tables_there_is_none_to_choose),
		cmocka_unit_test(very_many_tables_can_be_shown),
		cmocka_unit_test(every_table_is_told),
		cmocka_unit_test(a_picture_shows_the_tables_asked_for),
		cmocka_unit_test(layouts_are_as_stored),
		cmocka_unit_test(every_kind_is_as_stored),
		cmocka_unit_test(pictures_are_sound_at_every_width),
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
		cmocka_unit_test(party_colours_stay_apart_for_all_eyes),
		cmocka_unit_test(print_has_no_colours),
		cmocka_unit_test(bars_and_lines_stand_out),
		cmocka_unit_test(parties_get_different_colours),
		cmocka_unit_test(svg_is_well_formed_and_structured),
		cmocka_unit_test(svg_follows_the_theme_only_if_asked),
		cmocka_unit_test(prefixes_differ),
		cmocka_unit_test(svg_is_small),
		cmocka_unit_test(descriptions_say_it_all),
		cmocka_unit_test(pixels_are_as_stored),
		cmocka_unit_test(flat_colours_are_exact),
		cmocka_unit_test(scale_multiplies_pixels_and_their_density),
		cmocka_unit_test(too_many_pixels_are_refused),
		cmocka_unit_test(threads_draw_the_same_bytes),
		cmocka_unit_test(processes_and_locales_draw_the_same_bytes),
		cmocka_unit_test(a_cold_start_draws_the_same_bytes),
		cmocka_unit_test(missing_fonts_are_told),
		cmocka_unit_test(warming_draws),
	};

	if (argc > 1 && strcmp(argv[1], "--hash") == 0)
		return print_hash();
	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
