/* data/: what counts as a value of each form, at its edges; bytes at theirs; cells that are equal,
 * and that are not. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include "rows.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/own.h"
#include "base/csv.h"
#include "model/fact.h"
#include "load/load.h"
#include "model/clause.h"
#include "model/names.h"
#include "model/value.h"
#include "model/words.h"

static const char sixty_four[] = "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz_0123456789";

/* -- forms ------------------------------------------------------------------------------------ */

struct sample {
	const char *value;
	bool valid;
};

static void
expect(const char *what, bool (*valid)(const char *), const struct sample *samples)
{
	for (; samples->value != NULL; samples++)
		if (valid(samples->value) != samples->valid)
			fail_msg("%s: '%s'", what, samples->value);
}

static void
identifiers_begin_with_a_letter_and_end_at_64(void **state)
{
	char too_long[66];

	(void)state;
	snprintf(too_long, sizeof(too_long), "%sx", sixty_four);
	expect("id", value_is_id,
		(const struct sample[]){{"a", true}, {"_a", true}, {"A-1_b.c", true},
			{sixty_four, true}, {"", false}, {"1a", false}, {"-a", false},
			{".a", false}, {"a b", false}, {"caf\xc3\xa9", false}, {"a:b", false},
			{too_long, false}, {NULL, false}});
}

static void
languages_are_tags_in_form(void **state)
{
	(void)state;
	expect("language", value_is_language,
		(const struct sample[]){{"ja", true}, {"en-GB", true}, {"zh-Hant-TW", true},
			{"de-1996", true}, {"abcdefgh", true}, {"", false}, {"abcdefghi", false},
			{"1a", false}, {"en-", false}, {"-en", false}, {"en_GB", false},
			{"en-abcdefghi", false}, {"en GB", false}, {NULL, false}});
}

static void
dates_are_days_that_exist(void **state)
{
	(void)state;
	expect("date", value_is_date,
		(const struct sample[]){{"2024-02-29", true}, {"2000-02-29", true},
			{"1900-02-29", false}, {"2023-02-29", false}, {"2023-02-28", true},
			{"2024-01-31", true}, {"2024-04-31", false}, {"2024-12-31", true},
			{"2024-13-01", false}, {"2024-00-10", false}, {"2024-01-00", false},
			{"2024-01-32", false}, {"0000-01-01", false}, {"0001-01-01", true},
			{"2024-1-01", false}, {"2024-01-1", false}, {"2024/01/01", false},
			{"20240101", false}, {"2024-01-01T00:00", false}, {"abcd-ef-gh", false},
			{"", false}, {NULL, false}});
}

static void
facts_are_valid_up_to_their_edges(void **state)
{
	static const struct {
		enum fact_kind kind;
		const char *value;
		bool valid;
	} cases[] = {
		{FACT_BUSINESS_DAYS, "", false},
		{FACT_BUSINESS_DAYS, "999999999", true},
		{FACT_BUSINESS_DAYS, "1000000000", false},
		{FACT_NUMBER, "-1.5", true},
		{FACT_NUMBER, "0", true},
		{FACT_NUMBER, "-", false},
		{FACT_NUMBER, ".5", false},
		{FACT_NUMBER, "1,5", false},
		{FACT_NUMBER, "1.5.2", false},
		{FACT_NUMBER, "", false},
		{FACT_FREQUENCY, "R/", false},
		{FACT_FREQUENCY, "R/P", false},
		{FACT_FREQUENCY, "R/PT", false},
		{FACT_FREQUENCY, "R/P1D  R/P1M", true},
		{FACT_FREQUENCY, "R/P1D ", true},
		{FACT_FREQUENCY, " R/P1D", false},
		{FACT_FREQUENCY, "R3/P1D", false},
		{FACT_FREQUENCY, "R/P1111111111111111111111111111111111111D", false},
		{FACT_REGION, "", false},
		{FACT_REGION, "J", false},
		{FACT_REGION, "jp", false},
		{FACT_REGION, "Jp", false},
		{FACT_REGION, "US-CA", true},
		{FACT_REGION, "GB-ENG", true},
		{FACT_REGION, "GB-ENGL", false},
		{FACT_REGION, "JP_13", false},
		{FACT_REGION, "JP-1a", false},
		{FACT_JURISDICTION, "JP", true},
		{FACT_JURISDICTION, "jp", false},
		{FACT_JURISDICTION, "Jp", false},
		{FACT_JURISDICTION, "JPN", false},
		{FACT_JURISDICTION, "", false},
		{FACT_EMAIL, "", false},
		{FACT_EMAIL, "example.com", false},
		{FACT_EMAIL, "@example.com", false},
		{FACT_EMAIL, "a@b@example.com", false},
		{FACT_EMAIL, "a@.com", false},
		{FACT_EMAIL, "a@example.com.", false},
		{FACT_EMAIL, "a@example.co.jp", true},
		{FACT_URL, "http://a.example", true},
		{FACT_URL, "https://", false},
		{FACT_URL, "http://", false},
		{FACT_URL, "https://a b", false},
		{FACT_URL, "ftp://example.com/", false},
		{FACT_URL, "HTTPS://example.com", false},
		{FACT_URL, "https://a\"b", false},
		{FACT_BOOLEAN, "false", true},
		{FACT_BOOLEAN, "TRUE", false},
		{FACT_BOOLEAN, "", false},
		{FACT_TEXT, "", false},
		{FACT_TEXT, " x", true},
		{FACT_DURATION, "P1M1D", true},
		{FACT_DURATION, "P1D1M", false},
		{FACT_DURATION, "P1S", false},
		{FACT_DURATION, "PT1D", false},
		{FACT_DURATION, "P1DT1HT1M", false},
		{FACT_DURATION, "P-1D", false},
	};
	const char *wanted;

	(void)state;
	EACH_ROW(i, cases)
		if (fact_valid(cases[i].kind, cases[i].value, &wanted) != cases[i].valid)
			fail_msg("%s '%s'", fact_kind_name(cases[i].kind), cases[i].value);
}

/* -- words that fall back --------------------------------------------------------------------- */

typedef void
say(struct buf *, const struct model *, const char *, const char *);

static void
expect_words(
	say *put, const struct model *model, const char *lang, const char *value, const char *words)
{
	OWN(buf_fini) struct buf out = {0};

	put(&out, model, lang, value);
	assert_string_equal(buf_cstr(&out), words);
}

static void
what_has_no_words_stands_as_it_is(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	OWN(buf_fini) struct buf out = {0};
	struct model *model = load_directory("data", &diags);

	(void)state;
	assert_non_null(model);
	expect_words(words_date, model, "en", "2024-07-26", "26 July 2024");
	expect_words(words_date, model, "en", "next week", "next week");
	expect_words(words_region, model, "en", "JP", "Japan");
	expect_words(words_region, model, "en", "QX-99", "QX-99");
	expect_words(words_frequency, model, "en", "P1D", "daily");
	expect_words(words_frequency, model, "en", "P10D", "every 10 days");
	assert_false(words_duration(&out, model, "en", "a while"));
	assert_int_equal(out.len, 0);
	assert_true(words_duration(&out, model, "en", "P0D"));
	assert_string_equal(buf_cstr(&out), "0 days");
	model_free(model);
}

/* -- bytes ---------------------------------------------------------------------------------------
 */

static void
what_was_cut_off_is_not_written(void **state)
{
	OWN(buf_fini) struct buf cut = {.limit = 4}, whole = {0}, read = {0};
	char path[] = "/tmp/demarc-values-XXXXXX";
	const char *why;

	(void)state;
	assert_true(close(mkstemp(path)) == 0);
	buf_str(&whole, "as it was");
	assert_true(buf_write_file(&whole, path));
	buf_str(&cut, "abc");
	buf_str(&cut, "def");
	assert_true(cut.failed);
	assert_false(buf_write_file(&cut, path));
	assert_int_equal(errno, EFBIG);
	assert_true(buf_read_file(&read, path, 100, &why));
	assert_string_equal(buf_cstr(&read), "as it was");
	unlink(path);
}

static void
nothing_can_be_written_and_read(void **state)
{
	OWN(buf_fini) struct buf nothing = {0}, read = {0};
	char path[] = "/tmp/demarc-values-XXXXXX";
	struct stat before, after;
	const char *why;

	(void)state;
	assert_true(close(mkstemp(path)) == 0 && unlink(path) == 0);
	assert_true(buf_write_file(&nothing, path));
	assert_true(stat(path, &before) == 0 && before.st_size == 0);
	assert_true(buf_write_file(&nothing, path)); /* the same, so the file stays */
	assert_true(stat(path, &after) == 0 && after.st_ino == before.st_ino);
	assert_true(buf_read_file(&read, path, 0, &why));
	assert_int_equal(read.len, 0);
	unlink(path);
}

static void
what_cannot_be_read_is_said_in_words(void **state)
{
	static const struct {
		const char *path, *why;
	} cases[] = {
		{"tests/no-such", "there is no such file"},
		{"tests/run/x", "there is no such file"},
		{"tests", "it is a directory"},
		{"/dev/null", "it is not a regular file"},
		{"tests/run", "it is larger than the limit"},
	};
	char loop[] = "/tmp/demarc-values-XXXXXX", target[4200];
	const char *why = "";

	(void)state;
	EACH_ROW(i, cases) {
		OWN(buf_fini) struct buf read = {0};

		assert_false(buf_read_file(&read, cases[i].path, 10, &why));
		assert_string_equal(why, cases[i].why);
	}
	assert_true(close(mkstemp(loop)) == 0 && unlink(loop) == 0 && symlink(loop, loop) == 0);
	assert_false(buf_read_file(&(struct buf){0}, loop, 10, &why));
	assert_string_equal(why, "too many symbolic links");
	unlink(loop);
	memset(target, 'x', sizeof(target) - 1);
	target[sizeof(target) - 1] = '\0';
	assert_false(buf_write_file(&(struct buf){0}, target));
	assert_int_equal(errno, ENAMETOOLONG);
}

static void
json_has_no_raw_control_character(void **state)
{
	OWN(buf_fini) struct buf out = {0};

	(void)state;
	buf_json(&out, "\"\\/\b\f\n\r\t\x01\x1f\x7f\xc3\x28\xe3\x81\x82");
	assert_string_equal(buf_cstr(&out),
		"\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\xef\xbf\xbd(\xe3\x81\x82\"");
}

/* -- sheets ---------------------------------------------------------------------------------------
 */

static void
expect_cells(const char *sheet, const char *expected)
{
	OWN(buf_fini) struct buf bytes = {0}, out = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct arena *arena = arena_new();
	struct csv csv;

	buf_str(&bytes, sheet);
	assert_true(csv_read(&csv, arena, "sheet", &bytes, &diags));
	for (size_t i = 0; i < csv.count; i++)
		for (size_t j = 0; j < csv.rows[i].count; j++) {
			const struct csv_cell *cell = &csv.rows[i].cells[j];

			buf_printf(&out, "%u:%u[%s]", cell->pos.line, cell->pos.column, cell->text);
		}
	assert_string_equal(buf_cstr(&out), expected);
	arena_free(arena);
}

static void
cells_know_their_place_whatever_ends_a_line(void **state)
{
	(void)state;
	expect_cells("", "");
	expect_cells("a", "1:1[a]");
	expect_cells("a,b\nc", "1:1[a]1:3[b]2:1[c]");
	expect_cells("a,b\r\nc\r\n", "1:1[a]1:3[b]2:1[c]");
	expect_cells("a,b\rc\rd", "1:1[a]1:3[b]2:1[c]3:1[d]");
	expect_cells("\xef\xbb\xbf\xe3\x81\x82,b", "1:1[\xe3\x81\x82]1:3[b]");
	expect_cells("a;b,c;d", "1:1[a]1:3[b,c]1:7[d]");
	expect_cells("a\tb", "1:1[a]1:3[b]");
	expect_cells("a,,\n,", "1:1[a]1:3[]1:4[]2:1[]2:2[]");
}

static void
quotes_hold_separators_quotes_and_lines(void **state)
{
	(void)state;
	expect_cells("\"a,b\",c", "1:1[a,b]1:7[c]");
	expect_cells("\"a\"\"b\"", "1:1[a\"b]");
	expect_cells("\"a\r\nb\",c", "1:1[a\nb]2:4[c]");
	expect_cells("\"a\rb\",c", "1:1[a\nb]2:4[c]");
	expect_cells("\"a\"b,c", "1:1[ab]1:6[c]");
	expect_cells(" a , '=1+1,'x,'", "1:1[a]1:5[=1+1]1:12['x]1:15[']");
}

static void
cells_are_named_as_spreadsheets_do(void **state)
{
	static const struct {
		unsigned column;
		const char *name;
	} cases[] = {{1, "A7"}, {26, "Z7"}, {27, "AA7"}, {52, "AZ7"}, {53, "BA7"}, {256, "IV7"}};
	char name[CSV_NAME_SIZE];

	(void)state;
	EACH_ROW(i, cases) {
		csv_cell_name(&(struct csv_cell){.row = 7, .column = cases[i].column}, name);
		assert_string_equal(name, cases[i].name);
	}
}

/* -- cells of tables
 * ---------------------------------------------------------------------------------- */

static void
cells_are_equal_in_everything_that_is_seen(void **state)
{
	static const struct party you = {.id = "you"}, us = {.id = "us"};
	static const struct text words = {.language = 1, .value = "a"},
				 other = {.language = 1, .value = "b"},
				 japanese = {.language = 2, .value = "a"};
	static const struct part yours = {.party = &you, .does = DOES_ANSWERS},
				 ours = {.party = &us, .does = DOES_ANSWERS},
				 run = {.party = &you, .does = DOES_RUNS},
				 said = {.party = &you, .does = DOES_ANSWERS, .text = {&words, 1}};
	static const struct condition plan = {.name = {&words, 1}}, same = {.name = {&words, 1}},
				      renamed = {.name = {&other, 1}},
				      moved = {.name = {&words, 1},
					      .parts = {.v = &ours, .count = 1}},
				      reasoned = {.name = {&words, 1}, .reason = {&words, 1}};
	static const struct footnote first = {.id = "1"}, second = {.id = "2"};
	static const struct footnote *const notes[] = {&first, &second};
	const struct cell plain = {.parts = {.v = &yours, .count = 1}},
			  planned = {.parts = {.v = &yours, .count = 1},
				  .conditions = &plan,
				  .condition_count = 1},
			  noted = {.parts = {.v = &yours, .count = 1},
				  .footnotes = &notes[0],
				  .footnote_count = 1};
	const struct {
		struct cell a, b;
		bool equal;
	} cases[] = {
		{plain, plain, true},
		{plain, {.parts = {.v = &ours, .count = 1}}, false},
		{plain, {.parts = {.v = &run, .count = 1}}, false},
		{plain, {.parts = {.v = &said, .count = 1}}, false},
		{plain, {.parts = {.v = &yours, .count = 0}}, false},
		{plain, {.kind = CELL_UNSPECIFIED}, false},
		{plain, planned, false},
		{planned,
			{.parts = {.v = &yours, .count = 1},
				.conditions = &same,
				.condition_count = 1},
			true},
		{planned,
			{.parts = {.v = &yours, .count = 1},
				.conditions = &renamed,
				.condition_count = 1},
			false},
		{planned,
			{.parts = {.v = &yours, .count = 1},
				.conditions = &moved,
				.condition_count = 1},
			false},
		{planned,
			{.parts = {.v = &yours, .count = 1},
				.conditions = &reasoned,
				.condition_count = 1},
			false},
		{plain, noted, false},
		{noted, noted, true},
		{noted,
			{.parts = {.v = &yours, .count = 1},
				.footnotes = &notes[1],
				.footnote_count = 1},
			false},
		{{.kind = CELL_NOT_APPLICABLE, .reason = {&words, 1}},
			{.kind = CELL_NOT_APPLICABLE, .reason = {&other, 1}}, false},
		{{.kind = CELL_NOT_APPLICABLE, .reason = {&words, 1}},
			{.kind = CELL_NOT_APPLICABLE, .reason = {&japanese, 1}}, false},
		{{.kind = CELL_NOT_APPLICABLE, .reason = {&words, 1}},
			{.kind = CELL_NOT_APPLICABLE, .reason = {&words, 1}}, true},
	};

	(void)state;
	EACH_ROW(i, cases)
		if (cell_equal(&cases[i].a, &cases[i].b) != cases[i].equal ||
			cell_equal(&cases[i].b, &cases[i].a) != cases[i].equal)
			fail_msg("case %zu", i);
}

static void
numbers_have_tokens(void **state)
{
	static const struct {
		const char *number, *token;
	} cases[] = {{"9.2.1", "9.2.1"}, {"CLD.6.3.1", "CLD.6.3.1"}, {"AC-2(1)", "AC-2-1"},
		{"A&A-01", "A-A-01"}, {"GOVERN 1.1", "GOVERN-1.1"}, {"1.1-1.3.3", "1.1-1.3.3"},
		{"(1)", "1"}, {"\xef\xbc\x91.\xef\xbc\x92", "1.2"},
		{"\xe7\xac\xac"
		 "5",
			"u7b2c5"},
		{"&", "x"}, {".1", "1"}};
	char token[CLAUSE_TOKEN_SIZE];

	(void)state;
	EACH_ROW(i, cases) {
		clause_token(cases[i].number, token);
		assert_string_equal(token, cases[i].token);
		assert_true(value_is_token(token));
	}
	assert_true(value_is_clause("AC-2(1)") && value_is_clause("GOVERN 1.1") &&
		    value_is_clause("A&A-01"));
	assert_false(value_is_clause("") || value_is_clause(" a") || value_is_clause("a ") ||
		     value_is_clause("a  b") || value_is_clause("a\nb"));
	assert_false(value_is_clause("123456789012345678901234567890123"));
	assert_true(clause_same("govern1.1", "GOVERN 1.1") &&
		    clause_same("\xef\xbc\x91.2", "1.2") && clause_same("ac2(1)", "AC-2(1)"));
	assert_true(clause_below("AC-2(1)", "AC-2") && clause_below("1.1-1.3.3", "1.1") &&
		    clause_below("GOVERN 1.1", "govern"));
	assert_false(clause_below("AC-20", "AC-2") || clause_below("1.10", "1.1") ||
		     clause_below("9.2", "9.2.1"));
	assert_true(value_is_regions("JP") && value_is_regions("JP-13 US"));
	assert_false(value_is_regions("") || value_is_regions("JP  US") ||
		     value_is_regions("JP ") || value_is_regions("Japan"));
}

/* The order of parts says nothing, how they are shared does. */
static void
cells_are_shared_in_any_order(void **state)
{
	static const struct party you = {.id = "you"}, us = {.id = "us"};
	static const struct part forth[] = {{.party = &you, .does = DOES_ANSWERS},
		{.party = &us, .does = DOES_ANSWERS}},
				 back[] = {{.party = &us, .does = DOES_ANSWERS},
					 {.party = &you, .does = DOES_ANSWERS}},
				 twice[] = {{.party = &you, .does = DOES_ANSWERS},
					 {.party = &you, .does = DOES_ANSWERS}};
	const struct cell a = {.parts = {.v = forth, .count = 2}},
			  b = {.parts = {.v = back, .count = 2}},
			  jointly = {.parts = {forth, 2, SHARED_JOINTLY}},
			  also = {.parts = {back, 2, SHARED_JOINTLY}},
			  divided = {.parts = {back, 2, SHARED_DIVIDED}},
			  one = {.parts = {.v = twice, .count = 2}};

	(void)state;
	assert_true(cell_equal(&a, &b) && cell_same_owner(&a, &b));
	assert_true(cell_equal(&jointly, &also) && cell_same_owner(&jointly, &also));
	assert_false(cell_equal(&a, &jointly) || cell_same_owner(&a, &jointly));
	assert_false(cell_equal(&divided, &jointly) || cell_same_owner(&divided, &jointly));
	assert_false(
		cell_equal(&a, &one) || cell_same_owner(&a, &one) || cell_same_owner(&one, &a));
	assert_int_equal(parts_doing(&a.parts, DOES_ANSWERS), 2);
	assert_int_equal(parts_doing(&one.parts, DOES_ANSWERS), 1);
	assert_int_equal(parts_doing(&a.parts, DOES_RUNS), 0);
}

static void
what_is_not_there_is_not_found(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model = load_directory("data", &diags);
	const struct matrix *matrix = model->services[0].current;
	struct framework plain =
		model->frameworks[0]; /* without its index, which a small one has not */

	(void)state;
	plain.clause_index.n = 0;
	for (size_t i = 0; i < plain.clause_count; i++)
		assert_ptr_equal(
			framework_clause(&plain, plain.clauses[i].number), &plain.clauses[i]);
	assert_null(framework_clause(&plain, "99.99"));
	assert_null(framework_clause(&model->frameworks[0], "99.99"));
	assert_null(matrix_control(matrix, "99.99"));
	assert_null(matrix_party(matrix, "nobody"));
	assert_null(model_service(model, "nothing"));
	assert_null(service_edition(&model->services[0], 4711));
	model_free(model);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identifiers_begin_with_a_letter_and_end_at_64),
		cmocka_unit_test(languages_are_tags_in_form),
		cmocka_unit_test(dates_are_days_that_exist),
		cmocka_unit_test(facts_are_valid_up_to_their_edges),
		cmocka_unit_test(what_has_no_words_stands_as_it_is),
		cmocka_unit_test(what_was_cut_off_is_not_written),
		cmocka_unit_test(nothing_can_be_written_and_read),
		cmocka_unit_test(what_cannot_be_read_is_said_in_words),
		cmocka_unit_test(json_has_no_raw_control_character),
		cmocka_unit_test(cells_know_their_place_whatever_ends_a_line),
		cmocka_unit_test(quotes_hold_separators_quotes_and_lines),
		cmocka_unit_test(cells_are_named_as_spreadsheets_do),
		cmocka_unit_test(cells_are_equal_in_everything_that_is_seen),
		cmocka_unit_test(cells_are_shared_in_any_order),
		cmocka_unit_test(numbers_have_tokens),
		cmocka_unit_test(what_is_not_there_is_not_found),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	load_fini();
	return failed;
}
