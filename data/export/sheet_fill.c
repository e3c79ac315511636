#include "sheet_fill.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "model/names.h"
#include "model/words.h"

/* -- columns ----------------------------------------------------------------------------- */

static void
add_column(const struct filler *f, const char *key, const char *heading, unsigned width, int lang)
{
	struct worksheet *s = f->sheet;

	assert(s->row_count == 0);
	if (s->column_count < SHEET_COLUMN_LIMIT)
		s->columns[s->column_count++] =
			(struct sheet_column){key, heading, width, lang, false};
}

/* The heading in each language of the document, once if they are the same. */
void
fill_column(const struct filler *f, const char *key, unsigned width)
{
	const char *id = arena_printf(f->arena, "sheet.%s", key);
	OWN(buf_fini) struct buf heading = {0};

	for (size_t i = 0; i < f->matrix->language_count; i++) {
		const char *words = model_message(f->model, f->matrix->languages[i].tag, id);

		if (strstr(buf_cstr(&heading), words) == NULL)
			buf_printf(&heading, "%s%s", heading.len > 0 ? "\n" : "", words);
	}
	add_column(f, key, arena_strdup(f->arena, buf_cstr(&heading)), width, -1);
}

/* One that says for programs what others say for people. */
void
fill_hidden_column(const struct filler *f, const char *key)
{
	fill_column(f, key, 14);
	f->sheet->columns[f->sheet->column_count - 1].program = true;
}

/* A column for each language of the document. */
void
fill_columns(const struct filler *f, const char *key, unsigned width)
{
	const char *id = arena_printf(f->arena, "sheet.%s", key);

	for (size_t i = 0; i < f->matrix->language_count; i++) {
		const char *lang = f->matrix->languages[i].tag;

		add_column(f, arena_printf(f->arena, "%s_%s", key, lang),
			f->matrix->language_count > 1
				? arena_printf(f->arena, "%s (%s)",
					  model_message(f->model, lang, id), lang)
				: model_message(f->model, lang, id),
			width, (int)i);
	}
}

/* -- cells ------------------------------------------------------------------------------------- */

void
fill_linked(const struct filler *f, const char *text, const char *link)
{
	struct worksheet *s = f->sheet;

	s->cells = arena_grow(f->arena, s->cells, s->filled, &s->cap, sizeof(*s->cells));
	s->cells[s->filled++] = (struct sheet_cell){text != NULL ? text : "", link};
	s->row_count = s->filled / s->column_count;
}

void
fill_cell(const struct filler *f, const char *text)
{
	fill_linked(f, text, NULL);
}

static const char *
page_address(const struct filler *f, const char *id, enum export_page page)
{
	if (f->pages == NULL || id == NULL || id[0] == '\0')
		return NULL;
	return f->pages->address(f->pages, f->arena, f->matrix, page, id);
}

void
fill_page(const struct filler *f, const char *id, enum export_page page)
{
	fill_linked(f, id, page_address(f, id, page));
}

void
fill_clause(const struct filler *f, const struct control *control)
{
	const char *address = page_address(f, control_token(control), EXPORT_PAGE_CONTROL);

	fill_linked(f, control->clause,
		address != NULL ? address
				: arena_printf(f->arena, "#controls!A%u", control->index + 2));
}

void
fill_cell_of(const struct filler *f, struct buf *text)
{
	fill_cell(f, arena_strdup(f->arena, buf_cstr(text)));
}

/* The wording in exactly that language: a sheet that is edited must not pass the original off as a
 * translation. */
static const char *
exactly(const struct texts *texts, const char *lang)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcmp(text_lang(&texts->v[i]), lang) == 0)
			return texts->v[i].value;
	return "";
}

/* Cells for `columns`: the wordings, or "" for NULL. */
void
fill_texts(const struct filler *f, const struct texts *texts)
{
	for (size_t i = 0; i < f->matrix->language_count; i++)
		fill_cell(f, texts != NULL ? exactly(texts, f->matrix->languages[i].tag) : "");
}

void
fill_line(struct buf *out)
{
	if (out->len > 0)
		buf_char(out, '\n');
}

/* "Shared jointly" in a line of its own. */
static void
say_shared(const struct filler *f, struct buf *out, const char *lang, const struct parts *parts)
{
	if (parts->shared == SHARED_UNSTATED)
		return;
	fill_line(out);
	buf_str(out, fill_words_of(f, lang, "shared", sharing_names[parts->shared]));
}

/* "Customer (Responsible): what it does", a line for each. */
void
fill_say_parts(const struct filler *f, struct buf *out, const char *lang, const struct parts *parts,
	bool of_row)
{
	say_shared(f, out, lang, parts);
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->v[i];
		const char *text = texts_value(&part->text, lang);

		fill_line(out);
		words_message(out, f->model, lang,
			text[0] != '\0' ? "sheet.part-text" : "sheet.part", "party",
			texts_value(&part->party->name, lang), "does",
			fill_does_words(f, lang, part->does, of_row), "text", text);
	}
}

const char *
fill_does_words(const struct filler *f, const char *lang, enum does does, bool of_row)
{
	return fill_words_of(f, lang, of_row ? "boundary" : "does", does_names[does]);
}

/* The ids of the parties that do this, for programs; then how they share it. */
void
fill_does_cells(const struct filler *f, const struct parts *parts)
{
	for (int does = 0; does < DOES__COUNT; does++) {
		OWN(buf_fini) struct buf ids = {0};

		for (size_t i = 0; i < parts->count; i++)
			if ((int)parts->v[i].does == does)
				buf_printf(&ids, "%s%s", ids.len > 0 ? " " : "",
					parts->v[i].party->id);
		fill_cell_of(f, &ids);
	}
	fill_cell(f, sharing_names[parts->shared]);
}

void
fill_does_columns(const struct filler *f)
{
	for (int does = 0; does < DOES__COUNT; does++)
		fill_hidden_column(f, does_names[does]);
	fill_hidden_column(f, "shared");
}

void
fill_say_notes(const struct filler *f, struct buf *out, const char *lang, const struct notes *notes)
{
	(void)f;
	for (size_t i = 0; i < notes->count; i++) {
		fill_line(out);
		buf_str(out, texts_value(&notes->v[i].text, lang));
	}
}

const char *
fill_words_of(const struct filler *f, const char *lang, const char *group, const char *name)
{
	return model_message(f->model, lang, arena_printf(f->arena, "%s.%s", group, name));
}
