/* A list of pairs, slide and part, in the order of the slides.
 *
 * Office Open XML: presentation.xml has the slides in order, by relationship; a slide's own
 * relationships name the files it uses. OpenDocument: content.xml has a draw:page for each, and the
 * addresses of pictures in it. */
#include "slides.h"

#include <string.h>

#include "base/own.h"
#include "base/source_file.h"
#include "document/parse.h"

enum {
	XML_LIMIT = 16 << 20,
	XML_TOTAL_LIMIT = 64 << 20,
	SLIDES_LIMIT = 2000,
	SHOWN_LIMIT = 10000,
	BLIPS_LIMIT = 100
};

struct shown {
	unsigned slide;   /* 0: none, as in a text */
	const char *part; /* "image1.png": names of files in one folder, so they are enough */
	bool instead;     /* stands beside an SVG, for programs that cannot draw that */
	struct shown *next;
};

struct slides {
	struct arena *arena;
	slides_part_fn *part;
	void *archive;
	struct shown *first, **end;
	size_t count;
	size_t left; /* bytes of XML that may still be read */
};

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void
add(struct slides *slides, unsigned slide, const char *target, bool instead)
{
	struct shown *shown;

	if (slides->count++ >= SHOWN_LIMIT)
		return;
	shown = ARENA_NEW(slides->arena, struct shown);
	*shown = (struct shown){
		slide, arena_strdup(slides->arena, base_name(target)), instead, NULL};
	*slides->end = shown;
	slides->end = &shown->next;
}

/* The root of a part; NULL: it is not there, or no XML that we read. */
static const struct xml_node *
read_part(struct slides *slides, const char *name)
{
	OWN(diags_fini) struct diags diags = {0};
	OWN(buf_fini) struct buf bytes = {0};
	struct source_file *file;
	const struct xml_doc *doc;

	if (!slides->part(slides->archive, name,
		    slides->left < XML_LIMIT ? slides->left : XML_LIMIT, &bytes))
		return NULL;
	slides->left -= bytes.len;
	file = source_file_new(slides->arena, name, &bytes);
	doc = xml_parse_as(slides->arena, file, NULL, &diags);
	source_file_forget(file);
	return doc != NULL ? doc->root : NULL;
}

/* -- Office Open XML --------------------------------------------------------------------------- */

static const char *
relationship(const struct xml_node *relations, const char *id)
{
	for (const struct xml_node *r = xml_child(relations, "Relationship"); r != NULL;
		r = xml_next(r, "Relationship"))
		if (xml_attr(r, "Id") != NULL && strcmp(xml_attr(r, "Id"), id) == 0)
			return xml_attr(r, "Target");
	return NULL;
}

static const struct xml_node *
descendant(const struct xml_node *node, const char *name)
{
	const struct xml_node *found = NULL;

	for (const struct xml_node *c = xml_child(node, NULL); c != NULL && found == NULL;
		c = xml_next(c, NULL))
		found = strcmp(c->name, name) == 0 ? c : descendant(c, name);
	return found;
}

/* Relationships of pictures that a slide has for programs that cannot draw the SVG beside it. */
struct blips {
	const char *ids[BLIPS_LIMIT];
	size_t count;
};

static void
find_blips(const struct xml_node *node, struct blips *blips)
{
	for (const struct xml_node *c = xml_child(node, NULL);
		c != NULL && blips->count < BLIPS_LIMIT; c = xml_next(c, NULL)) {
		const char *id = strcmp(c->name, "blip") == 0 ? xml_attr(c, "r:embed") : NULL;

		if (id == NULL)
			find_blips(c, blips);
		else if (descendant(c, "svgBlip") != NULL)
			blips->ids[blips->count++] = id;
	}
}

static bool
is_instead(const struct blips *blips, const char *id)
{
	for (size_t i = 0; i < blips->count && id != NULL; i++)
		if (strcmp(blips->ids[i], id) == 0)
			return true;
	return false;
}

static void
read_slide(struct slides *slides, unsigned number, const char *target)
{
	const char *file = base_name(target);
	const struct xml_node *relations = read_part(
		slides, arena_printf(slides->arena, "ppt/slides/_rels/%.200s.rels", file));
	const struct xml_node *slide =
		relations != NULL
			? read_part(slides, arena_printf(slides->arena, "ppt/slides/%.200s", file))
			: NULL;

	struct blips blips = {0};

	if (slide != NULL)
		find_blips(slide, &blips);
	for (const struct xml_node *r = relations != NULL ? xml_child(relations, "Relationship")
							  : NULL;
		r != NULL; r = xml_next(r, "Relationship"))
		if (xml_attr(r, "Target") != NULL &&
			strstr(xml_attr(r, "Target"), "media/") != NULL)
			add(slides, number, xml_attr(r, "Target"),
				is_instead(&blips, xml_attr(r, "Id")));
}

static void
read_powerpoint(struct slides *slides)
{
	const struct xml_node *presentation = read_part(slides, "ppt/presentation.xml");
	const struct xml_node *relations =
		presentation != NULL ? read_part(slides, "ppt/_rels/presentation.xml.rels") : NULL;
	const struct xml_node *list =
		relations != NULL ? xml_child(presentation, "sldIdLst") : NULL;
	unsigned number = 1;

	for (const struct xml_node *s = list != NULL ? xml_child(list, "sldId") : NULL;
		s != NULL && number <= SLIDES_LIMIT; s = xml_next(s, "sldId"), number++) {
		const char *id = xml_attr(s, "r:id");
		const char *target = id != NULL ? relationship(relations, id) : NULL;

		if (target != NULL)
			read_slide(slides, number, target);
	}
}

/* -- OpenDocument ---------------------------------------------------------------------------------
 */

/* Of several images in one frame the first is meant (OpenDocument 1.2, 10.4.1). */
static void
read_images(struct slides *slides, unsigned number, const struct xml_node *node)
{
	bool frame = strcmp(node->name, "frame") == 0, instead = false;

	for (const struct xml_node *c = xml_child(node, NULL); c != NULL; c = xml_next(c, NULL)) {
		const char *href = xml_attr(c, "xlink:href");

		if (href != NULL && strstr(href, "Pictures/") != NULL) {
			add(slides, number, href, instead);
			instead = frame;
		}
		read_images(slides, number, c);
	}
}

static void
read_open_document(struct slides *slides)
{
	const struct xml_node *root = read_part(slides, "content.xml");
	const struct xml_node *body = root != NULL ? xml_child(root, "body") : NULL;
	const struct xml_node *show = body != NULL ? xml_child(body, "presentation") : NULL;
	unsigned number = 1;

	if (body != NULL && show == NULL)
		read_images(slides, 0, body);
	for (const struct xml_node *p = show != NULL ? xml_child(show, "page") : NULL;
		p != NULL && number <= SLIDES_LIMIT; p = xml_next(p, "page"), number++)
		read_images(slides, number, p);
}

/* -- both
 * ------------------------------------------------------------------------------------------- */

const struct slides *
slides_find(struct arena *arena, slides_part_fn *part, void *archive)
{
	struct slides *slides = ARENA_NEW(arena, struct slides);

	*slides = (struct slides){.arena = arena,
		.part = part,
		.archive = archive,
		.end = &slides->first,
		.left = XML_TOTAL_LIMIT};
	read_powerpoint(slides);
	if (slides->first == NULL)
		read_open_document(slides);
	return slides;
}

const char *
slides_showing(const struct slides *slides, struct arena *arena, const char *part)
{
	OWN(buf_fini) struct buf list = {0};
	unsigned last = 0; /* and so those on no slide are left out */

	for (const struct shown *s = slides->first; s != NULL; s = s->next)
		if (strcmp(s->part, base_name(part)) == 0 && s->slide != last) {
			buf_printf(&list, "%s%u", last > 0 ? ", " : "", s->slide);
			last = s->slide;
		}
	return arena_strdup(arena, buf_cstr(&list));
}

bool
slides_only_instead(const struct slides *slides, const char *part)
{
	bool instead = false;

	for (const struct shown *s = slides->first; s != NULL; s = s->next)
		if (strcmp(s->part, base_name(part)) == 0) {
			if (!s->instead)
				return false;
			instead = true;
		}
	return instead;
}
