/* What the program knows of its own documents is what the parser reads in them, and a document that
 * was edited is parsed. Runs from the top of the tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "scratch.h"

#include "load/load.h"
#include "load/shipped.h"

static struct buf
read_whole(const char *path)
{
	struct buf bytes = {0};
	const char *why;

	assert_true(buf_read_file(&bytes, path, LOAD_FILE_LIMIT, &why));
	return bytes;
}

/* The path of a copy with a line more at its end and, where from is not NULL, to in its place. */
static char *
edited(const char *path, const char *from, const char *to)
{
	struct buf bytes = read_whole(path), copy = {0};
	char *name, *at = from != NULL ? strstr(bytes.data, from) : bytes.data;

	assert_non_null(at);
	buf_add(&copy, bytes.data, (size_t)(at - bytes.data));
	buf_str(&copy, to != NULL ? to : "");
	buf_str(&copy, at + (from != NULL ? strlen(from) : 0));
	buf_char(&copy, '\n');
	assert_true(asprintf(&name, "%s/%s", scratch, strrchr(path, '/') + 1) > 0);
	assert_true(buf_write_file(&copy, name));
	buf_fini(&bytes);
	buf_fini(&copy);
	return name;
}

static struct model *
load_one(const char *path)
{
	struct diags diags = {0};
	struct model *model = load_file(path, &diags);

	assert_non_null(model);
	assert_int_equal(diags.n, 0);
	diags_fini(&diags);
	return model;
}

static const char *const documents[] = {
	"data/frameworks/correspondence-2013-2022.xml",
	"data/frameworks/correspondence-2015-2026.xml",
	"data/frameworks/correspondence-2022-2026.xml",
	"data/frameworks/iso27001-2022-clauses.xml",
	"data/frameworks/iso27001-2022.xml",
	"data/frameworks/iso27002-2013.xml",
	"data/frameworks/iso27017-2015.xml",
	"data/frameworks/iso27017-2026.xml",
	"data/messages/en.xml",
	"data/messages/ja.xml",
	"data/thesaurus/security.xml",
};

static void
all_that_is_shipped_is_known(void **state)
{
	size_t rows = 0;

	(void)state;
	EACH_ROW(i, documents) {
		struct buf bytes = read_whole(documents[i]);

		assert_non_null(shipped_find(&bytes));
		buf_fini(&bytes);
	}
	while (shipped_documents[rows].bytes != NULL)
		rows++;
	assert_int_equal(rows, COUNT(documents));
}

static void
what_is_known_is_what_is_parsed(void **state)
{
	(void)state;
	EACH_ROW(i, documents) {
		char *path = edited(documents[i], NULL, NULL);
		struct model *known = load_one(documents[i]), *parsed = load_one(path);
		struct buf known_words = {0}, parsed_words = {0};

		assert_null(known->files->memory);
		assert_non_null(parsed->files->memory);
		assert_true(shipped_print(&known_words, known, 1));
		assert_true(shipped_print(&parsed_words, parsed, 1));
		assert_string_equal(buf_cstr(&known_words), buf_cstr(&parsed_words));
		buf_fini(&known_words);
		buf_fini(&parsed_words);
		model_free(known);
		model_free(parsed);
		free(path);
	}
}

static void
a_document_that_was_edited_says_what_it_says(void **state)
{
	char *path = edited("data/messages/en.xml", ">Skip to content<", ">Past all this<");
	struct model *model = load_one(path);
	const struct message *message = catalogue_message(&model->catalogues[0], "nav.skip");

	(void)state;
	assert_non_null(message);
	assert_string_equal(message->value, "Past all this");
	model_free(model);
	free(path);
}

static void
a_document_that_is_broken_is_refused_with_the_place(void **state)
{
	char *path = edited("data/messages/en.xml", "</messages>", "</massages>");
	struct diags diags = {0};

	(void)state;
	assert_null(load_file(path, &diags));
	assert_int_equal(diags.n, 1);
	assert_string_equal(diags.v[0].rule, "not-well-formed");
	assert_true(diags.v[0].pos.line > 1);
	diags_fini(&diags);
	free(path);
}

static void
places_are_those_of_the_file(void **state)
{
	char *path = edited("data/frameworks/iso27001-2022.xml", NULL, NULL);
	struct model *known = load_one("data/frameworks/iso27001-2022.xml"),
		     *parsed = load_one(path);
	const struct framework *a = &known->frameworks[0], *b = &parsed->frameworks[0];

	(void)state;
	assert_true(a->clause_count > 90);
	EACH_OF(i, a->clauses, a->clause_count) {
		struct pos at = source_file_pos(a->file, a->clauses[i].place),
			   same = source_file_pos(b->file, b->clauses[i].place);

		assert_string_equal(at.file, "data/frameworks/iso27001-2022.xml");
		assert_true(at.line > 1);
		assert_int_equal(at.line, same.line);
		assert_int_equal(at.column, same.column);
	}
	model_free(known);
	model_free(parsed);
	free(path);
}

static void
what_tables_cannot_hold_is_left_to_the_parser(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{"xml:lang=\"en\" standing", "xml:lang=\"fr\" standing"},
		{"Titles are from", "<clause number=\"5.1\"/> is from"},
	};

	(void)state;
	EACH_ROW(i, cases) {
		char *path =
			edited("data/frameworks/iso27001-2022.xml", cases[i].from, cases[i].to);
		struct model *model = load_one(path);
		struct buf out = {0};

		buf_str(&out, "before");
		assert_false(shipped_print(&out, model, 1));
		assert_string_equal(buf_cstr(&out), "before");
		buf_fini(&out);
		model_free(model);
		free(path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_is_shipped_is_known),
		cmocka_unit_test(what_is_known_is_what_is_parsed),
		cmocka_unit_test(a_document_that_was_edited_says_what_it_says),
		cmocka_unit_test(a_document_that_is_broken_is_refused_with_the_place),
		cmocka_unit_test(places_are_those_of_the_file),
		cmocka_unit_test(what_tables_cannot_hold_is_left_to_the_parser),
	};
	int failed = cmocka_run_group_tests(tests, make_scratch, remove_scratch);

	load_fini();
	return failed;
}
