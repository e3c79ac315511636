/* data/export/: what is written is read back as the same. Runs from the top of the tree. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/json.h"
#include "base/own.h"
#include "check/check.h"
#include "base/csv.h"
#include "export/export.h"
#include "import/read_json.h"
#include "export/worksheet.h"
#include "base/uuid.h"
#include "export/write_json.h"
#include "export/matrix_xml.h"
#include "load/load.h"

/* -- helpers ---------------------------------------------------------------------------- */

static struct model *
load_good(const char *path, const struct buf *bytes)
{
	struct diags diags = {0};
	struct model *model =
		bytes != NULL ? load_bytes(path, bytes, NULL, &diags) : load_file(path, &diags);

	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		diags_print(&diags, stderr);
	assert_non_null(model);
	assert_int_equal(diags.count[SEVERITY_ERROR], 0);
	diags_fini(&diags);
	return model;
}

/* Calls try for every good matrix there is. */
static void
for_each_matrix(void (*try)(const char *path, const struct model *, const struct matrix *))
{
	static const char *const patterns[] = {
		"data/matrix/*/*.xml", "tests/data/good/*.xml", "tests/data/good/*/*.xml"};
	size_t tried = 0;

	EACH_ROW(i, patterns) {
		glob_t found = {0};

		glob(patterns[i], 0, NULL, &found);
		for (size_t j = 0; j < found.gl_pathc; j++) {
			struct model *model = load_good(found.gl_pathv[j], NULL);

			if (model->service_count > 0) {
				try(found.gl_pathv[j], model, model->services[0].current);
				tried++;
			}
			model_free(model);
		}
		globfree(&found);
	}
	assert_true(tried >= 3);
}

static void
assert_same(const char *path, const struct buf *a, const struct buf *b)
{
	size_t at = 0;

	while (at < a->len && at < b->len && a->data[at] == b->data[at])
		at++;
	if (a->len != b->len || at < a->len) {
		at = at > 200 ? at - 200 : 0;
		fail_msg("%s: differs:\n%.400s\n--- and\n%.400s", path, a->data + at, b->data + at);
	}
}

/* -- round trips ---------------------------------------------------------------------------- */

static void
try_xml(const char *path, const struct model *model, const struct matrix *matrix)
{
	OWN(buf_fini) struct buf first = {0}, second = {0}, json_first = {0}, json_second = {0};
	struct model *again;

	(void)model;
	write_matrix_xml(&first, matrix);
	again = load_good(path, &first);
	write_matrix_xml(&second, again->services[0].current);
	assert_same(path, &first, &second);
	write_matrix_json(&json_first, NULL, matrix, NULL);
	write_matrix_json(&json_second, NULL, again->services[0].current, NULL);
	assert_same(path, &json_first, &json_second);
	model_free(again);
}

static void
xml_read_back_is_the_same(void **state)
{
	(void)state;
	for_each_matrix(try_xml);
}

static void
try_json(const char *path, const struct model *model, const struct matrix *matrix)
{
	OWN(buf_fini) struct buf first = {0}, second = {0}, xml = {0}, direct = {0};
	struct diags diags = {0};
	struct model *again;

	write_matrix_json(&first, model, matrix, "matrix.schema.json");
	if (!read_matrix_json(path, &first, &xml, &diags))
		diags_print(&diags, stderr);
	assert_int_equal(diags.count[SEVERITY_ERROR], 0);
	write_matrix_xml(&direct, matrix);
	assert_same(path, &direct, &xml);
	again = load_good(path, &xml);
	write_matrix_json(&second, model, again->services[0].current, "matrix.schema.json");
	assert_same(path, &first, &second);
	model_free(again);
}

static void
json_read_back_is_the_same(void **state)
{
	(void)state;
	for_each_matrix(try_json);
}

static void
bad_json_is_named_by_its_place(void **state)
{
	static const struct {
		const char *json, *message;
	} bad[] = {
		{"{", "not JSON: "},
		{"[]", "$ must be an object"},
		{"{\"parties\": 3}", "$.parties must be an array"},
		{"{\"parties\": [{\"id\": 4}]}", "$.parties[0].id must be a string"},
		{"{\"parties\": [{\"name\": {\"ja\": 1}}]}",
			"$.parties[0].name.ja must be a string"},
		{"{\"parties\": [{\"name\": {\"1\": \"x\"}}]}",
			"$.parties[0].name has a member '1', which is no language tag such as ja or en-GB"},
		{"{\"colour\": 1}", "$ has an unknown member 'colour'"},
		{"{\"service\": \"a\\u0001\"}", "$.service holds a character that XML cannot hold"},
		{"{\"tables\": [{\"rows\": [{\"group\": \"g\"}]}]}",
			"$.tables[0].rows[0] is in group 'g', which is not among the table's groups"},
		{"{\"about\": {\"edition\": {\"number\": \"1\"}}}",
			"$.about.edition.number must be a whole number"},
		{"{\"tables\": [{\"rows\": [{\"cells\": [{\"unspecified\": 1}]}]}]}",
			"$.tables[0].rows[0].cells[0].unspecified must be true, or not be there"},
	};

	(void)state;
	EACH_ROW(i, bad) {
		OWN(buf_fini) struct buf json = {0}, xml = {0};
		OWN(diags_fini) struct diags diags = {0};

		buf_str(&json, bad[i].json);
		assert_false(read_matrix_json("x.json", &json, &xml, &diags));
		assert_memory_equal(diags.v[0].text, bad[i].message, strlen(bad[i].message));
		assert_int_equal(xml.len, 0);
	}
}

/* -- writers ---------------------------------------------------------------------------------- */

static void
json_is_balanced_and_escaped(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	struct json j;

	(void)state;
	json_init(&j, &out);
	json_open(&j, '{');
	json_key(&j, "as-published");
	json_string(&j, "a\"b");
	json_key_plain(&j, "en-GB");
	json_open(&j, '[');
	json_number(&j, -3);
	json_bool(&j, true);
	json_open(&j, '{');
	json_close(&j);
	json_close(&j);
	json_member(&j, "none", NULL);
	json_close(&j);
	assert_string_equal(buf_cstr(&out),
		"{\n  \"as_published\": \"a\\\"b\",\n  \"en-GB\": [\n    -3,\n    true,\n    {}\n  ]\n}\n");
}

static void
uuids_follow_from_names(void **state)
{
	char uuid[UUID_SIZE];

	(void)state;
	/* RFC 9562, A.4 */
	uuid_v5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com", uuid);
	assert_string_equal(uuid, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void
cells_that_would_be_formulas_are_harmless(void **state)
{
	static struct sheet_cell cells[] = {{"=1+1", NULL}, {"a,\"b\"\nc", NULL}, {"@x", NULL},
		{"-", NULL}, {"", NULL}, {"日本", NULL}};
	static const struct worksheet sheet = {.columns = {{"a", "A", 1}, {"b", "B", 1}},
		.column_count = 2,
		.cells = cells,
		.row_count = 3,
		.filled = 6};
	OWN(buf_fini) struct buf out = {0};

	(void)state;
	worksheet_csv(&sheet, &out);
	assert_string_equal(buf_cstr(&out),
		"\xef\xbb\xbf"
		"a,b\r\n\"'=1+1\",\"a,\"\"b\"\"\nc\"\r\n\"'@x\",\"'-\"\r\n,日本\r\n");
}

/* Whatever a cell begins with, no program runs it, and reading takes off what writing put there. */
static void
formulas_come_back_as_they_were(void **state)
{
	static const char *const guarded[] = {"=1+1", "+81", "-1", "@x", "＝合計", "＋加算",
		"－減算", "＠宛先", "'=1", "''＝1", "'-"};
	static const char *const plain[] = {
		"a=1", "'", "''", "'a'", "’=1", "ー長音", "＊", "日本", "1-1", "<x>"};
	enum {
		GUARDED = sizeof(guarded) / sizeof(guarded[0]),
		PLAIN = sizeof(plain) / sizeof(plain[0])
	};
	struct sheet_cell cells[GUARDED + PLAIN];
	struct worksheet sheet = {.columns = {{"a", "A", 1}},
		.column_count = 1,
		.cells = cells,
		.row_count = GUARDED + PLAIN,
		.filled = GUARDED + PLAIN};
	OWN(buf_fini) struct buf out = {0};
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct csv csv;

	(void)state;
	for (size_t i = 0; i < GUARDED + PLAIN; i++)
		cells[i] = (struct sheet_cell){i < GUARDED ? guarded[i] : plain[i - GUARDED], NULL};
	worksheet_csv(&sheet, &out);
	for (size_t i = 0; i < GUARDED; i++)
		assert_non_null(
			strstr(buf_cstr(&out), arena_printf(arena, "\r\n\"'%s\"\r\n", guarded[i])));
	for (size_t i = 0; i < PLAIN; i++)
		assert_non_null(
			strstr(buf_cstr(&out), arena_printf(arena, "\r\n%s\r\n", plain[i])));
	assert_true(csv_read(&csv, arena, "a.csv", &out, &diags));
	assert_int_equal(csv.count, GUARDED + PLAIN + 1);
	for (size_t i = 0; i < GUARDED + PLAIN; i++)
		assert_string_equal(csv.rows[i + 1].cells[0].text, cells[i].text);
	assert_true(csv_needs_apostrophe("\t1"));
	assert_true(csv_needs_apostrophe("\r1"));
	diags_fini(&diags);
	arena_free(arena);
}

/* Every form of every matrix can be written, and is the same when it is written again. */
static void
try_formats(const char *path, const struct model *model, const struct matrix *matrix)
{
	EACH_OF(i, export_formats, export_format_count) {
		OWN(buf_fini) struct buf first = {0}, second = {0};

		if (!export_format_fits(&export_formats[i], matrix))
			continue;
		export_formats[i].write(&first, model, matrix);
		export_formats[i].write(&second, model, matrix);
		assert_false(first.failed);
		assert_true(first.len > 0);
		assert_same(path, &first, &second);
		assert_ptr_equal(export_format_find(export_formats[i].file), &export_formats[i]);
		assert_ptr_equal(export_format_find(export_formats[i].id), &export_formats[i]);
	}
}

static void
every_format_is_written(void **state)
{
	(void)state;
	for_each_matrix(try_formats);
	assert_null(export_format_find("nothing"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_balanced_and_escaped),
		cmocka_unit_test(xml_read_back_is_the_same),
		cmocka_unit_test(json_read_back_is_the_same),
		cmocka_unit_test(bad_json_is_named_by_its_place),
		cmocka_unit_test(uuids_follow_from_names),
		cmocka_unit_test(cells_that_would_be_formulas_are_harmless),
		cmocka_unit_test(formulas_come_back_as_they_were),
		cmocka_unit_test(every_format_is_written),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	load_fini();
	return failed;
}
