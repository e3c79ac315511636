/* json_form: how a document looks as JSON, said once for the writer, the reader and the JSON
 * Schema.
 *
 * The form follows from the shapes of the XML (shape_table.h) by these rules:
 * - an element is an object; its attributes and children are members, "-" in a name being "_";
 * - wordings are an object from language to string: {"ja": "…", "en": "…"}. Where words are marked,
 * "_runs" has them in pieces: {"_runs": {"ja": ["…", {"term": "supplier", "words": "…"}]}};
 * - elements that can stand there several times are an array with a name in the plural; one that
 * does nothing but hold such elements is the array itself, and its attributes stand beside it:
 * controls_framework;
 * - an element with attributes and words is an object whose words are "words";
 * - an element without anything in it is true;
 * - rows in groups stand among the rows, with their group's id, and the groups beside them;
 * - what follows from other members is there too, is marked readOnly in the schema, and is passed
 * over by the reader. */
#ifndef DEMARC_DOCUMENT_JSON_FORM_H
#define DEMARC_DOCUMENT_JSON_FORM_H

#include <stdbool.h>

#include "shape_table.h"

enum json_form {
	FORM_STRING, /* nothing but words */
	FORM_SAID,   /* attributes and words */
	FORM_TEXTS,  /* wordings in languages */
	FORM_LIST,   /* a wrapper around one kind of element */
	FORM_TRUE,
	FORM_OBJECT,
};

/* How an element of the shape looks in JSON. */
enum json_form
json_form_of(const struct shape *);

/* Whether the elements of the slot make an array. Wordings (the slot "text") make an object. */
bool
json_form_is_array(const struct slot *);

/* The member that holds the words of FORM_SAID. */
#define FORM_WORDS "words"

/* The name of the member for the slot's elements, "-" still in it. */
const char *
json_form_member(const struct slot *);

/* Members that follow from others, by the element they stand in; the last has no element. */
extern const struct json_form_derived {
	const char *element;
	const char *member; /* "-" still in it */
	const char *meaning;
} json_form_derived[];

#endif
