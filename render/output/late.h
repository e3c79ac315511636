/* late: what is called of cairo, and of Pango where it draws with cairo, when these libraries are
 * loaded: with the first picture in pixels or PDF. Whoever includes this writes calls as ever. */
#ifndef DEMARC_OUTPUT_LATE_H
#define DEMARC_OUTPUT_LATE_H

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "base/diag.h"

#define LATE_CAIRO(call)                                                                                                         \
	call(cairo_close_path) call(cairo_create) call(cairo_curve_to) call(cairo_destroy) call(                                 \
		cairo_fill) call(cairo_font_face_destroy) call(cairo_font_options_create) call(cairo_font_options_destroy)       \
		call(cairo_font_options_set_hint_metrics) call(cairo_font_options_set_hint_style) call(                          \
			cairo_ft_font_face_create_for_pattern) call(cairo_identity_matrix) call(cairo_image_surface_create)      \
			call(cairo_image_surface_get_data) call(cairo_image_surface_get_height) call(                            \
				cairo_image_surface_get_stride) call(cairo_line_to) call(cairo_move_to)                          \
				call(cairo_paint) call(cairo_pdf_surface_add_outline) call(                                      \
					cairo_pdf_surface_create_for_stream) call(cairo_pdf_surface_restrict_to_version)         \
					call(cairo_pdf_surface_set_metadata) call(cairo_rectangle) call(                         \
						cairo_restore) call(cairo_save) call(cairo_scale) call(cairo_scaled_font_status) \
						call(cairo_set_dash) call(cairo_set_font_face) call(                             \
							cairo_set_font_options) call(cairo_set_font_size)                        \
							call(cairo_set_line_width) call(cairo_set_operator) call(                \
								cairo_set_source_rgb) call(cairo_show_page)                      \
								call(cairo_show_text_glyphs) call(cairo_status) call(            \
									cairo_status_to_string) call(cairo_stroke)               \
									call(cairo_surface_destroy) call(                        \
										cairo_surface_finish)                            \
										call(cairo_surface_flush) call(                  \
											cairo_surface_status)                    \
											call(cairo_tag_begin) call(              \
												cairo_tag_end)                   \
												call(cairo_translate)

#define LATE_PANGO(call)                                                                           \
	call(pango_cairo_context_set_font_options) call(pango_cairo_font_get_scaled_font)          \
		call(pango_cairo_font_map_new_for_font_type) call(pango_cairo_show_layout_line)    \
			call(pango_fc_font_map_set_config)

#define LATE_MEMBER(name) typeof(name) *name;
extern struct late_calls {
	LATE_CAIRO(LATE_MEMBER)
	LATE_PANGO(LATE_MEMBER)
} late_table;

/* Before the first call of cairo's, and of Pango's; false: diags has the reason. */
bool
late_cairo(struct diags *);
bool
late_pango(struct diags *);

#define cairo_close_path late_table.cairo_close_path
#define cairo_create late_table.cairo_create
#define cairo_curve_to late_table.cairo_curve_to
#define cairo_destroy late_table.cairo_destroy
#define cairo_fill late_table.cairo_fill
#define cairo_font_face_destroy late_table.cairo_font_face_destroy
#define cairo_font_options_create late_table.cairo_font_options_create
#define cairo_font_options_destroy late_table.cairo_font_options_destroy
#define cairo_font_options_set_hint_metrics late_table.cairo_font_options_set_hint_metrics
#define cairo_font_options_set_hint_style late_table.cairo_font_options_set_hint_style
#define cairo_ft_font_face_create_for_pattern late_table.cairo_ft_font_face_create_for_pattern
#define cairo_identity_matrix late_table.cairo_identity_matrix
#define cairo_image_surface_create late_table.cairo_image_surface_create
#define cairo_image_surface_get_data late_table.cairo_image_surface_get_data
#define cairo_image_surface_get_height late_table.cairo_image_surface_get_height
#define cairo_image_surface_get_stride late_table.cairo_image_surface_get_stride
#define cairo_line_to late_table.cairo_line_to
#define cairo_move_to late_table.cairo_move_to
#define cairo_paint late_table.cairo_paint
#define cairo_pdf_surface_add_outline late_table.cairo_pdf_surface_add_outline
#define cairo_pdf_surface_create_for_stream late_table.cairo_pdf_surface_create_for_stream
#define cairo_pdf_surface_restrict_to_version late_table.cairo_pdf_surface_restrict_to_version
#define cairo_pdf_surface_set_metadata late_table.cairo_pdf_surface_set_metadata
#define cairo_rectangle late_table.cairo_rectangle
#define cairo_restore late_table.cairo_restore
#define cairo_save late_table.cairo_save
#define cairo_scale late_table.cairo_scale
#define cairo_scaled_font_status late_table.cairo_scaled_font_status
#define cairo_set_dash late_table.cairo_set_dash
#define cairo_set_font_face late_table.cairo_set_font_face
#define cairo_set_font_options late_table.cairo_set_font_options
#define cairo_set_font_size late_table.cairo_set_font_size
#define cairo_set_line_width late_table.cairo_set_line_width
#define cairo_set_operator late_table.cairo_set_operator
#define cairo_set_source_rgb late_table.cairo_set_source_rgb
#define cairo_show_page late_table.cairo_show_page
#define cairo_show_text_glyphs late_table.cairo_show_text_glyphs
#define cairo_status late_table.cairo_status
#define cairo_status_to_string late_table.cairo_status_to_string
#define cairo_stroke late_table.cairo_stroke
#define cairo_surface_destroy late_table.cairo_surface_destroy
#define cairo_surface_finish late_table.cairo_surface_finish
#define cairo_surface_flush late_table.cairo_surface_flush
#define cairo_surface_status late_table.cairo_surface_status
#define cairo_tag_begin late_table.cairo_tag_begin
#define cairo_tag_end late_table.cairo_tag_end
#define cairo_translate late_table.cairo_translate
#define pango_cairo_context_set_font_options late_table.pango_cairo_context_set_font_options
#define pango_cairo_font_get_scaled_font late_table.pango_cairo_font_get_scaled_font
#define pango_cairo_font_map_new_for_font_type late_table.pango_cairo_font_map_new_for_font_type
#define pango_cairo_show_layout_line late_table.pango_cairo_show_layout_line
#define pango_fc_font_map_set_config late_table.pango_fc_font_map_set_config

#endif
