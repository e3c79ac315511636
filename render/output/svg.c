/* Written front to back: head, the outlines that are used more than once (in <defs>), then the
 * items. Colours are presentation attributes; where the picture follows the reader's preference,
 * classes repeat them for one style sheet with the dark ones. Neighbouring items of one colour
 * share a path. No float is ever printed. */
#include "svg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/fonts.h"
#include "svg_out.h"
#include "svg_outline.h"
#include "scene/theme.h"

struct writer {
	const struct scene *scene;
	const struct svg_head *head;
	struct glyphs *glyphs;
	struct buf *out;
	struct svg_outlines *outlines; /* NULL: letters are text */
	bool used[PAINT__COUNT];
	const char *closers[8]; /* of the open groups */
	size_t depth;
};

/* -- colours ---------------------------------------------------------------------- */

static void
colour(struct buf *out, uint32_t rgb)
{
	static const char hex[] = "0123456789abcdef";
	char text[8] = "#";
	bool twice = true;

	for (int i = 0; i < 6; i++)
		text[1 + i] = hex[rgb >> (20 - 4 * i) & 15];
	for (int i = 1; i < 7; i += 2)
		twice = twice && text[i] == text[i + 1];
	if (twice) { /* #aabbcc is #abc */
		text[2] = text[3];
		text[3] = text[5];
	}
	buf_add(out, text, twice ? 4 : 7);
}

static void
class_name(struct buf *out, const struct svg_head *head, int paint)
{
	buf_str(out, head->prefix);
	buf_char(out, (char)('A' + paint / 26));
	buf_char(out, (char)('A' + paint % 26));
}

static void
fill(struct writer *w, int paint)
{
	buf_str(w->out, " fill=\"");
	colour(w->out, theme_colour(w->head->palette, paint));
	buf_char(w->out, '"');
	if (!w->head->follows)
		return;
	buf_str(w->out, " class=\"");
	class_name(w->out, w->head, paint);
	buf_char(w->out, '"');
}

/* LibreOffice takes what is in a media query for rules of their own; :root it does not know, and
 * passes them over. */
static void
style_sheet(struct writer *w)
{
	buf_str(w->out, "<style>@media(prefers-color-scheme:dark){");
	for (int paint = 0; paint < PAINT__COUNT; paint++) {
		if (!w->used[paint])
			continue;
		buf_str(w->out, ":root .");
		class_name(w->out, w->head, paint);
		buf_str(w->out, "{fill:");
		colour(w->out, theme_colour(PALETTE_DARK, paint));
		buf_char(w->out, '}');
	}
	buf_str(w->out, "}</style>");
}

/* -- text ---------------------------------------------------------------------- */

static int
baseline(const struct item *item, size_t line)
{
	return item->y + (item->text->baseline + (int)line * item->text->type->line_px) * SCENE_PX;
}

static void
draw_outlines(struct writer *w, const struct item *item)
{
	const struct text_block *text = item->text;

	for (size_t l = 0; l < text->line_count; l++) {
		const struct text_line *line = &text->lines[l];

		buf_str(w->out, "<g transform=\"translate(");
		svg_length(w->out, scene_line_x(item, line));
		buf_char(w->out, ' ');
		svg_length(w->out, baseline(item, l));
		buf_str(w->out, ")scale(");
		svg_decimal(w->out, (long long)text->type->size_px * (1000000000 / GLYPH_EM),
			9); /* exact: GLYPH_EM divides it */
		buf_str(w->out, ")\">");
		svg_outlines_draw(w->outlines, w->out);
		buf_str(w->out, "</g>");
	}
}

static void
place_words(struct writer *w, const struct item *item, size_t line)
{
	svg_number_attribute(w->out, "x", scene_line_x(item, &item->text->lines[line]));
	svg_number_attribute(w->out, "y", baseline(item, line));
	if (item->text->lines[line].width > 0)
		svg_number_attribute(w->out, "textLength", item->text->lines[line].width);
	buf_char(w->out, '>');
}

static void
words(struct writer *w, const struct text_block *text, size_t line)
{
	svg_escape(w->out, text->string + text->lines[line].start, text->lines[line].bytes);
}

/* Whether a space stood where the line was broken. */
static bool
broken_at_space(const struct text_block *text, size_t line)
{
	const struct text_line *l = &text->lines[line];

	return line + 1 < text->line_count && l->start + l->bytes < text->lines[line + 1].start;
}

/* The words as text, to be found and selected: over outlines unseen, but not hidden. */
static void
put_words(struct writer *w, const struct item *item)
{
	const struct text_block *text = item->text;

	buf_str(w->out,
		w->head->live ? "<text font-size=\"" : "<text fill-opacity=\"0\" font-size=\"");
	buf_int(w->out, text->type->size_px);
	buf_char(w->out, '"');
	if (text->type->face == FACE_BOLD)
		buf_str(w->out, " font-weight=\"600\"");
	if (strcmp(text->lang, w->head->lang) != 0)
		svg_attribute(w->out, "xml:lang", text->lang);
	if (text->line_count == 1) {
		place_words(w, item, 0);
		words(w, text, 0);
	} else {
		buf_char(w->out, '>');
		for (size_t l = 0; l < text->line_count; l++) {
			buf_str(w->out, "<tspan");
			place_words(w, item, l);
			words(w, text, l);
			buf_str(w->out, broken_at_space(text, l) ? " </tspan>" : "</tspan>");
		}
	}
	buf_str(w->out, "</text>");
}

static bool
goes_with(const struct item *item, const struct item *first)
{
	return item->kind == ITEM_TEXT && item->paint == first->paint &&
	       item->spoken == first->spoken;
}

/* Outlines are hidden from those who read by roles; so are the words where a title has said them.
 * Draws all neighbours of one colour from item i on; returns the last one's place. */
static size_t
draw_texts(struct writer *w, size_t i)
{
	const struct item *items = w->scene->items;
	bool live = w->head->live, spoken = items[i].spoken;
	size_t last = i;

	while (last + 1 < w->scene->count && goes_with(&items[last + 1], &items[i]))
		last++;
	buf_str(w->out, live && spoken ? "<g" : "<g aria-hidden=\"true\"");
	fill(w, items[i].paint);
	buf_char(w->out, '>');
	for (size_t k = i; k <= last && !live; k++)
		draw_outlines(w, &items[k]);
	if (!live && spoken)
		buf_str(w->out, "</g>");
	for (size_t k = i; k <= last; k++)
		put_words(w, &items[k]);
	if (live || !spoken)
		buf_str(w->out, "</g>");
	return last;
}

/* -- shapes ------------------------------------------------------------------------- */

static void
rounded(struct writer *w, const struct item *item)
{
	buf_str(w->out, "<rect");
	svg_number_attribute(w->out, "x", item->x);
	svg_number_attribute(w->out, "y", item->y);
	svg_number_attribute(w->out, "width", item->w);
	svg_number_attribute(w->out, "height", item->h);
	svg_number_attribute(w->out, "rx", item->radius);
	fill(w, item->paint);
	buf_str(w->out, "/>");
}

/* A relative step on one axis or both. */
static void
step(struct buf *out, int dx, int dy)
{
	buf_char(out, dx != 0 && dy != 0 ? 'l' : dx != 0 ? 'h' : 'v');
	if (dx != 0)
		svg_length(out, dx);
	if (dx != 0 && dy > 0)
		buf_char(out, ' ');
	if (dy != 0 || dx == 0)
		svg_length(out, dy);
}

/* From p[0] on, relative to it. */
static void
curve(struct buf *out, const struct point p[4])
{
	buf_char(out, 'c');
	for (int i = 1; i < 4; i++) {
		const int v[2] = {p[i].x - p[0].x, p[i].y - p[0].y};

		for (int k = 0; k < 2; k++) {
			if ((i > 1 || k > 0) && v[k] >= 0)
				buf_char(out, ' ');
			svg_length(out, v[k]);
		}
	}
}

static void
polygon_data(struct buf *out, const struct point *p, size_t n)
{
	buf_char(out, 'M');
	svg_length(out, p[0].x);
	buf_char(out, ' ');
	svg_length(out, p[0].y);
	for (size_t i = 1; i < n; i++)
		step(out, p[i].x - p[i - 1].x, p[i].y - p[i - 1].y);
	buf_char(out, 'z');
}

/* One cubic curve there, a step down, and one back. */
static void
ribbon_data(struct buf *out, const struct item *item)
{
	struct point p[8];

	scene_ribbon_outline(item, p);
	buf_char(out, 'M');
	svg_length(out, p[0].x);
	buf_char(out, ' ');
	svg_length(out, p[0].y);
	curve(out, p);
	step(out, 0, p[4].y - p[3].y);
	curve(out, p + 4);
	buf_char(out, 'z');
}

static bool
is_path(const struct item *item)
{
	return item->kind == ITEM_POLYGON || item->kind == ITEM_RIBBON ||
	       (item->kind == ITEM_RECT && item->radius == 0);
}

static void
path_piece(struct buf *out, const struct item *item)
{
	int right = item->x + item->w, bottom = item->y + item->h;

	if (item->kind == ITEM_POLYGON)
		polygon_data(out, item->points, item->count);
	else if (item->kind == ITEM_RIBBON)
		ribbon_data(out, item);
	else
		polygon_data(out,
			(struct point[]){{item->x, item->y}, {right, item->y}, {right, bottom},
				{item->x, bottom}},
			4);
}

/* All neighbours of one colour from item i on, as one path. Returns the last one's place. */
static size_t
draw_path(struct writer *w, size_t i)
{
	const struct item *items = w->scene->items;
	size_t last = i;

	while (last + 1 < w->scene->count && is_path(&items[last + 1]) &&
		items[last + 1].paint == items[i].paint)
		last++;
	buf_str(w->out, "<path");
	fill(w, items[i].paint);
	buf_str(w->out, " d=\"");
	for (size_t k = i; k <= last; k++)
		path_piece(w->out, &items[k]);
	buf_str(w->out, "\"/>");
	return last;
}

/* -- groups and the whole -------------------------------------------------------------- */

/* What of a list's item has the title: a link, or else an image, since an item itself is known by
 * what is in it. Returns what closes all of it. */
static const char *
open_item(struct writer *w, const struct item *item)
{
	if (item->href != NULL) {
		buf_str(w->out, "<a");
		svg_attribute(w->out, "xlink:href", item->href);
		buf_char(w->out, '>');
		return "</a></g>";
	}
	if (item->group != GROUP_LIST_ITEM)
		return "</g>";
	buf_str(w->out, "<g role=\"img\">");
	return "</g></g>";
}

static void
open_group(struct writer *w, const struct item *item)
{
	static const char *const roles[GROUP__COUNT] = {
		"<g role=\"list\">", "<g role=\"listitem\">"};

	if (w->depth == sizeof(w->closers) / sizeof(*w->closers))
		abort();
	buf_str(w->out, roles[item->group]);
	w->closers[w->depth++] = open_item(w, item);
	if (item->title != NULL)
		svg_element(w->out, (const char *[]){"<title>", "</title>"}, item->title);
}

static void
close_group(struct writer *w)
{
	buf_str(w->out, w->closers[--w->depth]);
}

static void
draw_items(struct writer *w)
{
	for (size_t i = 0; i < w->scene->count; i++) {
		const struct item *item = &w->scene->items[i];

		if (is_path(item))
			i = draw_path(w, i);
		else if (item->kind == ITEM_RECT)
			rounded(w, item);
		else if (item->kind == ITEM_TEXT)
			i = draw_texts(w, i);
		else if (item->kind == ITEM_OPEN)
			open_group(w, item);
		else
			close_group(w);
	}
}

static void
root(struct writer *w)
{
	const struct svg_head *head = w->head;
	struct buf *out = w->out;

	buf_str(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
	buf_printf(out, " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"", head->width_px,
		head->height_px, w->scene->width_px, w->scene->height_px);
	svg_attribute(out, "xml:lang", head->lang);
	buf_printf(out,
		" role=\"graphics-document document\" aria-labelledby=\"%sT\" aria-describedby=\"%sD\"",
		head->prefix, head->prefix);
	buf_printf(out, " font-family=\"%s,sans-serif\"><title id=\"%sT\">",
		fonts_families(LATIN_FIRST), head->prefix);
	svg_escape(out, head->title, strlen(head->title));
	buf_printf(out, "</title><desc id=\"%sD\">", head->prefix);
	svg_escape(out, head->description, strlen(head->description));
	buf_str(out, "</desc>");
	svg_element(out, (const char *[]){"<metadata>", "</metadata>"}, head->source);
}

static void
background(struct writer *w)
{
	buf_str(w->out, "<path");
	fill(w, PAINT_GROUND);
	buf_printf(w->out, " d=\"M0 0h%dv%dH0z\"/>", w->scene->width_px, w->scene->height_px);
}

void
svg_write(const struct scene *scene, const struct svg_head *head, struct glyphs *glyphs,
	struct buf *out)
{
	struct writer w = {.scene = scene, .head = head, .glyphs = glyphs, .out = out};

	w.used[PAINT_GROUND] = true;
	for (size_t i = 0; i < scene->count; i++)
		w.used[scene->items[i].paint] = true;
	root(&w);
	if (head->follows)
		style_sheet(&w);
	if (!head->live) {
		w.outlines = svg_outlines_new(scene, glyphs, head->prefix);
		svg_outlines_define(w.outlines, out);
	}
	if (!head->transparent)
		background(&w);
	draw_items(&w);
	buf_str(out, "</svg>\n");
}
