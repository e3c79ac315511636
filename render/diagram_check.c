#include <string.h>

#include <fontconfig/fontconfig.h>

#include "base/utf8.h"
#include "breaks.h"
#include "diagram.h"
#include "fonts.h"
#include "text.h"
#include "visit.h"

enum { SCRIPTS_MAX = 32 };

struct check {
	const struct matrix *matrix;
	struct diags *diags;
	FcCharSet *told; /* one finding for each character, */
	const char *scripts[SCRIPTS_MAX]; /* but for each script if none of the fonts is made for it */
	size_t script_count;
};

/* Whether a character of the script was told of, and so the whole script; notes it. Of Han and of signs, which are no
 * script, the fonts have most, so each is told of. */
static bool
was_told(struct check *check, const char *script)
{
	static const char *const partial[] = {"Han", "Common", "Inherited", "Latin", "Greek", "Cyrillic"};

	for (size_t i = 0; i < sizeof(partial) / sizeof(*partial); i++)
		if (strcmp(script, partial[i]) == 0)
			return false;
	for (size_t i = 0; i < check->script_count; i++)
		if (check->scripts[i] == script)
			return true;
	if (check->script_count < SCRIPTS_MAX)
		check->scripts[check->script_count++] = script;
	return false;
}

static void
tell(struct check *check, const struct text *text, const char *s, size_t len, uint32_t c)
{
	const char *script = break_script_name(c);

	FcCharSetAddChar(check->told, c);
	if (!was_told(check, script))
		diags_add(check->diags, SEVERITY_ERROR, "missing-glyph", source_file_pos(check->matrix->file, text->place),
			"no font of the pictures has the character U+%04X (%.*s, %s script): name a file or directory of "
			"fonts that has it in DEMARC_FONTS",
			c, (int)len, s, script);
}

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
			tell(check, &texts->v[i], s, len, c);
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
