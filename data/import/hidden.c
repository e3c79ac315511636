/* <row r="4" hidden="1">, which filters and folded groups write too; <col min="3" max="5"
 * hidden="1"/>. */
#include "hidden.h"

#include <stdlib.h>
#include <string.h>

#include "base/own.h"

enum { RUNS_TOLD = 12 };

/* Places, in order, as people write them: "4-6, 9". */
struct place_list {
	bool letters;
	struct buf words;
	unsigned first, last; /* of the run that is open; 0: none is */
	size_t runs;
};

static void
add_place(struct place_list *list, unsigned place)
{
	char name[CSV_NAME_SIZE];

	if (!list->letters) {
		buf_printf(&list->words, "%u", place);
		return;
	}
	csv_cell_name(&(struct csv_cell){.row = 1, .column = place}, name);
	buf_add(&list->words, name, strlen(name) - 1);
}

static void
end_run(struct place_list *list)
{
	if (list->first == 0 || list->runs++ > RUNS_TOLD)
		return;
	buf_str(&list->words, list->words.len > 0 ? ", " : "");
	if (list->runs > RUNS_TOLD) {
		buf_str(&list->words, "…");
		return;
	}
	add_place(list, list->first);
	if (list->last > list->first) {
		buf_str(&list->words, "-");
		add_place(list, list->last);
	}
}

static void
note_place(struct place_list *list, unsigned place)
{
	if (list->first > 0 && place == list->last + 1) {
		list->last = place;
		return;
	}
	end_run(list);
	list->first = list->last = place;
}

static struct hidden_places
end_list(struct arena *arena, struct place_list *list, size_t count, const struct csv_cell *first)
{
	struct hidden_places places = {.count = count, .first = first};

	end_run(list);
	if (count > 0)
		places.list = arena_strdup(arena, buf_cstr(&list->words));
	buf_fini(&list->words);
	return places;
}

static bool
is_hidden(const struct xml_node *node)
{
	const char *hidden = xml_attr(node, "hidden");

	return hidden != NULL && (strcmp(hidden, "1") == 0 || strcmp(hidden, "true") == 0);
}

static unsigned
number_of(const struct xml_node *node, const char *name, unsigned otherwise)
{
	const char *value = xml_attr(node, name);

	return value != NULL ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

struct hidden_places
hidden_rows(struct arena *arena, const struct workbook_sheet *sheet)
{
	const struct xml_node *data = xml_child(sheet->root, "sheetData");
	const struct csv_cell *first = NULL;
	struct place_list list = {0};
	unsigned number = 0;
	size_t at = 0, count = 0;

	for (const struct xml_node *n = data != NULL ? xml_child(data, "row") : NULL; n != NULL;
		n = xml_next(n, "row")) {
		number = number_of(n, "r", number + 1);
		while (at < sheet->csv.count && sheet->csv.rows[at].cells[0].row < number)
			at++;
		if (!is_hidden(n) || at == sheet->csv.count ||
			sheet->csv.rows[at].cells[0].row != number)
			continue;
		note_place(&list, number);
		first = first != NULL ? first : &sheet->csv.rows[at].cells[0];
		count++;
	}
	return end_list(arena, &list, count, first);
}

/* The first cell of the column that has something; NULL: none has. */
static const struct csv_cell *
first_in(const struct csv *csv, unsigned column)
{
	for (size_t i = 0; i < csv->count; i++)
		if (column <= csv->rows[i].count && csv->rows[i].cells[column - 1].text[0] != '\0')
			return &csv->rows[i].cells[column - 1];
	return NULL;
}

struct hidden_places
hidden_columns(struct arena *arena, const struct workbook_sheet *sheet)
{
	const struct xml_node *columns = xml_child(sheet->root, "cols");
	const struct csv_cell *first = NULL;
	struct place_list list = {.letters = true};
	size_t count = 0;

	for (const struct xml_node *n = columns != NULL ? xml_child(columns, "col") : NULL;
		n != NULL; n = xml_next(n, "col")) {
		unsigned from = number_of(n, "min", 1), to = number_of(n, "max", from);

		for (unsigned c = from; is_hidden(n) && c >= 1 && c <= to && c <= CSV_COLUMN_LIMIT;
			c++) {
			const struct csv_cell *cell = first_in(&sheet->csv, c);

			if (cell == NULL)
				continue;
			note_place(&list, c);
			first = first != NULL ? first : cell;
			count++;
		}
	}
	return end_list(arena, &list, count, first);
}
