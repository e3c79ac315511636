#include "tables.h"

#include "boundary.h"
#include "say.h"

enum { TABLES_GAP = 36 };

/* A table, asked for by itself. */
struct shown_table {
	struct diagram_request request;
	void *layout;
	int top; /* where the margin above it begins */
};

struct tables {
	struct head head;
	struct shown_table *sections;
	size_t count; /* 0: the kind draws it all */
	void *layout; /* what it has then */
};

static size_t
section_count(const struct kind *kind, const struct diagram_request *request)
{
	size_t n = kind->one_table ? boundary_count(request) : 0;

	return n > 1 ? n : 0;
}

static struct diagram_request
section_request(const struct diagram_request *whole, const struct table *table, size_t i)
{
	struct diagram_request request = *whole;

	request.tables[0] = table;
	request.table_count = 1;
	request.section = i + 1;
	return request;
}

void *
tables_measure(const struct kind *kind, struct sheet *sheet)
{
	const struct diagram_request *whole = sheet->request;
	struct tables *tables = ARENA_NEW(sheet->arena, struct tables);
	const struct table *table = boundary_first(whole);

	tables->count = section_count(kind, whole);
	if (tables->count == 0) {
		tables->layout = kind->measure(sheet);
		return tables;
	}
	head_measure(sheet, &tables->head, boundary_title(whole, sheet->arena),
		say_lang(whole, &whole->matrix->title));
	tables->sections = arena_array(sheet->arena, tables->count, sizeof(*tables->sections));
	for (size_t i = 0; i < tables->count; i++, table = boundary_next(whole, table)) {
		tables->sections[i].request = section_request(whole, table, i);
		sheet->request = &tables->sections[i].request;
		tables->sections[i].layout = kind->measure(sheet);
	}
	sheet->request = whole;
	return tables;
}

void
tables_place(const struct kind *kind, struct sheet *sheet, void *data)
{
	const struct diagram_request *whole = sheet->request;
	struct tables *tables = data;
	int margin = sheet_margin(sheet), y = margin + tables->head.height;

	if (tables->count == 0) {
		kind->place(sheet, tables->layout);
		return;
	}
	for (size_t i = 0; i < tables->count; i++) {
		struct shown_table *section = &tables->sections[i];

		y += TABLES_GAP;
		section->top = y - margin;
		sheet->request = &section->request;
		kind->place(sheet, section->layout);
		y += sheet->height_px - 2 * margin;
	}
	sheet->request = whole;
	sheet->height_px = y + margin;
}

void
tables_paint(
	const struct kind *kind, const struct sheet *sheet, const void *data, struct scene *scene)
{
	const struct tables *tables = data;

	if (tables->count == 0) {
		kind->paint(sheet, tables->layout, scene);
		return;
	}
	head_paint(sheet, &tables->head, scene);
	for (size_t i = 0; i < tables->count; i++) {
		const struct shown_table *section = &tables->sections[i];
		struct sheet one = *sheet;
		size_t first = scene->count;

		one.request = &section->request;
		kind->paint(&one, section->layout, scene);
		scene_shift(scene, first, 0, section->top);
	}
}
