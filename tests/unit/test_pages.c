/* cgi/: what pages say of odd documents. Each row edits a document of tests/data/good, asks for an
 * address, and looks for words in the answer. Runs from the top of the tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "check/check.h"
#include "diagram/diagram.h"
#include "load/load.h"
#include "scratch.h"
#include "site/site.h"

#define EVERYTHING "tests/data/good/everything.xml"
#define MINIMAL "tests/data/good/minimal.xml"

/* The first occurrence of what becomes the replacement. */
struct edit {
	const char *what, *by;
};

struct page_case {
	const char *of; /* what it shows; for the message when it fails */
	const char *document;
	struct edit edits[6];
	struct edit older[6]; /* with any, the document edited so is there as edition 1 too */
	const char *target;
	int status;
	const char *says[4]; /* "!words": not there */
};

static int
make_directory(void **state)
{
	static const struct {
		const char *name, *from;
	} links[] = {{"frameworks", "tests/data/frameworks"}, {"messages", "data/messages"},
		{"thesaurus", "data/thesaurus"}};
	char path[128];

	assert_int_equal(make_scratch(state), 0);
	EACH_ROW(i, links) {
		char *from = realpath(links[i].from, NULL);

		snprintf(path, sizeof(path), "%s/%s", scratch, links[i].name);
		assert_int_equal(symlink(from, path), 0);
		free(from);
	}
	snprintf(path, sizeof(path), "%s/matrix", scratch);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/matrix/x", scratch);
	return mkdir(path, 0700);
}

static void
write_edited(const char *document, const char *name, const struct edit *edits, size_t count)
{
	OWN(buf_fini) struct buf text = {0};
	char path[128];
	const char *why;

	assert_true(buf_read_file(&text, document, 1 << 20, &why));
	for (size_t i = 0; i < count && edits[i].what != NULL; i++) {
		struct buf edited = {0};
		const char *at = strstr(buf_cstr(&text), edits[i].what);

		if (at == NULL)
			fail_msg("%s has no %s", document, edits[i].what);
		buf_add(&edited, text.data, (size_t)(at - text.data));
		buf_str(&edited, edits[i].by);
		buf_str(&edited, at + strlen(edits[i].what));
		buf_fini(&text);
		text = edited;
	}
	snprintf(path, sizeof(path), "%s/matrix/x/%s", scratch, name);
	assert_true(buf_write_file(&text, path));
}

static struct site *
make_site(const struct page_case *row)
{
	struct diags diags = {0};
	struct model *model;
	char older[128];

	snprintf(older, sizeof(older), "%s/matrix/x/1.xml", scratch);
	unlink(older);
	write_edited(row->document, "2.xml", row->edits, COUNT(row->edits));
	if (row->older[0].what != NULL)
		write_edited(row->document, "1.xml", row->older, COUNT(row->older));
	model = load_directory(scratch, &diags);
	if (model != NULL)
		check_model(model, &(struct check_options){0}, &diags);
	if (diags.count[SEVERITY_ERROR] > 0) {
		diags_print(&diags, stderr);
		fail_msg("%s: the document has errors", row->of);
	}
	diags_fini(&diags);
	return site_new(model, &(struct site_options){0});
}

/* How many of the row's expectations are wrong. */
static unsigned
look(const struct page_case *row, const struct response *response)
{
	unsigned wrong = response->status != row->status;

	if (wrong)
		print_error("%s: %s: status %d, not %d\n", row->of, row->target, response->status,
			row->status);
	for (size_t i = 0; i < COUNT(row->says) && row->says[i] != NULL; i++) {
		bool wanted = row->says[i][0] != '!';
		const char *words = row->says[i] + !wanted;
		bool there =
			memmem(response->body, response->body_len, words, strlen(words)) != NULL;

		if (there != wanted)
			print_error("%s: %s: %s%s\n", row->of, row->target,
				wanted ? "lacks " : "says ", words);
		wrong += there != wanted;
	}
	return wrong;
}

static void
look_at_rows(const struct page_case *rows, size_t count)
{
	unsigned wrong = 0;

	for (size_t i = 0; i < count; i++) {
		struct site *site = make_site(&rows[i]);
		struct arena *arena = arena_new();
		struct request request;
		struct response response;

		request_from_target(&request, "GET", rows[i].target, NULL, 0, arena);
		site_respond(site, &request, &response);
		wrong += look(&rows[i], &response);
		site_release(site, &response);
		arena_free(arena);
		site_free(site);
	}
	assert_int_equal(wrong, 0);
}

/* -- documents ------------------------------------------------------------------------------- */

#define BOTH(words) "<text xml:lang=\"ja\">" words "</text><text xml:lang=\"en\">" words "</text>"
#define NAME(words) "<name>" BOTH(words) "</name>"
#define CELL(parts) "<cell>" parts "</cell>"
#define ANSWERS(party) "<part party=\"" party "\" does=\"answers\"/>"
#define ROW(id, cell) "<row id=\"" id "\">" NAME(id) CELL(cell) "</row>"
#define TABLE(id, rows)                                                                            \
	"<table id=\"" id "\" kind=\"layers\"><title>" BOTH("Layers") "</title>" rows              \
								      "</table></tables>"

static void
boundaries(void **state)
{
	static const struct page_case rows[] = {
		{"cells without parties", EVERYTHING,
			{{"</tables>",
				TABLE("more", ROW("r1", "<unspecified/>") ROW("r2",
						      "<not-applicable>" BOTH(
							      "Because") "</not-applicable>"))}},
			{{0}}, "/everything/en/boundary", 200,
			{"<td class=\"owner\"><span class=\"none\">Not specified</span></td>",
				"<td class=\"owner\"><span class=\"none\">Not applicable</span></td>"}},
		{"a picture for each table", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker")))}}, {{0}},
			"/everything/en/boundary", 200,
			{"stack.svg?lang=en&amp;table=models&", "stack.svg?lang=en&amp;table=more&",
				"embed?kind=stack&amp;table=more", "!stack.svg?lang=en&amp;v="}},
		{"and on the overview", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker")))}}, {{0}},
			"/everything/en/", 200,
			{"width=640&amp;table=models&", "width=640&amp;table=more&",
				"boundary#more"}},
		{"one picture of one table", MINIMAL, {{0}}, {{0}}, "/toy/en/boundary", 200,
			{"stack.svg?v=", "!table="}},
		{"a table by itself", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker")))}}, {{0}},
			"/everything/diagrams/stack.svg?lang=en&table=more&unknown=1", 200,
			{"Layers", "!SaaS"}},
		{"a table that is not there", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker")))}}, {{0}},
			"/everything/diagrams/stack.svg?table=models,none", 400,
			{"<code>table</code>", "models,none", "more"}},
		{"a table that is not there, to embed", EVERYTHING, {{0}}, {{0}},
			"/everything/en/embed?table=none", 400, {"<code>table</code>"}},
		{"several tables to embed", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker")))},
				{"</tables>", TABLE("last", ROW("r9", ANSWERS("maker")))}},
			{{0}}, "/everything/en/embed?table=last,more&kind=matrix", 200,
			{"matrix.svg?lang=en&amp;table=more,last",
				"<option value=\"more,last\" selected"}},
		{"what an embed page says of them", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker")))}}, {{0}},
			"/everything/en/embed?kind=matrix&format=svg&lang=en&table=more", 200,
			{"<option value=\"\">all tables</option>",
				"<option value=\"more\" selected",
				"matrix.svg?lang=en&amp;table=more"}},
		{"two who answer", EVERYTHING,
			{{"</tables>", TABLE("more", ROW("r1", ANSWERS("maker") ANSWERS("host")))}},
			{{0}}, "/everything/en/boundary", 200,
			{"We</span>,\xc2\xa0<span class=\"party party-2\">Host</span></td>"}},
		{"a table named as a row is", EVERYTHING,
			{{"</tables>", TABLE("app", ROW("r1", ANSWERS("maker")))}}, {{0}},
			"/everything/en/boundary", 200,
			{"id=\"table-app\"", "id=\"app\"", "id=\"models\""}},
		{"groups without columns", EVERYTHING,
			{{"</tables>", TABLE("more", "<group id=\"g1\">" NAME("Group") ROW(
							     "r1", ANSWERS("maker")) "</group>")}},
			{{0}}, "/everything/en/boundary", 200,
			{"<th scope=\"rowgroup\" colspan=\"3\">Group</th>"}},
		{"a condition under which nothing applies", EVERYTHING,
			{{"</tables>",
				TABLE("more",
					ROW("r1",
						ANSWERS("maker") "<condition kind=\"option\">" NAME("Without it") "<not-applicable>" BOTH(
							"Because") "</not-applicable></condition>"))}},
			{{0}}, "/everything/en/boundary", 200,
			{"Without it", "Not applicable</span>:\xc2\xa0"
				       "Because"}},
		{"a column with a note", EVERYTHING,
			{{"<column id=\"iaas\"><name><text xml:lang=\"ja\">IaaS</text><text xml:lang=\"en\">IaaS</text></name>",
				"<column id=\"iaas\">" NAME("IaaS") "<note kind=\"remark\">" BOTH(
					"Of the column") "</note>"}},
			{{0}}, "/everything/en/boundary", 200, {"Of the column"}},
	};

	(void)state;
	look_at_rows(rows, COUNT(rows));
}

#define SEE_DESK "<see contact=\"desk\"/>"
#define CONTACTS "</contacts>"

static void
controls(void **state)
{
	static const struct page_case rows[] = {
		{"one control has no neighbours", MINIMAL, {{0}}, {{0}}, "/toy/en/controls/A.1",
			200, {"!neighbours", "ACME:2020"}},
		{"several have", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls/A.1", 200,
			{"class=\"neighbours\"", "rel=\"next\""}},
		{"another notation", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls/A.2", 200,
			{"A2", "Passwords"}},
		{"a counterpart other than published", EVERYTHING,
			{{"framework=\"acme-2024\" clause=\"1\" relation=\"equal\"/>",
				"framework=\"acme-2024\" clause=\"2\"/>"}},
			{{0}}, "/everything/en/controls/A.1", 200,
			{"This differs from what the document states", "Published correspondence"}},
		{"a remark that speaks of it", EVERYTHING,
			{{"framework=\"acme-2024\" clause=\"1\" relation=\"equal\"/>",
				"framework=\"acme-2024\" clause=\"2\"><note kind=\"remark\"><text xml:lang=\"ja\">x</text><text xml:lang=\"en\">y"
				"</text></note><note kind=\"remark\"><text xml:lang=\"ja\"><clause framework=\"acme-2024\" number=\"1\"/></text>"
				"<text xml:lang=\"en\">not <clause framework=\"acme-2024\" number=\"1\"/></text></note></map>"}},
			{{0}}, "/everything/en/controls/A.1", 200,
			{"!This differs from what the document states"}},
		{"a framework that it does not map to", EVERYTHING,
			{{"<uses framework=\"acme-2024\" role=\"mapped\"/>",
				"<uses framework=\"acme-2024\" role=\"context\"/>"
				"<uses framework=\"acme-2020\" role=\"mapped\"/>"}},
			{{0}}, "/everything/en/controls/A.1", 200,
			{"not stated by the document", "Identities", "No counterpart stated"}},
		{"nothing mapped", EVERYTHING,
			{{"<uses framework=\"acme-2024\" role=\"mapped\"/>", ""}}, {{0}},
			"/everything/en/controls/A.1", 200, {"!id=\"mapping\""}},
		{"a telephone", EVERYTHING,
			{{CONTACTS,
				 "<contact id=\"tel\" kind=\"telephone\" value=\"+81 3 1234 5678\">" NAME(
					 "Switchboard") "</contact>" CONTACTS},
				{SEE_DESK, "<see contact=\"tel\"/>"}},
			{{0}}, "/everything/en/controls/A.1", 200, {"href=\"tel:", "Switchboard"}},
		{"a page to turn to", EVERYTHING,
			{{CONTACTS,
				 "<contact id=\"form\" kind=\"page\" value=\"https://example.com/ask\">" NAME(
					 "Form") "</contact>" CONTACTS},
				{SEE_DESK, "<see contact=\"form\"/>"}},
			{{0}}, "/everything/en/controls/A.1", 200,
			{"href=\"https://example.com/ask\"", "Form"}},
		{"a desk with words", EVERYTHING,
			{{"id=\"desk\" kind=\"desk\"",
				"id=\"desk\" kind=\"desk\" value=\"Room 5\""}},
			{{0}}, "/everything/en/controls/A.1", 200,
			{"Desk", "Questions", "!href=\"Room"}},
		{"a reference without an address", EVERYTHING,
			{{"kind=\"policy\" href=\"https://example.com/policy\"", "kind=\"policy\""},
				{SEE_DESK, "<see reference=\"policy\"/>"}},
			{{0}}, "/everything/en/controls/A.1", 200, {"Address not known"}},
		{"a clause that is not answered", EVERYTHING,
			{{"<text xml:lang=\"en\">None. <clause framework=\"acme-2024\" number=\"2\"/>",
				"<text xml:lang=\"en\">None. "
				"<clause number=\"A.3\"/> and <clause framework=\"acme-2020\" number=\"A.1\"/>"}},
			{{0}}, "/everything/en/controls/A.2", 200,
			{"None. A.3 and <a href=\"/everything/en/controls/A.1\""}},
		{"it points at itself and at a clause without a control", EVERYTHING,
			{{"<see clause=\"A.2\"/>", "<see clause=\"A.3\"/>"}}, {{0}},
			"/everything/en/controls/A.1", 200, {"Accounts", "!Tenancy"}},
		{"notes of the clause's own", EVERYTHING, {{0}}, {{0}},
			"/everything/en/controls/A.1", 200, {"A reading"}},
		{"a clause that the document is silent of", EVERYTHING, {{0}}, {{0}},
			"/everything/en/controls/A.3", 404,
			{"ACME:2020 has a clause A.3, but this document does not speak of it"}},
		{"a clause that nobody has", EVERYTHING, {{0}}, {{0}},
			"/everything/en/controls/Z.9", 404,
			{"This document has no control Z.9", "!has a clause"}},
		{"a document without controls has none to miss", MINIMAL,
			{{"  <controls framework=\"acme-2020\">", "<!--"}, {"</controls>", "-->"},
				{"<uses framework=\"acme-2020\" role=\"primary\"/>", ""}},
			{{0}}, "/toy/en/controls/A.1", 404, {"!has a clause"}},
	};

	(void)state;
	look_at_rows(rows, COUNT(rows));
}

static void
filters(void **state)
{
	static const struct page_case rows[] = {
		{"a theme", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls?theme=one", 200,
			{"A.1", "!<li id=\"A.2\""}},
		{"no such theme", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls?theme=two",
			400, {"theme", "one"}},
		{"no framework has themes", EVERYTHING,
			{{"<uses framework=\"acme-2024\" role=\"mapped\"/>", ""}}, {{0}},
			"/everything/en/controls?theme=one", 400, {"theme"}},
		{"cloud controls", EVERYTHING,
			{{"clause=\"A.2\" as-published=\"A2\"", "clause=\"A.3\""},
				{"<see clause=\"A.2\"/>", ""}},
			{{0}}, "/everything/en/controls?cld=1", 200,
			{"<li id=\"A.3\"", "!<li id=\"A.1\""}},
		{"all controls", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls?cld=0", 200,
			{"<li id=\"A.1\"", "<li id=\"A.2\""}},
		{"neither", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls?cld=2", 400,
			{"0, 1"}},
		{"words with spaces after them", EVERYTHING, {{0}}, {{0}},
			"/everything/en/search?q=policy++", 200,
			{"data-id=\"A.1\"", "!data-id=\"A.2\""}},
		{"words in none", EVERYTHING, {{0}}, {{0}}, "/everything/en/search?q=nothing", 200,
			{"!data-id=\"A.1\""}},
		{"the beginning of a number", EVERYTHING, {{0}}, {{0}},
			"/everything/en/search?q=a.1", 200, {"data-id=\"A.1\""}},
		{"its status", EVERYTHING, {{0}}, {{0}},
			"/everything/en/controls?status=not-offered", 200,
			{"<li id=\"A.2\"", "!<li id=\"A.1\""}},
		{"no such status", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls?status=maybe",
			400, {"not-offered"}},
		{"whose", EVERYTHING, {{0}}, {{0}}, "/everything/en/controls?party=maker", 200,
			{"<li id=\"A.1\"", "!<li id=\"A.2\""}},
	};

	(void)state;
	look_at_rows(rows, COUNT(rows));
}

#define FIRST                                                                                      \
	{                                                                                          \
		"<edition number=\"2\" date=\"2024-02-29\" status=\"draft\" replaces=\"1\">",      \
			"<edition number=\"1\" date=\"2023-02-28\" status=\"published\">"          \
	}

static void
changes(void **state)
{
	static const struct page_case rows[] = {
		{"a party that came", EVERYTHING, {{0}},
			{FIRST, {"<party id=\"host\" kind=\"supplier\">",
					"<party id=\"old\" kind=\"supplier\">" NAME(
						"Former host") "</party><party id=\"host\" kind=\"supplier\">"}},
			"/everything/editions/2/en/changes", 200,
			{"Former host", "<del class=\"whole\">Removed</del>"}},
		{"a control that went", EVERYTHING,
			{{"<control clause=\"A.2\" as-published=\"A2\" status=\"not-offered\">",
				 "<control clause=\"A.3\" status=\"not-offered\">"},
				{"<see clause=\"A.2\"/>", ""}},
			{FIRST}, "/everything/editions/2/en/changes", 200,
			{"<del class=\"whole\">Removed</del>", "<ins class=\"whole\">Added</ins>",
				"A.3", "A.2"}},
		{"a cell of a column", EVERYTHING, {{0}},
			{FIRST, {"<part party=\"maker\" does=\"answers\"/><part party=\"host\" does=\"runs\"/>",
					"<part party=\"host\" does=\"answers\"/><part party=\"buyer\" does=\"answers\"/>"}},
			"/everything/editions/2/en/changes", 200,
			{"Application", "<small>SaaS</small>",
				"Host,\xc2\xa0"
				"Cust.</del>"}},
		{"a column in the place of another", EVERYTHING, {{0}},
			{FIRST,
				{"<column id=\"saas\"><name><text xml:lang=\"ja\">SaaS</text><text xml:lang=\"en\">SaaS</text></name></column>",
					"<column id=\"paas\">" NAME("PaaS") "</column>"},
				{"column=\"saas\"", "column=\"paas\""},
				{"column=\"saas\"", "column=\"paas\""}},
			"/everything/editions/2/en/changes", 200,
			{"<ins>SaaS</ins>", "<del>PaaS</del>"}},
		{"a mapping", EVERYTHING, {{0}},
			{FIRST, {"clause=\"1\" relation=\"equal\"/>", "clause=\"2\"/>"}},
			"/everything/editions/2/en/changes", 200, {"ACME:2024"}},
		{"another notation", EVERYTHING, {{0}}, {FIRST, {" as-published=\"A2\"", ""}},
			"/everything/editions/2/en/changes", 200, {"A2", "Passwords"}},
		{"a fact", EVERYTHING, {{0}}, {FIRST, {"value=\"P1Y6M\"", "value=\"P1Y\""}},
			"/everything/editions/2/en/changes", 200, {"Period", "1 year"}},
		{"nothing", EVERYTHING, {{0}},
			{FIRST, {"<note kind=\"remark\"><text xml:lang=\"ja\">\xe8\x8d\x89\xe6\xa1\x88</text><text xml:lang=\"en\">A draft</text></note>",
					""}},
			"/everything/editions/2/en/changes", 200, {"!class=\"whole\""}},
	};

	(void)state;
	look_at_rows(rows, COUNT(rows));
}

static void
documents_that_leave_things_out(void **state)
{
	static const struct page_case rows[] = {
		{"no scope, contacts, sections", MINIMAL, {{0}}, {{0}}, "/toy/en/about", 200,
			{"Guide", "tenant", "!id=\"scope\"", "!id=\"contacts\""}},
		{"no terms, references", MINIMAL,
			{{"  <references>", "<!--"}, {"</references>", "-->"},
				{"  <terms>", "<!--"}, {"</terms>", "-->"},
				{"A <term ref=\"tenant\">tenant</term> reads the <ref to=\"guide\">guide</ref> and",
					"Reads"},
				{"<see reference=\"guide\"/>", ""}},
			{{0}}, "/toy/en/about", 200, {"!id=\"terms\"", "!id=\"references\""}},
		{"a scope of items alone", EVERYTHING,
			{{"    <item><text xml:lang=\"ja\">\xe5\x85\xa8\xe9\x83\xa8</text><text xml:lang=\"en\">Everything</text></item>",
				 ""},
				{" number=\"1\">\n      <title>", ">\n      <title>"}},
			{{0}}, "/everything/en/about", 200, {"Scope", "Purpose"}},
		{"no controls", MINIMAL,
			{{"  <controls framework=\"acme-2020\">", "<!--"}, {"</controls>", "-->"},
				{"<uses framework=\"acme-2020\" role=\"primary\"/>", ""}},
			{{0}}, "/toy/en/parties/us", 200, {"Service", "!href=\"../controls"}},
		{"nor certificates", MINIMAL,
			{{"  <controls framework=\"acme-2020\">", "<!--"}, {"</controls>", "-->"},
				{"<uses framework=\"acme-2020\" role=\"primary\"/>", ""}},
			{{0}}, "/toy/en/about", 200, {"!ACME:2020"}},
	};

	(void)state;
	look_at_rows(rows, COUNT(rows));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boundaries),
		cmocka_unit_test(controls),
		cmocka_unit_test(filters),
		cmocka_unit_test(changes),
		cmocka_unit_test(documents_that_leave_things_out),
	};
	int failed = cmocka_run_group_tests(tests, make_directory, remove_scratch);

	diagram_fini();
	load_fini();
	return failed;
}
