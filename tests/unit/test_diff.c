/* diff: each kind of difference, made by changing words of a good file. Runs from the top of the
 * tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/own.h"
#include "compare/agreement.h"
#include "compare/diff.h"
#include "load/load.h"

static const char path[] = "tests/data/good/everything.xml";

/* The file's model, with each pair of words replaced: all occurrences of the first by the second.
 */
static struct model *
load_changed(const char *from, const char *to)
{
	OWN(buf_fini) struct buf file = {0}, changed = {0};
	OWN(diags_fini) struct diags diags = {0};
	const char *why, *at, *next;
	struct model *model;

	assert_true(buf_read_file(&file, path, LOAD_FILE_LIMIT, &why));
	for (at = buf_cstr(&file); from[0] != '\0' && (next = strstr(at, from)) != NULL;
		at = next + strlen(from)) {
		buf_add(&changed, at, (size_t)(next - at));
		buf_str(&changed, to);
	}
	assert_true(from[0] == '\0' || at != buf_cstr(&file));
	buf_str(&changed, at);
	model = load_bytes(path, &changed, NULL, &diags);
	assert_non_null(model);
	assert_int_equal(diags.count[SEVERITY_ERROR], 0);
	assert_int_equal(model->service_count, 1);
	return model;
}

/* "verb place id aspect detail": what a change is, as one line. */
static const char *
line(struct arena *arena, const struct change *c)
{
	return arena_printf(arena, "%s %s %s%s%s %s %s", change_verb_name(c->verb),
		change_thing_name(c->thing), c->table != NULL ? c->table : "",
		c->table != NULL ? "/" : "", c->id != NULL ? c->id : "-",
		change_aspect_name(c->aspect), c->detail != NULL ? c->detail : "-");
}

/* What a change of words in the file must be told as: lines with newlines between. */
static void
expect(const char *from, const char *to, const char *wanted)
{
	struct model *before = load_changed("", ""), *after = load_changed(from, to);
	struct arena *arena = arena_new();
	OWN(buf_fini) struct buf got = {0};
	struct diff diff;

	diff_matrices(&diff, before->services[0].current, after->services[0].current, arena);
	for (size_t i = 0; i < diff.count; i++)
		buf_printf(&got, "%s%s", i > 0 ? "\n" : "", line(arena, &diff.v[i]));
	assert_string_equal(buf_cstr(&got), wanted);
	arena_free(arena);
	model_free(before);
	model_free(after);
}

static void
equal_documents_have_no_difference(void **state)
{
	(void)state;
	expect("<parties>", "<!-- a remark --><parties>", "");
}

static void
a_layer_moves_to_another_party(void **state)
{
	(void)state;
	expect("<name><text xml:lang=\"ja\">土地</text><text xml:lang=\"en\">Site</text></name><cell><part party=\"host\"",
		"<name><text xml:lang=\"ja\">土地</text><text xml:lang=\"en\">Site</text></name><cell><part "
		"party=\"maker\"",
		"changed row models/site owner -");
	expect("<part party=\"host\" does=\"runs\"/>", "<part party=\"host\" does=\"supports\"/>",
		"changed row models/app part host");
	expect("<part party=\"host\" does=\"runs\"/>", "", "removed row models/app part host");
	expect("<cell column=\"saas\"><unspecified/>",
		"<cell column=\"saas\"><part party=\"host\" does=\"answers\"/>",
		"changed row models/api cell -\nadded row models/api part host");
}

static void
things_come_and_go(void **state)
{
	(void)state;
	expect("<row id=\"site\">", "<row id=\"ground\">",
		"added row models/ground whole -\nremoved row models/site whole -");
	expect("<term id=\"tenant\">", "<term id=\"lodger\">",
		"added term lodger whole -\nremoved term tenant whole -");
	expect("clause=\"A.2\" as-published=\"A2\" status=\"not-offered\"",
		"clause=\"A.2\" status=\"provided\"",
		"changed control A.2 status -\nremoved control A.2 property as-published");
}

static void
words_facts_mappings_and_links_change(void **state)
{
	(void)state;
	expect("Does it", "Does all of it", "changed control A.1 part maker");
	expect("A share", "A part", "changed term tenant wording definition");
	expect("P1Y6M", "P2Y", "changed control A.1 fact f1");
	expect("<map framework=\"acme-2024\" clause=\"1\" relation=\"equal\"/>",
		"<map framework=\"acme-2024\" clause=\"2\" relation=\"equal\"/>",
		"changed control A.1 mapping acme-2024");
	expect("relation=\"equal\"", "relation=\"subset\"",
		"changed control A.1 mapping acme-2024");
	expect("https://example.com/policy", "https://example.com/new",
		"changed reference policy link -");
	expect("<see contact=\"desk\"/>", "<see contact=\"mail\"/>",
		"added control A.1 see -\nremoved control A.1 see -");
	expect("<ref to=\"policy\">policy</ref>", "<ref to=\"models\">policy</ref>",
		"changed control A.1 link statement");
}

/* A paragraph that comes before others leaves them as they were; one that changes little is the
 * same one. */
static void
paragraphs_are_paired_by_what_they_say(void **state)
{
	(void)state;
	expect("<body><text xml:lang=\"ja\">一。</text><text xml:lang=\"en\">One.</text></body>",
		"<body><text xml:lang=\"ja\">前に。</text><text xml:lang=\"en\">First of all.</text></body>"
		"<body><text xml:lang=\"ja\">一。</text><text xml:lang=\"en\">One.</text></body>",
		"added section purpose wording body\nadded section purpose wording body");
	expect("<body><text xml:lang=\"ja\">一。</text><text xml:lang=\"en\">One.</text></body>",
		"", "removed section purpose wording body\nremoved section purpose wording body");
	expect("<note kind=\"unverified\"><text xml:lang=\"ja\">注</text><text xml:lang=\"en\">A note</text></note>",
		"<note kind=\"remark\"><text xml:lang=\"ja\">新しい別の説明</text><text xml:lang=\"en\">Quite other words</text></note>"
		"<note kind=\"unverified\"><text xml:lang=\"ja\">注</text><text xml:lang=\"en\">A longer note</text></note>",
		"added document - wording note\nadded document - wording note\nchanged document - wording note");
}

static void
a_translation_comes(void **state)
{
	(void)state;
	expect("<short><text xml:lang=\"ja\">客</text><text xml:lang=\"en\">Cust.</text></short>",
		"<short><text xml:lang=\"ja\">客</text></short>",
		"removed party buyer wording short");
}

/* -- words ---------------------------------------------------------------------------- */

/* "same [-removed-]{+added+}" */
static void
expect_words(const char *before, const char *after, const char *wanted)
{
	static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};
	struct arena *arena = arena_new();
	OWN(buf_fini) struct buf got = {0};
	size_t n;
	const struct word_span *spans = diff_words(arena, before, after, &n);

	for (size_t i = 0; i < n; i++)
		buf_printf(&got, "%s%.*s%s", open[spans[i].kind], (int)spans[i].len, spans[i].words,
			close[spans[i].kind]);
	assert_string_equal(buf_cstr(&got), wanted);
	arena_free(arena);
}

static void
changed_words_are_marked(void **state)
{
	(void)state;
	expect_words("", "", "");
	expect_words("same", "same", "same");
	expect_words("", "all new", "{+all new+}");
	expect_words("Logs are kept for 30 days.", "Logs are kept for 60 days.",
		"Logs are kept for [-30-]{+60+} days.");
	expect_words("ログは30日間保存します。", "ログは60日間保存します。",
		"ログは[-30-]{+60+}日間保存します。");
	expect_words("アクセスログを保存する", "アクセスログを暗号化して保存する",
		"アクセスログを{+暗号化して+}保存する");
	expect_words("one two three", "one three", "one [-two -]three");
	expect_words("あいう", "かいき", "[-あいう-]{+かいき+}");
}

static void
long_wordings_are_compared_in_bounded_memory(void **state)
{
	enum { WORDS = 20000 };
	struct arena *arena = arena_new();
	char *a = arena_alloc(arena, 3 * WORDS + 1), *b = arena_alloc(arena, 3 * WORDS + 1);
	size_t n, before = 0, after = 0;
	const struct word_span *spans;

	(void)state;
	for (size_t i = 0; i < WORDS; i++) {
		memcpy(a + 3 * i, "xy ", 3);
		memcpy(b + 3 * i, "zw ", 3);
	}
	spans = diff_words(arena, a, b, &n);
	for (size_t i = 0; i < n; i++) {
		before += spans[i].kind != SPAN_ADDED ? spans[i].len : 0;
		after += spans[i].kind != SPAN_REMOVED ? spans[i].len : 0;
	}
	assert_int_equal(before, strlen(a));
	assert_int_equal(after, strlen(b));
	assert_true(arena_bytes(arena) < 32 << 20);
	arena_free(arena);
}

/* CHROFY's 40 controls are all seven cloud-specific ones and 33 others; of their 33 counterparts,
 * that of 18.1.5 is not the published one. */
static void
counterparts_are_held_against_the_published_table(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model;
	const struct matrix *matrix;
	const struct control *control;
	struct extent extent;
	struct agreement agreement;

	(void)state;
	setenv("DEMARC_SHARED", "data", 1);
	model = load_directory("data", &diags);
	assert_non_null(model);
	matrix = model->services[0].current;
	extent = extent_of(model, matrix);
	assert_int_equal(extent.clauses, 121);
	assert_int_equal(extent.addressed, 40);
	assert_int_equal(extent.cloud, 7);
	assert_int_equal(extent.cloud_addressed, 7);
	agreement = agreement_with(model, matrix, "iso27001-2022");
	assert_non_null(agreement.published);
	assert_int_equal(agreement.stated, 33);
	assert_int_equal(agreement.agreeing, 32);
	assert_int_equal(agreement.differing, 1);
	assert_int_equal(agreement.mapped, 33);
	assert_int_equal(agreement.unmapped, 7);
	control = matrix_control(matrix, "18.1.5");
	assert_int_equal(
		counterpart_verdict(model, matrix, control, &control->maps[0]), VERDICT_DIFFERS);
	agreement = agreement_with(model, matrix, "iso27017-2026");
	assert_int_equal(agreement.stated, 0);
	assert_int_equal(agreement.unmapped, 40);
	model_free(model);
}

/* A table that has nothing of a control neither agrees nor differs. */
static void
what_is_published_nowhere_cannot_be_compared(void **state)
{
	struct model *model = load_changed("", "");
	const struct matrix *matrix = model->services[0].current;
	struct agreement agreement = {0};

	(void)state;
	for (size_t i = 0; i < matrix->uses_count && agreement.stated == 0; i++)
		agreement = agreement_with(model, matrix, matrix->uses[i].framework);
	assert_true(agreement.stated > 0);
	assert_null(agreement.published);
	assert_int_equal(agreement.agreeing + agreement.differing, 0);
	model_free(model);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_documents_have_no_difference),
		cmocka_unit_test(a_layer_moves_to_another_party),
		cmocka_unit_test(things_come_and_go),
		cmocka_unit_test(words_facts_mappings_and_links_change),
		cmocka_unit_test(paragraphs_are_paired_by_what_they_say),
		cmocka_unit_test(a_translation_comes),
		cmocka_unit_test(changed_words_are_marked),
		cmocka_unit_test(long_wordings_are_compared_in_bounded_memory),
		cmocka_unit_test(counterparts_are_held_against_the_published_table),
		cmocka_unit_test(what_is_published_nowhere_cannot_be_compared),
	};

	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
