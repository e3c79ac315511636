/* sheet_fill: columns and cells of a sheet, for the files that fill one. Private to the sheets.
 *
 * Columns are added first, then cells row by row in the same order. What is there in each language
 * has a function for its columns and one for its cells, so that the two cannot fall apart. */
#ifndef DEMARC_EXPORT_SHEET_FILL_H
#define DEMARC_EXPORT_SHEET_FILL_H

#include "base/own.h"
#include "worksheet.h"
#include "model/words.h"

struct filler {
	struct worksheet *sheet;
	struct arena *arena;
	const struct model *model;
	const struct matrix *matrix;
	const struct export_pages *pages; /* NULL: not known */
};

/* A column; its heading is message sheet.<key> in each language of the document. */
void
fill_column(const struct filler *, const char *key, unsigned width);

/* One that says for programs what others say for people. */
void
fill_hidden_column(const struct filler *, const char *key);

/* A column for each language of the document: key_ja, key_en. */
void
fill_columns(const struct filler *, const char *key, unsigned width);

/* The next cell; NULL is "". */
void
fill_cell(const struct filler *, const char *text);
void
fill_cell_of(const struct filler *, struct buf *text);
void
fill_linked(const struct filler *, const char *text, const char *link);

/* An id that leads to its page, where that is known. */
void
fill_page(const struct filler *, const char *id, enum export_page);
/* A clause that leads to the control's page, else to its row in the sheet of controls. */
void
fill_clause(const struct filler *, const struct control *);

/* Cells for fill_columns: the wordings, "" for NULL. */
void
fill_texts(const struct filler *, const struct texts *);

/* Cells for fill_columns: what write says in each language. */
#define SAID_CELLS(f, write, ...)                                                                  \
	do {                                                                                       \
		for (size_t i_ = 0; i_ < (f)->matrix->language_count; i_++) {                      \
			OWN(buf_fini) struct buf out_ = {0};                                       \
			write((f), &out_, (f)->matrix->languages[i_].tag, __VA_ARGS__);            \
			fill_cell_of((f), &out_);                                                  \
		}                                                                                  \
	} while (0)

/* Begins a line in a cell, unless it is empty. */
void
fill_line(struct buf *);

/* What a party does, in the words that pages and pictures have for it: in a row of a table it
 * operates, in a control it carries out. */
const char *
fill_does_words(const struct filler *, const char *lang, enum does, bool of_row);

/* "Customer (Responsible): what it does", a line for each part, of a row or of a control. */
void
fill_say_parts(
	const struct filler *, struct buf *, const char *lang, const struct parts *, bool of_row);

/* The remarks, a line for each. */
void
fill_say_notes(const struct filler *, struct buf *, const char *lang, const struct notes *);

/* For programs: a hidden column for each thing that a party can do, and in its cell the ids of the
 * parties that do it; and one that says whether and how it is shared. */
void
fill_does_columns(const struct filler *);
void
fill_does_cells(const struct filler *, const struct parts *);

/* The interface's message "<group>.<name>". */
const char *
fill_words_of(const struct filler *, const char *lang, const char *group, const char *name);

#endif
