/* pieces: parties, statuses, facts and headings, as all pages show them. */
#ifndef DEMARC_PAGES_PIECES_H
#define DEMARC_PAGES_PIECES_H

#include "page.h"

/* The class that sets a party's colours: "party-2", as in the pictures. */
const char *
party_class(struct page *, const struct party *);

/* The party's kind in small letters, unless its name says as much. */
void
piece_party_kind(struct page *, const struct party *);

/* A party's name in its colour; a link to its page, unless this is that page or it stands in a
 * link. */
void
piece_party(struct page *, const struct party *, const struct texts *name);

/* A clause's or section's number in front of a title, with the space between the two: the line
 * below a link is the title's. */
void
piece_number(struct page *, const char *number);

/* "Edition 1 · 26 July 2024 · CHROFY", broken between the three; with more, a separator that paper
 * goes without follows. */
void
piece_stand(struct page *, const struct matrix *, bool more);

/* The state of a control, in words and colour. */
void
piece_status(struct page *, enum control_status);

/* The same in words of the caller's. */
void
piece_status_as(struct page *, enum control_status, const char *words);

/* Whether and how several parties share it, in words and with a sign of its own; nothing where
 * nothing is said. */
void
piece_shared(struct page *, const struct parts *);

/* "Limits: …" of a control that is there in part; nothing where none are told. */
void
piece_limits(struct page *, const struct control *);

/* matrix_contradiction in the page's document. */
const struct control *
control_contradiction(const struct page *, const struct control *);

/* "Contradiction: …" with a link to that control; nothing where there is none. */
void
piece_contradiction(struct page *, const struct control *);

/* Paragraphs and lists that follow a first paragraph; nothing for none. */
void
piece_blocks(struct page *, const struct blocks *);

/* The mark of doubtful titles, what it means in words, and the link to the longer explanation. */
void
piece_standing_note(struct page *, const char *words);

/* The same with the words for all marks of the page; nothing if it has none so far. */
void
piece_standing_legend(struct page *);

/* The title of the clause that a control is mapped to, and how the two relate. */
void
piece_counterpart(struct page *, const struct counterpart *);

/* The way to this page: the overview, a crumb for each page between, and between crumbs_here and
 * crumbs_close this page's own name. */
void
crumbs_open(struct page *);
void
crumbs_add(struct page *, const struct link *, const char *words);
void
crumbs_here(struct page *);
void
crumbs_close(struct page *);

/* The head of a table's column. */
void
piece_column_head(struct page *, const char *words);

/* The value of a fact, linked where it is an address. */
void
piece_fact(struct page *, const struct fact *);

/* Facts in a short list, each with what it speaks of and what a condition makes of it; nothing for
 * none. */
void
piece_brief_facts(struct page *, const struct fact *, size_t count);

/* What a fact speaks of, "(Gold, customer data)", and its conditions; nothing where it says
 * nothing. */
void
piece_fact_conditions(struct page *, const struct fact *);

/* A heading of the interface's words, with an id (NULL: none). */
void
piece_heading(struct page *, const char *level, const char *id, const char *words);

#endif
