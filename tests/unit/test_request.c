/* Requests for pictures: their options, and which tables they show. */
#include "render_requests.h"

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
	EACH_ROW(i, cases) {
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
	EACH_ROW(i, cases) {
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
	EACH_VALUE(i, DIAGRAM_KIND__COUNT)
		assert_int_equal(diagram_kind_find(diagram_kind_name((enum diagram_kind)i)), i);
	EACH_VALUE(i, FORMAT__COUNT)
		assert_int_equal(
			diagram_format_find(diagram_format_name((enum diagram_format)i)), i);
	assert_int_equal(diagram_kind_find("pie"), -1);
	assert_int_equal(diagram_format_find("gif"), -1);
	assert_non_null(diagram_options(&count));
	assert_int_equal(count, 13);
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
	EACH_ROW(i, cases) {
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
	EACH_ROW(i, cases) {
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
	EACH_ROW(i, kinds) {
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
		"Customer: roles. Harbour Cloud, edition 1, 26 July 2024. "
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
	EACH_ROW(i, kinds) {
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

/* -- pages ----------------------------------------------------------------------------------- */

/* Pages follow each other without a gap, and the last one ends where the document does. */
static void
pages_hold_everything_once(void **state)
{
	static const enum diagram_aspect aspects[] = {DIAGRAM_ASPECT_AUTO, DIAGRAM_ASPECT_16_9};
	const struct matrix *matrix = data_model->services[0].current;

	(void)state;
	EACH_VALUE(kind, DIAGRAM_KIND__COUNT)
		EACH_ROW(a, aspects) {
			struct arena *arena = arena_new();
			struct diagram_request r, part;
			struct page_item *items;
			size_t next = 0;

			diagram_request_init(
				&r, data_model, matrix, (enum diagram_kind)kind, FORMAT_SVG);
			r.aspect = aspects[a];
			for (r.page = 1; r.page <= diagram_pages(&r); r.page++) {
				assert_true(paging_take(kind_of(&r)->paging, &r, arena, &part));
				assert_true(part.part.pages == 0 || part.part.first == next);
				assert_true(part.part.pages == 0 || part.part.count > 0);
				next = part.part.first + part.part.count;
			}
			assert_false(diagram_has_page(&r));
			if (diagram_pages(&r) > 1)
				assert_int_equal(
					kind_of(&r)->paging->items(&r, arena, &items), next);
			arena_free(arena);
		}
}

/* How many pages name the row. */
static size_t
pages_with(const struct fixture *f, const char *kind, size_t pages, const char *name)
{
	size_t n = 0;

	for (size_t page = 1; page <= pages; page++) {
		OWN(buf_fini) struct buf got = {0};
		char query[80];

		snprintf(query, sizeof(query), "kind=%s&aspect=16:9&page=%zu", kind, page);
		scene(f, query, &got);
		n += strstr(got.data, name) != NULL;
	}
	return n;
}

static void
a_row_stands_on_one_slide(void **state)
{
	static const char *const kinds[] = {"stack", "matrix"};
	const struct fixture *f = document("sixty-rows");

	(void)state;
	EACH_ROW(k, kinds) {
		struct diagram_request r;

		diagram_request_init(&r, &f->model, &f->matrix,
			(enum diagram_kind)diagram_kind_find(kinds[k]), FORMAT_SVG);
		r.aspect = DIAGRAM_ASPECT_16_9;
		assert_true(diagram_pages(&r) > 3);
		for (size_t i = 0; i < f->matrix.tables[0].row_count; i += 7) {
			char name[160];

			snprintf(name, sizeof(name), "\"%s\"",
				texts_value(&f->matrix.tables[0].rows[i].name, "ja"));
			if (pages_with(f, kinds[k], diagram_pages(&r), name) != 1)
				fail_msg("%s: row %zu, %s", kinds[k], i, name);
		}
	}
}

int
main(void)
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
		cmocka_unit_test(pages_hold_everything_once),
		cmocka_unit_test(a_row_stands_on_one_slide),
	};

	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
