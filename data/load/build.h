/* build: trees that shape_check passed -> structs of the model. Private to the loader. */
#ifndef DEMARC_LOAD_BUILD_H
#define DEMARC_LOAD_BUILD_H

#include "model/model.h"
#include "document/parse.h"

/* The strings of a model so far, each once: a table that is at most half full. Zero is an empty
 * one.
 */
struct build_strings {
	const char **v;
	size_t count, room;
};

/* Lets go of the table; the strings stay. */
void
build_strings_fini(struct build_strings *);

/* What building a document needs. */
struct build {
	struct arena *arena; /* the model's; the tree lives in another, which is released after
				building */
	struct xml_doc *doc;
	struct diags *diags;
	struct build_strings *strings;
	/* Reads the document in a file that this one names at pos, a path from this one's
	 * directory; NULL: there is none, or diags has the reason. NULL itself: such are not read.
	 */
	struct matrix *(*other)(struct build *, const char *file, struct pos);
	struct loader *loader; /* for the one above */
};

/* The string in the model's memory. A model repeats itself (numbers, ids, short phrases), so each
 * is kept once. */
const char *
build_string(struct build *, const char *);

/* Where the element starts. */
struct pos
build_pos(struct build *, const struct xml_node *);

/* A copy of an attribute, or NULL. */
const char *
build_attr(struct build *, const struct xml_node *, const char *name);
/* Its number; 0 without it. */
unsigned
build_number(const struct xml_node *, const char *name);
/* Its enum; otherwise without it. */
int
build_enum(const struct xml_node *, const char *name, const char *const *names, int otherwise);

/* The <text> children of an element; empty for NULL. */
struct texts
build_texts(struct build *, const struct xml_node *);

/* The same of the child of that name. */
struct texts
build_child_texts(struct build *, const struct xml_node *, const char *child);

/* The <note> children of an element. */
struct notes
build_notes(struct build *, const struct xml_node *);

/* The words of an element that is itself a text, white space folded. */
const char *
build_words(struct build *, const struct xml_node *);

/* <source> children. */
const struct source *
build_sources(struct build *, const struct xml_node *, size_t *count);

/* <accept> children, each with where the elements stand that it names. */
const struct acceptance *
build_acceptances(struct build *, const struct xml_node *about, size_t *count);

/* <publishes> of a party, with the document that it names; NULL: it has none. */
const struct publication *
build_publication(struct build *, const struct xml_node *party);

/* The parties of the array, and behind them as guests those whom only the documents name that they
 * publish; each publication gets its table of who is who. *guests: how many there are. publisher:
 * whom the customers of those documents are, where none says otherwise. */
const struct party *
build_guests(
	struct build *, struct party *parties, size_t count, const char *publisher, size_t *guests);

/* An array for the children of that name (all made of one struct), filled by make. */
#define BUILD_LIST(build, node, child, list, count, make)                                          \
	do {                                                                                       \
		size_t i_ = 0;                                                                     \
		(count) = xml_count((node), (child));                                              \
		(list) = arena_array((build)->arena, (count), sizeof(*(list)));                    \
		for (const struct xml_node *c_ = xml_child((node), (child)); c_ != NULL;           \
			c_ = xml_next(c_, (child)))                                                \
			make((build), c_, &(list)[i_++]);                                          \
	} while (0)

/* The kinds of document. They add findings (a part's unknown party, say) to the build's
 * diags. */
struct matrix *
build_matrix(struct build *, const struct xml_node *root);
void
build_framework(struct build *, const struct xml_node *root, struct framework *);
void
build_correspondence(struct build *, const struct xml_node *root, struct correspondence *);
void
build_catalogue(struct build *, const struct xml_node *root, struct catalogue *);

/* The same of words. */
void
build_thesaurus(struct build *, const struct xml_node *root, struct thesaurus *);

#endif
