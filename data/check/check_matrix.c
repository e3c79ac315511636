/* The rules of one document. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "checker.h"
#include "model/choice.h"
#include "model/fact.h"
#include "model/visit.h"

static void
check_matrix_names(struct checker *c)
{
	const struct matrix *m = c->matrix;
	struct names names = {0}, rows = {0};

	NAMES_ADD(c, &names, m->parties, m->party_count, id);
	names_check(c, &names, "party");
	/* <ref to> finds all three */
	NAMES_ADD(c, &names, m->references, m->reference_count, id);
	NAMES_ADD(c, &names, m->contacts, m->contact_count, id);
	NAMES_ADD(c, &names, m->tables, m->table_count, id);
	names_check(c, &names, "reference, contact or table");
	NAMES_ADD(c, &names, m->terms, m->term_count, id);
	names_check(c, &names, "term");
	NAMES_ADD(c, &names, m->sections, m->section_count, id);
	names_check(c, &names, "section");
	NAMES_ADD(c, &names, m->questions, m->question_count, id);
	names_check(c, &names, "question");
	NAMES_ADD(c, &names, m->controls, m->control_count, clause);
	names_check(c, &names, "control");
	for (size_t i = 0; i < m->table_count; i++) {
		const struct table *t = &m->tables[i];

		/* one page shows all tables, so rows and groups are named apart over all of them */
		NAMES_ADD(c, &rows, t->rows, t->row_count, id);
		NAMES_ADD(c, &rows, t->groups, t->group_count, id);
		for (size_t j = 0; j < t->row_count; j++) {
			NAMES_ADD(c, &names, t->rows[j].facts, t->rows[j].fact_count, id);
			names_check(c, &names, "fact");
		}
		NAMES_ADD(c, &names, t->columns, t->column_count, id);
		names_check(c, &names, "column");
		NAMES_ADD(c, &names, t->footnotes, t->footnote_count, id);
		names_check(c, &names, "footnote");
	}
	names_check(c, &rows, "row or group");
	for (size_t i = 0; i < m->control_count; i++) {
		NAMES_ADD(c, &names, m->controls[i].facts, m->controls[i].fact_count, id);
		names_check(c, &names, "fact");
		NAMES_ADD(c, &names, control_extra(&m->controls[i])->footnotes,
			control_extra(&m->controls[i])->footnote_count, id);
		names_check(c, &names, "footnote");
	}
}

static void
check_lower_case(struct checker *c, const char *what, const char *id, unsigned place)
{
	for (const char *p = id; *p != '\0'; p++) {
		if (!isupper((unsigned char)*p))
			continue;
		checker_report(c, RULE_NOT_LOWER_CASE, place,
			"%s '%s': addresses are in lower case, so write it in lower case", what,
			id);
		return;
	}
}

/* Names at the top of the site, and of its export, where files have compressed forms beside them.
 */
static bool
is_reserved_service(const char *id)
{
	static const char *const names[] = {"static", "healthz", "metrics", "robots.txt",
		"sitemap.xml", "favicon.ico", "index.html", "manifest.tsv"};
	static const char *const suffixes[] = {"", ".gz", ".br"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (size_t j = 0; j < sizeof(suffixes) / sizeof(suffixes[0]); j++) {
			size_t len = strlen(names[i]);

			if (strncmp(id, names[i], len) == 0 && strcmp(id + len, suffixes[j]) == 0)
				return true;
		}
	return false;
}

static void
check_addresses(struct checker *c)
{
	static const char *const languages[] = {"diagrams", "data", "editions"};
	const struct matrix *m = c->matrix;

	if (is_reserved_service(m->service))
		checker_report(c, RULE_RESERVED_ID, m->place,
			"service '%s': /%s is an address of the site itself, or a file of its export",
			m->service, m->service);
	for (size_t i = 0; i < m->language_count; i++)
		for (size_t j = 0; j < sizeof(languages) / sizeof(languages[0]); j++)
			if (strcmp(m->languages[i].tag, languages[j]) == 0)
				checker_report(c, RULE_RESERVED_ID, m->languages[i].place,
					"language '%s' is an address of the site itself",
					m->languages[i].tag);
	check_lower_case(c, "service", m->service, m->place);
	for (size_t i = 0; i < m->party_count; i++)
		check_lower_case(c, "party", m->parties[i].id, m->parties[i].place);
}

/* matrix/<service>/x.xml */
static void
check_directory(struct checker *c)
{
	const char *path = c->matrix->path, *slash = strrchr(path, '/'), *parent, *above;
	size_t len;

	if (slash == NULL)
		return;
	for (parent = slash; parent > path && parent[-1] != '/';)
		parent--;
	if (parent == path)
		return;
	for (above = parent - 1; above > path && above[-1] != '/';)
		above--;
	len = (size_t)(slash - parent);
	if (strncmp(above, "matrix/", 7) != 0)
		return;
	if (strlen(c->matrix->service) != len || strncmp(c->matrix->service, parent, len) != 0)
		checker_report(c, RULE_SERVICE_DIRECTORY, c->matrix->place,
			"the file of service '%s' lies in the directory '%.*s': move it to matrix/%s/",
			c->matrix->service, (int)len, parent, c->matrix->service);
}

/* -- languages ------------------------------------------------------------------------- */

static void
check_languages(struct checker *c)
{
	const struct matrix *m = c->matrix;
	size_t originals = 0;

	for (size_t i = 0; i < m->language_count; i++) {
		originals += m->languages[i].original;
		for (size_t j = 0; j < i; j++)
			if (strcasecmp(m->languages[i].tag, m->languages[j].tag) == 0)
				checker_report(c, RULE_DUPLICATE_ID, m->languages[i].place,
					"language '%s' is already at line %u", m->languages[i].tag,
					checker_line(c, m->languages[j].place));
		if (m->languages[i].original != (strcmp(m->languages[i].tag, m->original) == 0))
			checker_report(c, RULE_ORIGINAL_LANGUAGE, m->languages[i].place,
				"language '%s' is listed as %s, but the matrix says original=\"%s\"",
				m->languages[i].tag,
				m->languages[i].original ? "the original" : "a translation",
				m->original);
	}
	if (originals != 1)
		checker_report(c, RULE_ORIGINAL_LANGUAGE, m->place,
			"%zu languages are listed with role=\"original\"; list one, '%s'",
			originals, m->original);
}

static bool
has_language(const struct texts *texts, const char *tag)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(text_lang(&texts->v[i]), tag) == 0)
			return true;
	return false;
}

static void
check_text_languages(struct checker *c, const struct texts *texts)
{
	const struct matrix *m = c->matrix;

	if (strcmp(text_lang(&texts->v[0]), m->original) != 0)
		checker_report(c, RULE_MISSING_ORIGINAL, texts->v[0].place,
			"the first wording is in '%s': put the original, '%s', first",
			text_lang(&texts->v[0]), m->original);
	for (size_t i = 0; i < texts->count; i++) {
		if (matrix_language(m, text_lang(&texts->v[i])) == NULL)
			checker_report(c, RULE_UNLISTED_LANGUAGE, texts->v[i].place,
				"language '%s' is not in <languages>", text_lang(&texts->v[i]));
		for (size_t j = 0; j < i; j++)
			if (texts->v[i].language == texts->v[j].language)
				checker_report(c, RULE_DUPLICATE_LANGUAGE, texts->v[i].place,
					"already said in '%s' at line %u", text_lang(&texts->v[i]),
					checker_line(c, texts->v[j].place));
	}
	for (size_t i = 0; i < m->language_count; i++)
		if (!has_language(texts, m->languages[i].tag))
			checker_report(c, RULE_MISSING_TRANSLATION, texts->v[0].place,
				"no wording in '%s'; readers of that language see '%s'",
				m->languages[i].tag, text_lang(&texts->v[0]));
}

/* -- what points at something ------------------------------------------------------------- */

static bool
is_reference(const struct matrix *m, const char *id)
{
	return matrix_reference(m, id) != NULL || matrix_contact(m, id) != NULL ||
	       matrix_table(m, id) != NULL;
}

static void
check_own_clause(struct checker *c, const char *number, unsigned place)
{
	const struct matrix *m = c->matrix;

	if (matrix_control(m, number) != NULL)
		return;
	if (m->control_framework != NULL &&
		checker_clause(c, m->control_framework, number, place) == NULL)
		return;
	checker_report(c, RULE_DEAD_LINK, place,
		"clause '%s' is pointed at, but the document has no control for it", number);
}

static void
check_run(struct checker *c, const struct run *run)
{
	const struct matrix *m = c->matrix;

	if (run->kind == RUN_REF && !is_reference(m, run->target))
		checker_report(c, RULE_UNKNOWN_REFERENCE, run->place,
			"unknown reference '%s': no reference, contact or table has this id",
			run->target);
	if (run->kind == RUN_TERM && matrix_term(m, run->target) == NULL)
		checker_report(c, RULE_UNKNOWN_TERM, run->place,
			"unknown term '%s': <terms> has no term with this id", run->target);
	if (run->kind != RUN_CLAUSE)
		return;
	if (run->framework == NULL ||
		(m->control_framework != NULL && strcmp(run->framework, m->control_framework) == 0))
		check_own_clause(c, run->target, run->place);
	else
		checker_clause(c, run->framework, run->target, run->place);
}

/* What Bidi_Control characters turn is not what the source shows; one finding a text will do. All
 * of them begin with one of two bytes in UTF-8, and few others do. */
static void
check_direction(struct checker *c, const struct text *text)
{
	for (const char *s = text->value; *(s += strcspn(s, "\xd8\xe2")) != '\0'; s++) {
		size_t ignored;
		uint32_t character = utf8_next(s, &ignored);

		if (!utf8_is_bidi_control(character))
			continue;
		checker_report(c, RULE_BIDI_CONTROL, text->place,
			"the text has the character U+%04X, which is not seen and turns the order of what stands beside it",
			character);
		return;
	}
}

static void
check_texts(const struct texts *texts, void *data)
{
	struct checker *c = data;

	check_text_languages(c, texts);
	for (size_t i = 0; i < texts->count; i++) {
		check_direction(c, &texts->v[i]);
		for (size_t j = 0; j < text_run_count(&texts->v[i]); j++) {
			struct run run = text_run(&texts->v[i], j);

			check_run(c, &run);
		}
	}
}

/* -- tables ----------------------------------------------------------------------------------- */

/* The parties that share it: those that answer, or who runs it where nobody does. */
static void
check_shared_parts(struct checker *c, const char *what, const char *id, const struct parts *parts,
	unsigned place)
{
	enum does does = parts_doing(parts, DOES_ANSWERS) > 0 ? DOES_ANSWERS : DOES_RUNS;

	if (parts_doing(parts, does) < 2)
		checker_report(c, RULE_SHARED_ALONE, place,
			"%s '%s' is shared %s, but fewer than two parties answer for it", what, id,
			sharing_name(parts->shared));
	for (size_t i = 0; parts->shared == SHARED_DIVIDED && i < parts->count; i++)
		if (parts->v[i].does == does && parts->v[i].text.count == 0)
			checker_report(c, RULE_SHARE_WITHOUT_WORDS, parts->v[i].place,
				"%s '%s' is divided: tell in words what '%s' answers for", what, id,
				parts->v[i].party->id);
}

static void
check_owners(struct checker *c, const struct row *row, const struct parts *parts, unsigned place)
{
	size_t owners = parts_doing(parts, DOES_ANSWERS);

	if (parts->shared != SHARED_UNSTATED)
		check_shared_parts(c, "row", row->id, parts, place);
	else if (owners == 0)
		checker_report(c, RULE_NO_OWNER, place,
			"row '%s': nobody answers for this cell; give one part does=\"answers\"",
			row->id);
	else if (owners > 1)
		checker_report(c, RULE_SEVERAL_OWNERS, place,
			"row '%s': %zu parties answer for this cell; readers look for one", row->id,
			owners);
}

/* What a condition may change, by the thing it stands on. */
enum on { ON_CELL, ON_CONTROL, ON_FACT };

static void
check_condition(struct checker *c, enum on on, const char *id, const struct condition *condition)
{
	static const char *const wanted[] = {[ON_CELL] = "parts or <not-applicable>",
		[ON_CONTROL] = "a status, a <statement>, parts or <not-applicable>",
		[ON_FACT] = "a value or <not-applicable>"};
	static const char *const things[] = {
		[ON_CELL] = "row", [ON_CONTROL] = "control", [ON_FACT] = "fact"};
	bool parts = condition->parts.count > 0, none = condition->cell == CELL_NOT_APPLICABLE;
	bool control = condition->status != NULL || condition->statement.count > 0,
	     fact = condition->value != NULL;
	bool says = none || (on != ON_FACT && parts) || (on == ON_CONTROL && control) ||
		    (on == ON_FACT && fact);
	bool misfits = (on != ON_CONTROL && control) || (on == ON_FACT && parts) ||
		       (on != ON_FACT &&
			       (fact || condition->bound != NULL || condition->display.count > 0));

	if (!says || misfits)
		checker_report(c, RULE_BAD_CONDITION, condition->place,
			"%s '%s': a condition on it holds %s%s", things[on], id, wanted[on],
			misfits ? ", nothing else" : "");
}

static void
check_conditions(struct checker *c, enum on on, const char *id, struct conditions conditions)
{
	for (size_t i = 0; i < conditions.count; i++)
		check_condition(c, on, id, &conditions.v[i]);
}

static void
check_row_conditions(struct checker *c, const struct row *row, struct conditions conditions)
{
	check_conditions(c, ON_CELL, row->id, conditions);
	for (size_t k = 0; k < conditions.count; k++) {
		const struct parts *parts = &conditions.v[k].parts;

		if ((conditions.v[k].cell == CELL_PARTS && parts->count > 0) ||
			parts->shared != SHARED_UNSTATED)
			check_owners(c, row, parts, conditions.v[k].place);
	}
}

static bool
has_column(const struct table *table, const char *id)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strcmp(table->columns[i].id, id) == 0)
			return true;
	return false;
}

static bool
has_row(const struct matrix *m, const char *id)
{
	for (size_t i = 0; i < m->table_count; i++)
		for (size_t j = 0; j < m->tables[i].row_count; j++)
			if (strcmp(m->tables[i].rows[j].id, id) == 0)
				return true;
	return false;
}

/* What the fact speaks of; table NULL: it stands on a control, and may speak of a column of any
 * table. */
static void
check_subject(struct checker *c, const struct table *table, const struct fact *fact)
{
	const struct matrix *m = c->matrix;
	bool known = fact_extra(fact)->column == NULL ||
		     (table != NULL && has_column(table, fact_extra(fact)->column));

	for (size_t i = 0; table == NULL && !known && i < m->table_count; i++)
		known = has_column(&m->tables[i], fact_extra(fact)->column);
	if (!known)
		checker_report(c, RULE_UNKNOWN_REFERENCE, fact->place,
			"fact '%s': there is no column '%s'", fact->id, fact_extra(fact)->column);
	if (fact_extra(fact)->plan != NULL &&
		choice_find(m->plans, m->plan_count, fact_extra(fact)->plan) == NULL)
		checker_report(c, RULE_UNKNOWN_REFERENCE, fact->place,
			"fact '%s': no condition and no column is of a plan '%s'", fact->id,
			fact_extra(fact)->plan);
	if (fact_extra(fact)->data != NULL && matrix_term(m, fact_extra(fact)->data) == NULL &&
		!has_row(m, fact_extra(fact)->data))
		checker_report(c, RULE_UNKNOWN_REFERENCE, fact->place,
			"fact '%s': no row and no term is called '%s', for a class of data",
			fact->id, fact_extra(fact)->data);
}

static void
check_fact(struct checker *c, const struct table *table, const struct fact *fact)
{
	const struct matrix *m = c->matrix;
	const char *wanted;

	if (!fact_valid(fact->kind, fact->value, &wanted))
		checker_report(c, RULE_BAD_FACT, fact->place,
			"fact '%s' is of kind %s, but its value is '%s': write %s", fact->id,
			fact_kind_name(fact->kind), fact->value, wanted);
	else if ((fact->kind == FACT_PARTY && matrix_party(m, fact->value) == NULL) ||
		 (fact->kind == FACT_REFERENCE && matrix_reference(m, fact->value) == NULL) ||
		 (fact->kind == FACT_CONTACT && matrix_contact(m, fact->value) == NULL))
		checker_report(c, RULE_UNKNOWN_REFERENCE, fact->place,
			"fact '%s': there is no %s '%s'", fact->id, fact_kind_name(fact->kind),
			fact->value);
	check_conditions(c, ON_FACT, fact->id, fact_extra(fact)->conditions);
	for (size_t i = 0; i < fact_extra(fact)->conditions.count; i++)
		if (fact_extra(fact)->conditions.v[i].value != NULL &&
			!fact_valid(fact->kind, fact_extra(fact)->conditions.v[i].value, &wanted))
			checker_report(c, RULE_BAD_FACT, fact_extra(fact)->conditions.v[i].place,
				"fact '%s' is of kind %s, but a condition has the value '%s': "
				"write %s",
				fact->id, fact_kind_name(fact->kind),
				fact_extra(fact)->conditions.v[i].value, wanted);
	check_subject(c, table, fact);
}

static void
check_tables(struct checker *c)
{
	for (size_t i = 0; i < c->matrix->table_count; i++) {
		const struct table *t = &c->matrix->tables[i];

		for (size_t j = 0; j < t->row_count * table_cell_count(t); j++) {
			const struct row *row = &t->rows[j / table_cell_count(t)];
			const struct cell *cell = &row->cells[j % table_cell_count(t)];

			if (cell->kind == CELL_PARTS || cell->parts.shared != SHARED_UNSTATED)
				check_owners(c, row, &cell->parts, cell->place);
			check_row_conditions(c, row,
				(struct conditions){cell->conditions, cell->condition_count});
		}
		for (size_t r = 0; r < t->row_count; r++) {
			check_row_conditions(c, &t->rows[r], t->rows[r].conditions);
			for (size_t k = 0; k < t->rows[r].fact_count; k++)
				check_fact(c, t, &t->rows[r].facts[k]);
		}
	}
}

/* -- controls
 * --------------------------------------------------------------------------------------- */

static bool
see_is_known(const struct matrix *m, const struct see *see)
{
	switch (see->kind) {
	case SEE_REFERENCE:
		return matrix_reference(m, see->target) != NULL;
	case SEE_CONTACT:
		return matrix_contact(m, see->target) != NULL;
	case SEE_TABLE:
		return matrix_table(m, see->target) != NULL;
	case SEE_ROW:
		return matrix_row(m, see->target) != NULL;
	default:
		return true;
	}
}

static void
check_see_fact(struct checker *c, const struct see *see)
{
	const struct control *control =
		see->kind == SEE_CLAUSE ? matrix_control(c->matrix, see->target) : NULL;
	const struct row *row = see->kind == SEE_ROW ? matrix_row(c->matrix, see->target) : NULL;
	const struct fact *facts = control != NULL ? control->facts
				   : row != NULL   ? row->facts
						   : NULL;
	size_t count = control != NULL ? control->fact_count : row != NULL ? row->fact_count : 0;

	if (see->fact != NULL && (control != NULL || row != NULL) &&
		fact_find(facts, count, see->fact) == NULL)
		checker_report(c, RULE_UNKNOWN_REFERENCE, see->place, "'%s' has no fact '%s'",
			see->target, see->fact);
}

static void
check_see(struct checker *c, const struct see *see)
{
	static const char *const kinds[] = {[SEE_REFERENCE] = "reference",
		[SEE_CONTACT] = "contact",
		[SEE_TABLE] = "table",
		[SEE_ROW] = "row"};

	if (see->kind == SEE_CLAUSE)
		check_own_clause(c, see->target, see->place), check_see_fact(c, see);
	else if (!see_is_known(c->matrix, see))
		checker_report(c, RULE_UNKNOWN_REFERENCE, see->place, "unknown %s '%s'",
			kinds[see->kind], see->target);
	else
		check_see_fact(c, see);
}

/* Names the published counterparts where the document's is not among them. */
static void
check_published(struct checker *c, const struct control *control, const struct counterpart *map)
{
	const struct correspondence *published =
		model_correspondence(c->model, c->matrix->control_framework, map->framework);
	const struct correspondence_map *maps;
	struct buf list = {0};
	size_t count = 0;

	if (published == NULL)
		return;
	maps = correspondence_from(published, control->clause, &count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(maps[i].to, map->clause) == 0) {
			buf_fini(&list);
			return;
		}
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", maps[i].to);
	}
	if (count > 0)
		checker_report(c, RULE_MAPPING_DIFFERS, map->place,
			"%s is mapped to %s here; %s gives %s", control->clause, map->clause,
			texts_value(&published->name, "en"), buf_cstr(&list));
	buf_fini(&list);
}

static void
check_map(struct checker *c, const struct control *control, const struct counterpart *map)
{
	if (checker_clause(c, map->framework, map->clause, map->place) != NULL)
		check_published(c, control, map);
}

/* A title of the document's own, against the framework's in the same language. */
static void
check_title(struct checker *c, const struct control *control, const struct clause *clause)
{
	const struct texts *title = control_own_title(control);

	for (size_t i = 0; i < title->count; i++) {
		const struct text *own = &title->v[i];

		for (size_t j = 0; j < clause->title.count; j++)
			if (clause->title.v[j].language == own->language &&
				strcmp(clause->title.v[j].value, own->value) != 0)
				checker_report(c, RULE_TITLE_DIFFERS, own->place,
					"clause %s is titled '%s' here; the framework file has '%s' (%s)",
					control->clause, own->value, clause->title.v[j].value,
					standing_name(clause->title.v[j].standing));
	}
}

static void
check_share(struct checker *c, const struct control *control)
{
	if (control->parts.shared != SHARED_UNSTATED)
		check_shared_parts(c, "control", control->clause, &control->parts, control->place);
	if ((control->status == CONTROL_PARTIAL || control->status == CONTROL_INHERITED_PARTIAL) &&
		control_extra(control)->limits.count == 0)
		checker_report(c, RULE_LIMITS_UNSTATED, control->place,
			"control '%s' is %s: tell in <limits> what is left out", control->clause,
			control_status_name(control->status));
}

static void
check_control(struct checker *c, const struct control *control)
{
	const struct framework *framework = model_framework(c->model, c->matrix->control_framework);
	const struct clause *clause =
		framework != NULL ? framework_clause(framework, control->clause) : NULL;

	if (framework != NULL && clause == NULL)
		checker_report(c, RULE_UNKNOWN_CLAUSE, control->place, "%s has no clause '%s'",
			framework->short_name, control->clause);
	if (clause != NULL)
		check_title(c, control, clause);
	check_share(c, control);
	check_conditions(c, ON_CONTROL, control->clause, control_extra(control)->conditions);
	for (size_t i = 0; i < control->fact_count; i++)
		check_fact(c, NULL, &control->facts[i]);
	for (size_t i = 0; i < control->map_count; i++)
		check_map(c, control, &control->maps[i]);
	for (size_t i = 0; i < control->see_count; i++)
		check_see(c, &control->sees[i]);
}

/* Said once for the document: it is one habit of its, not so many mistakes. */
static void
check_notation(struct checker *c)
{
	const struct control *first = NULL;
	size_t count = 0;

	for (size_t i = 0; i < c->matrix->control_count; i++) {
		const struct control *control = &c->matrix->controls[i];

		if (control_as_published(control) == NULL ||
			strcmp(control_as_published(control), control->clause) == 0)
			continue;
		if (count++ == 0)
			first = control;
	}
	if (first != NULL)
		checker_report(c, RULE_NOTATION_DIFFERS, first->place,
			"the document writes '%s' for %s%s", control_as_published(first),
			first->clause, count > 1 ? ", and other clauses likewise" : "");
}

static void
check_controls(struct checker *c)
{
	const struct matrix *m = c->matrix;

	if (m->control_framework == NULL)
		return;
	checker_framework(c, m->control_framework, m->place);
	for (size_t i = 0; i < m->control_count; i++)
		check_control(c, &m->controls[i]);
	check_notation(c);
}

/* -- the document as a whole
 * ------------------------------------------------------------------------------ */

static void
check_uses(struct checker *c)
{
	const struct matrix *m = c->matrix;
	bool primary = false;

	for (size_t i = 0; i < m->uses_count; i++) {
		const struct uses *uses = &m->uses[i];
		const struct framework *framework =
			checker_framework(c, uses->framework, uses->place);

		if (uses->role != USES_PRIMARY || m->control_framework == NULL)
			continue;
		if (strcmp(uses->framework, m->control_framework) != 0)
			checker_report(c, RULE_FRAMEWORK_ROLE, uses->place,
				"'%s' is used as primary, but <controls> follow '%s'",
				uses->framework, m->control_framework);
		primary = true;
		if (framework != NULL && strcmp(framework->status, "current") != 0)
			checker_report(c, RULE_FRAMEWORK_WITHDRAWN, uses->place, "%s is %s%s%s",
				framework->short_name, framework->status,
				framework->replaced_by ? ", replaced by " : "",
				framework->replaced_by ? framework->replaced_by : "");
	}
	if (!primary && m->control_framework != NULL)
		checker_report(c, RULE_FRAMEWORK_ROLE, m->place,
			"<about> has no <uses role=\"primary\"> for the framework of <controls>, '%s'",
			m->control_framework);
}

static void
check_certifications(struct checker *c)
{
	for (size_t i = 0; i < c->matrix->certification_count; i++) {
		const struct certification *x = &c->matrix->certifications[i];

		if (x->scheme_as_published != NULL &&
			strcmp(x->scheme_as_published, x->scheme) != 0)
			checker_report(c, RULE_SCHEME_DIFFERS, x->place,
				"the document writes '%s' for %s", x->scheme_as_published,
				x->scheme);
		if (x->issued != NULL && x->expires != NULL && strcmp(x->expires, x->issued) < 0)
			checker_report(c, RULE_BAD_CERTIFICATE, x->place,
				"the certificate of %s expires on %s, before it is issued on %s",
				x->scheme, x->expires, x->issued);
		else if (x->expires != NULL && c->options->today != NULL &&
			 strcmp(x->expires, c->options->today) < 0)
			checker_report(c, RULE_EXPIRED, x->place,
				"the certificate of %s expired on %s", x->scheme, x->expires);
	}
}

/* Parties name a contact; questions name what they lead to. */
static void
check_pointers(struct checker *c)
{
	const struct matrix *m = c->matrix;

	for (size_t i = 0; i < m->party_count; i++)
		if (m->parties[i].contact != NULL &&
			matrix_contact(m, m->parties[i].contact) == NULL)
			checker_report(c, RULE_UNKNOWN_REFERENCE, m->parties[i].place,
				"party '%s': unknown contact '%s'", m->parties[i].id,
				m->parties[i].contact);
	for (size_t i = 0; i < m->question_count; i++)
		for (size_t j = 0; j < m->questions[i].see_count; j++)
			check_see(c, &m->questions[i].sees[j]);
}

static void
check_contacts(struct checker *c)
{
	static const enum fact_kind forms[] = {[CONTACT_EMAIL] = FACT_EMAIL,
		[CONTACT_TELEPHONE] = FACT_TEXT,
		[CONTACT_PAGE] = FACT_URL,
		[CONTACT_DESK] = FACT_TEXT};

	for (size_t i = 0; i < c->matrix->contact_count; i++) {
		const struct contact *contact = &c->matrix->contacts[i];
		const char *wanted = "";

		if (contact->value == NULL && contact->kind != CONTACT_DESK)
			checker_report(c, RULE_BAD_CONTACT, contact->place,
				"contact '%s' is of kind %s and needs a value", contact->id,
				contact_kind_name(contact->kind));
		else if (contact->value != NULL &&
			 !fact_valid(forms[contact->kind], contact->value, &wanted))
			checker_report(c, RULE_BAD_CONTACT, contact->place,
				"contact '%s' is of kind %s, but its value is '%s': write %s",
				contact->id, contact_kind_name(contact->kind), contact->value,
				wanted);
	}
}

static void
check_edition(struct checker *c)
{
	if (c->matrix->replaces >= c->matrix->edition)
		checker_report(c, RULE_UNKNOWN_EDITION, c->matrix->place,
			"edition %u cannot replace edition %u", c->matrix->edition,
			c->matrix->replaces);
}

static void
note_unlinked(struct checker *c)
{
	for (size_t i = 0; i < c->matrix->reference_count; i++) {
		const struct reference *reference = &c->matrix->references[i];

		if (reference->href == NULL)
			checker_report(c, RULE_UNLINKED, reference->place,
				"no address is known for '%s' (%s)", reference->id,
				texts_value(&reference->title, c->matrix->original));
	}
}

void
check_matrix(struct checker *c)
{
	if (c->matrix->table_count == 0 && c->matrix->control_count == 0)
		checker_report(c, RULE_NOTHING_SAID, c->matrix->place,
			"the document has neither <tables> nor <controls>");
	check_matrix_names(c);
	check_addresses(c);
	check_directory(c);
	check_languages(c);
	check_edition(c);
	check_uses(c);
	check_certifications(c);
	check_contacts(c);
	check_pointers(c);
	matrix_visit_texts(c->matrix, check_texts, c);
	check_tables(c);
	check_controls(c);
	check_supplied(c);
	if (c->options->wordings)
		check_wordings(c);
	if (c->options->unlinked)
		note_unlinked(c);
}
