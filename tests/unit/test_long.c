/* Pictures that are narrow, and those of very much: columns that say the same are folded together,
 * a picture that would be too long is shown page by page, or with numbers alone. For generated
 * tables, whatever the form: every party of every cell is named beside its row, below its column,
 * and no other is; every row stands on one page. */
#include "render_drawn.h"

#include <limits.h>

#include "kinds/paging.h"

enum { NARROW_PX = 320, NARROW_INNER_PX = 288, LONG_ROWS = 150 };

static const enum diagram_kind table_kinds[] = {DIAGRAM_STACK, DIAGRAM_MATRIX};

/* -- folded ------------------------------------------------------------------------------------ */

/* Whether the text is the names of some columns, or says that it is all of them. */
static bool
is_heading(const struct piece *p)
{
	return p->text &&
	       (strncmp(p->words, "Col", 3) == 0 || strcmp(p->words, "All columns\"") == 0);
}

static bool
has_column(const struct piece *heading, size_t c)
{
	return strncmp(heading->words, "All", 3) == 0 ||
	       strstr(heading->words, column_names[c]) != NULL;
}

/* The top of the nearest heading below y, if it is above end. */
static int
next_heading(const struct drawn *drawn, int y, int end)
{
	for (size_t i = 0; i < drawn->count; i++)
		if (is_heading(&drawn->pieces[i]) && drawn->pieces[i].y > y &&
			drawn->pieces[i].y < end)
			end = drawn->pieces[i].y;
	return end;
}

/* The heading of the column between the two heights; there is but one. */
static const struct piece *
heading_of(const struct drawn *drawn, size_t c, int y, int end)
{
	const struct piece *found = NULL;

	for (size_t i = 0; i < drawn->count; i++) {
		const struct piece *p = &drawn->pieces[i];

		if (!is_heading(p) || p->y <= y || p->y >= end || !has_column(p, c))
			continue;
		assert_null(found);
		found = p;
	}
	assert_non_null(found);
	return found;
}

static const struct piece *
label_of(const struct drawn *drawn, const struct row *row)
{
	return look_for(drawn, row->name.v[0].value);
}

static void
compare_cell(
	const struct drawn *drawn, const struct cell *cell, const struct where *where, int most_w)
{
	for (int words = 0; words < 2; words++)
		if (named(drawn, where, most_w, words) != meant(cell, words)) {
			fputs(drawn->dump.data, stderr);
			fail_msg("named %x, meant %x, words %d, from %d to %d",
				named(drawn, where, most_w, words), meant(cell, words), words,
				where->y0, where->y1);
		}
}

/* A row's cells, which stand above the next row, or above the end. Returns how many headings they
 * have. */
static size_t
compare_folded_row(
	const struct table *table, const struct drawn *drawn, const struct row *row, int end)
{
	int y = label_of(drawn, row)->y;
	size_t n = 0;

	for (size_t c = 0; c < table->column_count; c++) {
		const struct piece *heading = heading_of(drawn, c, y, end);
		int top = heading->y + heading->h;
		struct where where = {0, NARROW_PX, top, next_heading(drawn, heading->y, end)};

		compare_cell(drawn, &row->cells[c], &where, NARROW_INNER_PX);
	}
	for (size_t i = 0; i < drawn->count; i++)
		n += is_heading(&drawn->pieces[i]) && drawn->pieces[i].y > y &&
		     drawn->pieces[i].y < end;
	return n;
}

/* How many different cells the row has: each is said once. */
static size_t
different_cells(const struct table *table, const struct row *row)
{
	size_t n = 0;

	for (size_t c = 0; c < table->column_count; c++) {
		bool first = true;

		for (size_t before = 0; before < c; before++)
			first = first && !cell_equal(&row->cells[before], &row->cells[c]);
		n += first;
	}
	return n;
}

/* Those rows of the table that the picture has. Returns how many. */
static size_t
compare_folded(const struct table *table, const struct drawn *drawn)
{
	size_t n = 0;

	for (size_t r = 0; r < table->row_count; r++) {
		const struct row *row = &table->rows[r];
		const struct piece *next =
			r + 1 < table->row_count ? label_of(drawn, row + 1) : NULL;

		if (label_of(drawn, row) == NULL)
			continue;
		assert_int_equal(
			compare_folded_row(table, drawn, row, next != NULL ? next->y : INT_MAX),
			different_cells(table, row));
		n++;
	}
	return n;
}

static void
folded_columns_say_what_cells_say(void **state)
{
	size_t folded = 0;

	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++)
		for (size_t k = 0; k < COUNT(table_kinds); k++) {
			struct drawn drawn = {0};
			struct fixture f;

			make_table(&f, seed * 2654435761U, 2 + seed % 2);
			draw_at(&f, table_kinds[k], NARROW_PX, &drawn);
			assert_int_equal(compare_folded(&f.table, &drawn), f.table.row_count);
			folded += look_for(&drawn, "All columns") != NULL;
			drawn_fini(&drawn);
			fixture_fini(&f);
		}
	assert_true(folded > SEEDS / 4);
}

/* -- in pages ---------------------------------------------------------------------------------- */

static void
init_long(struct diagram_request *request, const struct fixture *f, enum diagram_kind kind,
	unsigned width_px)
{
	diagram_request_init(request, &f->model, &f->matrix, kind, FORMAT_SVG);
	request->width_px = width_px;
}

/* Of a wide picture: the box beside a row's label. */
static size_t
compare_wide(const struct table *table, const struct drawn *drawn)
{
	int x0 = find_text(drawn, column_names[0])->x, x1 = find_text(drawn, column_names[1])->x;
	size_t n = 0;

	for (size_t r = 0; r < table->row_count; r++) {
		const struct piece *label = label_of(drawn, &table->rows[r]);
		struct piece row;

		if (label == NULL)
			continue;
		row = box_of(drawn, label, 600);
		for (size_t c = 0; c < table->column_count; c++) {
			int x = find_text(drawn, column_names[c])->x - 2;
			struct where where = {x, x + x1 - x0, row.y, row.y + row.h};

			compare_cell(drawn, &table->rows[r].cells[c], &where, x1 - x0);
		}
		n++;
	}
	return n;
}

/* All pages, without an aspect: each says which of how many it is, and what it shows is so. */
static void
compare_pages(const struct fixture *f, enum diagram_kind kind, unsigned width_px)
{
	struct diagram_request request;
	size_t rows = 0, pages;

	init_long(&request, f, kind, width_px);
	pages = diagram_pages(&request);
	assert_true(pages > 3);
	for (request.page = 1; request.page <= pages; request.page++) {
		struct drawn drawn = {0};
		char which[40];

		snprintf(which, sizeof(which), "Page %u of %zu", request.page, pages);
		draw_request(&request, &drawn);
		assert_non_null(strstr(drawn.dump.data, which));
		rows += width_px == NARROW_PX ? compare_folded(&f->table, &drawn)
					      : compare_wide(&f->table, &drawn);
		drawn_fini(&drawn);
	}
	assert_int_equal(rows, f->table.row_count);
}

static void
pages_say_what_cells_say(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++)
		for (size_t k = 0; k < COUNT(table_kinds); k++) {
			struct fixture f;

			make_rows(&f, seed * 2654435761U, 2 + seed % 2, LONG_ROWS);
			compare_pages(&f, table_kinds[k], NARROW_PX);
			compare_pages(&f, table_kinds[k], 1200);
			fixture_fini(&f);
		}
}

static void
dump_of(const struct diagram_request *request, struct buf *out, struct diags *diags)
{
	assert_true(diagram_scene(request, out, diags));
}

/* Without a page the first one is drawn, which says so, and so does a warning; one that is not that
 * long is drawn whole; with an aspect the first slide is, of all that needs several pages. */
static void
what_is_too_long_begins_with_its_first_page(void **state)
{
	static const struct {
		size_t rows;
		enum diagram_aspect aspect;
		bool whole;
	} cases[] = {
		{LONG_ROWS, DIAGRAM_ASPECT_AUTO, false},
		{LONG_ROWS, DIAGRAM_ASPECT_16_9, false},
		{45, DIAGRAM_ASPECT_AUTO, true},
		{45, DIAGRAM_ASPECT_16_9, false},
		{9, DIAGRAM_ASPECT_AUTO, true},
		{4, DIAGRAM_ASPECT_16_9, true},
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		OWN(buf_fini) struct buf plain = {0}, first = {0};
		OWN(diags_fini) struct diags diags = {0}, none = {0};
		struct diagram_request request;
		struct fixture f;

		make_rows(&f, 7, 3, cases[i / 2].rows);
		init_long(&request, &f, table_kinds[i % 2], 0);
		request.aspect = cases[i / 2].aspect;
		dump_of(&request, &plain, &diags);
		assert_int_equal(diagram_is_drawn_whole(&request), cases[i / 2].whole);
		assert_int_equal(diags_count(&diags, "more-pages") > 0, !cases[i / 2].whole);
		assert_int_equal(strstr(plain.data, "Page 1 of ") == NULL, cases[i / 2].whole);
		if (!cases[i / 2].whole) {
			request.page = 1;
			dump_of(&request, &first, &none);
			assert_string_equal(plain.data, first.data);
			assert_int_equal(diags_count(&none, "more-pages"), 0);
		}
		fixture_fini(&f);
	}
}

/* -- numbers alone ------------------------------------------------------------------------------
 */

static size_t
clause_count(void)
{
	return model_framework(data_model, "iso27017-2015")->clause_count;
}

/* Each of the first n clauses of a framework is a control, mapped to one of another. */
static void
make_controls(struct fixture *f, size_t n)
{
	const struct framework *own = model_framework(data_model, "iso27017-2015");
	const struct framework *mapped = model_framework(data_model, "iso27001-2022");
	struct control_spec *specs;

	fixture_init(f, "en", "Service", "Title", four, COUNT(four));
	specs = arena_array(f->arena, n, sizeof(*specs));
	for (size_t i = 0; i < n; i++)
		specs[i] = (struct control_spec){own->clauses[i].number, "A:b",
			mapped->clauses[i % mapped->clause_count].number};
	fixture_controls(f, specs, n);
}

/* Whether a text of the picture has the words in it, names for screen readers aside. */
static bool
shows(const struct drawn *drawn, const char *words)
{
	for (size_t i = 0; i < drawn->count; i++)
		if (drawn->pieces[i].text && strstr(drawn->pieces[i].words, words) != NULL)
			return true;
	return false;
}

/* Whether a text is the number, or a text that begins with it: "9.1.1 → 5.15". */
static bool
has_number(const struct drawn *drawn, const char *number)
{
	size_t len = strlen(number);

	for (size_t i = 0; i < drawn->count; i++)
		if (drawn->pieces[i].text && strncmp(drawn->pieces[i].words, number, len) == 0 &&
			(drawn->pieces[i].words[len] == '"' || drawn->pieces[i].words[len] == ' '))
			return true;
	return false;
}

/* The whole of a long one has all numbers and no titles; its pages have both, each clause once. */
static void
compare_numbers(const struct diagram_request *asked, const char *const *titles)
{
	const struct framework *own = model_framework(data_model, "iso27017-2015");
	struct diagram_request request = *asked;
	struct drawn drawn = {0};
	size_t numbers = 0, with_title = 0;

	assert_true(diagram_pages(&request) > 1);
	assert_true(diagram_is_drawn_whole(&request));
	draw_request(&request, &drawn);
	for (size_t i = 0; i < own->clause_count; i++)
		numbers += has_number(&drawn, own->clauses[i].number);
	assert_int_equal(numbers, own->clause_count);
	for (size_t i = 0; titles[i] != NULL; i++)
		assert_false(shows(&drawn, titles[i]));
	drawn_fini(&drawn);
	for (request.page = 1; request.page <= diagram_pages(&request); request.page++) {
		drawn = (struct drawn){0};
		draw_request(&request, &drawn);
		for (size_t i = 0; titles[i] != NULL; i++)
			with_title += shows(&drawn, titles[i]);
		drawn_fini(&drawn);
	}
	assert_int_equal(with_title, 2);
}

static void
the_whole_of_very_much_has_numbers_alone(void **state)
{
	static const char *const titles[] = {"Teleworking", "synchronisation", NULL};
	static const enum diagram_kind kinds[] = {DIAGRAM_FLOW, DIAGRAM_COVERAGE};

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		OWN(buf_fini) struct buf ignored = {0};
		struct diagram_request request;
		struct fixture f;

		make_controls(&f, clause_count());
		diagram_request_init(&request, &f.model, &f.matrix, kinds[i], FORMAT_SVG);
		if (kinds[i] == DIAGRAM_COVERAGE)
			assert_int_equal(diagram_option_set(
						 &request, "framework", "iso27017-2015", &ignored),
				OPTION_TAKEN);
		compare_numbers(&request, titles);
		fixture_fini(&f);
	}
}

/* -- letters --------------------------------------------------------------------------------------
 */

/* All on one slide is too small, and the warning says what would do: wider and in pages it is not.
 */
static void
small_letters_are_warned_of(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0}, page = {0};
	struct diagram_request request;
	struct fixture f;

	(void)state;
	make_controls(&f, 90);
	diagram_request_init(&request, &f.model, &f.matrix, DIAGRAM_FLOW, FORMAT_SVG);
	request.aspect = DIAGRAM_ASPECT_16_9;
	request.width_px = 640;
	dump_of(&request, &out, &diags);
	assert_int_equal(diags_count(&diags, "small-letters"), 1);
	assert_int_equal(diags.n, 1);
	assert_int_equal(diags.v[0].severity, SEVERITY_WARNING);
	assert_non_null(strstr(diags.v[0].text, "its pages 1 to "));
	request.page = 1;
	request.width_px = 1280;
	dump_of(&request, &out, &page);
	assert_int_equal(diags_count(&page, "small-letters"), 0);
	fixture_fini(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folded_columns_say_what_cells_say),
		cmocka_unit_test(pages_say_what_cells_say),
		cmocka_unit_test(what_is_too_long_begins_with_its_first_page),
		cmocka_unit_test(the_whole_of_very_much_has_numbers_alone),
		cmocka_unit_test(small_letters_are_warned_of),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
