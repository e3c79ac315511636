/* matrix_xml: a matrix of the model as a document in canonical XML (write_xml.h). */
#ifndef DEMARC_EXPORT_MATRIX_XML_H
#define DEMARC_EXPORT_MATRIX_XML_H

#include "base/buf.h"
#include "model/model.h"

/* Appends the document. What is loaded from it is the same matrix. */
void
write_matrix_xml(struct buf *, const struct matrix *);

#endif
