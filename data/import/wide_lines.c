/* Lines of a table of rows and columns, and where its marks stand. */
#include "cell_told.h"
#include "model/names.h"
#include "wide.h"

void
wide_note_marks(struct wide *w, char marks[][MARK_SIZE], size_t count, const char *place,
	const struct csv_cell *cell)
{
	for (size_t i = 0; i < count; i++) {
		struct sheet_note *note = signs_note(w->reader.signs, marks[i]);

		if (note == NULL) {
			cell_tell(w->diags, SEVERITY_ERROR, cell,
				"the mark '%s' leads to no note: write a line '%s …' below the table",
				marks[i], marks[i]);
			continue;
		}
		note->used = true;
		buf_printf(&w->marked[note - w->reader.signs->notes], "%s%s",
			w->marked[note - w->reader.signs->notes].len > 0 ? " " : "", place);
	}
}

void
wide_write_part(struct wide *w, const struct csv_cell *cell, const char *party, enum does does,
	const char *words)
{
	struct csv_cell *line = made_line(w->lines, "part", cell);

	made_put(line, COLUMN_ID, cell, party);
	made_put(line, COLUMN_TYPE, cell, does_names[does]);
	made_put(line, MADE_TEXT, cell, words);
}

void
wide_append(struct wide *w, struct csv_cell *line, int column, const struct csv_cell *cell,
	const char *word)
{
	made_put(line, column, cell,
		line[column].text[0] != '\0'
			? arena_printf(w->arena, "%s %s", line[column].text, word)
			: word);
}
