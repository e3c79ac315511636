/* links: from a page to other pages of its service, and from words of the document to where they
 * lead. */
#ifndef DEMARC_PAGES_LINKS_H
#define DEMARC_PAGES_LINKS_H

#include "page.h"

/* A link to a route of the page's own service, edition and language. */
struct link
page_link(const struct page *, enum route_id);

/* Whether the site has pages of the route for the page's document. */
bool
page_offers(const struct page *, enum route_id);

/* Whether the site has the form of the document. */
bool
page_offers_data(const struct page *, const struct export_format *);

/* Where the navigation leads to: of the pages of parties, to the first customer's. */
struct link
nav_link(const struct page *, enum route_id);

/* Opens <a href>; the caller writes what is in it and closes "a". */
void
piece_open_link(struct page *, const struct link *);

/* The address that a page of the site leads to: below the path that the site stands at. */
const char *
page_url(const struct page *, const struct link *);

/* <a href>words</a> */
void
piece_link(struct page *, const struct link *, const char *words);

/* The address of the control's page. */
struct link
control_link(const struct page *, const struct control *);

/* A clause's number, linked to its control or to its place in the mapping if there is one. */
void
piece_clause(struct page *, const char *framework, const char *number);

/* "<framework>-<number>": where the page of the mapping has the clause. */
const char *
clause_anchor(const struct page *, const char *framework, const char *number);

/* Where the page of the boundary has the table; unique there. Its rows are at their ids. */
const char *
table_anchor(const struct page *, const struct table *);

/* " Note", leading to the notes on the row; nothing where there are none. */
void
piece_to_row_note(struct page *, const struct row *);

/* A reference: linked, or marked as one whose address is not known. words NULL: its title. */
void
piece_reference(struct page *, const struct reference *, const char *words);

/* A contact: its address as a link if it has one. words NULL: its name. */
void
piece_contact(struct page *, const struct contact *, const char *words);

#endif
