/* data/: positions, the loader, the rules, facts and words. Runs from the top of the tree. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "model/clause.h"
#include "model/value.h"
#include "check/check.h"
#include "document/parse.h"
#include "model/fact.h"
#include "load/load.h"
#include "model/names.h"
#include "model/words.h"

/* -- the loader ------------------------------------------------------------------ */

static struct model *
load_clean(const char *path)
{
	struct diags d = {0};
	struct check_options options = {0};
	struct model *model;

	setenv("DEMARC_SHARED", "data", 1);
	model = load_file(path, &d);
	if (model != NULL)
		check_model(model, &options, &d);
	if (d.count[SEVERITY_ERROR] > 0)
		diags_print(&d, stderr);
	assert_int_equal(d.count[SEVERITY_ERROR], 0);
	diags_fini(&d);
	assert_non_null(model);
	return model;
}

static const struct matrix *
only_matrix(const struct model *model)
{
	assert_int_equal(model->service_count, 1);
	return model->services[0].current;
}

static void
line_breaks_vanish_between_japanese_only(void **state)
{
	struct model *model = load_clean("tests/data/good/everything.xml");
	const struct matrix *m = only_matrix(model);

	(void)state;
	assert_string_equal(
		texts_value(&m->summary, "ja"), "長い文章は、行を折り返しても空白が入りません。");
	assert_string_equal(
		texts_value(&m->summary, "en"), "Long text may go on in the next line.");
	model_free(model);
}

static void
rich_text_keeps_words_targets_and_spaces(void **state)
{
	struct model *model = load_clean("tests/data/good/everything.xml");
	const struct matrix *m = only_matrix(model);
	const struct text *text = texts_in(&matrix_control(m, "A.1")->statement, "en");

	(void)state;
	assert_string_equal(text->value, "The policy, mail and table.");
	assert_int_equal(text_run_count(text), 7);
	assert_string_equal(text_run(text, 0).value, "The ");
	assert_int_equal(text_run(text, 1).kind, RUN_REF);
	assert_string_equal(text_run(text, 1).target, "policy");
	assert_string_equal(text_run(text, 4).value, " and ");
	text = texts_in(&matrix_control(m, "A.2")->statement, "en");
	assert_int_equal(text_run(text, 1).kind, RUN_CLAUSE);
	assert_string_equal(text_run(text, 1).framework, "acme-2024");
	model_free(model);
}

static void
cells_take_every_form(void **state)
{
	struct model *model = load_clean("tests/data/good/everything.xml");
	const struct table *t = matrix_table(only_matrix(model), "models");

	(void)state;
	assert_int_equal(table_cell_count(t), 2);
	assert_int_equal(t->row_count, 3);
	assert_int_equal(t->rows[0].cells[0].footnote_count, 2);
	assert_int_equal(t->rows[0].cells[0].footnotes[1]->number, 2);
	assert_int_equal(t->rows[0].cells[1].parts.count, 3);
	assert_int_equal(t->rows[0].cells[1].condition_count, 1);
	assert_string_equal(cell_owner(&t->rows[0].cells[1])->id, "maker");
	assert_int_equal(t->rows[1].kind, ROW_INTERFACE);
	assert_int_equal(t->rows[1].cells[0].kind, CELL_NOT_APPLICABLE);
	assert_int_equal(t->rows[1].cells[1].kind, CELL_UNSPECIFIED);
	assert_null(cell_owner(&t->rows[1].cells[0]));
	assert_string_equal(t->rows[2].group->id, "lower");
	assert_true(cell_equal(&t->rows[2].cells[0], &t->rows[2].cells[1]));
	assert_false(cell_equal(&t->rows[0].cells[0], &t->rows[0].cells[1]));
	model_free(model);
}

static void
missing_languages_fall_back_to_the_original(void **state)
{
	struct model *model = load_clean("tests/data/good/everything.xml");
	const struct matrix *m = only_matrix(model);

	(void)state;
	assert_string_equal(text_lang(texts_in(&m->title, "fr")), "ja");
	assert_string_equal(text_lang(texts_in(&m->title, "en-GB")), "en");
	assert_string_equal(texts_value(&(struct texts){0}, "en"), "");
	model_free(model);
}

static void
the_published_document_is_whole(void **state)
{
	struct model *model = load_clean("data/matrix/chrofy/edition-1.xml");
	const struct matrix *m = only_matrix(model);
	const struct table *t = matrix_table(m, "boundary");
	static const size_t runs[] = {2, 2, 4};
	size_t row = 0, mapped = 0, cloud = 0;

	(void)state;
	assert_int_equal(m->control_count, 40);
	assert_int_equal(m->term_count, 8);
	assert_int_equal(t->row_count, 8);
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); row += runs[i++])
		assert_int_equal(table_owner_run(t, row, 0), runs[i]);
	for (size_t i = 0; i < m->control_count; i++) {
		mapped += m->controls[i].map_count == 1;
		cloud += strncmp(m->controls[i].clause, "CLD.", 4) == 0;
	}
	assert_int_equal(mapped, 33);
	assert_int_equal(cloud, 7);
	assert_string_equal(m->date, "2024-07-26");
	model_free(model);
}

/* A file of n bytes that starts like a document. */
static void
write_large(const char *path, size_t n)
{
	struct buf b = {0};

	buf_str(&b, "<matrix xmlns=\"urn:demarc:1\">");
	while (b.len < n)
		buf_str(&b, "<row/>");
	assert_true(buf_write_file(&b, path));
	buf_fini(&b);
}

static void
files_past_the_limit_are_refused(void **state)
{
	char path[] = "/tmp/demarc-test-XXXXXX";
	struct diags d = {0};

	(void)state;
	close(mkstemp(path));
	write_large(path, LOAD_FILE_LIMIT + 1);
	assert_null(load_file(path, &d));
	assert_int_equal(d.n, 1);
	assert_string_equal(d.v[0].rule, "unreadable");
	assert_non_null(strstr(d.v[0].text, "limit of 8 MiB"));
	unlink(path);
	diags_fini(&d);
}

static void
a_directory_is_loaded_with_what_services_share(void **state)
{
	struct diags d = {0};
	struct model *model = load_directory("data", &d), *again = load_directory("data", &d);

	(void)state;
	assert_non_null(model);
	assert_int_equal(d.count[SEVERITY_ERROR], 0);
	assert_int_equal(model_framework(model, "iso27017-2015")->clause_count, 121);
	assert_int_equal(model_framework(model, "iso27001-2022")->clause_count, 93);
	assert_int_equal(
		model_correspondence(model, "iso27017-2015", "iso27001-2022")->map_count, 115);
	assert_string_equal(model->digest_hex, again->digest_hex);
	assert_int_equal(strlen(model->digest_hex), 64);
	model_free(model);
	model_free(again);
	assert_null(load_directory("/nonexistent", &d));
	assert_int_equal(d.count[SEVERITY_ERROR], 1);
	diags_fini(&d);
}

/* Annex A and the requirements for the management system have numbers in common. */
static void
a_spelling_says_whether_a_control_is_meant(void **state)
{
	static const struct {
		const char *framework, *spelling, *title; /* NULL: nothing is meant */
	} cases[] = {
		{"iso27001-2022", "5.1", "Policies for information security"},
		{"iso27001-2022", "A.5.1", "Policies for information security"},
		{"iso27001-2022", "4.1", NULL},
		{"iso27001-2022-clauses", "5.1", "Leadership and commitment"},
		{"iso27001-2022-clauses", "Clause 5.1", "Leadership and commitment"},
		{"iso27001-2022-clauses", "ISO 27001 9.3.3", "Management review results"},
		{"iso27001-2022-clauses", "A.5.1", NULL},
		{"iso27001-2022-clauses", "Annex A 5.1", NULL},
		{"iso27001-2022-clauses", "管理策5.1", NULL},
		{"iso27001-2022-clauses", "5.4", NULL},
	};
	struct diags d = {0};
	struct model *model = load_directory("data", &d);

	(void)state;
	EACH_ROW(i, cases) {
		const struct clause *clause =
			clause_meant(model_framework(model, cases[i].framework), cases[i].spelling);

		if (cases[i].title == NULL)
			assert_null(clause);
		else
			assert_string_equal(texts_value(&clause->title, "en"), cases[i].title);
	}
	assert_int_equal(model_framework(model, "iso27001-2022-clauses")->clause_count, 34);
	model_free(model);
	diags_fini(&d);
}

/* -- of what services share, what is named -------------------------------------------------- */

static void
put_words(const char *path, const char *words)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(words, f);
	assert_int_equal(fclose(f), 0);
}

static void
a_file_is_loaded_with_what_it_names(void **state)
{
	struct diags d = {0};
	struct model *all, *named;
	const struct matrix *m;

	(void)state;
	setenv("DEMARC_SHARED", "data", 1);
	all = load_file("data/matrix/chrofy/edition-1.xml", &d);
	named = load_named("data/matrix/chrofy/edition-1.xml", &d);
	m = only_matrix(named);
	assert_int_equal(d.count[SEVERITY_ERROR], 0);
	assert_non_null(model_framework(all, "iso27002-2013"));
	assert_null(model_framework(named, "iso27002-2013"));
	assert_int_equal(named->framework_count, m->uses_count);
	for (size_t i = 0; i < m->uses_count; i++)
		assert_non_null(model_framework(named, m->uses[i].framework));
	assert_non_null(model_correspondence(named, "iso27017-2015", "iso27001-2022"));
	assert_null(model_correspondence(named, "iso27002-2013", "iso27001-2022"));
	assert_int_equal(named->catalogue_count, all->catalogue_count);
	assert_int_equal(all->thesaurus_count, 1);
	assert_int_equal(named->thesaurus_count, 0);
	assert_int_equal(strlen(only_matrix(all)->digest_hex), 64);
	assert_null(m->digest_hex);
	assert_string_equal(named->digest_hex, "");
	model_free(all);
	model_free(named);
	diags_fini(&d);
}

#define START "<framework xmlns='" XML_NAMESPACE "' "

/* How many errors a file has beside a framework of its data directory with those words. */
static size_t
errors_beside(const char *framework, bool only_named)
{
	struct model *(*load)(const char *, struct diags *) = only_named ? load_named : load_file;
	char dir[] = "/tmp/demarc-test-XXXXXX", path[64], copy[160], matrix[64];
	struct diags d = {0};
	size_t n;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/frameworks", dir);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/frameworks/own.xml", dir);
	put_words(path, framework);
	snprintf(matrix, sizeof(matrix), "%s/one.xml", dir);
	snprintf(copy, sizeof(copy), "cp data/matrix/chrofy/edition-1.xml %s", matrix);
	assert_int_equal(system(copy), 0);
	model_free(load(matrix, &d));
	n = d.count[SEVERITY_ERROR];
	diags_fini(&d);
	snprintf(copy, sizeof(copy), "rm -r %s", dir);
	assert_int_equal(system(copy), 0);
	return n;
}

static void
what_is_not_named_is_passed_over(void **state)
{
	static const char *const beside[] = {
		START "id='other' year='2020'><nonsense/></framework>",
		"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- <a> -->\n<!-- b -->" START
		"\n\tid=\"other\">",
		"<correspondence id='a' from='iso27017-2015' to='other'>",
	};
	static const char *const concerned[] = {
		START "id='iso27017-2015' year='2020'><nonsense/></framework>",
		"<correspondence id='a' from='iso27017-2015' to='iso27001-2022'>",
		/* what cannot be told from the start is read */
		START "year='2020'><nonsense/></framework>",
		START "id='oth&#101;r'>",
		START "id='other' year=2020>",
		START "id='other'",
		START "id='other'/>",
		START "id=''>",
		"<f:framework id='other'>",
		"<!-- never ended <framework id='other'>",
		"<nonsense id='other'>",
		"<messages xml:lang='other'>",
		"",
	};

	(void)state;
	EACH_ROW(i, beside) {
		assert_int_equal(errors_beside(beside[i], true), 0);
		assert_int_not_equal(errors_beside(beside[i], false), 0);
	}
	EACH_ROW(i, concerned)
		assert_int_equal(
			errors_beside(concerned[i], true), errors_beside(concerned[i], false));
	EACH_ROW(i, concerned)
		assert_int_not_equal(errors_beside(concerned[i], true), 0);
}

static void
every_rule_has_a_name_of_its_own(void **state)
{
	size_t count;
	const struct check_rule *rules = check_rules(&count);

	(void)state;
	EACH_OF(i, rules, count) {
		assert_non_null(rules[i].name);
		assert_non_null(rules[i].meaning);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rules[i].name, rules[j].name);
	}
}

/* -- facts and words ------------------------------------------------------------------ */

static void
facts_have_the_form_of_their_kind(void **state)
{
	static const struct {
		enum fact_kind kind;
		const char *value;
		bool valid;
	} cases[] = {
		{FACT_DURATION, "P30D", true},
		{FACT_DURATION, "P1Y2M3DT4H5M6S", true},
		{FACT_DURATION, "P2W", true},
		{FACT_DURATION, "PT90M", true},
		{FACT_DURATION, "P", false},
		{FACT_DURATION, "PT", false},
		{FACT_DURATION, "P1D2M", false},
		{FACT_DURATION, "P1DT", false},
		{FACT_DURATION, "30D", false},
		{FACT_DURATION, "P1", false},
		{FACT_DURATION, "", false},
		{FACT_DURATION, "P9999999D", false},
		{FACT_FREQUENCY, "R/P1D", true},
		{FACT_FREQUENCY, "R/P1D R/P7D", true},
		{FACT_FREQUENCY, "P1D", false},
		{FACT_FREQUENCY, "", false},
		{FACT_REGION, "JP", true},
		{FACT_REGION, "JP-13", true},
		{FACT_REGION, "Japan", false},
		{FACT_REGION, "JP-", false},
		{FACT_JURISDICTION, "JP-13", false},
		{FACT_EMAIL, "a@example.com", true},
		{FACT_EMAIL, "a@b", false},
		{FACT_EMAIL, "a b@example.com", false},
		{FACT_EMAIL, "a@example.com?bcc=x", false},
		{FACT_URL, "https://example.com/", true},
		{FACT_URL, "javascript:alert(1)", false},
		{FACT_BOOLEAN, "true", true},
		{FACT_BOOLEAN, "yes", false},
		{FACT_NUMBER, "99.9", true},
		{FACT_NUMBER, "1e3", false},
		{FACT_NUMBER, "1.", false},
		{FACT_BUSINESS_DAYS, "3", true},
		{FACT_BUSINESS_DAYS, "-3", false},
		{FACT_DATE, "2024-02-29", true},
		{FACT_DATE, "2023-02-29", false},
		{FACT_DATE, "2024-13-01", false},
		{FACT_TEXT, " ", false},
	};
	const char *wanted;

	(void)state;
	EACH_ROW(i, cases) {
		if (fact_valid(cases[i].kind, cases[i].value, &wanted) != cases[i].valid)
			fail_msg("%s '%s'", fact_kind_name(cases[i].kind), cases[i].value);
		assert_non_null(wanted);
	}
}

static void
facts_are_said_in_both_languages(void **state)
{
	static const struct {
		const char *id, *ja, *en;
	} cases[] = {
		{"f1", "1年6か月以上", "at least 1 year 6 months"},
		{"f2", "日次又は週次", "daily or weekly"},
		{"f3", "日本", "Japan"},
		{"f5", "定期", "Now and then"},
		{"f6", "3営業日以内", "within 3 business days"},
		{"f7", "2024年2月29日", "29 February 2024"},
		{"f8", "他社", "Host"},
	};
	struct model *model = load_clean("tests/data/good/everything.xml");
	const struct matrix *m = only_matrix(model);
	const struct control *control = matrix_control(m, "A.1");

	(void)state;
	EACH_ROW(i, cases) {
		struct buf ja = {0}, en = {0};

		for (size_t j = 0; j < control->fact_count; j++) {
			if (strcmp(control->facts[j].id, cases[i].id) != 0)
				continue;
			fact_words(model, m, &control->facts[j], "ja", &ja);
			fact_words(model, m, &control->facts[j], "en", &en);
		}
		assert_string_equal(buf_cstr(&ja), cases[i].ja);
		assert_string_equal(buf_cstr(&en), cases[i].en);
		buf_fini(&ja);
		buf_fini(&en);
	}
	model_free(model);
}

static void
a_place_is_counted_in_characters_until_it_is_forgotten(void **state)
{
	struct arena *arena = arena_new();
	struct buf bytes = {0}, marked = {0};
	struct source_file *file, *other;

	(void)state;
	buf_str(&bytes, "<a>\n\xe3\x81\x82<b/>");
	file = source_file_new(arena, "x.xml", &bytes);
	assert_null(bytes.data);
	assert_int_equal(source_file_pos(file, 7).line, 2);
	assert_int_equal(source_file_pos(file, 7).column, 2);
	assert_int_equal(source_file_pos(file, 1000).column, 6);
	source_file_forget(file);
	assert_string_equal(source_file_pos(file, 7).file, "x.xml");
	assert_int_equal(source_file_pos(file, 7).line, 0);
	buf_str(&marked, "\xef\xbb\xbf<a/>");
	other = source_file_new(arena, "y.xml", &marked);
	assert_string_equal(other->bytes, "<a/>");
	assert_int_equal(source_file_pos(other, 1).column, 2);
	source_file_forget(other);
	arena_free(arena);
}

static void
what_a_model_repeats_is_kept_once(void **state)
{
	struct model *model = load_clean("tests/data/good/everything.xml");
	const struct matrix *m = only_matrix(model);
	const struct framework *framework = model_framework(model, m->control_framework);
	const struct control *control = matrix_control(m, "A.1");

	(void)state;
	assert_ptr_equal(control->clause, framework_clause(framework, "A.1")->number);
	model_forget_files(model);
	assert_int_equal(matrix_pos(m).line, 0);
	assert_string_equal(texts_value(&control->statement, "en"), "The policy, mail and table.");
	model_free(model);
}

static void
patterns_are_filled_by_name(void **state)
{
	struct buf b = {0};

	(void)state;
	words_fill(&b, "{b} before {a}, {c} and {", "a", "1", "b", "2", NULL);
	assert_string_equal(buf_cstr(&b), "2 before 1, {c} and {");
	buf_fini(&b);
}

/* A verb agrees with how many there are; what is no number of the call stays. */
static void
words_agree_with_numbers(void **state)
{
	static const struct {
		const char *n, *words;
	} rows[] = {{"1", "1 differs, {c?a:b}"}, {"0", "0 differ, {c?a:b}"},
		{"2", "2 differ, {c?a:b}"}, {"10", "10 differ, {c?a:b}"},
		{"1 change", "1 change differs, {c?a:b}"},
		{"11 changes", "11 changes differ, {c?a:b}"}, {"", " differ, {c?a:b}"}};

	(void)state;
	EACH_ROW(i, rows) {
		struct buf b = {0};

		words_fill(&b, "{n} {n?differs:differ}, {c?a:b}", "n", rows[i].n, NULL);
		assert_string_equal(buf_cstr(&b), rows[i].words);
		buf_fini(&b);
	}
	{
		struct buf b = {0};

		words_fill(&b, "{n?one}{n?:s}", "n", "2", NULL);
		assert_string_equal(buf_cstr(&b), "s");
		buf_fini(&b);
	}
}

static void
names_and_values_agree(void **state)
{
	(void)state;
	EACH_VALUE(i, CONTROL_STATUS__COUNT)
		assert_int_equal(name_value(control_status_names,
					 control_status_name((enum control_status)i)),
			i);
	EACH_VALUE(i, FACT_KIND__COUNT)
		assert_int_equal(name_value(fact_kind_names, fact_kind_name((enum fact_kind)i)), i);
	assert_int_equal(name_value(does_names, "owns"), -1);
}

static void
a_suppliers_parties_have_their_names_here(void **state)
{
	OWN(diags_fini) struct diags d = {0};
	struct model *model = load_directory("tests/data/suppliers", &d);
	const struct matrix *m, *opened;
	const struct publication *p;

	(void)state;
	assert_non_null(model);
	m = model_service(model, "papermill")->current;
	p = matrix_party(m, "nebuline")->published;
	assert_int_equal(p->matrix->edition, 3);
	assert_ptr_equal(p->whom[0], matrix_party(m, "papermill")); /* their tenant */
	assert_ptr_equal(p->whom[1], matrix_party(m, "nebuline"));  /* they themselves */
	assert_string_equal(p->whom[2]->id, "nebuline.halls"); /* theirs alone, and no party here */
	assert_null(matrix_party(m, "nebuline.halls"));
	assert_int_equal(model->service_count, 1);

	opened = matrix_opened(m, matrix_party(m, "nebuline"));
	assert_int_equal(m->tables[0].row_count, 4);
	assert_int_equal(opened->tables[0].row_count, 7);
	assert_int_equal(opened->tables[0].group_count, 2);
	assert_string_equal(texts_value(&opened->tables[0].groups[1].name, "en"),
		"Hosting, as Nebuline says (edition 3)");
	assert_non_null(matrix_party(opened, "nebuline.halls"));
	assert_null(matrix_opened(m, matrix_party(m, "customer")));
	model_free(model);
}

static void
files_are_named_below_the_document(void **state)
{
	static const char *const good[] = {"suppliers/a.xml", "s/b-2.c.json", "_/x.xml"};
	static const char *const bad[] = {"", "a.xml", "/a.xml", "s/../a.xml", "../a.xml",
		"s/a.html", "s/.xml", "s/a/b.xml", "s//a.xml", ".s/a.xml", "s/a.xml/", "s/a b.xml"};

	(void)state;
	EACH_ROW(i, good)
		assert_true(value_is_file(good[i]));
	EACH_ROW(i, bad)
		assert_false(value_is_file(bad[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_breaks_vanish_between_japanese_only),
		cmocka_unit_test(rich_text_keeps_words_targets_and_spaces),
		cmocka_unit_test(cells_take_every_form),
		cmocka_unit_test(missing_languages_fall_back_to_the_original),
		cmocka_unit_test(the_published_document_is_whole),
		cmocka_unit_test(files_past_the_limit_are_refused),
		cmocka_unit_test(a_directory_is_loaded_with_what_services_share),
		cmocka_unit_test(a_spelling_says_whether_a_control_is_meant),
		cmocka_unit_test(a_file_is_loaded_with_what_it_names),
		cmocka_unit_test(what_is_not_named_is_passed_over),
		cmocka_unit_test(every_rule_has_a_name_of_its_own),
		cmocka_unit_test(facts_have_the_form_of_their_kind),
		cmocka_unit_test(facts_are_said_in_both_languages),
		cmocka_unit_test(a_place_is_counted_in_characters_until_it_is_forgotten),
		cmocka_unit_test(what_a_model_repeats_is_kept_once),
		cmocka_unit_test(patterns_are_filled_by_name),
		cmocka_unit_test(words_agree_with_numbers),
		cmocka_unit_test(names_and_values_agree),
		cmocka_unit_test(a_suppliers_parties_have_their_names_here),
		cmocka_unit_test(files_are_named_below_the_document),
	};
	int failed;

	/* a locale with a decimal comma, where there is one: nothing may follow it */
	setlocale(LC_ALL, "de_DE.UTF-8");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	load_fini();
	return failed;
}
