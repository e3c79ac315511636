/* questions: the questions that the document answers itself, in short, for the first page. */
#ifndef DEMARC_PAGES_QUESTIONS_H
#define DEMARC_PAGES_QUESTIONS_H

#include "page.h"

/* The first questions of the document with their answers, where each is answered in full, and which
 * controls contradict each other there. Nothing for a document without questions. */
void
piece_questions(struct page *);

#endif
