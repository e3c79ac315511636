/* mapped: the controls and the framework they are mapped to, as flow, coverage and party show them.
 */
#ifndef DEMARC_KINDS_MAPPED_H
#define DEMARC_KINDS_MAPPED_H

#include "picture.h"

/* The i-th framework that the picture can show: those that controls are mapped to, in the order of
 * the document, and after them, for coverage, the one that they follow. NULL: there are no more. */
const struct framework *
mapped_candidate(const struct diagram_request *, size_t i);

/* The framework that was asked for, else the first candidate; NULL: there is none. */
const struct framework *
mapped_framework(const struct diagram_request *);

/* The first framework that the document maps its controls to; NULL: it maps to none. */
const struct framework *
mapped_first(const struct model *, const struct matrix *);

/* Whether there is a framework with a control that has a counterpart in it. */
bool
mapped_fits(const struct model *, const struct matrix *, const char **why);

/* The same, or there are controls and the framework that they follow. */
bool
mapped_covers(const struct model *, const struct matrix *, const char **why);

/* The clause of the framework that the counterpart names; NULL: it is of another one, or says that
 * there is none. */
const struct clause *
mapped_clause(const struct framework *, const struct counterpart *);

/* The parties that answer for the control or run it, each once, in the order of its parts. */
const struct party *const *
mapped_actors(struct arena *, const struct control *, size_t *count);

/* Marks the actors of all controls, by the parties' index. */
bool *
mapped_mark_actors(struct arena *, const struct matrix *);

/* That the control is met in part only, and where the limits are; NULL: it is not so. */
const char *
mapped_limits(const struct diagram_request *, struct arena *, const struct control *);

/* "12.4.1 Event logging". */
const char *
mapped_control_name(struct arena *, const struct diagram_request *, const struct control *);
const char *
mapped_clause_name(struct arena *, const struct diagram_request *, const struct clause *);

#endif
