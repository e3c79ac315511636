/* What may stand where in a document, as the tables that shape_table.h describes. */
#include "shape.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/names.h"
#include "shape_table.h"
#include "model/value.h"

enum { OPTIONAL = false, REQUIRED = true };

/* -- tables, from the innermost outwards ------------------------------------ */

#define ATTRS(...)                                                                                 \
	(const struct attr_spec[])                                                                 \
	{                                                                                          \
		__VA_ARGS__,                                                                       \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}
#define SLOTS(...)                                                                                 \
	(const struct slot[])                                                                      \
	{                                                                                          \
		__VA_ARGS__,                                                                       \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}
#define LANG                                                                                       \
	{                                                                                          \
		"xml:lang", VALUE_LANGUAGE, REQUIRED, NULL                                         \
	}
#define ID                                                                                         \
	{                                                                                          \
		"id", VALUE_ID, REQUIRED, NULL                                                     \
	}
#define NAME(attr, required, table)                                                                \
	{                                                                                          \
		attr, VALUE_NAME, required, table                                                  \
	}
#define ONE(name, shape)                                                                           \
	{                                                                                          \
		name, &(shape), 1, 1, false                                                        \
	}
#define MAYBE(name, shape)                                                                         \
	{                                                                                          \
		name, &(shape), 0, 1, false                                                        \
	}
#define MANY(name, shape)                                                                          \
	{                                                                                          \
		name, &(shape), 0, 0, false                                                        \
	}
#define SOME(name, shape)                                                                          \
	{                                                                                          \
		name, &(shape), 1, 0, false                                                        \
	}
#define OR(name, shape)                                                                            \
	{                                                                                          \
		name, &(shape), 0, 0, true                                                         \
	}

static const char *const standings[] = {
	"agreed", "single-source", "tie", "inferred", "unverified", NULL};
static const char *const bounds[] = {"exact", "at-most", "at-least", "one-of", NULL};
static const char *const sharings[] = {"jointly", "divided", NULL};
static const char *const relations[] = {"equal", "subset", "superset", "intersects", "none", NULL};
static const char *const guidances[] = {"none", "customer", "provider", "both", NULL};

static const struct shape plain = {.words = true};
static const struct shape wording = {ATTRS(LANG), NULL, true};
static const struct shape texts = {NULL, SLOTS(SOME("text", wording)), false};

static const struct shape inline_ref = {ATTRS({"to", VALUE_ID, REQUIRED, NULL}), NULL, true};
static const struct shape inline_term = {ATTRS({"ref", VALUE_ID, REQUIRED, NULL}), NULL, true};
static const struct shape inline_clause = {
	ATTRS({"framework", VALUE_ID, OPTIONAL, NULL}, {"number", VALUE_CLAUSE, REQUIRED, NULL}),
	NULL, false};
static const struct shape rich = {ATTRS(LANG),
	SLOTS(MANY("ref", inline_ref), OR("clause", inline_clause), OR("term", inline_term)), true};
static const struct shape riches = {NULL, SLOTS(SOME("text", rich)), false};

static const struct shape note = {
	ATTRS(NAME("kind", REQUIRED, note_kind_names)), SLOTS(SOME("text", rich)), false};

static const struct shape edition = {
	ATTRS({"number", VALUE_POSITIVE, REQUIRED, NULL}, {"date", VALUE_DATE, REQUIRED, NULL},
		NAME("status", REQUIRED, edition_status_names),
		{"replaces", VALUE_POSITIVE, OPTIONAL, NULL}),
	SLOTS(MANY("note", note)), false};
static const struct shape language = {
	ATTRS({"tag", VALUE_LANGUAGE, REQUIRED, NULL}, NAME("role", REQUIRED, language_role_names)),
	SLOTS(MANY("note", note)), false};
static const struct shape languages = {NULL, SLOTS(SOME("language", language)), false};
static const struct shape publisher = {ATTRS({"party", VALUE_ID, REQUIRED, NULL}), NULL, false};
static const struct shape uses = {
	ATTRS({"framework", VALUE_ID, REQUIRED, NULL}, NAME("role", REQUIRED, uses_role_names)),
	SLOTS(MANY("note", note)), false};
static const struct shape certification = {
	ATTRS({"scheme", VALUE_ANY, REQUIRED, NULL},
		{"scheme-as-published", VALUE_ANY, OPTIONAL, NULL},
		{"number", VALUE_ANY, OPTIONAL, NULL}, {"issued", VALUE_DATE, OPTIONAL, NULL},
		{"expires", VALUE_DATE, OPTIONAL, NULL}, {"href", VALUE_URI, OPTIONAL, NULL}),
	SLOTS(ONE("name", texts), MAYBE("body", texts), MAYBE("scope", riches), MANY("note", note)),
	false};
static const struct shape accept = {
	ATTRS({"rule", VALUE_ANY, REQUIRED, NULL}, {"at", VALUE_ANY, OPTIONAL, NULL}), NULL, true};
static const struct shape about = {NULL,
	SLOTS(ONE("title", texts), ONE("service", texts), MAYBE("summary", riches),
		ONE("edition", edition), ONE("languages", languages), ONE("publisher", publisher),
		MANY("uses", uses), MANY("certification", certification), MANY("note", note),
		MANY("accept", accept)),
	false};

static const struct shape link_to = {ATTRS({"href", VALUE_URI, REQUIRED, NULL}), NULL, false};
static const struct shape same = {
	ATTRS({"theirs", VALUE_ID, REQUIRED, NULL}, {"ours", VALUE_ID, REQUIRED, NULL}), NULL,
	false};
static const struct shape opens = {
	ATTRS({"row", VALUE_ID, OPTIONAL, NULL}, {"clause", VALUE_CLAUSE, OPTIONAL, NULL},
		{"their-row", VALUE_ID, OPTIONAL, NULL},
		{"their-clause", VALUE_CLAUSE, OPTIONAL, NULL},
		{"column", VALUE_ID, OPTIONAL, NULL}),
	NULL, false};
static const struct shape publishes = {
	ATTRS({"file", VALUE_FILE, REQUIRED, NULL}, {"href", VALUE_URI, OPTIONAL, NULL}),
	SLOTS(MANY("same", same), MANY("opens", opens)), false};
static const struct shape party = {
	ATTRS(ID, NAME("kind", REQUIRED, party_kind_names),
		{"region", VALUE_REGIONS, OPTIONAL, NULL}, {"since", VALUE_DATE, OPTIONAL, NULL},
		{"contact", VALUE_ID, OPTIONAL, NULL}),
	SLOTS(ONE("name", texts), MAYBE("short", texts), MAYBE("description", riches),
		MAYBE("purpose", riches), MAYBE("data", riches), MAYBE("link", link_to),
		MAYBE("publishes", publishes), MANY("note", note)),
	false};
static const struct shape parties = {NULL, SLOTS(SOME("party", party)), false};
static const struct shape reference = {ATTRS(ID, NAME("kind", REQUIRED, reference_kind_names),
					       {"href", VALUE_URI, OPTIONAL, NULL}),
	SLOTS(ONE("title", texts), MANY("note", note)), false};
static const struct shape references = {NULL, SLOTS(SOME("reference", reference)), false};
static const struct shape contact = {
	ATTRS(ID, NAME("kind", REQUIRED, contact_kind_names), {"value", VALUE_ANY, OPTIONAL, NULL}),
	SLOTS(ONE("name", texts), MAYBE("purpose", texts), MANY("note", note)), false};
static const struct shape contacts = {NULL, SLOTS(SOME("contact", contact)), false};
static const struct shape scope = {
	NULL, SLOTS(ONE("statement", riches), MANY("item", texts), MANY("note", note)), false};
static const struct shape term = {
	ATTRS(ID), SLOTS(ONE("name", texts), ONE("definition", riches), MANY("note", note)), false};
static const struct shape terms = {NULL, SLOTS(SOME("term", term)), false};
static const struct shape block = {
	ATTRS(NAME("kind", REQUIRED, block_kind_names)), SLOTS(SOME("text", rich)), false};
static const struct shape section = {ATTRS(ID, {"number", VALUE_ANY, OPTIONAL, NULL}),
	SLOTS(ONE("title", texts), SOME("body", riches), MANY("block", block), MANY("note", note)),
	false};
static const struct shape sections = {NULL, SLOTS(SOME("section", section)), false};
static const struct shape see = {
	ATTRS({"reference", VALUE_ID, OPTIONAL, NULL}, {"contact", VALUE_ID, OPTIONAL, NULL},
		{"table", VALUE_ID, OPTIONAL, NULL}, {"row", VALUE_ID, OPTIONAL, NULL},
		{"clause", VALUE_CLAUSE, OPTIONAL, NULL}, {"fact", VALUE_ID, OPTIONAL, NULL}),
	NULL, false};
static const struct shape question = {ATTRS(ID),
	SLOTS(ONE("asked", texts), ONE("answer", riches), MANY("block", block), MANY("see", see),
		MANY("note", note)),
	false};
static const struct shape questions = {NULL, SLOTS(SOME("question", question)), false};

#define FOOTNOTES                                                                                  \
	{                                                                                          \
		"footnotes", VALUE_IDS, OPTIONAL, NULL                                             \
	}
static const struct shape column = {ATTRS(ID, {"plan", VALUE_ANY, OPTIONAL, NULL}, FOOTNOTES),
	SLOTS(ONE("name", texts), MANY("note", note)), false};
static const struct shape part = {
	ATTRS({"party", VALUE_ID, REQUIRED, NULL}, NAME("does", REQUIRED, does_names)),
	SLOTS(MANY("text", rich)), false};
static const struct shape empty = {NULL, NULL, false};
#define SHARED NAME("shared", OPTIONAL, sharings)
static const struct shape condition = {
	ATTRS({"id", VALUE_ID, OPTIONAL, NULL}, NAME("kind", REQUIRED, condition_kind_names),
		SHARED, NAME("status", OPTIONAL, control_status_names),
		{"value", VALUE_ANY, OPTIONAL, NULL}, NAME("bound", OPTIONAL, bounds)),
	SLOTS(ONE("name", texts), MAYBE("statement", riches), MAYBE("display", texts),
		MANY("part", part), OR("not-applicable", riches)),
	false};
static const struct shape cell = {ATTRS({"column", VALUE_ID, OPTIONAL, NULL}, SHARED, FOOTNOTES),
	SLOTS(SOME("part", part), OR("not-applicable", riches), OR("unspecified", empty),
		MANY("condition", condition)),
	false};
static const struct shape fact = {
	ATTRS(ID, NAME("kind", REQUIRED, fact_kind_names), {"value", VALUE_ANY, REQUIRED, NULL},
		NAME("bound", OPTIONAL, bounds), {"column", VALUE_ID, OPTIONAL, NULL},
		{"plan", VALUE_ANY, OPTIONAL, NULL}, {"data", VALUE_ID, OPTIONAL, NULL}),
	SLOTS(ONE("name", texts), MAYBE("display", texts), MANY("condition", condition),
		MANY("note", note)),
	false};
static const struct shape row = {ATTRS(ID, NAME("kind", OPTIONAL, row_kind_names), FOOTNOTES),
	SLOTS(ONE("name", texts), MAYBE("detail", texts), SOME("cell", cell),
		MANY("condition", condition), MANY("fact", fact), MANY("note", note)),
	false};
static const struct shape row_group = {
	ATTRS(ID), SLOTS(ONE("name", texts), SOME("row", row)), false};
static const struct shape footnote = {ATTRS(ID), SLOTS(SOME("text", rich)), false};
static const struct shape table = {
	ATTRS(ID, NAME("kind", REQUIRED, table_kind_names),
		NAME("merge", OPTIONAL, table_merge_names), {"number", VALUE_ANY, OPTIONAL, NULL},
		{"title-footnotes", VALUE_IDS, OPTIONAL, NULL}),
	SLOTS(ONE("title", texts), MAYBE("statement", riches), MANY("column", column),
		SOME("row", row), OR("group", row_group), MANY("footnote", footnote),
		MANY("note", note)),
	false};
static const struct shape tables = {NULL, SLOTS(SOME("table", table)), false};

static const struct shape control_map = {
	ATTRS({"framework", VALUE_ID, REQUIRED, NULL}, {"clause", VALUE_CLAUSE, REQUIRED, NULL},
		NAME("relation", OPTIONAL, relations)),
	SLOTS(MANY("note", note)), false};
static const struct shape control = {
	ATTRS({"clause", VALUE_CLAUSE, REQUIRED, NULL}, {"as-published", VALUE_ANY, OPTIONAL, NULL},
		NAME("status", REQUIRED, control_status_names), SHARED),
	SLOTS(MAYBE("title", texts), ONE("statement", riches), MANY("block", block),
		MAYBE("limits", riches), MANY("part", part), MANY("condition", condition),
		MANY("fact", fact), MANY("map", control_map), MANY("see", see),
		MANY("footnote", footnote), MANY("note", note)),
	false};
static const struct shape controls = {
	ATTRS({"framework", VALUE_ID, REQUIRED, NULL}), SLOTS(SOME("control", control)), false};
static const struct shape matrix = {
	ATTRS({"service", VALUE_ID, REQUIRED, NULL}, {"original", VALUE_LANGUAGE, REQUIRED, NULL}),
	SLOTS(ONE("about", about), ONE("parties", parties), MAYBE("references", references),
		MAYBE("contacts", contacts), MAYBE("scope", scope), MAYBE("terms", terms),
		MAYBE("sections", sections), MAYBE("questions", questions), MAYBE("tables", tables),
		MAYBE("controls", controls)),
	false};

static const struct shape stood = {ATTRS(LANG, NAME("standing", REQUIRED, standings),
					   {"sources", VALUE_COUNT, OPTIONAL, NULL}),
	NULL, true};
static const struct shape stoods = {NULL, SLOTS(SOME("text", stood)), false};
static const struct shape source = {ATTRS(ID), NULL, true};
static const struct shape clause = {
	ATTRS({"number", VALUE_CLAUSE, REQUIRED, NULL}, {"token", VALUE_TOKEN, OPTIONAL, NULL},
		{"parent", VALUE_CLAUSE, OPTIONAL, NULL},
		NAME("level", OPTIONAL, clause_level_names),
		NAME("kind", OPTIONAL, clause_kind_names), NAME("guidance", OPTIONAL, guidances)),
	SLOTS(ONE("title", stoods), MANY("note", note)), false};
static const struct shape clause_group = {
	ATTRS(ID), SLOTS(ONE("title", stoods), MANY("note", note), SOME("clause", clause)), false};
static const struct shape framework = {ATTRS(ID, {"year", VALUE_YEAR, REQUIRED, NULL},
					       NAME("status", REQUIRED, framework_status_names),
					       {"replaced-by", VALUE_ID, OPTIONAL, NULL},
					       {"withdrawn", VALUE_DATE, OPTIONAL, NULL},
					       {"catalog", VALUE_CATALOG, OPTIONAL, NULL},
					       {"numbers-of", VALUE_ANY, OPTIONAL, NULL}),
	SLOTS(ONE("name", texts), ONE("short", plain), MAYBE("title", stoods),
		MANY("source", source), MANY("note", note), SOME("group", clause_group)),
	false};
static const struct shape correspondence_map = {
	ATTRS({"from", VALUE_CLAUSE, REQUIRED, NULL}, {"to", VALUE_CLAUSE, REQUIRED, NULL},
		NAME("relation", OPTIONAL, relations), NAME("standing", REQUIRED, standings),
		{"sources", VALUE_COUNT, OPTIONAL, NULL}),
	SLOTS(MANY("note", note)), false};
static const struct shape correspondence = {
	ATTRS(ID, {"from", VALUE_ID, REQUIRED, NULL}, {"to", VALUE_ID, REQUIRED, NULL}),
	SLOTS(ONE("name", texts), MANY("source", source), MANY("note", note),
		SOME("map", correspondence_map)),
	false};

static const struct shape message_words = {ATTRS({"id", VALUE_ANY, REQUIRED, NULL}), NULL, true};
static const struct shape messages = {ATTRS(LANG, {"name", VALUE_ANY, REQUIRED, NULL}),
	SLOTS(SOME("message", message_words)), false};

static const struct shape words_of_language = {ATTRS(LANG), NULL, true};
static const struct shape about_clause = {
	ATTRS({"framework", VALUE_ID, REQUIRED, NULL}, {"clause", VALUE_CLAUSE, REQUIRED, NULL}),
	NULL, false};
static const struct shape word_group = {ATTRS(ID),
	SLOTS(SOME("words", words_of_language), MANY("near", words_of_language),
		MANY("about", about_clause)),
	false};
static const struct shape thesaurus = {
	ATTRS(ID), SLOTS(MANY("ignored", words_of_language), SOME("group", word_group)), false};

static const struct slot roots[] = {ONE("matrix", matrix), ONE("framework", framework),
	ONE("correspondence", correspondence), ONE("messages", messages),
	ONE("thesaurus", thesaurus), {0}};

const struct shape *
shape_of_matrix(void)
{
	return &matrix;
}

/* -- values ------------------------------------------------------------------ */

static bool
is_any(const char *s)
{
	(void)s;
	return true;
}

static const struct {
	bool (*valid)(const char *);
	const char *wanted;
} values[VALUE__COUNT] = {
	[VALUE_ANY] = {is_any, NULL},
	[VALUE_ID] = {value_is_id,
		"an identifier: a letter or _, then letters, digits, - _ . (at most 64)"},
	[VALUE_IDS] = {value_is_ids, "identifiers with spaces between them"},
	[VALUE_LANGUAGE] = {value_is_language, "a language tag such as ja or en-GB"},
	[VALUE_POSITIVE] = {value_is_positive, "a whole number from 1"},
	[VALUE_COUNT] = {value_is_whole, "a whole number up to 65535"},
	[VALUE_DATE] = {value_is_date, "a date that exists, as YYYY-MM-DD"},
	[VALUE_YEAR] = {value_is_year, "a year in four digits"},
	[VALUE_CLAUSE] = {value_is_clause,
		"a clause number such as 9.2.1, CLD.6.3.1 or AC-2(1), of at most 32 characters"},
	[VALUE_TOKEN] = {value_is_token,
		"letters, digits, . - _ (at most 64), a letter or digit first"},
	[VALUE_REGIONS] = {value_is_regions,
		"ISO 3166 codes such as JP or JP-13, with a space between several"},
	[VALUE_URI] = {value_is_uri,
		"an address that starts with https://, http://, mailto: or tel:"},
	[VALUE_CATALOG] = {value_is_catalog,
		"an address that starts with https:// or http://, or urn:uuid: and a UUID"},
	[VALUE_FILE] = {value_is_file,
		"a folder beside the document and a file in it, such as suppliers/name.xml or .json"},
};

/* -- checking ------------------------------------------------------------------ */

struct shape_checker {
	struct xml_doc *doc;
	struct diags *diags;
	size_t errors;
};

__attribute__((format(printf, 4, 5))) static void
report(struct shape_checker *c, struct pos pos, const char *rule, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	diags_add(c->diags, SEVERITY_ERROR, rule, pos, "%s", text);
	c->errors++;
}

static void
list_names(struct buf *out, const char *const *names)
{
	for (size_t i = 0; names[i] != NULL; i++)
		buf_printf(out, "%s%s",
			i == 0                 ? ""
			: names[i + 1] == NULL ? " or "
					       : ", ",
			names[i]);
}

/* The place is looked for only when there is something to report: that reads the tag again. */
static void
report_value(struct shape_checker *c, const struct xml_node *node, const struct attr_spec *spec,
	const char *value, const char *wanted)
{
	report(c, xml_attr_pos(c->doc, node, spec->name), "bad-value",
		"%s=\"%s\" on <%s>: write %s", spec->name, value, node->name, wanted);
}

static void
check_name(struct shape_checker *c, const struct xml_node *node, const struct attr_spec *spec,
	const char *value)
{
	struct buf wanted = {0};

	if (*value != '\0' && name_value(spec->names, value) >= 0)
		return;
	list_names(&wanted, spec->names);
	report_value(c, node, spec, value, buf_cstr(&wanted));
	buf_fini(&wanted);
}

static void
check_value(struct shape_checker *c, const struct xml_node *node, const struct attr_spec *spec,
	const char *value)
{
	if (spec->type == VALUE_NAME)
		check_name(c, node, spec, value);
	else if (!values[spec->type].valid(value))
		report_value(c, node, spec, value, values[spec->type].wanted);
}

static const struct attr_spec *
find_attr(const struct shape *shape, const char *name)
{
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++)
		if (strcmp(a->name, name) == 0)
			return a;
	return NULL;
}

static void
check_attrs(struct shape_checker *c, const struct xml_node *node, const struct shape *shape)
{
	for (size_t i = 0; i < node->attr_count; i++) {
		const struct attr_spec *spec = find_attr(shape, node->attrs[i].name);

		if (spec != NULL)
			check_value(c, node, spec, node->attrs[i].value);
		else
			report(c, xml_attr_pos(c->doc, node, node->attrs[i].name),
				"unknown-attribute", "<%s> has no attribute '%s'", node->name,
				node->attrs[i].name);
	}
	for (const struct attr_spec *a = shape->attrs; a != NULL && a->name != NULL; a++)
		if (a->required && xml_attr(node, a->name) == NULL)
			report(c, xml_node_pos(c->doc, node), "missing-attribute",
				"<%s> needs the attribute '%s'", node->name, a->name);
}

/* The first of the slots that are one choice with this one. */
static size_t
choice_start(const struct slot *slots, size_t i)
{
	while (slots[i].or)
		i--;
	return i;
}

/* "<row> or <group>" */
static void
list_choice(struct buf *out, const struct slot *slots, size_t start)
{
	for (size_t i = start; slots[i].name != NULL && (i == start || slots[i].or); i++)
		buf_printf(out, "%s<%s>", i == start ? "" : " or ", slots[i].name);
}

static int
find_slot(const struct slot *slots, const char *name)
{
	for (int i = 0; slots != NULL && slots[i].name != NULL; i++)
		if (strcmp(slots[i].name, name) == 0)
			return i;
	return -1;
}

static void
report_unknown(struct shape_checker *c, const struct xml_node *node, const struct shape *shape,
	const struct xml_node *child)
{
	struct buf list = {0};

	for (size_t i = 0; shape->slots != NULL && shape->slots[i].name != NULL; i++)
		buf_printf(&list, "%s<%s>", i == 0 ? "; it may hold " : ", ", shape->slots[i].name);
	report(c, xml_node_pos(c->doc, child), "unknown-element", "<%s> does not belong in <%s>%s",
		child->name, node->name, list.len > 0 ? list.data : "");
	buf_fini(&list);
}

static void
check_node(struct shape_checker *, const struct xml_node *, const struct shape *);

/* Which child of a choice came first: in a choice of kinds that exclude each other (a cell's parts,
 * or not applicable) the others may not follow. Rows and groups may mix, as may words and
 * references. */
static bool
choice_excludes(const struct shape *shape)
{
	return shape == &cell || shape == &condition;
}

static void
check_choice(struct shape_checker *c, const struct xml_node *node, const struct shape *shape,
	const struct xml_node *child, int slot, int *chosen, size_t *seen)
{
	bool single = strcmp(shape->slots[slot].name, "part") != 0;

	if (!choice_excludes(shape) || (shape->slots[slot].max == 1 && !shape->slots[slot].or))
		return;
	if (strcmp(child->name, "condition") == 0)
		return;
	if (*chosen >= 0 && (*chosen != slot || (single && *seen > 0)))
		report(c, xml_node_pos(c->doc, child), "misplaced-element",
			"<%s> cannot stand beside <%s> in <%s>: write either parts or one reason",
			child->name, shape->slots[*chosen].name, node->name);
	*chosen = slot;
	++*seen;
}

static void
check_children(struct shape_checker *c, const struct xml_node *node, const struct shape *shape)
{
	size_t counts[32] = {0}, at = 0, seen = 0;
	int chosen = -1;

	for (const struct xml_node *child = xml_child(node, NULL); child != NULL;
		child = xml_next(child, NULL)) {
		int slot = find_slot(shape->slots, child->name);
		size_t start;

		if (slot < 0) {
			report_unknown(c, node, shape, child);
			continue;
		}
		start = choice_start(shape->slots, (size_t)slot);
		if (start < at && !shape->words)
			report(c, xml_node_pos(c->doc, child), "misplaced-element",
				"<%s> must stand before <%s> in <%s>", child->name,
				shape->slots[at].name, node->name);
		else
			at = start;
		if (shape->slots[start].max > 0 && counts[start] == shape->slots[start].max)
			report(c, xml_node_pos(c->doc, child), "misplaced-element",
				"<%s> has only one <%s>", node->name, child->name);
		counts[start]++;
		check_choice(c, node, shape, child, slot, &chosen, &seen);
		check_node(c, child, shape->slots[slot].shape);
	}
	for (size_t i = 0; shape->slots != NULL && shape->slots[i].name != NULL; i++) {
		struct buf list = {0};

		if (shape->slots[i].or || counts[i] >= shape->slots[i].min)
			continue;
		list_choice(&list, shape->slots, i);
		report(c, xml_node_pos(c->doc, node), "missing-element", "<%s> needs %s",
			node->name, buf_cstr(&list));
		buf_fini(&list);
	}
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n")] == '\0';
}

static void
check_words(struct shape_checker *c, const struct xml_node *node, const struct shape *shape)
{
	bool any = xml_child(node, NULL) != NULL;

	for (const struct xml_node *child = node->first; child != NULL; child = child->next) {
		if (child->name != NULL || is_blank(child->text))
			continue;
		any = true;
		if (!shape->words)
			report(c,
				source_file_pos(c->doc->file,
					child->offset + strspn(child->text, " \t\r\n")),
				"misplaced-text", "words cannot stand directly in <%s>%s",
				node->name,
				find_slot(shape->slots, "text") >= 0
					? ": put them in <text xml:lang=\"…\">"
					: "");
	}
	if (shape->words && !any)
		report(c, xml_node_pos(c->doc, node), "empty-text", "<%s> holds no words",
			node->name);
}

/* <see> names exactly one target. */
static void
check_see(struct shape_checker *c, const struct xml_node *node, const struct shape *shape)
{
	bool with_fact = xml_attr(node, "fact") != NULL;

	if (shape == &see && node->attr_count != (with_fact ? 2u : 1u))
		report(c, xml_node_pos(c->doc, node), "missing-attribute",
			"<see> needs exactly one of the attributes reference, contact, table, row and clause");
	else if (shape == &see && with_fact && xml_attr(node, "row") == NULL &&
		 xml_attr(node, "clause") == NULL)
		report(c, xml_node_pos(c->doc, node), "missing-attribute",
			"<see> with a fact needs the row or the clause that the fact is of");
}

/* <opens> leads from one thing of ours to one of theirs. */
static void
check_opens(struct shape_checker *c, const struct xml_node *node, const struct shape *shape)
{
	bool ours = (xml_attr(node, "row") != NULL) != (xml_attr(node, "clause") != NULL);
	bool theirs = xml_attr(node, "their-row") != NULL;

	if (shape != &opens)
		return;
	if (!ours || theirs == (xml_attr(node, "their-clause") != NULL))
		report(c, xml_node_pos(c->doc, node), "missing-attribute",
			"<opens> needs a row or a clause, and a their-row or a their-clause");
	else if (xml_attr(node, "column") != NULL && !theirs)
		report(c, xml_node_pos(c->doc, node), "missing-attribute",
			"<opens> with a column needs the their-row that has it");
}

static void
check_node(struct shape_checker *c, const struct xml_node *node, const struct shape *shape)
{
	check_attrs(c, node, shape);
	check_children(c, node, shape);
	check_words(c, node, shape);
	check_see(c, node, shape);
	check_opens(c, node, shape);
}

bool
shape_check(struct xml_doc *doc, struct diags *diags)
{
	struct shape_checker c = {.doc = doc, .diags = diags};
	int root = find_slot(roots, doc->root->name);

	if (root < 0)
		report(&c, xml_node_pos(doc, doc->root), "unknown-element",
			"<%s> is not a document of ours: write <matrix>, <framework>, <correspondence>, <messages> or <thesaurus>",
			doc->root->name);
	else
		check_node(&c, doc->root, roots[root].shape);
	return c.errors == 0;
}
