#include "column_heads.h"

#include "scene/theme.h"

enum { LINE_GAP = 2, BELOW = 10 };

void
column_heads_init(struct sheet *sheet, struct column_heads *heads, size_t count)
{
	heads->names = arena_array(sheet->arena, count + 1, sizeof(*heads->names));
	heads->marks = arena_array(sheet->arena, count + 1, sizeof(*heads->marks));
}

void
column_heads_set(struct sheet *sheet, struct column_heads *heads, size_t c,
	const struct texts *name, const struct marks *marks, int width_px)
{
	if (marks != NULL)
		heads->marks[c] = foot_marks(sheet, marks->v, marks->count);
	heads->names[c] =
		sheet_set(sheet, name, STYLE_HEADING, width_px - foot_marks_w(heads->marks[c]));
	if (heads->names[c]->height > heads->h)
		heads->h = heads->names[c]->height;
}

int
column_heads_place(struct column_heads *heads, int y)
{
	heads->y = y;
	return y + heads->h + BELOW;
}

void
column_heads_paint(const struct column_heads *heads, struct scene *scene,
	const struct columns *columns, size_t c, int left_px, int ink, int line)
{
	const struct text_block *name = heads->names[c], *mark = heads->marks[c];
	int x = left_px + columns->x[c], bottom = heads->y + heads->h;

	scene_text(scene, ink, x, bottom - name->height, name, ALIGN_START, true);
	if (mark != NULL)
		scene_text(scene, PAINT_INK, x + name->width + 3, bottom - name->height - 1, mark,
			ALIGN_START, false);
	scene_rect(scene, line, x, bottom + LINE_GAP, columns->w[c], THEME_STROKE + 1, 0);
}

static int
widest(struct sheet *sheet, const struct texts *texts, enum style style, int mark_w, int so_far)
{
	int w = texts->count > 0 ? sheet_set(sheet, texts, style, 0)->width + mark_w : 0;

	return w > so_far ? w : so_far;
}

int
column_label_width(
	struct sheet *sheet, const struct table *table, int around_px, int least_px, int most_px)
{
	int w = 0;

	for (size_t i = 0; i < table->row_count && w + around_px < most_px; i++) {
		const struct row *row = &table->rows[i];
		const struct text_block *mark = foot_marks(sheet, row->marks.v, row->marks.count);

		w = widest(sheet, &row->name, STYLE_LABEL, foot_marks_w(mark), w);
		w = widest(sheet, &row->detail, STYLE_NOTE, 0, w);
	}
	w += around_px;
	w = w < most_px ? w : most_px;
	return w > least_px ? w : least_px;
}
