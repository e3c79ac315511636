/* Alternative texts: short, and cut where a reader is told so. */
#include "render_drawn.h"

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* Of a hundred rows that are alike as many are named as there is room for. */
static void
long_lists_are_cut(void **state)
{
	static const enum diagram_kind kinds[] = {DIAGRAM_STACK, DIAGRAM_MATRIX, DIAGRAM_PARTY};
	struct row_spec rows[100] = {0};

	(void)state;
	EACH_ROW(k, kinds) {
		OWN(buf_fini) struct buf out = {0};
		struct diagram_request request;
		struct fixture f;

		fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
		EACH_ROW(i, rows)
			rows[i] = (struct row_spec){.id = "r",
				.cells = {"A:a"},
				.name = arena_printf(f.arena, "A row of number %zu", i)};
		fixture_rows(&f, rows, COUNT(rows));
		diagram_request_init(&request, &f.model, &f.matrix, kinds[k], FORMAT_SVG);
		diagram_description(&request, &out);
		assert_true(characters(out.data) <= 1500);
		assert_non_null(strstr(out.data, "number 30"));
		assert_null(strstr(out.data, "number 99"));
		assert_non_null(strstr(out.data, "The table below the picture says the rest."));
		fixture_fini(&f);
	}
}

/* However many tables a picture shows, its alternative text is no longer than of one, and says once
 * that there is more. */
static void
alternative_texts_of_many_tables_are_short(void **state)
{
	static const enum diagram_kind kinds[] = {DIAGRAM_STACK, DIAGRAM_MATRIX, DIAGRAM_PARTY};
	static const char *const rest = "The table below the picture says the rest.";
	enum { MANY = 4, ROWS = 24 };
	struct row_spec rows[ROWS] = {0};

	(void)state;
	EACH_ROW(k, kinds) {
		OWN(buf_fini) struct buf out = {0};
		struct diagram_request request;
		struct fixture f;

		fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
		for (size_t t = 0; t < MANY; t++) {
			for (size_t i = 0; i < ROWS; i++)
				rows[i] = (struct row_spec){.id = "r",
					.cells = {i % 2 == 0 ? "A:a" : "A:a;R:b"},
					.name = arena_printf(
						f.arena, "Row %zu of table %zu", i, t)};
			fixture_rows(&f, rows, ROWS);
			fixture_next_table(&f, arena_printf(f.arena, "t%zu", t),
				arena_printf(f.arena, "Table %zu", t));
		}
		diagram_request_init(&request, &f.model, &f.matrix, kinds[k], FORMAT_SVG);
		diagram_description(&request, &out);
		assert_true(characters(out.data) <= 1500);
		assert_non_null(strstr(out.data, "Row 0 of table 1"));
		assert_null(strstr(out.data, "of table 3"));
		assert_string_equal(strstr(out.data, rest), rest);
		fixture_fini(&f);
	}
}

/* Alternative texts are short enough to listen to, and tell when they leave something out; runs of
 * equal rows are told once, and so are footnotes. */
static void
alternative_texts_are_short(void **state)
{
	static const char *const rest = "The table below the picture says the rest.";
	struct row_spec rows[80] = {0};

	(void)state;
	for (size_t n = 4; n <= COUNT(rows); n *= 20)
		for (int kind = 0; kind <= DIAGRAM_MATRIX; kind++) {
			OWN(buf_fini) struct buf out = {0};
			struct diagram_request request;
			struct fixture f;
			const char *note;

			fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
			fixture_columns(&f, column_names, 2);
			for (size_t i = 0; i < n; i++) {
				rows[i].id = rows[i].name =
					arena_printf(f.arena, "Row number %zu", i);
				rows[i].cells[0] =
					i < 2 || i % 2 == 0 ? "A:a" : "A:b;R:c=in words of its own";
				rows[i].cells[1] = i < 2 ? "A:a" : "A:d";
			}
			fixture_footnote(&f, fixture_rows(&f, rows, n) + 2, "Only once.");
			diagram_request_init(
				&request, &f.model, &f.matrix, (enum diagram_kind)kind, FORMAT_SVG);
			diagram_description(&request, &out);
			assert_true(characters(out.data) <= 1500);
			assert_non_null(strstr(out.data,
				"Row number 0, Row number 1 – All columns – responsible: Alphaco."));
			assert_int_equal(strstr(out.data, rest) != NULL, n > 4);
			note = strstr(out.data, "Only once.");
			assert_int_equal(note != NULL, n == 4);
			assert_true(note == NULL || strstr(note + 1, "Only once.") == NULL);
			fixture_fini(&f);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alternative_texts_are_short),
		cmocka_unit_test(alternative_texts_of_many_tables_are_short),
		cmocka_unit_test(long_lists_are_cut),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
