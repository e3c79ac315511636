/* parts: what several pages are made of. A function writes its part to the page's html. */
#ifndef DEMARC_PARTS_H
#define DEMARC_PARTS_H

#include "diagram.h"
#include "pages.h"
#include "words.h"

/* -- words of the interface ----------------------------------------------------------- */

/* The message in the page's language. */
const char *
say(const struct page *, const char *id);

/* The same with its {names} filled, pairs of name and value; in the arena. */
#define say_with(page, id, ...) say_filled((page), (id), __VA_ARGS__, (const char *)NULL)
const char *
say_filled(const struct page *, const char *id, ...) __attribute__((sentinel));

/* "40 controls": messages unit.<unit>.one and .other. */
const char *
say_count(const struct page *, size_t count, const char *unit);

const char *
say_date(const struct page *, const char *date);

/* A message whose id ends in the name of a value: say_name(page, "status", "provided"). */
const char *
say_name(const struct page *, const char *group, const char *name);

/* The language that the interface's words are in: the page's, or English where it has no catalogue (see message). */
const char *
words_language(const struct page *);

/* How a language is called in the page's language. */
const char *
say_language(const struct page *, const char *tag);

/* -- words of the document --------------------------------------------------------------- */

/* The texts with their links. Another language than the page's is marked for programs and readers. */
void
part_texts(struct page *, const struct texts *);

/* The same without links, for headings and inside links. */
void
part_plain(struct page *, const struct texts *);

/* An element with the texts in it, class_name may be NULL. Nothing for empty texts. */
void
part_element(struct page *, const char *element, const char *class_name, const struct texts *);

/* -- links ------------------------------------------------------------------------------------ */

/* A link to a route of the page's own service, edition and language. */
struct link
page_link(const struct page *, enum route_id);

/* Opens <a href>; the caller writes what is in it and closes "a". */
void
part_open_link(struct page *, const struct link *);

/* <a href>words</a> */
void
part_link(struct page *, const struct link *, const char *words);

/* The address of the control's page. */
struct link
control_link(const struct page *, const struct control *);

/* A clause's number, linked to its control or to its place in the mapping if there is one. */
void
part_clause(struct page *, const char *framework, const char *number);

/* "<framework>-<number>": where the page of the mapping has the clause. */
const char *
clause_anchor(const struct page *, const char *framework, const char *number);

/* Where the page of the boundary has the table; unique there. Its rows are at their ids. */
const char *
table_anchor(const struct page *, const struct table *);

/* A reference: linked, or marked as one whose address is not known. words NULL: its title. */
void
part_reference(struct page *, const struct reference *, const char *words);

/* A contact: its address as a link if it has one. words NULL: its name. */
void
part_contact(struct page *, const struct contact *, const char *words);

/* -- pieces -------------------------------------------------------------------------------------- */

/* The class that sets a party's colours: "party-2", as in the pictures. */
const char *
party_class(struct page *, const struct party *);

/* The party's kind in small letters, unless its name says as much. */
void
part_party_kind(struct page *, const struct party *);

/* A party's name in its colour. */
void
part_party(struct page *, const struct party *, const struct texts *name);

/* The rows that the party answers for, or runs for another, as links under a heading ("h3"); false: there are none. */
bool
part_party_rows(struct page *, const struct party *, enum does, const char *heading);

/* The state of a control, in words and colour. */
void
part_status(struct page *, enum control_status);

/* Remarks on the document, each with its kind. */
void
part_notes(struct page *, const struct notes *);

/* A mark behind a title whose wording is not backed by the standard; nothing where it is. */
void
part_standing(struct page *, const struct texts *title);

/* Whether part_standing would mark it. */
bool
is_doubtful(const struct page *, const struct texts *title);

/* What the mark means, with the link to the longer explanation; nothing if the page has no mark so far. */
void
part_standing_legend(struct page *);

/* A control's or clause's title with its mark. */
void
part_title(struct page *, const struct texts *title);

/* The value of a fact, linked where it is an address. */
void
part_fact(struct page *, const struct fact *);

/* The picture's own address: without a content hash, so that it stays and shows what is current. */
const char *
picture_address(const struct page *, const struct diagram_request *);

/* A picture, with its downloads. Nothing where the kind does not fit the document. */
struct picture {
	enum diagram_kind kind;
	const struct party *highlight; /* NULL: the kind's own choice */
	const char *width;             /* as the option; NULL: the kind's own */
	const struct link *link;       /* where it leads to; NULL: nowhere */
	bool repeats;                  /* the page says the same in words: the alternative text is but its title */
};
void
part_picture(struct page *, const struct picture *);

/* The form that searches the controls; filter NULL: only the field for words. */
void
part_search(struct page *, const struct filter *);

/* In the head: what programs that index pages read (JSON-LD). */
void
part_linked_data(struct page *, const char *title, const char *description);

/* A heading with an id. */
void
part_heading(struct page *, const char *level, const char *id, const char *words);

#endif
