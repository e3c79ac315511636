/* What is wrong with a cell is told with its name, as a spreadsheet shows it. */
#include "line_cells.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/own.h"
#include "cell_told.h"
#include "model/names.h"
#include "model/value.h"
#include "typed.h"

const char *const line_columns[COLUMN__COUNT + 1] = {"kind", "id", "type", "value", "answers",
	"runs", "supports", "consulted", "informed", "shared"};

const struct csv_cell *
line_cell_at(const struct sheet_reader *r, int place)
{
	static const struct csv_cell nothing = {.text = ""};

	return place >= 0 && (size_t)place < r->row->count ? &r->row->cells[place] : &nothing;
}

const struct csv_cell *
line_cell(const struct sheet_reader *r, enum field column)
{
	return line_cell_at(r, r->columns[column]);
}

struct csv_cell
line_headed(const struct sheet_reader *r, const struct csv_cell *cell)
{
	struct csv_cell headed = *cell;
	size_t at = 0;

	while (at < r->row->count && &r->row->cells[at] != cell)
		at++;
	/* lines that were made of other sheets have the headings of those */
	if (headed.heading == NULL && r->headings != NULL && r->headings != r->row &&
		at < r->headings->count && at < r->row->count && r->headings->count > 1 &&
		r->headings->cells[0].column != r->headings->cells[1].column)
		headed.heading = r->headings->cells[at].text;
	return headed;
}

static void
tell(struct sheet_reader *r, const struct csv_cell *cell, enum severity severity, const char *fmt,
	va_list ap)
{
	struct csv_cell headed = line_headed(r, cell->pos.file != NULL ? cell : &r->row->cells[0]);

	cell_tell_list(r->diags, severity, &headed, fmt, ap);
}

void
line_wrong(struct sheet_reader *r, const struct csv_cell *cell, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(r, cell, SEVERITY_ERROR, fmt, ap);
	va_end(ap);
}

void
line_doubt(struct sheet_reader *r, const struct csv_cell *cell, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(r, cell, SEVERITY_WARNING, fmt, ap);
	va_end(ap);
}

const char *
line_need(struct sheet_reader *r, enum field column, const char *meaning)
{
	const struct csv_cell *cell = line_cell(r, column);

	if (cell->text[0] == '\0')
		line_wrong(r, cell, "a line of kind '%s' needs %s in the column '%s'",
			line_cell(r, COLUMN_KIND)->text, meaning, line_columns[column]);
	return cell->text;
}

const char *
line_need_id(struct sheet_reader *r)
{
	static const char wanted[] = "an id of letters, digits, - and _, a letter first";
	const char *id = line_need(r, COLUMN_ID, wanted);

	if (id[0] != '\0' && !value_is_id(id))
		line_wrong(r, line_cell(r, COLUMN_ID), "'%.64s': write %s", id, wanted);
	return id;
}

/* A date as people and spreadsheets write it, as ISO 8601 has it; what is none is told. */
static const char *
date_of(struct sheet_reader *r, const struct csv_cell *cell, const char *text)
{
	const char *date = NULL;

	enum typed typed = typed_date(r->arena, text, &date);

	if (typed == TYPED_SERIAL && cell->form != CSV_DATE)
		line_doubt(r, cell,
			"'%.64s' is taken for the number that a spreadsheet keeps for a date: %s",
			text, date);
	else if (typed == TYPED_AMBIGUOUS)
		line_wrong(r, cell,
			"'%.64s' may be a day and a month or a month and a day: write the date as YYYY-MM-DD",
			text);
	else if (typed == TYPED_NOTHING)
		line_wrong(r, cell, "'%.64s': write a date that exists, as YYYY-MM-DD", text);
	return date != NULL ? date : text;
}

const char *
line_need_date(struct sheet_reader *r)
{
	const char *value = line_need(r, COLUMN_VALUE, "a date that exists, as YYYY-MM-DD");

	return value[0] != '\0' ? date_of(r, line_cell(r, COLUMN_VALUE), value) : value;
}

const char *
line_fact_value(struct sheet_reader *r, const char *kind, const char *value)
{
	if (strcmp(kind, fact_kind_name(FACT_BOOLEAN)) == 0)
		return typed_boolean(value);
	if (strcmp(kind, fact_kind_name(FACT_DATE)) == 0 && value[0] != '\0')
		return date_of(r, line_cell(r, COLUMN_VALUE), value);
	return value;
}

const char *
line_need_name(
	struct sheet_reader *r, enum field column, const char *const *names, const char *usual)
{
	const struct csv_cell *cell = line_cell(r, column);
	OWN(buf_fini) struct buf list = {0};

	if (cell->text[0] == '\0' && usual != NULL)
		return usual;
	if (name_value(names, cell->text) >= 0 && cell->text[0] != '\0')
		return cell->text;
	for (; *names != NULL; names++)
		if ((*names)[0] != '\0')
			buf_printf(&list, "%s%s", list.len > 0 ? ", " : "", *names);
	line_wrong(r, cell, "'%.64s': write one of %s", cell->text, buf_cstr(&list));
	return NULL;
}

const char *
line_value(const struct sheet_reader *r)
{
	const char *value = line_cell(r, COLUMN_VALUE)->text;

	return value[0] != '\0' ? value : NULL;
}
