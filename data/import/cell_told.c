#include "cell_told.h"

#include <stdio.h>

void
cell_tell_list(struct diags *diags, enum severity severity, const struct csv_cell *cell,
	const char *fmt, va_list ap)
{
	char words[800], place[CSV_PLACE_SIZE];

	vsnprintf(words, sizeof(words), fmt, ap);
	csv_cell_place(cell, place);
	diags_add(diags, severity, severity == SEVERITY_ERROR ? "bad-sheet" : "spreadsheet",
		cell->pos, "%s: %s", place, words);
}

void
cell_tell(struct diags *diags, enum severity severity, const struct csv_cell *cell, const char *fmt,
	...)
{
	va_list ap;

	va_start(ap, fmt);
	cell_tell_list(diags, severity, cell, fmt, ap);
	va_end(ap);
}
