/* What pages say: what readers filter and search, in which language, and what programs find there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "site_exchange.h"

#include "base/own.h"
#include "address/target.h"

/* Asks for the page of each row's query, where one of two strings must be and the other not. */
struct asked {
	const char *query, *found, *absent;
};

static void
ask_pages(const char *page, const struct asked *rows, size_t count)
{
	EACH_OF(i, rows, count) {
		OWN(exchange_end) struct exchange e;

		exchange_begin(&e, chrofy, "GET",
			arena_printf(
				site_model(chrofy)->arena, "/chrofy/en/%s?%s", page, rows[i].query),
			NULL);
		assert_int_equal(e.response.status, 200);
		if (!body_has(&e, rows[i].found) || body_has(&e, rows[i].absent))
			fail_msg("%s: wrong answers", rows[i].query);
	}
}

static void
filters_choose_controls(void **state)
{
	static const struct asked rows[] = {
		{"status=not-offered", "id=\"8.2.2\"", "id=\"5.1.1\""},
		{"party=aws&cld=1", "id=\"CLD.9.5.2\"", "id=\"11.2.7\""},
		{"theme=people", "id=\"7.2.2\"", "id=\"12.4.1\""},
		{"q=&party=&status=&cld=&theme=&unknown=x", "id=\"18.2.1\"", "class=\"nothing\">"},
	};

	(void)state;
	ask_pages("controls", rows, COUNT(rows));
}

static void
searches_find_words_and_numbers(void **state)
{
	static const struct asked rows[] = {
		{"q=%E3%83%AD%E3%82%B0", "data-id=\"12.4.1\"", "data-id=\"5.1.1\""},
		{"q=logs", "data-id=\"12.4.1\"", "data-id=\"CLD.9.5.1\""},
		{"q=8.24", "data-id=\"18.1.5\"", "data-id=\"12.4.1\""},
		{"q=9.2", "data-id=\"9.2.4\"", "data-id=\"9.4.1\""},
		{"q=cld", "data-id=\"CLD.9.5.2\"", "data-id=\"9.4.1\""},
		{"q=NTP+%E6%99%82%E5%88%BB", "data-id=\"12.4.4\"", "data-id=\"12.4.1\""},
		{"q=30+days", "data-id=\"CLD.8.1.5\"", "data-id=\"12.4.1\""},
		{"q=zzzz", "data-none=\"zzzz\"", "data-kind"},
		{"q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "&lt;script&gt;", "<script>alert"},
		{"q=+++", "id=\"found\"", "data-none"},
		{"q=%E3%83%AD%E3", "id=\"found\"", "\xe3\""},
	};

	(void)state;
	ask_pages("search", rows, COUNT(rows));
}

/* A visitor's words are no content: nothing that a search engine or a preview reads has them. */
static void
pages_of_results_are_for_no_search_engine(void **state)
{
	static const char words[] = "cheapest%20pills%20example.biz";
	static const struct asked rows[] = {
		{NULL, "<meta name=\"robots\" content=\"noindex\"", "rel=\"canonical\""},
		{NULL, "<title>Search |", "og:"},
		{NULL, "cheapest pills", "hreflang=\"ja\" href=\"https"},
	};

	(void)state;
	EACH_ROW(i, rows)
		ask_pages("search",
			&(struct asked){arena_printf(site_model(chrofy)->arena, "q=%s", words),
				rows[i].found, rows[i].absent},
			1);
	ask_pages("search", &(struct asked){"", "rel=\"canonical\"", "data-none"}, 1);
}

static void
every_form_of_a_cell_is_shown(void **state)
{
	static const char *const words[] = {"IaaS", "Premium plan", "There is no API",
		"Not specified", "Note one", "scope=\"rowgroup\"", "id=\"models-note-2\"",
		"All of it", "id=\"api\""};
	struct diags diags = {0};
	struct model *model = load_file("tests/data/good/everything.xml", &diags);
	struct site *site;
	struct exchange e;

	(void)state;
	assert_non_null(model);
	diags_fini(&diags);
	site = site_new(model, &(struct site_options){0});
	exchange_begin(&e, site, "GET", "/everything/en/boundary", NULL);
	assert_int_equal(e.response.status, 200);
	EACH_ROW(i, words)
		if (!body_has(&e, words[i]))
			fail_msg("no '%s' in the page", words[i]);
	exchange_end(&e);
	warm(site);
	site_free(site);
}

/* The interface has no words in the document's language: the page is in English, and says where it
 * is not. */
static void
words_are_marked_with_their_own_language(void **state)
{
	static const char matrix[] =
		"<matrix xmlns='urn:demarc:1' service='s' original='fr'><about>"
		"<title><text xml:lang='fr'>Partage des tâches</text></title>"
		"<service><text xml:lang='fr'>Nuage</text></service>"
		"<summary><text xml:lang='fr'>Qui fait quoi</text></summary>"
		"<edition number='1' date='2024-02-29' status='published'/>"
		"<languages><language tag='fr' role='original'/></languages><publisher party='p'/></about>"
		"<parties><party id='p' kind='provider'><name><text xml:lang='fr'>Nous</text></name></party></parties>"
		"<tables><table id='t' kind='layers'><title><text xml:lang='fr'>Couches</text></title>"
		"<row id='r'><name><text xml:lang='fr'>Données</text></name><cell><part party='p' does='answers'/></cell></row>"
		"</table></tables></matrix>";
	OWN(buf_fini) struct buf bytes = {0};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	struct exchange e;

	(void)state;
	buf_str(&bytes, matrix);
	model = load_bytes("fr.xml", &bytes, NULL, &diags);
	if (model == NULL)
		diags_print(&diags, stderr);
	assert_non_null(model);
	diags_fini(&diags);
	site = site_new(model, &(struct site_options){0});
	exchange_begin(&e, site, "GET", "/s/fr/", NULL);
	assert_int_equal(e.response.status, 200);
	assert_true(body_has(&e, "<html lang=\"en\">"));
	assert_true(body_has(&e, "<span lang=\"fr\">Qui fait quoi</span>"));
	assert_false(body_has(&e, "class=\"language\""));
	exchange_end(&e);
	site_free(site);
}

/* Readers of a German document are shown English, its original, where a framework has Japanese
 * first; and are told of a third language once, not at each string. */
static void
third_languages_fall_back_to_the_original(void **state)
{
	static const char matrix[] =
		"<matrix xmlns='urn:demarc:1' service='s' original='en'><about>"
		"<title><text xml:lang='en'>Duties</text><text xml:lang='de'>Pflichten</text></title>"
		"<service><text xml:lang='en'>Cloud</text></service>"
		"<summary><text xml:lang='en'>Who does what</text></summary>"
		"<edition number='1' date='2024-02-29' status='published'/>"
		"<languages><language tag='en' role='original'/><language tag='de' role='translation'/>"
		"<language tag='ja' role='translation'/></languages><publisher party='p'/>"
		"<uses framework='iso27001-2022' role='primary'/></about>"
		"<parties><party id='p' kind='provider'><name><text xml:lang='en'>We</text></name></party></parties>"
		"<tables><table id='t' kind='layers'><title><text xml:lang='en'>Layers</text></title>"
		"<row id='r'><name><text xml:lang='en'>Data</text></name><cell><part party='p' does='answers'/></cell></row>"
		"<row id='s'><name><text xml:lang='en'>Rooms</text></name><cell><part party='p' does='answers'/></cell></row>"
		"</table></tables>"
		"<controls framework='iso27001-2022'><control clause='5.16' status='provided'>"
		"<statement><text xml:lang='en'>Kept.</text></statement></control></controls></matrix>";
	OWN(buf_fini) struct buf bytes = {0};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	struct exchange e;

	(void)state;
	buf_str(&bytes, matrix);
	model = load_bytes("de.xml", &bytes, "data", &diags);
	if (model == NULL)
		diags_print(&diags, stderr);
	assert_non_null(model);
	diags_fini(&diags);
	site = site_new(model, &(struct site_options){0});
	exchange_begin(&e, site, "GET", "/s/de/controls/5.16", NULL);
	assert_int_equal(e.response.status, 200);
	assert_true(body_has(&e, "Identity management"));
	assert_false(body_has(&e, "識別"));
	assert_false(body_has(&e, "class=\"language\""));
	exchange_end(&e);
	exchange_begin(&e, site, "GET", "/.well-known/security.txt", NULL);
	assert_int_equal(e.response.status, 404); /* it has no contact */
	exchange_end(&e);
	exchange_begin(&e, site, "GET", "/s/ja/boundary", NULL);
	assert_int_equal(e.response.status, 200);
	assert_true(body_count(&e, "<span lang=\"en\">Data</span>") > 0);
	assert_true(body_count(&e, "<span lang=\"en\">Rooms</span>") > 0);
	/* in the head, and at the first words of the page */
	assert_int_equal(body_count(&e, "class=\"language\""), 2);
	exchange_end(&e);
	site_free(site);
}

/* Programs are told whom to write to, until when that is sure to be right, and what there is. */
static void
programs_find_contacts_and_forms(void **state)
{
	struct exchange e;

	(void)state;
	exchange_begin(&e, chrofy, "GET", "/.well-known/security.txt", NULL);
	assert_int_equal(e.response.status, 404); /* its one address is for something else */
	exchange_end(&e);
	exchange_begin(&e, chrofy, "GET", "/llms.txt",
		(const char *const[]){"Host: trust.example.com", NULL});
	assert_true(body_has(&e, "](http://trust.example.com/chrofy/en/controls): "));
	assert_true(body_has(&e, "](http://trust.example.com/chrofy/en/parties/customer): "));
	assert_true(body_has(&e, "/chrofy/data/matrix.json): "));
	exchange_end(&e);
	exchange_begin(&e, chrofy, "GET", "/chrofy/ja/about", NULL);
	assert_true(body_has(&e, "hreflang=\"x-default\" href=\"/chrofy/en/about\""));
	assert_true(body_has(&e, "rel=\"alternate\" type=\"application/json\""));
	exchange_end(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters_choose_controls),
		cmocka_unit_test(searches_find_words_and_numbers),
		cmocka_unit_test(pages_of_results_are_for_no_search_engine),
		cmocka_unit_test(words_are_marked_with_their_own_language),
		cmocka_unit_test(third_languages_fall_back_to_the_original),
		cmocka_unit_test(programs_find_contacts_and_forms),
		cmocka_unit_test(every_form_of_a_cell_is_shown),
	};
	int failed;

	setenv("DEMARC_SHARED", "data", 1);
	failed = cmocka_run_group_tests(tests, load_chrofy, free_chrofy);
	diagram_fini();
	load_fini();
	return failed;
}
