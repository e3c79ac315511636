#include "oscal.h"

#include "oscal_parts.h"
#include "document/write_xml.h"

static void
write_form(struct buf *out, const struct model *model, const struct matrix *matrix,
	struct xml_node *(*make)(struct oscal *), bool json)
{
	struct oscal o = {arena_new(), model, matrix};
	const struct xml_node *root = make(&o);

	if (json)
		oscal_json(out, root);
	else
		write_xml(out, root, OSCAL_XMLNS);
	arena_free(o.arena);
}

void
write_component_json(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_component, true);
}

void
write_component_xml(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_component, false);
}

void
write_mapping_json(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_mapping, true);
}

void
write_mapping_xml(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_mapping, false);
}

void
write_catalog_json(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_catalog, true);
}

void
write_catalog_xml(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_catalog, false);
}

void
write_ssp_json(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_ssp, true);
}

void
write_ssp_xml(struct buf *out, const struct model *model, const struct matrix *matrix)
{
	write_form(out, model, matrix, oscal_ssp, false);
}
