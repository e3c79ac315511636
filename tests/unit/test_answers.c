/* Addresses as readers and crawlers write them: each is answered, redirected to its one spelling,
 * or refused in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "diagram/diagram.h"
#include "load/load.h"
#include "site/site.h"

static struct site *chrofy, *everything; /* the latter in two editions, 2 and 3 */

struct asking {
	const char *target;
	int status;
	const char *says;   /* where a redirect leads; else words of the body */
	const char *header; /* of the request; NULL: none */
};

static const char *
location(const struct response *response)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (strcmp(response->headers[i].name, "Location") == 0)
			return response->headers[i].value;
	return "";
}

static void
ask(struct site *site, const struct asking *row)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response = {0};
	bool said;

	request_from_target(&request, "GET", row->target, &row->header, row->header != NULL, arena);
	site_respond(site, &request, &response);
	said = response.status >= 301 && response.status <= 308 && response.status != 304
		       ? strcmp(location(&response), row->says) == 0
		       : memmem(response.body, response.body_len, row->says, strlen(row->says)) !=
				 NULL;
	if (response.status != row->status || !said)
		fail_msg("%s: %d%s %s", row->target, response.status,
			said ? "" : ", without these words:", said ? "" : row->says);
	site_release(site, &response);
	arena_free(arena);
}

static void
ask_all(struct site *site, const struct asking *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ask(site, &rows[i]);
}

static void
another_spelling_leads_to_the_one_address(void **state)
{
	static const struct asking rows[] = {
		{"/CHROFY/en/", 301, "/chrofy/en/", NULL},
		{"/chrofy/EN/", 301, "/chrofy/en/", NULL},
		{"/chrofy/en/controls/cld.9.5.1", 301, "/chrofy/en/controls/CLD.9.5.1", NULL},
		{"/chrofy/en/controls/CLD9.5.1", 301, "/chrofy/en/controls/CLD.9.5.1", NULL},
		{"/chrofy/en/controls/CLD%209.5.1", 301, "/chrofy/en/controls/CLD.9.5.1", NULL},
		{"/chrofy/en/parties/Customer", 301, "/chrofy/en/parties/customer", NULL},
		{"/chrofy/data/Controls.CSV", 301, "/chrofy/data/controls.csv", NULL},
		{"/chrofy/en/controls?q=9.2.1", 301, "/chrofy/en/search?q=9.2.1", NULL},
	};

	(void)state;
	ask_all(chrofy, rows, COUNT(rows));
	ask(everything, &(struct asking){"/everything/en/changes/3..2", 301,
				"/everything/en/changes/2..3", NULL});
}

static void
what_is_not_there_is_named(void **state)
{
	static const struct asking rows[] = {
		{"/chrofy/en/controls/99.9.9", 404, "99.9.9", NULL},
		{"/chrofy/en/controls/9", 404, "Page not found", NULL},
		{"/chrofy/en/controls/9.2", 404, "/chrofy/en/controls/9.2.1", NULL},
		{"/chrofy/en/controls/12345678901234567890123456789012345678901234567890123456789012345678901234567890",
			404, "1234567890", NULL},
		{"/chrofy/en/parties/nobody", 404, "Page not found", NULL},
		{"/chrofy/en/changes/1..1", 404, "1..1", NULL},
		{"/chrofy/en/changes/1..9", 404, "1..9", NULL},
		{"/chrofy/en/changes/latest", 404, "latest", NULL},
		{"/chrofy/en/changes/1..12345678901", 404, "1..12345678901", NULL},
		{"/chrofy/editions/7/en/", 404, "lang=\"ja\"", NULL},
		{"/chrofy/editions/1234567890/en/", 404, "lang=\"ja\"", NULL},
		{"/chrofy/editions/x/en/", 404, "lang=\"ja\"", NULL},
		{"/chrofy/en/nowhere", 404, "Page not found", NULL},
		{"/nobody/en/nowhere", 404, "Page not found", "Accept-Language: en"},
		{"/chrofy/fr/", 404, "lang=\"en\"", "Accept-Language: en"},
		{"/chrofy/data/nothing.csv", 404, "nothing.csv", NULL},
		{"/chrofy/data/oscal/nothing.json", 404, "nothing.json", NULL},
		{"/static/nothing.css", 404, "nothing.css", NULL},
		{"/chrofy/diagrams/stack", 404, "stack", NULL},
		{"/chrofy/diagrams/stack.gif", 404, "stack.gif", NULL},
		{"/chrofy/diagrams/pie.svg", 404, "pie.svg", NULL},
		{"/chrofy/diagrams/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.svg", 404,
			"aaaaaaaa", NULL},
	};

	(void)state;
	ask_all(chrofy, rows, COUNT(rows));
	ask(everything, &(struct asking){"/everything/editions/2/en/parties/auditor", 404,
				"Page not found", NULL});
	ask(everything, &(struct asking){
				"/everything/editions/3/en/parties/auditor", 200, "Auditor", NULL});
}

static void
a_bad_value_is_told_with_what_is_allowed(void **state)
{
	static const struct asking rows[] = {
		{"/chrofy/diagrams/stack.svg?edition=2", 400, "edition", NULL},
		{"/chrofy/diagrams/stack.png?scale=3", 400, "1, 2, 4", NULL},
		{"/chrofy/diagrams/stack.png?width=99999", 400, "width", NULL},
		{"/chrofy/diagrams/stack.svg?lang=xx", 400, "ja, en", NULL},
		{"/chrofy/diagrams/stack.svg?theme=pink", 400, "dark", NULL},
		{"/chrofy/diagrams/stack.svg?highlight=nobody", 400, "customer", NULL},
		{"/chrofy/diagrams/matrix.png?scale=4&width=3200", 400, "scale", NULL},
		{"/chrofy/en/embed?kind=pie", 400, "stack, matrix", NULL},
		{"/chrofy/en/embed?kind=stack&format=gif", 400, "svg, png", NULL},
		{"/chrofy/en/controls?party=nobody", 400, "customer", NULL},
		{"/chrofy/en/controls?theme=none", 400, "theme", NULL},
		{"/chrofy/en/controls?status=none", 400, "provided", NULL},
		{"/chrofy/en/controls?q=%00", 400, "cannot be answered", "Accept-Language: en"},
	};

	(void)state;
	ask_all(chrofy, rows, COUNT(rows));
	ask(everything,
		&(struct asking){"/everything/diagrams/stack.svg?edition=1", 400, "2, 3", NULL});
}

static void
of_a_parameter_the_last_counts_and_an_empty_one_is_none(void **state)
{
	static const struct asking rows[] = {
		{"/chrofy/diagrams/stack.svg?edition=&lang=en", 200, "<svg ", NULL},
		{"/chrofy/diagrams/stack.svg?lang=xx&lang=en", 200, "xml:lang=\"en\"", NULL},
		{"/chrofy/diagrams/stack.svg?unknown=1&lang=en", 200, "<svg ", NULL},
		{"/chrofy/en/embed?kind=&format=&theme=", 200, "/chrofy/diagrams/stack.svg", NULL},
		{"/chrofy/en/embed?kind=stack&format=png&lang=ja", 200, "lang=ja", NULL},
		{"/chrofy/en/search?q=+++", 200, "Search", NULL},
		{"/chrofy/en/controls?cloud=0", 200, "Controls", NULL},
		{"/chrofy/en/controls?cloud=1", 200, "CLD.9.5.1", NULL},
		{"/chrofy/en/search?q=cld", 200, "CLD.9.5.1", NULL},
		{"/chrofy/en/controls?party=aws&theme=technological", 200, "Controls", NULL},
		{"/chrofy/en/search?q=nothing+says+this", 200, "nothing says this", NULL},
		{"/chrofy/en/search?q=1&q=%3Cb%3E", 200, "&lt;b&gt;", NULL},
		{"/chrofy/editions/1/en/", 200, "rel=\"canonical\"", NULL},
	};

	(void)state;
	ask_all(chrofy, rows, COUNT(rows));
	ask(everything, &(struct asking){"/everything/diagrams/stack.svg?edition=2&lang=en", 200,
				"<svg ", NULL});
}

/* By the whole of RFC 9110, section 12.4.2 and 12.5.4; what is malformed says nothing. */
static void
languages_are_weighed(void **state)
{
	static const struct {
		const char *accept, *leads;
	} cases[] = {
		{"Accept-Language: en", "/chrofy/en/"},
		{"Accept-Language: ja", "/chrofy/ja/"},
		{"Accept-Language: EN-us", "/chrofy/en/"},
		{"Accept-Language: fr", "/chrofy/ja/"},
		{"Accept-Language: fr, en;q=0.1", "/chrofy/en/"},
		{"Accept-Language: ja;q=0.5, en;q=0.6", "/chrofy/en/"},
		{"Accept-Language: ja;q=0.599, en;q=0.6", "/chrofy/en/"},
		{"Accept-Language: ja;q=0, *", "/chrofy/en/"},
		{"Accept-Language: en;q=0", "/chrofy/ja/"},
		{"Accept-Language: *", "/chrofy/ja/"},
		{"Accept-Language: en;q=2, ja;q=0.1", "/chrofy/ja/"},
		{"Accept-Language: en;q=0.1234, ja;q=0.1", "/chrofy/ja/"},
		{"Accept-Language: en;q=x, ja;q=0.1", "/chrofy/ja/"},
		{"Accept-Language: en ; Q = 0.9 , ja;q=0.1", "/chrofy/en/"},
		{"Accept-Language: ,,;,", "/chrofy/ja/"},
		{"Accept-Language: ", "/chrofy/ja/"},
		{"Accept-Language: english", "/chrofy/ja/"},
	};

	(void)state;
	EACH_ROW(i, cases)
		ask(chrofy, &(struct asking){"/", 302, cases[i].leads, cases[i].accept});
}

static struct site *
open_site(const char *directory)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model = load_directory(directory, &diags);

	assert_non_null(model);
	assert_int_equal(diags.count[SEVERITY_ERROR], 0);
	return site_new(model, &(struct site_options){0});
}

static int
set_up(void **state)
{
	char folder[] = "/tmp/demarc-answers-XXXXXX", command[200];

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(command, sizeof(command), "tests/data/third-edition %s", folder);
	assert_int_equal(system(command), 0);
	chrofy = open_site("data");
	everything = open_site(folder);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

static int
tear_down(void **state)
{
	(void)state;
	site_free(chrofy);
	site_free(everything);
	diagram_fini();
	load_fini();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_spelling_leads_to_the_one_address),
		cmocka_unit_test(what_is_not_there_is_named),
		cmocka_unit_test(a_bad_value_is_told_with_what_is_allowed),
		cmocka_unit_test(of_a_parameter_the_last_counts_and_an_empty_one_is_none),
		cmocka_unit_test(languages_are_weighed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
