/* xlsx: a matrix as a workbook (Office Open XML, ECMA-376), made in memory and without a clock, so
 * that a confined process can make it and the same data give the same bytes. */
#ifndef DEMARC_EXPORT_XLSX_H
#define DEMARC_EXPORT_XLSX_H

#include "base/buf.h"
#include "export.h"
#include "model/model.h"

/* Appends the document as a workbook (ECMA-376) with a sheet for each sheet_id; pages NULL: no cell
 * leads to a page. */
void
write_matrix_xlsx(
	struct buf *, const struct model *, const struct matrix *, const struct export_pages *);

#endif
