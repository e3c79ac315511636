/* document_part: what the parts of the paper are made of, for document*.c alone. */
#ifndef DEMARC_PAPER_DOCUMENT_PART_H
#define DEMARC_PAPER_DOCUMENT_PART_H

#include "diagram/diagram.h"
#include "paper.h"
#include "kinds/say.h"

struct document {
	const struct model *model;
	const struct matrix *matrix;
	const char *lang;
	struct diagram_request request; /* for say.h, which speaks to pictures too */
	struct paper *paper;
	struct arena *arena; /* of the paper */
};

/* -- words ---------------------------------------------------------------------------------- */

/* The interface's word. */
const char *
document_say(const struct document *, const char *id);

/* The word "kind.name". */
const char *
document_name(const struct document *, const char *kind, const char *name);

/* An empty passage in the document's language. */
struct passage *
document_passage(const struct document *);

/* Appends a wording with its links; one in another language is marked by its tag, as pictures have
 * it. */
void
document_add(const struct document *, struct passage *, const struct texts *);

/* The same as a passage of its own. */
struct passage *
document_words(const struct document *, const struct texts *);

/* Places by which things are linked to. */
const char *
document_control_destination(const struct document *, const char *clause);
const char *
document_thing_destination(const struct document *, const char *kind, const char *id);

/* Appends a control's number, which leads to it; another clause's leads nowhere. */
void
document_add_clause(
	const struct document *, struct passage *, const char *framework, const char *number);

/* Appends the name of a reference or contact, which leads where that is. */
void
document_add_reference(const struct document *, struct passage *, const struct reference *);
void
document_add_contact(
	const struct document *, struct passage *, const struct contact *, const char *words);

/* -- blocks ----------------------------------------------------------------------------------- */

/* A chapter by the message of its name. */
void
document_chapter(const struct document *, const char *id, const char *destination, bool new_page);

/* The wording as a paragraph; nothing for empty texts. */
void
document_paragraph(const struct document *, const struct texts *);

/* "Remark: ..." for each; name (NULL: none) tells what they are about. */
void
document_notes(const struct document *, const struct notes *, const struct texts *name);

/* A cell of one paragraph; NULL: an empty one. */
struct paper_cell
document_cell(const struct document *, enum paper_style, const struct passage *);
/* A cell with the words of a message, as a head. */
struct paper_cell
document_head(const struct document *, const char *id);

/* A row of two: a label and what it is. */
void
document_field(const struct document *, const char *label, const struct paper_cell *);

/* -- chapters ------------------------------------------------------------------------------------
 */

/* The parts of the paper, each with its headings. */
void
document_tables(const struct document *);
void
document_controls(const struct document *);
void
document_mapping(const struct document *);

#endif
