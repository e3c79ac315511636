/* Pango asks a map for the faces that a description and a language mean, in the order in which they
 * are tried; and each face, which characters it has and for a font of HarfBuzz's. The order is
 * fontconfig's, the same at every size. What a face has is told when a text with the character is
 * learned: to copy fontconfig's sets whole would take longer than a picture. */
#include "face_map.h"

#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>

#include "base/utf8.h"
#include "face_file.h"
#include "fonts.h"
#include "glyph.h"

enum { CHARACTERS = 0x110000 };

/* A face of a font file, at no size. */
struct mapped_face {
	const FcPattern *pattern; /* the configuration's */
	FcCharSet *chars;
	PangoCoverage *coverage; /* of what was learned */
	hb_face_t *opened;       /* NULL: not yet */
	size_t file;
	int index;
};

/* What faces mean a description, in any size. */
struct order {
	struct order *next;
	PangoFontDescription *description; /* its families and weight */
	PangoLanguage *language;           /* there is one of each */
	struct mapped_face **faces;
	size_t count;
};

/* An order at a size. */
struct sized {
	struct sized *next;
	const struct order *order;
	int size; /* PANGO_SCALE to the pixel */
	PangoFontset *set;
};

typedef PangoFontMapClass FaceMapClass;
typedef struct {
	PangoFontMap parent;
	struct mapped_face *faces;
	size_t face_count;
	struct order *orders;
	struct sized *sets;
	unsigned char *learned; /* a bit for each character */
} FaceMap;

typedef PangoFontClass FaceFontClass;
typedef struct {
	PangoFont parent;
	FaceMap *map; /* which lives longer */
	struct mapped_face *face;
	int size;
} FaceFont;

static GType
face_map_get_type(void);
static GType
face_font_get_type(void);
G_DEFINE_TYPE(FaceMap, face_map, PANGO_TYPE_FONT_MAP)
G_DEFINE_TYPE(FaceFont, face_font, PANGO_TYPE_FONT)

/* -- a face at a size ---------------------------------------------------------------------- */

static PangoFontDescription *
describe(PangoFont *font)
{
	PangoFontDescription *description = pango_font_description_new();

	pango_font_description_set_absolute_size(description, ((FaceFont *)font)->size);
	return description;
}

static PangoCoverage *
get_coverage(PangoFont *font, PangoLanguage *language)
{
	(void)language;
	return g_object_ref(((FaceFont *)font)->face->coverage);
}

static PangoFontMap *
get_map(PangoFont *font)
{
	return &((FaceFont *)font)->map->parent;
}

/* A file that is gone makes a face without glyphs. */
static hb_face_t *
open_face(struct mapped_face *face)
{
	if (face->opened == NULL)
		face->opened = face_file_open(fonts_path(face->file), face->index);
	return face->opened != NULL ? face->opened : hb_face_get_empty();
}

static hb_font_t *
create_hb_font(PangoFont *font)
{
	const FaceFont *f = (FaceFont *)font;
	unsigned instance = face_file_instance(f->face->index);
	hb_font_t *created = hb_font_create(open_face(f->face));

	hb_font_set_scale(created, f->size, f->size);
	if (instance > 0)
		hb_font_set_var_named_instance(created, instance - 1);
	return created;
}

/* A character that no face has, such as a tab, is a gap. */
int
face_map_advance(PangoFont *font, PangoGlyph glyph)
{
	return glyph == PANGO_GLYPH_EMPTY ? 0
	       : glyph & PANGO_GLYPH_UNKNOWN_FLAG
		       ? ((FaceFont *)font)->size / 2
		       : hb_font_get_glyph_h_advance(pango_font_get_hb_font(font), glyph);
}

/* Nobody asks for what is inked. */
static void
get_extents(PangoFont *font, PangoGlyph glyph, PangoRectangle *ink, PangoRectangle *logical)
{
	if (ink != NULL)
		*ink = (PangoRectangle){0};
	if (logical != NULL)
		*logical = (PangoRectangle){.width = face_map_advance(font, glyph)};
}

static void
face_font_init(FaceFont *font)
{
	(void)font;
}

static void
face_font_class_init(FaceFontClass *class)
{
	class->describe = describe;
	class->get_coverage = get_coverage;
	class->get_font_map = get_map;
	class->get_glyph_extents = get_extents;
	class->create_hb_font = create_hb_font;
}

uint32_t
face_map_font(PangoFont *font)
{
	const struct mapped_face *face = ((FaceFont *)font)->face;

	return glyphs_font(face->file, face->index);
}

/* -- the order -------------------------------------------------------------------------------- */

/* Our descriptions say families and a weight; fontconfig wants to be told what they do not say. */
static FcPattern *
make_pattern(const PangoFontDescription *description, PangoLanguage *language)
{
	char **families = g_strsplit(pango_font_description_get_family(description), ",", -1);
	FcPattern *pattern = FcPatternBuild(NULL, FC_WEIGHT, FcTypeDouble,
		FcWeightFromOpenTypeDouble(pango_font_description_get_weight(description)),
		FC_SLANT, FcTypeInteger, FC_SLANT_ROMAN, FC_WIDTH, FcTypeInteger, FC_WIDTH_NORMAL,
		FC_VARIABLE, FcTypeBool, FcDontCare, NULL);

	for (size_t i = 0; families[i] != NULL; i++)
		FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)families[i]);
	g_strfreev(families);
	FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)pango_language_to_string(language));
	FcConfigSubstitute(fonts_config(), pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	return pattern;
}

static struct mapped_face *
face_of(const FaceMap *map, const FcPattern *pattern)
{
	for (size_t i = 0; i < map->face_count; i++)
		if (map->faces[i].pattern == pattern)
			return &map->faces[i];
	return NULL;
}

static struct order *
make_order(FaceMap *map, const PangoFontDescription *description, PangoLanguage *language)
{
	FcPattern *pattern = make_pattern(description, language);
	FcResult result;
	FcFontSet *sorted = FcFontSort(fonts_config(), pattern, FcTrue, NULL, &result);
	struct order *order = calloc(1, sizeof(*order));

	*order = (struct order){.next = map->orders,
		.description = pango_font_description_copy(description),
		.language = language,
		.faces = calloc(map->face_count, sizeof(struct mapped_face *))};
	for (int i = 0; sorted != NULL && i < sorted->nfont; i++) {
		struct mapped_face *face = face_of(map, sorted->fonts[i]);

		if (face != NULL)
			order->faces[order->count++] = face;
	}
	if (sorted != NULL)
		FcFontSetDestroy(sorted);
	FcPatternDestroy(pattern);
	return order;
}

static bool
is_order_of(const struct order *order, const PangoFontDescription *description,
	const PangoLanguage *language)
{
	return order->language == language &&
	       pango_font_description_get_weight(order->description) ==
		       pango_font_description_get_weight(description) &&
	       strcmp(pango_font_description_get_family(order->description),
		       pango_font_description_get_family(description)) == 0;
}

static const struct order *
get_order(FaceMap *map, const PangoFontDescription *description, PangoLanguage *language)
{
	for (struct order *o = map->orders; o != NULL; o = o->next)
		if (is_order_of(o, description, language))
			return o;
	map->orders = make_order(map, description, language);
	return map->orders;
}

/* -- the map ------------------------------------------------------------------------------------
 */

static struct sized *
make_set(FaceMap *map, const struct order *order, int size)
{
	PangoFontsetSimple *set = pango_fontset_simple_new(order->language);
	struct sized *sized = malloc(sizeof(*sized));

	for (size_t i = 0; i < order->count; i++) {
		FaceFont *font = g_object_new(face_font_get_type(), NULL);

		font->map = map;
		font->face = order->faces[i];
		font->size = size;
		pango_fontset_simple_append(set, &font->parent);
	}
	*sized = (struct sized){map->sets, order, size, PANGO_FONTSET(set)};
	return sized;
}

static PangoFontset *
load_fontset(PangoFontMap *base, PangoContext *context, const PangoFontDescription *description,
	PangoLanguage *language)
{
	FaceMap *map = (FaceMap *)base;
	const struct order *order = get_order(map, description, language);
	int size = pango_font_description_get_size(description);

	(void)context;
	for (struct sized *s = map->sets; s != NULL; s = s->next)
		if (s->order == order && s->size == size)
			return g_object_ref(s->set);
	map->sets = make_set(map, order, size);
	return g_object_ref(map->sets->set);
}

/* The first one, which a character that no face has is set in. */
static PangoFont *
load_font(PangoFontMap *map, PangoContext *context, const PangoFontDescription *description)
{
	PangoFontset *set =
		load_fontset(map, context, description, pango_context_get_language(context));
	PangoFont *font = pango_fontset_get_font(set, ' ');

	g_object_unref(set);
	return font;
}

/* HarfBuzz reads no other formats. */
static bool
is_shaped(const FcPattern *pattern)
{
	FcChar8 *format;

	return FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
	       (strcmp((const char *)format, "TrueType") == 0 ||
		       strcmp((const char *)format, "CFF") == 0);
}

static void
add_face(FaceMap *map, const FcPattern *pattern)
{
	struct mapped_face *face = &map->faces[map->face_count];
	FcChar8 *path;

	*face = (struct mapped_face){.pattern = pattern};
	if (!is_shaped(pattern) ||
		FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch ||
		FcPatternGetCharSet(pattern, FC_CHARSET, 0, &face->chars) != FcResultMatch)
		return;
	FcPatternGetInteger(pattern, FC_INDEX, 0, &face->index);
	face->file = fonts_find((const char *)path);
	face->coverage = pango_coverage_new();
	map->face_count++;
}

static void
face_map_init(FaceMap *map)
{
	FcFontSet *set = FcConfigGetFonts(fonts_config(), FcSetApplication);

	map->faces = calloc((size_t)set->nfont, sizeof(*map->faces));
	map->learned = calloc(CHARACTERS / 8, 1);
	for (int i = 0; i < set->nfont; i++)
		add_face(map, set->fonts[i]);
}

static void
finalize(GObject *object)
{
	FaceMap *map = (FaceMap *)object;

	for (struct sized *s; (s = map->sets) != NULL; free(s)) {
		map->sets = s->next;
		g_object_unref(s->set);
	}
	for (struct order *o; (o = map->orders) != NULL; free(o)) {
		map->orders = o->next;
		pango_font_description_free(o->description);
		free(o->faces);
	}
	for (size_t i = 0; i < map->face_count; i++) {
		g_object_unref(map->faces[i].coverage);
		hb_face_destroy(map->faces[i].opened);
	}
	free(map->faces);
	free(map->learned);
	G_OBJECT_CLASS(face_map_parent_class)->finalize(object);
}

static void
face_map_class_init(FaceMapClass *class)
{
	G_OBJECT_CLASS(class)->finalize = finalize;
	class->load_font = load_font;
	class->load_fontset = load_fontset;
}

PangoFontMap *
face_map_new(void)
{
	return g_object_new(face_map_get_type(), NULL);
}

static void
learn(FaceMap *map, uint32_t c)
{
	map->learned[c / 8] |= (unsigned char)(1 << c % 8);
	for (size_t i = 0; i < map->face_count; i++)
		if (FcCharSetHasChar(map->faces[i].chars, c))
			pango_coverage_set(map->faces[i].coverage, (int)c, PANGO_COVERAGE_EXACT);
}

void
face_map_learn(PangoFontMap *base, const char *string, size_t bytes)
{
	FaceMap *map = (FaceMap *)base;
	size_t len;

	for (const char *s = string; s < string + bytes; s += len) {
		uint32_t c = utf8_next(s, &len);

		if ((map->learned[c / 8] & 1 << c % 8) == 0)
			learn(map, c);
	}
}
