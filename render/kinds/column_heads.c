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
	int mark_x = x, mark_y = bottom - name->height;

	scene_text(scene, ink, x, bottom - name->height, name, ALIGN_START, true);
	foot_marks_at(name, &mark_x, &mark_y);
	if (mark != NULL)
		scene_text(scene, PAINT_INK, mark_x, mark_y - 1, mark, ALIGN_START, false);
	scene_rect(scene, line, x, bottom + LINE_GAP, columns->w[c], THEME_STROKE + 1, 0);
}

void
only_head_measure(
	struct sheet *sheet, struct only_head *head, const struct table *table, int width_px)
{
	const struct column *column = table->column_count == 1 ? &table->columns[0] : NULL;

	*head = (struct only_head){0};
	if (column == NULL)
		return;
	head->mark = foot_marks(sheet, column->marks.v, column->marks.count);
	head->name = sheet_set(sheet, &column->name,
		sheet_is_narrow(sheet) ? STYLE_HEADING : STYLE_OWNER,
		width_px - foot_marks_w(head->mark));
}

int
only_head_place(struct only_head *head, int y)
{
	head->y = y;
	return head->name != NULL ? y + head->name->height + BELOW : y;
}

void
only_head_paint(const struct only_head *head, struct scene *scene, int x)
{
	int mark_x = x, mark_y = head->y;

	if (head->name == NULL)
		return;
	scene_text(scene, PAINT_INK, x, head->y, head->name, ALIGN_START, true);
	foot_marks_at(head->name, &mark_x, &mark_y);
	if (head->mark != NULL)
		scene_text(scene, PAINT_INK, mark_x, mark_y - 1, head->mark, ALIGN_START, false);
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
