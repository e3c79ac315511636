/* The tables of kinds and of formats. */
#include "diagram.h"

#include <string.h>

#include "kinds/kind.h"

static const struct kind *const kinds[DIAGRAM_KIND__COUNT] = {
	[DIAGRAM_STACK] = &kind_stack,
	[DIAGRAM_MATRIX] = &kind_matrix,
	[DIAGRAM_FLOW] = &kind_flow,
	[DIAGRAM_COVERAGE] = &kind_coverage,
	[DIAGRAM_PARTY] = &kind_party,
	[DIAGRAM_CARD] = &kind_card,
	[DIAGRAM_BADGE] = &kind_badge,
};

const struct kind *
kind_of(const struct diagram_request *request)
{
	return kinds[request->kind];
}

static const struct {
	const char *name, *type;
	bool raster;
} formats[FORMAT__COUNT] = {
	[FORMAT_SVG] = {"svg", "image/svg+xml", false},
	[FORMAT_PNG] = {"png", "image/png", true},
	[FORMAT_WEBP] = {"webp", "image/webp", true},
	[FORMAT_PDF] = {"pdf", "application/pdf", false},
};

bool
diagram_fits(enum diagram_kind kind, const struct model *model, const struct matrix *matrix,
	const char **why)
{
	const char *ignored;

	return kinds[kind]->fits(model, matrix, why != NULL ? why : &ignored);
}

const char *
diagram_kind_name(enum diagram_kind kind)
{
	return kinds[kind]->name;
}

const char *
diagram_kind_title_id(enum diagram_kind kind)
{
	return kinds[kind]->title_id;
}

const char *
diagram_format_name(enum diagram_format format)
{
	return formats[format].name;
}

const char *
diagram_format_type(enum diagram_format format)
{
	return formats[format].type;
}

bool
diagram_format_is_raster(enum diagram_format format)
{
	return formats[format].raster;
}

int
diagram_kind_find(const char *name)
{
	for (int i = 0; i < DIAGRAM_KIND__COUNT; i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return i;
	return -1;
}

int
diagram_format_find(const char *name)
{
	for (int i = 0; i < FORMAT__COUNT; i++)
		if (strcmp(formats[i].name, name) == 0)
			return i;
	return -1;
}
