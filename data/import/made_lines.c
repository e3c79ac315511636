#include "made_lines.h"

#include <string.h>

static struct csv_cell
cell_of(const struct csv_cell *origin, const char *text)
{
	struct csv_cell cell = *origin;

	cell.text = text;
	cell.raw = origin->text;
	cell.raw_len = strlen(origin->text);
	return cell;
}

static struct csv_cell *
add_row(struct made_lines *lines, const struct csv_cell *origin)
{
	struct csv_cell *cells = arena_array(lines->arena, MADE__COUNT, sizeof(*cells));

	for (size_t i = 0; i < MADE__COUNT; i++)
		cells[i] = cell_of(origin, "");
	lines->csv.rows = arena_grow(lines->arena, lines->csv.rows, lines->csv.count, &lines->cap,
		sizeof(*lines->csv.rows));
	lines->csv.rows[lines->csv.count++] = (struct csv_row){cells, MADE__COUNT};
	return cells;
}

void
made_begin(struct made_lines *lines, struct arena *arena, const char *lang,
	const struct csv_cell *origin)
{
	struct csv_cell *heading;

	*lines = (struct made_lines){.arena = arena};
	heading = add_row(lines, origin);
	for (size_t i = 0; i < COLUMN__COUNT; i++)
		heading[i].text = line_columns[i];
	heading[MADE_NAME].text = arena_printf(arena, "name_%s", lang);
	heading[MADE_TEXT].text = arena_printf(arena, "text_%s", lang);
}

struct csv_cell *
made_line(struct made_lines *lines, const char *kind, const struct csv_cell *origin)
{
	struct csv_cell *line = add_row(lines, origin);

	line[COLUMN_KIND].text = kind;
	return line;
}

void
made_put(struct csv_cell *line, int column, const struct csv_cell *origin, const char *text)
{
	line[column] = cell_of(origin, text);
}
