/* SVG: well-formed, structured, described. */
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "render_requests.h"
#include "scene/scene.h"

static bool
has_attribute(const xmlNode *node, const char *name, const char *value)
{
	xmlChar *got = xmlGetProp(node, (const xmlChar *)name);
	bool same = got != NULL && (value == NULL || strcmp((char *)got, value) == 0);

	xmlFree(got);
	return same;
}

/* ids begin with the prefix of the root's, references point at ids, links are relative, nothing has
 * a style.
 */
static void
check_element(xmlDoc *doc, const xmlNode *node, const char *prefix)
{
	xmlChar *id = xmlGetProp(node, (const xmlChar *)"id"),
		*href = xmlGetProp(node, (const xmlChar *)"href");

	if (id != NULL)
		assert_memory_equal(id, prefix, strlen(prefix));
	if (strcmp((const char *)node->name, "use") == 0)
		assert_non_null(xmlGetID(doc, href + 1));
	if (strcmp((const char *)node->name, "a") == 0)
		assert_memory_equal(href, "../", 3);
	assert_false(has_attribute(node, "style", NULL));
	assert_false(has_attribute(node, "fill", "transparent"));
	xmlFree(id);
	xmlFree(href);
}

static size_t
check_tree(xmlDoc *doc, const xmlNode *node, const char *prefix, const char *count_role)
{
	size_t n = 0;

	for (; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		check_element(doc, node, prefix);
		n += has_attribute(node, "role", count_role);
		n += check_tree(doc, node->children, prefix, count_role);
	}
	return n;
}

/* Ids are declared by a DTD only; without one they are told to libxml2 here. */
static void
register_ids(xmlDoc *doc, xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		xmlAttr *id = node->type == XML_ELEMENT_NODE
				      ? xmlHasProp(node, (const xmlChar *)"id")
				      : NULL;

		if (id != NULL)
			assert_non_null(
				xmlAddID(NULL, doc, id->children->content, id)); /* NULL: twice */
		if (node->type == XML_ELEMENT_NODE)
			register_ids(doc, node->children);
	}
}

/* A table is a list of its rows, however narrow the picture. */
static void
count_lists(const struct matrix *matrix, size_t *lists, size_t *items)
{
	*lists = *items = 0;
	for (size_t t = 0; t < matrix->table_count; t++) {
		*lists += matrix->tables[t].row_count > 0;
		*items += matrix->tables[t].row_count;
	}
}

static void
svg_is_well_formed_and_structured(void **state)
{
	static const char *const queries[] = {
		"", "theme=dark&lang=en", "width=320&background=transparent"};

	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++)
		for (size_t q = 0; q < COUNT(queries); q++) {
			OWN(buf_fini) struct buf out = {0};
			xmlChar *labelled;
			xmlDoc *doc;
			xmlNode *root;
			size_t lists, items;

			if (documents[d].matrix.language_count < 2 && q == 1)
				continue;
			render(&documents[d], FORMAT_SVG, queries[q], &out);
			doc = xmlReadMemory(
				out.data, (int)out.len, "picture.svg", NULL, XML_PARSE_NONET);
			assert_non_null(doc);
			root = xmlDocGetRootElement(doc);
			register_ids(doc, root);
			assert_true(has_attribute(root, "role", "graphics-document document"));
			assert_true(has_attribute(
				root, "lang", q == 1 ? "en" : documents[d].matrix.original));
			labelled = xmlGetProp(root, (const xmlChar *)"aria-labelledby");
			assert_non_null(xmlGetID(doc, labelled));
			labelled[strlen((char *)labelled) - 1] = '\0';
			count_lists(&documents[d].matrix, &lists, &items);
			assert_int_equal(
				check_tree(doc, root, (char *)labelled, "listitem"), items);
			assert_int_equal(check_tree(doc, root, (char *)labelled, "list"), lists);
			xmlFree(labelled);
			xmlFreeDoc(doc);
		}
}

static void
svg_follows_the_theme_only_if_asked(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	const struct fixture *f = document("layers");

	(void)state;
	render(f, FORMAT_SVG, "", &out);
	assert_non_null(strstr(out.data, "prefers-color-scheme:dark"));
	assert_non_null(strstr(out.data, "<a xlink:href=\"../ja/boundary#data\">"));
	render(f, FORMAT_SVG, "theme=light", &out);
	assert_null(strstr(out.data, "<style"));
	assert_null(strstr(out.data, "class="));
}

/* Two pictures in one page share no id and no class. */
static void
prefixes_differ(void **state)
{
	OWN(buf_fini) struct buf a = {0}, b = {0};
	const char *p, *q;

	(void)state;
	render(document("layers"), FORMAT_SVG, "", &a);
	render(document("layers"), FORMAT_SVG, "highlight=aws", &b);
	p = strstr(a.data, " id=\"") + 5;
	q = strstr(b.data, " id=\"") + 5;
	assert_memory_not_equal(p, q, strcspn(p, "\"") - 1);
}

static void
svg_is_small(void **state)
{
	OWN(buf_fini) struct buf out = {0};

	(void)state;
	render(document("layers"), FORMAT_SVG, "", &out);
	assert_true(out.len <= 46000);
}

static void
descriptions_say_it_all(void **state)
{
	OWN(buf_fini) struct buf ja = {0}, en = {0};
	struct diagram_request r = request(document("layers"), FORMAT_SVG, "");

	(void)state;
	diagram_description(&r, &ja);
	r = request(document("layers"), FORMAT_SVG, "lang=en");
	diagram_description(&r, &en);
	assert_non_null(strstr(ja.data,
		"CHROFYの責任分界図。第1版、2024年7月26日。お客様の責任範囲：本サービス上に"));
	assert_non_null(strstr(ja.data,
		"他事業者（トレンドマイクロ）：CHROFY株式会社が責任を負う、トレンドマイクロが運用する。"));
	assert_non_null(strstr(en.data,
		"CHROFY (responsible): Application, Third party (Trend Micro). Third parties"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(svg_is_well_formed_and_structured),
		cmocka_unit_test(svg_follows_the_theme_only_if_asked),
		cmocka_unit_test(prefixes_differ),
		cmocka_unit_test(svg_is_small),
		cmocka_unit_test(descriptions_say_it_all),
	};

	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
