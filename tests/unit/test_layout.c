/* Layout: what is stored, and that nothing overlaps or leaves its box at any width. */
#include "render_requests.h"
#include "scene/scene.h"
#include "scene/theme.h"

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
	{"flow-print", "requirements", "kind=flow&theme=print"},
	{"flow-narrow-print", "requirements", "kind=flow&theme=print&width=390"},
	{"party-provider", "requirements", "kind=party&highlight=chrofy"},
	{"card-control", "chrofy", "kind=card&clause=12.4.1&lang=en"},
	{"card-party", "chrofy", "kind=card&highlight=aws"},
	{"badge-control", "chrofy", "kind=badge&clause=12.4.1&lang=en"},
	{"badge-wide", "chrofy", "kind=badge&width=640"},
};

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
	EACH_ROW(i, layouts) {
		OWN(buf_fini) struct buf got = {0};
		char path[128];

		scene(document(layouts[i].document), layouts[i].query, &got);
		snprintf(path, sizeof(path), "tests/golden/%s.txt", layouts[i].name);
		compare_with_file(&got, path);
	}
}

/* A supplier's rows stand behind the row that they say more of, in any kind that shows tables, and
 * whichever comes first of the options that choose tables and suppliers. */
static void
a_suppliers_rows_are_as_stored(void **state)
{
	static const struct {
		const char *name, *first, *second;
	} pictures[] = {{"stack-supplied", "open=nebuline", "table=layers"},
		{"stack-supplied", "table=layers", "open=nebuline"},
		{"matrix-supplied", "open=nebuline", "lang=ja"},
		{"stack-supplied-json", "open=wattline", "lang=ja"}};
	OWN(diags_fini) struct diags diags = {0};
	struct model *model = load_directory("tests/data/suppliers", &diags);

	(void)state;
	assert_non_null(model);
	EACH_ROW(i, pictures) {
		OWN(buf_fini) struct buf got = {0}, allowed = {0};
		const char *const options[] = {pictures[i].first, pictures[i].second};
		struct diagram_request r;
		char path[128];

		diagram_request_init(&r, model, model->services[0].current,
			pictures[i].name[0] == 'm' ? DIAGRAM_MATRIX : DIAGRAM_STACK, FORMAT_SVG);
		EACH_ROW(j, options) {
			char name[16] = {0};
			const char *value = strchr(options[j], '=') + 1;

			memcpy(name, options[j], (size_t)(value - 1 - options[j]));
			assert_int_equal(
				diagram_option_set(&r, name, value, &allowed), OPTION_TAKEN);
		}
		assert_true(diagram_scene(&r, &got, &diags));
		snprintf(path, sizeof(path), "tests/golden/%s.txt", pictures[i].name);
		compare_with_file(&got, path);
	}
	model_free(model);
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
	EACH_VALUE(palette, PALETTE__COUNT)
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
		EACH_VALUE(kind, DIAGRAM_KIND__COUNT) {
			if (!diagram_fits((enum diagram_kind)kind, &documents[d].model,
				    &documents[d].matrix, NULL))
				continue;
			EACH_ROW(w, widths)
				check_picture(d, kind, w, widths[w]);
			for (int width = 320; width <= 1400; width += 20)
				check_picture(d, kind, (size_t)width / 20, width);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layouts_are_as_stored),
		cmocka_unit_test(every_kind_is_as_stored),
		cmocka_unit_test(a_suppliers_rows_are_as_stored),
		cmocka_unit_test(pictures_are_sound_at_every_width),
	};

	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
