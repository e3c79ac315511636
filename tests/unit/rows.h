/* rows: a test that walks a table says at which row it failed: "at cases[3]". After cmocka.h, whose
 * cmocka_unit_test it replaces.
 *
 *	EACH_ROW(i, cases)
 *		assert_int_equal(parse(cases[i].text), cases[i].number);
 */
#ifndef DEMARC_TESTS_ROWS_H
#define DEMARC_TESTS_ROWS_H

#include <assert.h>

#ifndef COUNT
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#endif

/* for i from 0 to the last element of the table, an array; or of one with so many. */
#define EACH_ROW(i, table) EACH_OF(i, table, COUNT(table))
#define EACH_OF(i, table, count) for (size_t i = 0; row_next(__LINE__, #table, i, (count)); i++)

/* The same for the values of an enum, from 0 on: "at FORMAT__COUNT[2]". */
#define EACH_VALUE(i, end) for (int i = 0; row_next(__LINE__, #end, (size_t)i, (size_t)(end)); i++)

#undef cmocka_unit_test
#define cmocka_unit_test(test)                                                                     \
	{                                                                                          \
#test, rows_run, NULL, rows_report, (void *)test                                   \
	}

enum { ROWS_DEPTH = 8 };

/* The loops that the test is in, each known by its line. */
static struct {
	int line;
	const char *table;
	size_t at;
} rows_open[ROWS_DEPTH];
static size_t rows_depth;

/* Notes where the loop is; false: it is through. A loop that was left otherwise is forgotten when
 * one that it was in comes to its next row. */
static inline int
row_next(int line, const char *table, size_t at, size_t count)
{
	size_t depth = 0;

	while (depth < rows_depth && rows_open[depth].line != line)
		depth++;
	assert(depth < ROWS_DEPTH);
	rows_open[depth].line = line;
	rows_open[depth].table = table;
	rows_open[depth].at = at;
	rows_depth = depth + (at < count);
	return at < count;
}

/* Runs the test that stands in *state: it does not return if the test fails. */
static inline void
rows_run(void **state)
{
	CMUnitTestFunction test = (CMUnitTestFunction)*state;

	*state = NULL;
	rows_depth = 0;
	test(state);
	rows_depth = 0;
}

static inline int
rows_report(void **state)
{
	(void)state;
	for (size_t i = 0; i < rows_depth; i++)
		print_error("at %s[%zu]\n", rows_open[i].table != NULL ? rows_open[i].table : "",
			rows_open[i].at);
	return 0;
}

#endif
