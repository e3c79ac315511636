#include "pdf.h"

#include <stdio.h>

#include "cairo_paint.h"

static cairo_status_t
append(void *data, const unsigned char *bytes, unsigned len)
{
	buf_add(data, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static void
write_head(cairo_surface_t *surface, const struct pdf_head *head)
{
	char date[32];

	snprintf(date, sizeof(date), "%.10sT00:00:00Z", head->date);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, head->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, head->subject);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "demarc");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	if (head->publisher != NULL)
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, head->publisher);
}

cairo_surface_t *
pdf_begin(const struct pdf_head *head, double width, double height, struct buf *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, out, width, height);

	write_head(surface, head);
	return surface;
}

bool
pdf_end(cairo_surface_t *surface, cairo_t *cr, struct buf *out, struct diags *diags)
{
	cairo_status_t status = cairo_status(cr);

	cairo_destroy(cr);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS)
		diags_add(diags, SEVERITY_ERROR, "pdf", (struct pos){0},
			"cairo cannot write the PDF: %s", cairo_status_to_string(status));
	return status == CAIRO_STATUS_SUCCESS && !out->failed;
}

bool
pdf_write(const struct scene *scene, const struct pdf_head *head, struct buf *out,
	struct diags *diags)
{
	const double points =
		72.0 / 96 * head->width_px / scene->width_px; /* for a pixel of the scene */
	cairo_surface_t *surface;
	cairo_t *cr;

	if (!late_cairo(diags))
		return false;
	surface = pdf_begin(head, scene->width_px * points, scene->height_px * points, out);
	cr = cairo_create(surface);
	cairo_scale(cr, points, points);
	scene_paint_cairo(scene, head->palette, head->transparent, cr);
	return pdf_end(surface, cr, out, diags);
}
