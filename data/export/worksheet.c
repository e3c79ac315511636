#include "worksheet.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "published.h"
#include "sheet_answers.h"
#include "sheet_changes.h"
#include "sheet_duties.h"
#include "sheet_fill.h"
#include "sheet_plans.h"
#include "base/utf8.h"
#include "model/fact.h"
#include "model/names.h"
#include "model/words.h"

/* Characters of a sheet's name (ECMA-376: ST_Xstring of 31 in what reads it). */
enum { TITLE_LIMIT = 31 };

const struct sheet_cell *
worksheet_at(const struct worksheet *sheet, size_t row, size_t column)
{
	return &sheet->cells[row * sheet->column_count + column];
}

/* -- boundary
 * -------------------------------------------------------------------------------------- */

/* What one cell, or one condition of it, says. */
struct cell_content {
	const struct table *table;
	const struct row *row;
	const struct column *column; /* NULL: the nameless one */
	const struct cell *cell;
	const struct condition *condition; /* NULL: what holds otherwise */
};

static void
boundary_columns(const struct filler *f)
{
	fill_column(f, "row", 16);
	fill_hidden_column(f, "table");
	fill_columns(f, "group", 14);
	fill_columns(f, "name", 32);
	fill_columns(f, "detail", 28);
	fill_hidden_column(f, "column");
	fill_columns(f, "column_name", 16);
	fill_columns(f, "condition", 18);
	fill_hidden_column(f, "state");
	fill_does_columns(f);
	fill_columns(f, "who", 46);
	fill_columns(f, "footnotes", 28);
	fill_columns(f, "notes", 40);
}

static void
say_footnotes(const struct filler *f, struct buf *out, const char *lang, const struct cell *of)
{
	(void)f;
	for (size_t i = 0; i < of->footnote_count; i++) {
		fill_line(out);
		buf_str(out, texts_value(&of->footnotes[i]->text, lang));
	}
}

static void
say_all_footnotes(
	const struct filler *f, struct buf *out, const char *lang, const struct cell_content *c)
{
	const struct marks marks[] = {c->table->marks,
		c->column != NULL ? c->column->marks : (struct marks){0}, c->row->marks};

	say_footnotes(f, out, lang, c->cell);
	for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++)
		for (size_t i = 0; i < marks[m].count; i++) {
			fill_line(out);
			buf_str(out, texts_value(&marks[m].v[i]->text, lang));
		}
}

static void
say_who(const struct filler *f, struct buf *out, const char *lang, const struct cell_content *c)
{
	enum cell_kind kind = c->condition != NULL ? c->condition->cell : c->cell->kind;
	const struct texts *reason =
		c->condition != NULL ? &c->condition->reason : &c->cell->reason;

	if (kind == CELL_PARTS)
		fill_say_parts(f, out, lang,
			c->condition != NULL ? &c->condition->parts : &c->cell->parts);
	else if (kind == CELL_UNSPECIFIED)
		buf_str(out, model_message(f->model, lang, "cell.unspecified"));
	else
		words_message(out, f->model, lang, "sheet.fact-line", "name",
			model_message(f->model, lang, "cell.not-applicable"), "value",
			texts_value(reason, lang));
}

static void
boundary_row(const struct filler *f, const struct cell_content *c)
{
	static const char *const states[] = {[CELL_PARTS] = "parts",
		[CELL_NOT_APPLICABLE] = "not-applicable",
		[CELL_UNSPECIFIED] = "unspecified"};
	static const struct parts nobody;
	enum cell_kind kind = c->condition != NULL ? c->condition->cell : c->cell->kind;

	fill_page(f, c->row->id, EXPORT_PAGE_ROW);
	fill_cell(f, c->table->id);
	fill_texts(f, c->row->group != NULL ? &c->row->group->name : NULL);
	fill_texts(f, &c->row->name);
	fill_texts(f, &c->row->detail);
	fill_cell(f, c->column != NULL ? c->column->id : "");
	fill_texts(f, c->column != NULL ? &c->column->name : NULL);
	fill_texts(f, c->condition != NULL ? &c->condition->name : NULL);
	fill_cell(f, states[kind]);
	fill_does_cells(f, kind != CELL_PARTS     ? &nobody
			   : c->condition != NULL ? &c->condition->parts
						  : &c->cell->parts);
	SAID_CELLS(f, say_who, c);
	SAID_CELLS(f, say_all_footnotes, c);
	SAID_CELLS(f, fill_say_notes, &c->row->notes);
}

static void
boundary_cells(const struct filler *f, const struct table *table, const struct row *row)
{
	for (size_t i = 0; i < table_cell_count(table); i++) {
		struct cell_content c = {table, row,
			table->column_count > 0 ? &table->columns[i] : NULL, &row->cells[i], NULL};

		boundary_row(f, &c);
		for (size_t j = 0; j < row->cells[i].condition_count; j++) {
			c.condition = &row->cells[i].conditions[j];
			boundary_row(f, &c);
		}
		for (size_t j = 0; j < row->conditions.count; j++) {
			c.condition = &row->conditions.v[j];
			boundary_row(f, &c);
		}
	}
}

static void
fill_boundary(const struct filler *f)
{
	boundary_columns(f);
	for (size_t i = 0; i < f->matrix->table_count; i++)
		for (size_t j = 0; j < f->matrix->tables[i].row_count; j++)
			boundary_cells(f, &f->matrix->tables[i], &f->matrix->tables[i].rows[j]);
}

/* -- controls
 * ------------------------------------------------------------------------------------------ */

/* "Gold: Not applicable", a line for each condition. */
static void
say_conditions(
	const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	for (size_t i = 0; i < control_extra(control)->conditions.count; i++) {
		const struct condition *c = &control_extra(control)->conditions.v[i];
		OWN(buf_fini) struct buf says = {0};

		if (c->status != NULL)
			buf_str(&says, fill_words_of(f, lang, "status", c->status));
		if (c->statement.count > 0) {
			fill_line(&says);
			buf_str(&says, texts_value(&c->statement, lang));
		}
		if (c->cell == CELL_NOT_APPLICABLE)
			buf_printf(&says, "%s: %s",
				model_message(f->model, lang, "cell.not-applicable"),
				texts_value(&c->reason, lang));
		if (c->parts.count > 0)
			fill_say_parts(f, &says, lang, &c->parts);
		fill_line(out);
		words_message(out, f->model, lang, "sheet.fact-line", "name",
			texts_value(&c->name, lang), "value", buf_cstr(&says));
	}
}

/* The first paragraph and what follows it, a line for each; items of a list have a dash before
 * them. */
static void
say_passage(const struct filler *f, struct buf *out, const char *lang, const struct texts *first,
	const struct blocks *blocks)
{
	(void)f;
	buf_str(out, texts_value(first, lang));
	for (size_t i = 0; i < blocks->count; i++) {
		fill_line(out);
		buf_printf(out, "%s%s", blocks->v[i].kind == BLOCK_ITEM ? "\xe2\x80\x93 " : "",
			texts_value(&blocks->v[i].text, lang));
	}
}

/* In exactly that language: a sheet that is edited must not pass the original off as a translation.
 */
static void
say_statement(
	const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	const struct text *text = texts_in(&control->statement, lang);

	if (text != NULL && strcmp(text_lang(text), lang) == 0)
		say_passage(f, out, lang, &control->statement, &control_extra(control)->blocks);
}

static void
say_own_footnotes(
	const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	(void)f;
	for (size_t i = 0; i < control_extra(control)->footnote_count; i++) {
		fill_line(out);
		buf_str(out, texts_value(&control_extra(control)->footnotes[i].text, lang));
	}
}

static void
controls_columns(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_column(f, "as_published", 14);
	fill_columns(f, "title", 26);
	fill_hidden_column(f, "status");
	fill_columns(f, "status_words", 12);
	fill_columns(f, "statement", 60);
	fill_columns(f, "limits", 40);
	fill_does_columns(f);
	fill_columns(f, "who", 44);
	fill_columns(f, "conditions", 30);
	fill_columns(f, "facts", 30);
	fill_column(f, "counterparts", 18);
	fill_columns(f, "footnotes", 28);
	fill_columns(f, "notes", 40);
}

static void
say_status(const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	buf_str(out, fill_words_of(f, lang, "status", control_status_names[control->status]));
}

static void
say_facts(const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	for (size_t i = 0; i < control->fact_count; i++) {
		OWN(buf_fini) struct buf value = {0};

		fill_line(out);
		fact_words(f->model, f->matrix, &control->facts[i], lang, &value);
		words_message(out, f->model, lang, "sheet.fact-line", "name",
			texts_value(&control->facts[i].name, lang), "value", buf_cstr(&value));
	}
}

static void
counterparts_cell(const struct filler *f, const struct control *control)
{
	OWN(buf_fini) struct buf out = {0};

	for (size_t i = 0; i < control->map_count; i++) {
		fill_line(&out);
		buf_printf(&out, "%s %s", control->maps[i].framework, control->maps[i].clause);
	}
	fill_cell_of(f, &out);
}

static void
fill_controls(const struct filler *f)
{
	controls_columns(f);
	for (size_t i = 0; i < f->matrix->control_count; i++) {
		const struct control *control = &f->matrix->controls[i];

		fill_linked(f, control->clause,
			f->pages != NULL ? f->pages->address(f->pages, f->arena, f->matrix,
						   EXPORT_PAGE_CONTROL, control_token(control))
					 : NULL);
		fill_cell(f, control_as_published(control));
		fill_texts(f, control_title(f->model, f->matrix, control));
		fill_cell(f, control_status_names[control->status]);
		SAID_CELLS(f, say_status, control);
		SAID_CELLS(f, say_statement, control);
		fill_texts(f, &control_extra(control)->limits);
		fill_does_cells(f, &control->parts);
		SAID_CELLS(f, fill_say_parts, &control->parts);
		SAID_CELLS(f, say_conditions, control);
		SAID_CELLS(f, say_facts, control);
		counterparts_cell(f, control);
		SAID_CELLS(f, say_own_footnotes, control);
		SAID_CELLS(f, fill_say_notes, &control->notes);
	}
}

/* -- mapping
 * --------------------------------------------------------------------------------------------------
 */

static void
mapping_row(const struct filler *f, const struct control *control, const char *framework_id,
	const struct counterpart *map)
{
	static const struct notes none;
	const struct framework *framework = model_framework(f->model, framework_id);
	const struct clause *clause =
		map != NULL && framework != NULL ? framework_clause(framework, map->clause) : NULL;
	struct published published;

	published_of(&published, f->arena, f->model, f->matrix, control, framework_id, map);
	fill_clause(f, control);
	fill_cell(f, framework_id);
	fill_cell(f, map != NULL ? map->clause : "");
	fill_texts(f, control_title(f->model, f->matrix, control));
	fill_texts(f, clause != NULL ? &clause->title : NULL);
	fill_cell(f, relation_names[published.relation]);
	fill_cell(f, published.source);
	fill_cell(f, published.clauses);
	SAID_CELLS(f, fill_say_notes, map != NULL ? &map->notes : &none);
}

/* A clause without counterpart has a row too. */
static void
mapping_rows(const struct filler *f, const struct control *control, const char *framework)
{
	const struct counterpart *map = control_counterpart(control, framework, NULL);

	do {
		mapping_row(f, control, framework, map);
		map = map != NULL ? control_counterpart(control, framework, map) : NULL;
	} while (map != NULL);
}

static void
fill_mapping(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_column(f, "framework", 16);
	fill_column(f, "counterpart", 14);
	f->sheet->fixed = 3;
	fill_columns(f, "title", 32);
	fill_columns(f, "counterpart_title", 32);
	fill_column(f, "relation", 12);
	fill_column(f, "relation_source", 16);
	fill_column(f, "published", 14);
	fill_columns(f, "notes", 50);
	for (size_t u = 0; u < f->matrix->uses_count; u++)
		for (size_t i = 0;
			f->matrix->uses[u].role == USES_MAPPED && i < f->matrix->control_count; i++)
			mapping_rows(f, &f->matrix->controls[i], f->matrix->uses[u].framework);
}

/* -- facts
 * -----------------------------------------------------------------------------------------------------
 */

static void
say_fact(const struct filler *f, struct buf *out, const char *lang, const struct fact *fact)
{
	fact_words(f->model, f->matrix, fact, lang, out);
}

static const char *
fact_link(const struct filler *f, const struct fact *fact)
{
	if (fact->kind == FACT_EMAIL)
		return arena_printf(f->arena, "mailto:%s", fact->value);
	return fact->kind == FACT_URL ? fact->value : NULL;
}

/* Where a fact stands: on a control or on a row, the other being NULL. */
struct cell_place {
	const struct control *control;
	const struct row *row;
};

static void
facts_row(const struct filler *f, const struct cell_place *at, const struct fact *fact,
	const struct condition *condition)
{
	struct fact shown = *fact;

	if (condition != NULL && condition->value != NULL) {
		shown.value = condition->value;
		shown.bound = condition->bound != NULL ? (enum fact_bound)name_value(
								 fact_bound_names, condition->bound)
						       : BOUND_NONE;
		shown.display = condition->display;
	} else if (condition != NULL) {
		shown = (struct fact){.id = fact->id,
			.kind = FACT_TEXT,
			.value = "",
			.name = fact->name,
			.display = condition->reason};
	}
	if (at->control != NULL)
		fill_clause(f, at->control);
	else
		fill_cell(f, "");
	fill_texts(f, at->control != NULL ? control_title(f->model, f->matrix, at->control)
					  : &at->row->name);
	fill_cell(f, fact->id);
	fill_texts(f, &fact->name);
	fill_cell(f, fact_kind_names[fact->kind]);
	fill_cell(f, fact_bound_names[shown.bound]);
	fill_linked(f, shown.value, fact_link(f, &shown));
	SAID_CELLS(f, say_fact, &shown);
	SAID_CELLS(f, fill_say_notes, &fact->notes);
	fill_cell(f, at->row != NULL ? at->row->id : "");
	fill_cell(f, fact_extra(fact)->column);
	fill_cell(f, fact_extra(fact)->plan);
	fill_cell(f, fact_extra(fact)->data);
	fill_texts(f, condition != NULL ? &condition->name : NULL);
}

static void
facts_rows(
	const struct filler *f, const struct cell_place *at, const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		facts_row(f, at, &facts[i], NULL);
		for (size_t j = 0; j < fact_extra(&facts[i])->conditions.count; j++)
			facts_row(f, at, &facts[i], &fact_extra(&facts[i])->conditions.v[j]);
	}
}

static void
fill_facts(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_columns(f, "title", 32);
	fill_hidden_column(f, "fact");
	fill_columns(f, "name", 28);
	fill_hidden_column(f, "kind");
	fill_hidden_column(f, "bound");
	fill_column(f, "value", 24);
	fill_columns(f, "words", 28);
	fill_columns(f, "notes", 40);
	fill_hidden_column(f, "row");
	fill_hidden_column(f, "column");
	fill_hidden_column(f, "plan");
	fill_hidden_column(f, "data");
	fill_columns(f, "condition", 18);
	for (size_t i = 0; i < f->matrix->control_count; i++)
		facts_rows(f, &(struct cell_place){&f->matrix->controls[i], NULL},
			f->matrix->controls[i].facts, f->matrix->controls[i].fact_count);
	for (size_t i = 0; i < f->matrix->table_count; i++)
		for (size_t j = 0; j < f->matrix->tables[i].row_count; j++)
			facts_rows(f, &(struct cell_place){NULL, &f->matrix->tables[i].rows[j]},
				f->matrix->tables[i].rows[j].facts,
				f->matrix->tables[i].rows[j].fact_count);
}

/* -- parties, certificates, questions
 * ----------------------------------------------------------------------------- */

static void
say_regions(const struct filler *f, struct buf *out, const char *lang, const struct party *party)
{
	if (party->region != NULL)
		words_regions(out, f->model, lang, party->region);
}

/* Which document the party publishes, in which edition. */
static void
say_publication(
	const struct filler *f, struct buf *out, const char *lang, const struct party *party)
{
	const struct publication *p = party->published;
	char edition[16];

	if (p == NULL || p->matrix == NULL) {
		buf_str(out, p != NULL ? p->file : "");
		return;
	}
	snprintf(edition, sizeof(edition), "%u", p->matrix->edition);
	words_message(out, f->model, lang, "supplier.document", "title",
		texts_shown_value(&p->matrix->title, f->matrix, lang), "edition", edition, "date",
		p->matrix->date);
}

static void
fill_parties(const struct filler *f)
{
	fill_column(f, "party", 14);
	fill_columns(f, "name", 26);
	fill_hidden_column(f, "kind");
	fill_columns(f, "description", 40);
	fill_columns(f, "purpose", 40);
	fill_columns(f, "seen_data", 40);
	fill_hidden_column(f, "region");
	fill_columns(f, "region_words", 18);
	fill_column(f, "since", 12);
	fill_column(f, "contact", 24);
	fill_column(f, "address", 30);
	fill_columns(f, "document", 40);
	fill_column(f, "document_address", 30);
	fill_columns(f, "notes", 40);
	for (size_t i = 0; i < f->matrix->party_count; i++) {
		const struct party *p = &f->matrix->parties[i];
		const struct contact *contact =
			p->contact != NULL ? matrix_contact(f->matrix, p->contact) : NULL;

		fill_page(f, p->id, EXPORT_PAGE_PARTY);
		fill_texts(f, &p->name);
		fill_cell(f, party_kind_names[p->kind]);
		fill_texts(f, &p->description);
		fill_texts(f, &p->purpose);
		fill_texts(f, &p->data);
		fill_cell(f, p->region);
		SAID_CELLS(f, say_regions, p);
		fill_cell(f, p->since);
		fill_cell(
			f, contact != NULL && contact->value != NULL ? contact->value : p->contact);
		fill_linked(f, p->href, p->href);
		SAID_CELLS(f, say_publication, p);
		fill_linked(f, p->published != NULL ? p->published->href : NULL,
			p->published != NULL ? p->published->href : NULL);
		SAID_CELLS(f, fill_say_notes, &p->notes);
	}
}

static void
fill_certifications(const struct filler *f)
{
	fill_column(f, "scheme", 20);
	fill_columns(f, "name", 30);
	fill_column(f, "number", 18);
	fill_columns(f, "body", 26);
	fill_columns(f, "scope", 50);
	fill_column(f, "issued", 12);
	fill_column(f, "expires", 12);
	fill_column(f, "address", 30);
	fill_columns(f, "notes", 40);
	for (size_t i = 0; i < f->matrix->certification_count; i++) {
		const struct certification *c = &f->matrix->certifications[i];

		fill_cell(f, c->scheme);
		fill_texts(f, &c->name);
		fill_cell(f, c->number);
		fill_texts(f, &c->body);
		fill_texts(f, &c->scope);
		fill_cell(f, c->issued);
		fill_cell(f, c->expires);
		fill_linked(f, c->href, c->href);
		SAID_CELLS(f, fill_say_notes, &c->notes);
	}
}

static void
sees_cell(const struct filler *f, const struct question *question)
{
	OWN(buf_fini) struct buf out = {0};

	for (size_t i = 0; i < question->see_count; i++) {
		fill_line(&out);
		buf_printf(&out, "%s%s%s", question->sees[i].target,
			question->sees[i].fact != NULL ? " " : "",
			question->sees[i].fact != NULL ? question->sees[i].fact : "");
	}
	fill_cell_of(f, &out);
}

static void
fill_questions(const struct filler *f)
{
	fill_column(f, "question", 14);
	fill_columns(f, "asked", 40);
	fill_columns(f, "answer", 60);
	fill_column(f, "see", 18);
	fill_columns(f, "notes", 40);
	for (size_t i = 0; i < f->matrix->question_count; i++) {
		const struct question *q = &f->matrix->questions[i];

		fill_page(f, q->id, EXPORT_PAGE_QUESTION);
		fill_texts(f, &q->asked);
		SAID_CELLS(f, say_passage, &q->answer, &q->blocks);
		sees_cell(f, q);
		SAID_CELLS(f, fill_say_notes, &q->notes);
	}
}

/* -- all of them
 * --------------------------------------------------------------------------------------------------
 */

static const struct {
	const char *name;
	void (*fill)(const struct filler *);
} sheets[SHEET__COUNT] = {
	[SHEET_BOUNDARY] = {"boundary", fill_boundary},
	[SHEET_CONTROLS] = {"controls", fill_controls},
	[SHEET_MAPPING] = {"mapping", fill_mapping},
	[SHEET_FACTS] = {"facts", fill_facts},
	[SHEET_CHANGES] = {"changes", worksheet_fill_changes},
	[SHEET_PARTIES] = {"parties", fill_parties},
	[SHEET_CERTIFICATIONS] = {"certifications", fill_certifications},
	[SHEET_QUESTIONS] = {"questions", fill_questions},
	[SHEET_CRM] = {"crm", worksheet_fill_crm},
	[SHEET_SSRM] = {"ssrm", worksheet_fill_ssrm},
	[SHEET_PLANS] = {"plans", worksheet_fill_plans},
	[SHEET_ANSWERS] = {"answered", worksheet_fill_answers},
};

static size_t
utf8_count(const char *s)
{
	size_t n = 0, len;

	for (; *s != '\0'; s += len, n++)
		utf8_next(s, &len);
	return n;
}

/* "責任分界 Responsibilities": each language's word once, as far as there is room. */
static const char *
title_of(const struct filler *f, const char *name)
{
	OWN(buf_fini) struct buf title = {0};

	for (size_t i = 0; i < f->matrix->language_count; i++) {
		const char *words = fill_words_of(f, f->matrix->languages[i].tag, "sheet", name);
		size_t before = title.len;

		if (strstr(buf_cstr(&title), words) != NULL)
			continue;
		buf_printf(&title, "%s%s", before > 0 ? " " : "", words);
		if (before > 0 && utf8_count(buf_cstr(&title)) > TITLE_LIMIT)
			title.len = before;
	}
	return arena_strndup(f->arena, buf_cstr(&title), title.len);
}

void
worksheet_make(struct worksheet *sheet, enum sheet_id id, struct arena *arena,
	const struct model *model, const struct matrix *matrix, const struct export_pages *pages)
{
	const struct filler filler = {sheet, arena, model, matrix, pages};

	*sheet = (struct worksheet){.name = sheets[id].name, .fixed = 1};
	sheet->title = title_of(&filler, sheets[id].name);
	sheets[id].fill(&filler);
	assert(sheet->filled == sheet->row_count * sheet->column_count);
}
