#include "export/sheet_fill.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "export/published.h"
#include "export/sheet_changes.h"
#include "fact.h"
#include "names.h"
#include "words.h"

const struct sheet_cell *
sheet_at(const struct sheet *sheet, size_t row, size_t column)
{
	return &sheet->cells[row * sheet->column_count + column];
}

/* -- columns ----------------------------------------------------------------------------- */

static void
add_column(const struct filler *f, const char *key, const char *heading, unsigned width, int lang)
{
	struct sheet *s = f->sheet;

	assert(s->row_count == 0);
	if (s->column_count < SHEET_COLUMN_LIMIT)
		s->columns[s->column_count++] = (struct sheet_column){key, heading, width, lang, false};
}

/* The heading in each language of the document, once if they are the same. */
void
fill_column(const struct filler *f, const char *key, unsigned width)
{
	const char *id = arena_printf(f->arena, "sheet.%s", key);
	OWN(buf_fini) struct buf heading = {0};

	for (size_t i = 0; i < f->matrix->language_count; i++) {
		const char *words = message(f->model, f->matrix->languages[i].tag, id);

		if (strstr(buf_cstr(&heading), words) == NULL)
			buf_printf(&heading, "%s%s", heading.len > 0 ? "\n" : "", words);
	}
	add_column(f, key, arena_strdup(f->arena, buf_cstr(&heading)), width, -1);
}

/* One that says for programs what others say for people. */
static void
hidden_column(const struct filler *f, const char *key)
{
	fill_column(f, key, 14);
	f->sheet->columns[f->sheet->column_count - 1].program = true;
}

/* A column for each language of the document. */
void
fill_columns(const struct filler *f, const char *key, unsigned width)
{
	const char *id = arena_printf(f->arena, "sheet.%s", key);

	for (size_t i = 0; i < f->matrix->language_count; i++) {
		const char *lang = f->matrix->languages[i].tag;

		add_column(f, arena_printf(f->arena, "%s_%s", key, lang),
			f->matrix->language_count > 1
				? arena_printf(f->arena, "%s (%s)", message(f->model, lang, id), lang)
				: message(f->model, lang, id),
			width, (int)i);
	}
}

/* -- cells ------------------------------------------------------------------------------------- */

void
fill_linked(const struct filler *f, const char *text, const char *link)
{
	struct sheet *s = f->sheet;

	if (s->filled == s->cap) {
		size_t cap = s->cap > 0 ? 2 * s->cap : 256;
		struct sheet_cell *cells = arena_array(f->arena, cap, sizeof(*cells));

		if (s->filled > 0)
			memcpy(cells, s->cells, s->filled * sizeof(*cells));
		s->cells = cells;
		s->cap = cap;
	}
	s->cells[s->filled++] = (struct sheet_cell){text != NULL ? text : "", link};
	s->row_count = s->filled / s->column_count;
}

void
fill_cell(const struct filler *f, const char *text)
{
	fill_linked(f, text, NULL);
}

void
fill_cell_of(const struct filler *f, struct buf *text)
{
	fill_cell(f, arena_strdup(f->arena, buf_cstr(text)));
}

/* The wording in exactly that language: a sheet that is edited must not pass the original off as a translation. */
static const char *
exactly(const struct texts *texts, const char *lang)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(text_lang(&texts->v[i]), lang) == 0)
			return texts->v[i].value;
	return "";
}

/* Cells for `columns`: the wordings, or "" for NULL. */
void
fill_texts(const struct filler *f, const struct texts *texts)
{
	for (size_t i = 0; i < f->matrix->language_count; i++)
		fill_cell(f, texts != NULL ? exactly(texts, f->matrix->languages[i].tag) : "");
}

void
fill_line(struct buf *out)
{
	if (out->len > 0)
		buf_char(out, '\n');
}

/* "Customer (Responsible): what it does", a line for each. */
void
fill_say_parts(const struct filler *f, struct buf *out, const char *lang, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->v[i];
		const char *text = texts_value(&part->text, lang);
		const char *does = arena_printf(f->arena, "does.%s", does_names[part->does]);

		fill_line(out);
		words_message(out, f->model, lang, text[0] != '\0' ? "sheet.part-text" : "sheet.part", "party",
			texts_value(&part->party->name, lang), "does", message(f->model, lang, does), "text", text);
	}
}

/* The ids of the parties that do this, for programs. */
static void
does_cells(const struct filler *f, const struct parts *parts)
{
	for (int does = 0; does < DOES__COUNT; does++) {
		OWN(buf_fini) struct buf ids = {0};

		for (size_t i = 0; i < parts->count; i++)
			if ((int)parts->v[i].does == does)
				buf_printf(&ids, "%s%s", ids.len > 0 ? " " : "", parts->v[i].party->id);
		fill_cell_of(f, &ids);
	}
}

static void
does_columns(const struct filler *f)
{
	for (int does = 0; does < DOES__COUNT; does++)
		hidden_column(f, does_names[does]);
}

static void
say_notes(const struct filler *f, struct buf *out, const char *lang, const struct notes *notes)
{
	(void)f;
	for (size_t i = 0; i < notes->count; i++) {
		fill_line(out);
		buf_str(out, texts_value(&notes->v[i].text, lang));
	}
}

static const char *
words_of(const struct filler *f, const char *lang, const char *group, const char *name)
{
	return message(f->model, lang, arena_printf(f->arena, "%s.%s", group, name));
}

/* -- boundary -------------------------------------------------------------------------------------- */

/* What one cell, or one condition of it, says. */
struct content {
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
	hidden_column(f, "table");
	fill_columns(f, "group", 14);
	fill_columns(f, "name", 32);
	fill_columns(f, "detail", 28);
	hidden_column(f, "column");
	fill_columns(f, "column_name", 16);
	fill_columns(f, "condition", 18);
	hidden_column(f, "state");
	does_columns(f);
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
say_who(const struct filler *f, struct buf *out, const char *lang, const struct content *c)
{
	enum cell_kind kind = c->condition != NULL ? c->condition->cell : c->cell->kind;
	const struct texts *reason = c->condition != NULL ? &c->condition->reason : &c->cell->reason;

	if (kind == CELL_PARTS)
		fill_say_parts(f, out, lang, c->condition != NULL ? &c->condition->parts : &c->cell->parts);
	else if (kind == CELL_UNSPECIFIED)
		buf_str(out, message(f->model, lang, "cell.unspecified"));
	else
		words_message(out, f->model, lang, "sheet.fact-line", "name", message(f->model, lang, "cell.not-applicable"),
			"value", texts_value(reason, lang));
}

static void
boundary_row(const struct filler *f, const struct content *c)
{
	static const char *const states[] = {
		[CELL_PARTS] = "parts", [CELL_NOT_APPLICABLE] = "not-applicable", [CELL_UNSPECIFIED] = "unspecified"};
	static const struct parts nobody;
	enum cell_kind kind = c->condition != NULL ? c->condition->cell : c->cell->kind;

	fill_cell(f, c->row->id);
	fill_cell(f, c->table->id);
	fill_texts(f, c->row->group != NULL ? &c->row->group->name : NULL);
	fill_texts(f, &c->row->name);
	fill_texts(f, &c->row->detail);
	fill_cell(f, c->column != NULL ? c->column->id : "");
	fill_texts(f, c->column != NULL ? &c->column->name : NULL);
	fill_texts(f, c->condition != NULL ? &c->condition->name : NULL);
	fill_cell(f, states[kind]);
	does_cells(f, kind != CELL_PARTS ? &nobody : c->condition != NULL ? &c->condition->parts : &c->cell->parts);
	SAID_CELLS(f, say_who, c);
	SAID_CELLS(f, say_footnotes, c->cell);
	SAID_CELLS(f, say_notes, &c->row->notes);
}

static void
boundary_cells(const struct filler *f, const struct table *table, const struct row *row)
{
	for (size_t i = 0; i < table_cell_count(table); i++) {
		struct content c = {table, row, table->column_count > 0 ? &table->columns[i] : NULL, &row->cells[i], NULL};

		boundary_row(f, &c);
		for (size_t j = 0; j < row->cells[i].condition_count; j++) {
			c.condition = &row->cells[i].conditions[j];
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

/* -- controls ------------------------------------------------------------------------------------------ */

static void
controls_columns(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_column(f, "as_published", 14);
	fill_columns(f, "title", 26);
	hidden_column(f, "status");
	fill_columns(f, "status_words", 12);
	fill_columns(f, "statement", 60);
	does_columns(f);
	fill_columns(f, "who", 44);
	fill_columns(f, "facts", 30);
	fill_column(f, "counterparts", 18);
	fill_columns(f, "notes", 40);
}

static void
say_status(const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	buf_str(out, words_of(f, lang, "status", control_status_names[control->status]));
}

static void
say_facts(const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	for (size_t i = 0; i < control->fact_count; i++) {
		OWN(buf_fini) struct buf value = {0};

		fill_line(out);
		fact_words(f->model, f->matrix, &control->facts[i], lang, &value);
		words_message(out, f->model, lang, "sheet.fact-line", "name", texts_value(&control->facts[i].name, lang),
			"value", buf_cstr(&value));
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

		fill_cell(f, control->clause);
		fill_cell(f, control_as_published(control));
		fill_texts(f, control_title(f->model, f->matrix, control));
		fill_cell(f, control_status_names[control->status]);
		SAID_CELLS(f, say_status, control);
		fill_texts(f, &control->statement);
		does_cells(f, &control->parts);
		SAID_CELLS(f, fill_say_parts, &control->parts);
		SAID_CELLS(f, say_facts, control);
		counterparts_cell(f, control);
		SAID_CELLS(f, say_notes, &control->notes);
	}
}

/* -- mapping -------------------------------------------------------------------------------------------------- */

/* The clause, and where it stands in the sheet of controls (below its heading). */
static void
clause_cell(const struct filler *f, const struct control *control)
{
	fill_linked(f, control->clause, arena_printf(f->arena, "#controls!A%u", control->index + 2));
}

static void
mapping_row(const struct filler *f, const struct control *control, const char *framework_id,
	const struct counterpart *map)
{
	static const struct notes none;
	const struct framework *framework = model_framework(f->model, framework_id);
	const struct clause *clause = map != NULL && framework != NULL ? framework_clause(framework, map->clause) : NULL;
	struct published published;

	published_of(&published, f->arena, f->model, f->matrix, control, framework_id, map);
	clause_cell(f, control);
	fill_cell(f, framework_id);
	fill_cell(f, map != NULL ? map->clause : "");
	fill_texts(f, control_title(f->model, f->matrix, control));
	fill_texts(f, clause != NULL ? &clause->title : NULL);
	fill_cell(f, relation_names[published.relation]);
	fill_cell(f, published.source);
	fill_cell(f, published.clauses);
	SAID_CELLS(f, say_notes, map != NULL ? &map->notes : &none);
}

/* A clause without counterpart has a row too. */
static void
mapping_rows(const struct filler *f, const struct control *control, const char *framework)
{
	bool mapped = false;

	for (size_t i = 0; i < control->map_count; i++)
		if (strcmp(control->maps[i].framework, framework) == 0) {
			mapping_row(f, control, framework, &control->maps[i]);
			mapped = true;
		}
	if (!mapped)
		mapping_row(f, control, framework, NULL);
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
		for (size_t i = 0; f->matrix->uses[u].role == USES_MAPPED && i < f->matrix->control_count; i++)
			mapping_rows(f, &f->matrix->controls[i], f->matrix->uses[u].framework);
}

/* -- facts ----------------------------------------------------------------------------------------------------- */

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

static void
fill_facts(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_columns(f, "title", 32);
	hidden_column(f, "fact");
	fill_columns(f, "name", 28);
	hidden_column(f, "kind");
	hidden_column(f, "bound");
	fill_column(f, "value", 24);
	fill_columns(f, "words", 28);
	fill_columns(f, "notes", 40);
	for (size_t i = 0; i < f->matrix->control_count; i++)
		for (size_t j = 0; j < f->matrix->controls[i].fact_count; j++) {
			const struct fact *fact = &f->matrix->controls[i].facts[j];

			clause_cell(f, &f->matrix->controls[i]);
			fill_texts(f, control_title(f->model, f->matrix, &f->matrix->controls[i]));
			fill_cell(f, fact->id);
			fill_texts(f, &fact->name);
			fill_cell(f, fact_kind_names[fact->kind]);
			fill_cell(f, fact_bound_names[fact->bound]);
			fill_linked(f, fact->value, fact_link(f, fact));
			SAID_CELLS(f, say_fact, fact);
			SAID_CELLS(f, say_notes, &fact->notes);
		}
}

/* -- all of them -------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	void (*fill)(const struct filler *);
} sheets[SHEET__COUNT] = {
	[SHEET_BOUNDARY] = {"boundary", fill_boundary},
	[SHEET_CONTROLS] = {"controls", fill_controls},
	[SHEET_MAPPING] = {"mapping", fill_mapping},
	[SHEET_FACTS] = {"facts", fill_facts},
	[SHEET_CHANGES] = {"changes", sheet_fill_changes},
};

void
sheet_make(struct sheet *sheet, enum sheet_id id, struct arena *arena, const struct model *model,
	const struct matrix *matrix)
{
	const struct filler filler = {sheet, arena, model, matrix};

	*sheet = (struct sheet){.name = sheets[id].name, .fixed = 1};
	sheet->title = message(model, matrix->original, arena_printf(arena, "sheet.%s", sheets[id].name));
	sheets[id].fill(&filler);
	assert(sheet->filled == sheet->row_count * sheet->column_count);
}
