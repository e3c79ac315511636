/* worksheet: a matrix as plain tables of words, from which CSV and XLSX are both written.
 *
 * What there is in several languages has a column for each. Lists in one cell have a line for each
 * item. */
#ifndef DEMARC_EXPORT_WORKSHEET_H
#define DEMARC_EXPORT_WORKSHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "export.h"
#include "model/model.h"

enum sheet_id {
	SHEET_BOUNDARY,
	SHEET_CONTROLS,
	SHEET_MAPPING,
	SHEET_FACTS,
	SHEET_CHANGES,
	SHEET_PARTIES,
	SHEET_CERTIFICATIONS,
	SHEET_QUESTIONS,
	SHEET_CRM,
	SHEET_SSRM,
	SHEET_PLANS,
	SHEET_BOOK__COUNT, /* of a workbook */
	SHEET_ANSWERS = SHEET_BOOK__COUNT,
	SHEET__COUNT
};

enum { SHEET_COLUMN_LIMIT = 320 };

struct sheet_column {
	const char *key;     /* for programs: "title_ja" */
	const char *heading; /* for people */
	unsigned width;      /* characters */
	int lang;            /* the place of its language among the document's; -1: of none */
	bool program;        /* for programs alone: a workbook hides it */
};

struct sheet_cell {
	const char *text; /* never NULL */
	const char *link; /* an address, or "#sheet!A2" for a cell of another sheet; NULL: none */
};

struct worksheet {
	const char *name;  /* for programs: "controls" */
	const char *title; /* for people, in each language of the document if there is room: at most
			      31 characters */
	struct sheet_column columns[SHEET_COLUMN_LIMIT];
	size_t column_count;
	size_t fixed; /* leading columns, of no language, that stay in view and stand on every
			 printed page */
	struct sheet_cell *cells; /* row by row */
	size_t row_count;
	size_t filled; /* cells so far */
	size_t cap;
};

/* Fills the sheet; all of it lives in the arena, or as long as the model. pages NULL: no cell leads
 * to a page. */
void
worksheet_make(struct worksheet *, enum sheet_id, struct arena *, const struct model *,
	const struct matrix *, const struct export_pages *pages);

/* The cell of a row and column, both from 0. */
const struct sheet_cell *
worksheet_at(const struct worksheet *, size_t row, size_t column);

/* As CSV (RFC 4180): UTF-8 with a byte order mark, so that spreadsheet programs read Japanese
 * right; the keys as first line. A cell that some programs would run as a formula gets an
 * apostrophe before it (csv_needs_apostrophe). */
void
worksheet_csv(const struct worksheet *, struct buf *);

#endif
