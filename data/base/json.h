/* json: a writer of balanced, indented JSON (RFC 8259).
 *
 *	json_open(j, '{');
 *	json_key(j, "name");
 *	json_string(j, name);
 *	json_close(j);
 *
 * Commas, line breaks and escaping are its own; what is opened must be closed: a slip trips an
 * assert. */
#ifndef DEMARC_BASE_JSON_H
#define DEMARC_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

enum { JSON_DEPTH = 64 };

struct json {
	struct buf *out;
	char stack[JSON_DEPTH]; /* what closes each open value */
	unsigned depth;
	bool some; /* the innermost open value has something in it */
	bool key;  /* a key waits for its value */
	bool dense;
	bool lines; /* dense, and only what is listed in the outermost object has lines of its own
		     */
};

/* A writer that appends to out, which must outlive it. */
void
json_init(struct json *, struct buf *out);

/* The same without white space, but that each item of an array begins a line. */
void
json_init_dense(struct json *, struct buf *out);

/* The same for many items in few arrays: each item of the outermost object's arrays is one line,
 * whatever it holds. */
void
json_init_lines(struct json *, struct buf *out);

/* Opens an object '{' or an array '['. */
void
json_open(struct json *, char bracket);

/* Closes the innermost one; the outermost ends with a line break. */
void
json_close(struct json *);

/* The next member's name. json_key turns "-" into "_", so that no path expression needs quotes. */
void
json_key(struct json *, const char *);
void
json_key_plain(struct json *, const char *);

/* Values, in an array or after a key. */
void
json_string(struct json *, const char *);
void
json_number(struct json *, long long);
void
json_bool(struct json *, bool);

/* A key with its string; nothing for NULL. */
void
json_member(struct json *, const char *key, const char *value);

#endif
