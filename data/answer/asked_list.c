/* A cell may ask for several clauses: "A.5.15, 8.3", a line for each, "5.15-5.18". It is divided at
 * what parts lists first, then at what may as well be of one number; what is one number as it
 * stands is never divided. */
#include "asked.h"

#include <string.h>

#include "model/clause.h"

enum { LIST_LIMIT = 600, PIECE_LIMIT = 40, SEPARATORS = 12 };

/* What parts a list, the surest first. */
static const struct {
	const char *const words[SEPARATORS];
	bool strictly; /* only if all its parts can be read */
} levels[] = {{{"\n", "\r", ";", ",", "|", "；", "，", "、", "｜", "・", "•"}, false},
	{{"/", "／", " & ", " + ", " and ", "及び", "および", "並びに", "と"}, false},
	{{" ", "\t", "　"}, true}};

enum { LEVELS = sizeof(levels) / sizeof(levels[0]) };

/* What stands between the first and the last of several. */
static const char *const until[] = {
	"～", "〜", "~", "–", "—", "−", "－", "...", "..", "…", " to ", " through ", "から", "-"};

struct list_reader {
	const struct frameworks_known *keys;
	const struct known *known;
	struct asked_for found;
	struct asked_item *items; /* which found shows, with their room */
	const char **unread;
	size_t item_cap, unread_cap;
};

/* A part of a text that is no longer than the limit, without white space around it. Most parts are
 * of sentences and forgotten at once, so they take no room of the arena. */
static void
trim(char out[LIST_LIMIT + 1], const char *text, size_t len)
{
	csv_trim(&text, &len);
	memcpy(out, text, len);
	out[len] = '\0';
}

static void
add_item(struct list_reader *r, const struct clause *clause, const struct question *question)
{
	for (size_t i = 0; i < r->found.count; i++)
		if (r->items[i].clause == clause && r->items[i].question == question)
			return;
	r->items = arena_grow(
		r->keys->arena, r->items, r->found.count, &r->item_cap, sizeof(*r->items));
	r->items[r->found.count++] = (struct asked_item){clause, question};
}

static void
add_unread(struct list_reader *r, const char *text)
{
	r->unread = arena_grow(r->keys->arena, r->unread, r->found.unread_count, &r->unread_cap,
		sizeof(*r->unread));
	r->unread[r->found.unread_count++] = text;
}

static const struct question *
find_question(const struct matrix *m, const char *text)
{
	char key[CLAUSE_KEY_SIZE], other[CLAUSE_KEY_SIZE];

	clause_key(text, key);
	for (size_t i = 0; i < m->question_count && key[0] != '\0'; i++) {
		clause_key(m->questions[i].id, other);
		if (strcmp(key, other) == 0)
			return &m->questions[i];
	}
	return NULL;
}

static bool
read_one(struct list_reader *r, const char *text)
{
	const struct question *question = find_question(r->keys->matrix, text);
	const struct clause *clause = question == NULL && r->known != NULL
					      ? clause_meant(r->known->framework, text)
					      : NULL;

	if (question == NULL && clause == NULL)
		return false;
	add_item(r, clause, question);
	return true;
}

/* "5.15 Access control", or a question of CAIQ. */
static bool
read_titled(struct list_reader *r, const char *text)
{
	const struct framework *framework = r->known != NULL ? r->known->framework : NULL;
	const struct clause *clause = framework != NULL ? clause_titled(framework, text) : NULL;

	if (clause == NULL && framework != NULL)
		clause = clause_of_question(framework, text);
	if (clause != NULL)
		add_item(r, clause, NULL);
	return clause != NULL;
}

/* -- ranges ----------------------------------------------------------------------------------- */

/* The last of a range: a number, or what stands in place of the first one's last part, as in
 * "5.15-18". */
static const struct clause *
range_end(const struct list_reader *r, const char *first, const char *last)
{
	const struct clause *clause = clause_meant(r->known->framework, last);
	size_t kept = strlen(first);

	if (clause != NULL || last[0] == '\0' || last[strspn(last, "0123456789")] != '\0')
		return clause;
	while (kept > 0 && strchr(".-", first[kept - 1]) == NULL)
		kept--;
	return kept == 0 ? NULL
			 : clause_meant(r->known->framework,
				   arena_printf(r->keys->arena, "%.*s%s", (int)kept, first, last));
}

/* All from one to the other, in the framework's order; parts of what is among them are not asked
 * for by themselves. */
static void
add_range(struct list_reader *r, const struct clause *first, const struct clause *last)
{
	const struct clause *clauses = r->known->framework->clauses;

	for (unsigned i = first->index; i <= last->index; i++)
		if (clauses[i].parent == NULL || clauses[i].parent->index < first->index ||
			i == last->index)
			add_item(r, &clauses[i], NULL);
}

static bool
read_range_at(struct list_reader *r, const char *text, const char *at, size_t len)
{
	char left[LIST_LIMIT + 1], right[LIST_LIMIT + 1], *up_to;
	const struct clause *first, *last;

	trim(left, text, (size_t)(at - text));
	first = clause_meant(r->known->framework, left);
	if (first == NULL)
		return false;
	trim(right, at + len, strlen(at + len));
	up_to = strstr(right, "まで");
	if (up_to != NULL && strcmp(up_to, "まで") == 0)
		*up_to = '\0';
	last = range_end(r, left, right);
	if (last == NULL || last->index <= first->index)
		return false;
	add_range(r, first, last);
	return true;
}

static bool
read_range(struct list_reader *r, const char *text)
{
	for (size_t i = 0; r->known != NULL && i < sizeof(until) / sizeof(until[0]); i++)
		for (const char *at = strstr(text, until[i]); at != NULL;
			at = strstr(at + 1, until[i]))
			if (read_range_at(r, text, at, strlen(until[i])))
				return true;
	return false;
}

/* -- lists ------------------------------------------------------------------------------------ */

/* The next of the level's separators; the end of the text: none. */
static const char *
next_separator(const char *text, int level, size_t *len)
{
	const char *next = text + strlen(text);

	*len = 0;
	for (size_t i = 0; i < SEPARATORS && levels[level].words[i] != NULL; i++) {
		const char *at = strstr(text, levels[level].words[i]);

		if (at != NULL && at < next) {
			next = at;
			*len = strlen(levels[level].words[i]);
		}
	}
	return next;
}

/* Whether it may be a number of something else, which is told rather than taken for words. */
static bool
may_be_number(const char *text)
{
	return strlen(text) <= PIECE_LIMIT && strcspn(text, "0123456789") < strlen(text);
}

static bool
read_from(struct list_reader *, const char *text, int level);

static bool
read_piece(struct list_reader *r, const char *piece, int level)
{
	if (read_from(r, piece, level + 1))
		return true;
	if (levels[level].strictly || !may_be_number(piece))
		return false;
	add_unread(r, arena_strdup(r->keys->arena, piece));
	return true;
}

/* false: it is no list, and nothing of it was added. */
static bool
read_parts(struct list_reader *r, const char *text, int level)
{
	size_t count = r->found.count, unread = r->found.unread_count, pieces = 0, len;
	const char *end = next_separator(text, level, &len);
	bool good = true;

	for (; good; end = next_separator(text, level, &len)) {
		char piece[LIST_LIMIT + 1];

		trim(piece, text, (size_t)(end - text));
		if (piece[0] != '\0') {
			good = read_piece(r, piece, level);
			pieces++;
		}
		if (len == 0)
			break;
		text = end + len;
	}
	if (good && pieces > 1 && r->found.count > count)
		return true;
	r->found.count = count;
	r->found.unread_count = unread;
	return false;
}

static bool
read_from(struct list_reader *r, const char *text, int level)
{
	if (read_one(r, text) || read_range(r, text))
		return true;
	for (; level < LEVELS; level++)
		if (read_parts(r, text, level))
			return true;
	return read_titled(r, text);
}

struct asked_for
asked_read(const struct frameworks_known *keys, const struct known *known, const char *text)
{
	struct list_reader r = {.keys = keys, .known = known};

	if (strlen(text) > LIST_LIMIT)
		(void)(read_one(&r, text) || read_titled(&r, text));
	else
		read_from(&r, text, 0);
	r.found.items = r.items;
	r.found.unread = r.unread;
	return r.found;
}
