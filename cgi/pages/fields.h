/* fields: the fields of forms, each with its label. The id of a field is "<form>-<name>". */
#ifndef DEMARC_PAGES_FIELDS_H
#define DEMARC_PAGES_FIELDS_H

#include "page.h"

/* Opens a field's paragraph and writes its label; the caller writes the control and closes "p". */
void
field_open(struct page *, const char *form, const char *name, const char *label);

/* The id of the control, in the page's arena. */
const char *
field_id(const struct page *, const char *form, const char *name);

/* A list to choose from: open, options, close. */
void
field_open_select(struct page *, const char *form, const char *name, const char *label);
void
field_option(struct page *, const char *value, const char *words, bool selected);
void
field_close_select(struct page *);

/* Hidden fields that keep the plan and the option that the page is for. */
void
field_choices(struct page *);

#endif
