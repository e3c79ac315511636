/* What pictures draw: the texts of a document, clauses of its frameworks, and words of the
 * interface. Each character is looked up in the fonts once. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/breaks.h"
#include "diagram.h"
#include "text/fonts.h"
#include "kinds/mapped.h"
#include "text/text.h"
#include "model/visit.h"

enum { CHARACTERS = 0x110000, SCRIPTS_MAX = 32 };

struct check {
	const struct model *model;
	const struct matrix *matrix;
	const struct source_file *file; /* of what is looked at */
	struct diags *diags;
	unsigned char *seen; /* a bit for each character: one finding for each, */
	const char
		*scripts[SCRIPTS_MAX]; /* but for each script if none of the fonts is made for it */
	size_t script_count;
};

static bool
is_new(struct check *check, uint32_t c)
{
	unsigned char bit = (unsigned char)(1 << c % 8);
	bool seen = (check->seen[c / 8] & bit) != 0;

	check->seen[c / 8] |= bit;
	return !seen;
}

/* Whether a character of the script was told of, and so the whole script; notes it. Of Han and of
 * signs, which are no script, the fonts have most, so each is told of. */
static bool
was_told(struct check *check, const char *script)
{
	static const char *const partial[] = {
		"Han", "Common", "Inherited", "Latin", "Greek", "Cyrillic"};

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
tell(struct check *check, unsigned place, const char *s, size_t len, uint32_t c)
{
	const char *script = break_script_name(c);

	if (!was_told(check, script))
		diags_add(check->diags, SEVERITY_ERROR, "missing-glyph",
			source_file_pos(check->file, place),
			"no font of the pictures has the character U+%04X (%.*s, %s script): name a file or directory of "
			"fonts that has it in DEMARC_FONTS",
			c, (int)len, s, script);
}

static void
check_words(struct check *check, const char *words, unsigned place)
{
	size_t len;

	for (const char *s = words; *s != '\0'; s += len) {
		uint32_t c = utf8_next(s, &len);

		if (is_new(check, c) && !text_has_glyph(c))
			tell(check, place, s, len, c);
	}
}

static void
check_text(const struct texts *texts, void *data)
{
	for (size_t i = 0; i < texts->count; i++)
		check_words(data, texts->v[i].value, texts->v[i].place);
}

/* Of what services share, the wordings that a picture of the document has: those in its languages,
 * or what stands for them. */
static void
check_shared(struct check *check, const struct texts *texts)
{
	for (size_t i = 0; i < check->matrix->language_count; i++) {
		const struct text *text = texts_in(texts, check->matrix->languages[i].tag);

		if (text != NULL)
			check_words(check, text->value, text->place);
	}
}

static void
check_framework(struct check *check, const struct framework *framework)
{
	if (framework == NULL)
		return;
	check->file = framework->file;
	check_words(check, framework->short_name, framework->place);
	for (size_t i = 0; i < framework->group_count; i++)
		check_shared(check, &framework->groups[i].title);
	for (size_t i = 0; i < framework->clause_count; i++) {
		check_words(check, framework->clauses[i].number, framework->clauses[i].place);
		check_shared(check, &framework->clauses[i].title);
	}
}

static void
check_messages(struct check *check)
{
	for (size_t i = 0; i < check->matrix->language_count; i++) {
		const struct catalogue *catalogue =
			model_catalogue(check->model, check->matrix->languages[i].tag);

		for (size_t j = 0; catalogue != NULL && j < catalogue->message_count; j++) {
			check->file = catalogue->file;
			check_words(check, catalogue->messages[j].value, catalogue->place);
		}
	}
}

static void
check_document(struct check *check, const struct matrix *matrix)
{
	check->matrix = matrix;
	check->file = matrix->file;
	matrix_visit_texts(matrix, check_text, check);
	if (matrix->control_framework != NULL)
		check_framework(check, model_framework(check->model, matrix->control_framework));
	check_framework(check, mapped_first(check->model, matrix));
	check_messages(check);
}

void
diagram_check_glyphs(const struct model *model, struct diags *diags)
{
	struct check check = {.model = model, .diags = diags};

	if (model->service_count == 0 || !fonts_load(diags))
		return;
	check.seen = calloc(CHARACTERS / 8, 1);
	for (size_t i = 0; i < model->service_count; i++)
		for (size_t e = 0; e < model->services[i].edition_count; e++)
			check_document(&check, model->services[i].editions[e]);
	free(check.seen);
}

void
diagram_check(const struct model *model, const struct check_options *options, struct diags *diags)
{
	check_model(model, options, diags);
	diagram_check_glyphs(model, diags);
}
