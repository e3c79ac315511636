#include <fontconfig/fontconfig.h>

#include "base/utf8.h"
#include "breaks.h"
#include "diagram.h"
#include "fonts.h"
#include "text.h"
#include "visit.h"

struct check {
	const struct matrix *matrix;
	struct diags *diags;
	FcCharSet *told; /* one finding for each character */
};

static void
check_text(const struct texts *texts, void *data)
{
	struct check *check = data;
	size_t len;

	for (size_t i = 0; i < texts->count; i++)
		for (const char *s = texts->v[i].value; *s != '\0'; s += len) {
			uint32_t c = utf8_next(s, &len);

			if (text_has_glyph(c) || FcCharSetHasChar(check->told, c))
				continue;
			FcCharSetAddChar(check->told, c);
			diags_add(check->diags, SEVERITY_ERROR, "missing-glyph", source_file_pos(check->matrix->file, texts->v[i].place),
				"no font of the pictures has the character U+%04X (%.*s, %s): name a file or directory of "
				"fonts that has it in DEMARC_FONTS",
				c, (int)len, s, break_script_name(c));
		}
}

void
diagram_check_glyphs(const struct model *model, struct diags *diags)
{
	struct check check = {.diags = diags};

	if (!fonts_load(diags))
		return;
	check.told = FcCharSetCreate();
	for (size_t i = 0; i < model->service_count; i++)
		for (size_t e = 0; e < model->services[i].edition_count; e++) {
			check.matrix = model->services[i].editions[e];
			matrix_visit_texts(check.matrix, check_text, &check);
		}
	FcCharSetDestroy(check.told);
}
