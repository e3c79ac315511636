/* Pango lays out in a context of its own font map, whose fonts are the pictures'. Cairo gets glyphs
 * together with the words that they stand for, so that these can be copied. */
#include "paragraph.h"

#include <stdlib.h>
#include <string.h>

#include "base/own.h"
#include "base/utf8.h"
#include "text/fonts.h"
#include "output/pdf_tag.h"
#include "text/text.h"
#include "scene/theme.h"

const struct paper_type paper_types[PAPER_STYLE__COUNT] = {
	[PAPER_TITLE] = {true, 25, 34, PAINT_INK, "H1"},
	[PAPER_SUBTITLE] = {false, 14, 21, PAINT_INK, "P"},
	[PAPER_LEAD] = {false, 10.5, 17, PAINT_INK, "P"},
	[PAPER_CHAPTER] = {true, 17, 25, PAINT_INK, "H1"},
	[PAPER_SECTION] = {true, 12.5, 19, PAINT_INK, "H2"},
	[PAPER_ENTRY] = {true, 10, 15, PAINT_INK, "H3"},
	[PAPER_BODY] = {false, 9.5, 15, PAINT_INK, "P"},
	[PAPER_CELL] = {false, 8.5, 13, PAINT_INK, "P"},
	[PAPER_HEAD] = {true, 8, 13, PAINT_MUTED, "P"},
	[PAPER_NOTE] = {false, 8, 12, PAINT_MUTED, "P"},
	[PAPER_RUNNING] = {false, 7.5, 10, PAINT_MUTED, "P"},
};

struct setter {
	PangoFontMap *map;
	PangoContext *context;
	PangoFontDescription *fonts[PAPER_STYLE__COUNT];
	uint32_t missing;
	bool font_failed; /* one could not be opened, and Pango went on without it */
};

struct set_paragraph {
	PangoLayout *layout;
	const struct passage *passage;
	const struct paper_type *type;
};

/* -- the setter ----------------------------------------------------------------------------- */

static void
set_options(PangoContext *context)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	pango_context_set_round_glyph_positions(context, FALSE);
	cairo_font_options_destroy(options);
}

struct setter *
setter_new(void)
{
	struct setter *setter = calloc(1, sizeof(*setter));

	setter->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config((PangoFcFontMap *)setter->map, fonts_config());
	setter->context = pango_font_map_create_context(setter->map);
	set_options(setter->context);
	for (int i = 0; i < PAPER_STYLE__COUNT; i++) {
		PangoFontDescription *font = pango_font_description_new();

		pango_font_description_set_family(font, fonts_families(LATIN_FIRST));
		pango_font_description_set_weight(
			font, paper_types[i].bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
		pango_font_description_set_absolute_size(font, paper_types[i].size * PANGO_SCALE);
		setter->fonts[i] = font;
	}
	return setter;
}

void
setter_free(struct setter *setter)
{
	for (int i = 0; i < PAPER_STYLE__COUNT; i++)
		pango_font_description_free(setter->fonts[i]);
	g_object_unref(setter->context);
	g_object_unref(setter->map);
	free(setter);
}

bool
setter_font_failed(const struct setter *setter)
{
	return setter->font_failed;
}

uint32_t
setter_missing(const struct setter *setter)
{
	return setter->missing;
}

static void
note_missing(struct setter *setter, const char *words)
{
	size_t len;

	for (const char *s = words; *s != '\0' && setter->missing == 0; s += len) {
		uint32_t c = utf8_next(s, &len);

		if (!text_has_glyph(c))
			setter->missing = c;
	}
}

static bool
has_font(const PangoGlyphItem *run)
{
	PangoFont *font = run->item->analysis.font;
	cairo_scaled_font_t *scaled =
		font != NULL ? pango_cairo_font_get_scaled_font((PangoCairoFont *)font) : NULL;

	return scaled != NULL && cairo_scaled_font_status(scaled) == CAIRO_STATUS_SUCCESS;
}

/* A font whose file cannot be opened is no error to Pango, which draws boxes or another font. */
static void
note_fonts(struct setter *setter, PangoLayout *layout)
{
	for (GSList *l = pango_layout_get_lines_readonly(layout); l != NULL; l = l->next)
		for (GSList *r = ((PangoLayoutLine *)l->data)->runs; r != NULL; r = r->next)
			if (!has_font(r->data))
				setter->font_failed = true;
}

/* -- a paragraph --------------------------------------------------------------------------------
 */

static void
add_attribute(PangoAttrList *list, PangoAttribute *attribute, const struct span *span)
{
	attribute->start_index = (guint)span->start;
	attribute->end_index = (guint)span->end;
	pango_attr_list_insert(list, attribute);
}

static PangoAttribute *
colour_attribute(int paint)
{
	uint32_t rgb = theme_colour(PALETTE_LIGHT, paint);

	return pango_attr_foreground_new((guint16)((rgb >> 16 & 255) * 257),
		(guint16)((rgb >> 8 & 255) * 257), (guint16)((rgb & 255) * 257));
}

static PangoAttrList *
attributes(const struct passage *passage)
{
	PangoAttrList *list = pango_attr_list_new();

	for (const struct span *span = passage->first; span != NULL; span = span->next) {
		if (span->strong)
			add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), span);
		if (span->quiet)
			add_attribute(list, colour_attribute(PAINT_MUTED), span);
	}
	return list;
}

struct set_paragraph *
paragraph_set(
	struct setter *setter, const struct passage *passage, enum paper_style style, double width)
{
	struct set_paragraph *p = calloc(1, sizeof(*p));
	PangoAttrList *list = attributes(passage);

	p->passage = passage;
	p->type = &paper_types[style];
	pango_context_set_language(setter->context, pango_language_from_string(passage->lang));
	p->layout = pango_layout_new(setter->context);
	pango_layout_set_font_description(p->layout, setter->fonts[style]);
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_attributes(p->layout, list);
	pango_layout_set_text(p->layout, passage->words, (int)passage->len);
	pango_attr_list_unref(list);
	if (pango_layout_get_unknown_glyphs_count(p->layout) > 0)
		note_missing(setter, passage->words);
	note_fonts(setter, p->layout);
	return p;
}

void
paragraph_free(struct set_paragraph *p)
{
	g_object_unref(p->layout);
	free(p);
}

unsigned
paragraph_lines(const struct set_paragraph *p)
{
	return (unsigned)pango_layout_get_line_count(p->layout);
}

double
paragraph_line_width(const struct set_paragraph *p, unsigned line)
{
	PangoRectangle logical;

	pango_layout_line_get_extents(
		pango_layout_get_line_readonly(p->layout, (int)line), NULL, &logical);
	return (double)logical.width / PANGO_SCALE;
}

/* -- drawing --------------------------------------------------------------------------------------
 */

void
paper_colour(cairo_t *cr, int paint)
{
	uint32_t rgb = theme_colour(PALETTE_LIGHT, paint);

	cairo_set_source_rgb(
		cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* An annotation over the words of the span that stand in the line; cairo takes the rectangles from
 * the attributes. */
static void
link_words(const struct set_paragraph *p, PangoLayoutLine *line, const struct span *span,
	cairo_t *cr, double x, double y)
{
	OWN(buf_fini) struct buf attributes = {0};
	int *ranges, count;

	pango_layout_line_get_x_ranges(line, (int)span->start, (int)span->end, &ranges, &count);
	if (span->destination != NULL)
		pdf_tag_string(&attributes, "dest", span->destination);
	else
		pdf_tag_string(&attributes, "uri", span->uri);
	buf_str(&attributes, "rect=[");
	for (size_t i = 0; i < (size_t)count; i++) {
		pdf_tag_number(&attributes, x + (double)ranges[2 * i] / PANGO_SCALE);
		pdf_tag_number(&attributes, y);
		pdf_tag_number(
			&attributes, (double)(ranges[2 * i + 1] - ranges[2 * i]) / PANGO_SCALE);
		pdf_tag_number(&attributes, p->type->line);
	}
	buf_char(&attributes, ']');
	g_free(ranges);
	if (count == 0)
		return;
	cairo_tag_begin(cr, CAIRO_TAG_LINK, buf_cstr(&attributes));
	cairo_tag_end(cr, CAIRO_TAG_LINK);
}

/* Letters stand with a third of what the line has beyond them below it. */
void
paragraph_draw(const struct set_paragraph *p, unsigned number, cairo_t *cr, double x, double y,
	bool (*is_destination)(const char *, const void *), const void *data)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(p->layout, (int)number);
	size_t start = (size_t)line->start_index, end = start + (size_t)line->length;

	paper_colour(cr, p->type->paint);
	cairo_move_to(cr, x, y + (p->type->line - p->type->size) / 2 + p->type->size * 0.88);
	pango_cairo_show_layout_line(cr, line);
	for (const struct span *span = p->passage->first; span != NULL; span = span->next)
		if (span->start < end && span->end > start &&
			(span->uri != NULL || (span->destination != NULL &&
						      is_destination(span->destination, data))))
			link_words(p, line, span, cr, x, y);
}
