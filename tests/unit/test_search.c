/* data/search: how words are folded and stemmed, how a text falls into chunks, and which answers
 * come first. tests/search/ holds the same against static/search.js. Runs from the top of the tree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "load/load.h"
#include "search/search.h"
#include "search/stem.h"
#include "search/store.h"

static struct arena *arena;
static struct model *model;

static int
begin(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	arena = arena_new();
	model = load_directory("data", &diags);
	return model != NULL && diags.count[SEVERITY_ERROR] == 0 ? 0 : 1;
}

static int
end(void **state)
{
	(void)state;
	model_free(model);
	arena_free(arena);
	load_fini();
	return 0;
}

/* -- stems ----------------------------------------------------------------------------------- */

/* Words of a row have one stem. */
static void
forms_of_a_word_have_one_stem(void **state)
{
	static const char *const rows[][5] = {
		{"vulnerability", "vulnerabilities"},
		{"encrypt", "encrypted", "encrypting", "encryption", "encrypts"},
		{"labelling", "labeling", "labelled", "label", "labels"},
		{"log", "logs", "logging", "logged"},
		{"centre", "center", "centers"},
		{"catalogue", "catalog", "catalogs"},
		{"authorise", "authorize", "authorised", "authorization"},
		{"analyse", "analyze", "analysed"},
		{"license", "licence", "licences"},
		{"behaviour", "behavior"},
		{"notify", "notifies", "notified", "notification"},
		{"process", "processes"},
		{"backup", "backups"},
		{"class", "classes"},
		{"box", "boxes"},
	};

	(void)state;
	EACH_ROW(i, rows)
		for (size_t j = 1; j < COUNT(rows[i]) && rows[i][j] != NULL; j++)
			assert_string_equal(
				stem_word(arena, rows[i][j]), stem_word(arena, rows[i][0]));
}

/* Words of different meanings keep apart. */
static void
other_words_have_other_stems(void **state)
{
	static const char *const rows[][2] = {{"university", "universe"}, {"policy", "police"},
		{"access", "accept"}, {"sso", "associated"}, {"sla", "legislation"}, {"is", "i"},
		{"status", "state"}, {"need", "ne"}, {"analysis", "anal"}};

	(void)state;
	EACH_ROW(i, rows)
		assert_string_not_equal(stem_word(arena, rows[i][0]), stem_word(arena, rows[i][1]));
}

/* What is short, or has other signs than small letters, is a name and stays. */
static void
names_have_no_stem(void **state)
{
	static const char *const words[] = {
		"", "as", "is", "aws", "27017", "tls1", "caf\xc3\xa9s", "\xe3\x83\xad\xe3\x82\xb0"};

	(void)state;
	EACH_ROW(i, words)
		assert_string_equal(stem_word(arena, words[i]), words[i]);
}

/* -- chunks ---------------------------------------------------------------------------------- */

/* "form form": of the chunks of a text; a function word in brackets. */
static const char *
chunks_of(const char *text)
{
	struct chunks chunks = fold_chunks(arena, text, SIZE_MAX);
	OWN(buf_fini) struct buf out = {0};

	for (size_t i = 0; i < chunks.count; i++)
		buf_printf(&out, "%s%s%s%s", i > 0 ? " " : "", chunks.v[i].function ? "(" : "",
			chunks.v[i].form, chunks.v[i].function ? ")" : "");
	return arena_strdup(arena, buf_cstr(&out));
}

static void
spellings_fold_into_one(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},
		{" \t-,", ""},
		{"Event logging", "event log"},
		{"ISO/IEC 27017:2015", "iso iec 27017 2015"},
		{"A.8.15", "a 8 15"},
		{"CLD6.3.1", "cld 6 3 1"},
		{"ＩＳＯ　２７０１７", "iso 27017"}, /* full width */
		{"ﾛｸﾞ", "ろぐ"},                     /* half width */
		{"ログ", "ろぐ"},
		{"サーバー", "さば"}, /* long vowels */
		{"サーバ", "さば"},
		{"ソフトウェア ソフトウエア", "そふとうえあ そふとうえあ"}, /* small vowels */
		{"1ヶ月 1カ月 1か月", "1 か月 1 か月 1 か月"},
		{"ログ\tの\t取得", "ろぐ (の) 取得"},
		{"ログの取得", "ろぐの取得"},
		{"STRASSE straße", "stras stras"},
		{"ﬁle", "fil"},                /* a ligature */
		{"e\xcc\x81t\xc3\xa9", "ete"}, /* both ways to write é */
		{"Prüfrat NACHTRÄGE", "prufr nachtrag"},
		{"việt Ёлка ά ñ", "viet елка α n"},
		{"ガス カ\xe3\x82\x99ス カス",
			"がす がす かす"}, /* a voiced kana is another letter */
		{"\xff", ""},
	};

	(void)state;
	EACH_ROW(i, rows)
		assert_string_equal(chunks_of(rows[i][0]), rows[i][1]);
}

/* Places lead back to the text as it was, and no more chunks come than are asked for. */
static void
chunks_know_their_places(void **state)
{
	static const char text[] = "Ａ.8.15 ﾛｸﾞ x";
	struct chunks chunks = fold_chunks(arena, text, SIZE_MAX);

	(void)state;
	assert_int_equal(chunks.count, 5);
	assert_memory_equal(text + chunks.v[0].start, "Ａ", 3);
	assert_true(chunks.v[1].dotted && chunks.v[1].kind == CHUNK_DIGITS);
	assert_true(chunks.v[2].dotted);
	assert_int_equal(chunks.v[3].kind, CHUNK_WHOLE);
	assert_memory_equal(text + chunks.v[3].start, "ﾛｸﾞ", chunks.v[3].end - chunks.v[3].start);
	assert_false(chunks.v[4].dotted || chunks.v[4].glued);
	assert_int_equal(fold_chunks(arena, text, 2).count, 2);
}

static void
a_form_has_one_kind_of_kana(void **state)
{
	(void)state;
	assert_string_equal(fold_form(arena, "ハイパーバイザー"), "はいぱばいざ");
	assert_string_equal(fold_form(arena, "漢字カナ"), "漢字かな");
	assert_true(fold_is_hiragana("の") && !fold_is_hiragana("字") && !fold_is_hiragana("a"));
}

/* -- answers --------------------------------------------------------------------------------- */

static const struct search_index *
index_in(const char *lang)
{
	return search_index_make(arena, model, model->services[0].current, lang);
}

/* "kind:id kind:id": the answers, best first, then "+" and the clauses, then "-" and what is
 * missing; no more than three of each. */
static const char *
found(const struct search_index *index, const char *query)
{
	struct search_result r = search_find(arena, index, query);
	OWN(buf_fini) struct buf out = {0};

	for (size_t i = 0; i < r.hit_count && i < 3; i++)
		buf_printf(&out, "%s%s:%s", i > 0 ? " " : "",
			search_kind_name(r.hits[i].item->kind), r.hits[i].item->id);
	for (size_t i = 0; i < r.clause_count && i < 3; i++)
		buf_printf(&out, " +%s", r.hits[r.hit_count + i].item->id);
	for (size_t i = 0; i < r.missing_count; i++)
		buf_printf(&out, " -%s", r.missing[i]);
	return arena_strdup(arena, buf_cstr(&out));
}

static void
the_best_answer_comes_first(void **state)
{
	static const struct {
		const char *query, *begins;
	} rows[] = {
		{"backup", "control:12.3.1"}, /* the title, before who only speaks of it */
		{"back ups of data", "control:12.3.1"},
		{"MFA", "control:9.2.3"},     /* a word of the thesaurus */
		{"A.8.15", "control:12.4.1"}, /* a counterpart's number */
		{"12.4.1", "control:12.4.1"}, /* its own */
		{"hypervisor", "row:hypervisor"},
		{"trend micro", "party:trendmicro"},
		{"scope", "scope:scope"},
		{"JIP-ISMS517", "certification:"},
		{"white paper", "section:"},
		{"SOC 2", " -SOC 2"}, /* nothing, and nothing near */
		{"5.7", " +5.7"},     /* a clause that nothing is mapped to */
		{"keys managed by customers", " -keys managed by customers"}, /* in any order */
		{"where is all of our data", "control:6.1.3"}, /* a question word first: in order */
		{"Is it in the log?", "control:12.4.1"},       /* but not "log in" */
		{"backup 8.15", "control:12.4.1"},             /* a number leads */
		{"TLS 1.2", "control:10.1.1"},                 /* and is not the end of 12.1.2 */
		{"support", "contact:"},                       /* it names something */
		{"Is MFA supported?", "control:9.2.3"},        /* unless another word does */
		{"JIS Q 27001:2023 8.15", "control:12.4.1"},   /* one name of several */
		{"27001:2014 8.15", " -27001:2014 8.15"},      /* and not a mixture of them */
		{"", ""},
		{"?!", ""},
	};
	const struct search_index *index = index_in("en");

	(void)state;
	EACH_ROW(i, rows) {
		const char *got = found(index, rows[i].query);

		if (strncmp(got, rows[i].begins, strlen(rows[i].begins)) != 0)
			fail_msg("\"%s\": %s", rows[i].query, got);
	}
	assert_string_equal(found(index, ""), "");
}

/* One character that names nothing does so behind a word, not before one: 中国 is not 国. */
static void
a_character_does_not_begin_a_word(void **state)
{
	const struct search_index *index = index_in("ja");

	(void)state;
	assert_memory_equal(found(index, "ログ中"), "control:12.4.1", 14);
	assert_string_equal(found(index, "中脅威"), " -中脅威");
}

static bool
has_group_word(const struct search_index *index, const char *word)
{
	for (size_t i = 0; i < index->group_count; i++)
		for (size_t j = 0; j < search_group_words(index, i).words.count; j++)
			if (strcmp(search_group_words(index, i).words.v[j], word) == 0)
				return true;
	return false;
}

/* An index has the words of its language and those of all, and of others where nothing else of the
 * document is in them. */
static void
an_index_has_words_that_it_needs(void **state)
{
	struct matrix english = *model->services[0].current;
	struct language languages[] = {{.tag = "en", .original = true}};
	const struct search_index *index = index_in("en");

	(void)state;
	assert_true(has_group_word(index, "asset register") && has_group_word(index, "MFA"));
	assert_false(has_group_word(index, "情報資産"));
	assert_true(has_group_word(index_in("ja"), "情報資産"));
	assert_false(has_group_word(index_in("ja"), "asset register"));
	english.original = "en";
	english.languages = languages;
	english.language_count = COUNT(languages);
	assert_true(has_group_word(search_index_make(arena, model, &english, "en"), "情報資産"));
}

/* What stands in a note alone is found there, and is no word of the document. */
static void
notes_are_not_what_the_document_says(void **state)
{
	const struct search_index *index = index_in("en");
	struct search_result r = search_find(arena, index, "restore");

	(void)state;
	assert_int_equal(r.near_count, 1);
	assert_string_equal(r.near[0], "restore");
}

/* However many documents there are, a few indexes are kept, and those that are used. */
static void
few_indexes_are_kept(void **state)
{
	enum { DOCUMENTS = 3 * SEARCH_STORE_KEPT };
	struct search_store *store = search_store_new(model);
	const struct matrix *matrix = model->services[0].current;
	struct matrix documents[DOCUMENTS];
	struct arena *reader = arena_new();
	const struct search_index *used = search_store_get(store, reader, matrix, "en");
	size_t one = search_store_bytes(store);

	(void)state;
	assert_true(one > 0);
	EACH_OF(i, documents, DOCUMENTS) {
		struct arena *another = arena_new();
		const struct search_index *first, *again;

		documents[i] = *matrix;
		first = search_store_get(store, another, &documents[i], "en");
		again = search_store_get(store, another, &documents[i], "en");
		assert_ptr_equal(again, first);
		assert_ptr_not_equal(first, used);
		assert_true(search_find(another, first, "log").hit_count > 0);
		arena_free(another);
	}
	assert_int_equal(search_store_bytes(store), (SEARCH_STORE_KEPT + 1) * one);
	assert_true(search_find(reader, used, "log").hit_count > 0);
	assert_ptr_equal(search_store_get(store, reader, matrix, "en"), used);
	arena_free(reader);
	assert_int_equal(search_store_bytes(store), SEARCH_STORE_KEPT * one);
	search_store_free(store);
}

/* Points only ever fall from one answer to the next, and those of clauses come after all others. */
static void
answers_are_in_order(void **state)
{
	static const char *const queries[] = {"data", "customer", "log", "access control", "27017",
		"security incident notification"};
	const struct search_index *index = index_in("en");

	(void)state;
	EACH_ROW(i, queries) {
		struct search_result r = search_find(arena, index, queries[i]);

		assert_true(r.hit_count > 0);
		for (size_t j = 1; j < r.hit_count; j++)
			assert_true(r.hits[j - 1].score >= r.hits[j].score);
		for (size_t j = 0; j < r.hit_count + r.clause_count; j++)
			assert_int_equal(r.hits[j].item->kind == SEARCH_CLAUSE, j >= r.hit_count);
	}
}

/* The words that were looked for are marked where they stand, each once. */
static void
marks_are_where_the_words_are(void **state)
{
	const struct search_index *index = index_in("en");
	struct search_result r = search_find(arena, index, "event logs");
	const struct search_passage *p = &r.hits[0].item->passages[0];
	size_t count;
	const struct search_span *spans = search_spans(arena, &r, p, &count);

	(void)state;
	assert_string_equal(p->text, "Event logging");
	assert_int_equal(count, 1); /* a word of the thesaurus */
	assert_int_equal(spans[0].start, 0);
	assert_int_equal(spans[0].end, strlen(p->text));
	r = search_find(arena, index, "HYPERVISORS");
	p = &r.hits[0].item->passages[0];
	spans = search_spans(arena, &r, p, &count);
	assert_true(count > 0);
	assert_memory_equal(p->text + spans[count - 1].start, "hypervisor",
		spans[count - 1].end - spans[count - 1].start);
}

/* A document in German and English has its frameworks' titles in English, not in Japanese, though
 * that stands first in their file. */
static void
titles_are_in_a_language_that_readers_know(void **state)
{
	struct matrix german = *model->services[0].current;
	struct language languages[] = {{.tag = "de", .original = true}, {.tag = "en"}};
	const struct search_index *index;
	size_t clauses = 0;

	(void)state;
	german.original = "de";
	german.languages = languages;
	german.language_count = COUNT(languages);
	index = search_index_make(arena, model, &german, "de");
	for (size_t i = 0; i < index->item_count; i++) {
		if (index->items[i].kind != SEARCH_CLAUSE)
			continue;
		clauses++;
		assert_string_equal(index->items[i].passages[0].lang, "en");
	}
	assert_true(clauses > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_of_a_word_have_one_stem),
		cmocka_unit_test(other_words_have_other_stems),
		cmocka_unit_test(names_have_no_stem),
		cmocka_unit_test(spellings_fold_into_one),
		cmocka_unit_test(chunks_know_their_places),
		cmocka_unit_test(a_form_has_one_kind_of_kana),
		cmocka_unit_test(the_best_answer_comes_first),
		cmocka_unit_test(a_character_does_not_begin_a_word),
		cmocka_unit_test(an_index_has_words_that_it_needs),
		cmocka_unit_test(notes_are_not_what_the_document_says),
		cmocka_unit_test(few_indexes_are_kept),
		cmocka_unit_test(answers_are_in_order),
		cmocka_unit_test(marks_are_where_the_words_are),
		cmocka_unit_test(titles_are_in_a_language_that_readers_know),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
