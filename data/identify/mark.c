#include "mark.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { LINE_LIMIT = 1024, FIELDS = 5 };

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static bool
is_document(const char *kind)
{
	return strcmp(kind, "document") == 0;
}

void
mark_print(const struct mark *mark, struct buf *out)
{
	buf_printf(out, "/%s/%s/%s.%s%s%s, %s, edition %u, %s, content %s", mark->service,
		is_document(mark->kind) ? mark->lang : "diagrams", mark->kind, mark->format, mark->query[0] != '\0' ? "?" : "",
		mark->query, mark->lang, mark->edition, mark->date, mark->content);
}

/* -- reading -------------------------------------------------------------------------------- */

/* "a, b, c": a field each, as many as there are. The line is cut up. */
static size_t
split(char *line, char *fields[FIELDS])
{
	size_t n = 0;

	for (char *end; n < FIELDS; line = end + 2) {
		fields[n++] = line;
		end = strstr(line, ", ");
		if (end == NULL)
			return n;
		*end = '\0';
	}
	return FIELDS + 1;
}

/* What follows the word, of these characters alone; NULL: it is otherwise. */
static const char *
after(const char *field, const char *word, const char *characters, size_t limit)
{
	size_t len = strlen(word);

	if (strncmp(field, word, len) != 0)
		return NULL;
	field += len;
	len = strlen(field);
	return len > 0 && len <= limit && strspn(field, characters) == len ? field : NULL;
}

/* "/service/diagrams/kind.format?query", or "/service/lang/document.pdf". */
static bool
parse_address(char *address, struct mark *mark)
{
	char *query = strchr(address, '?'), *folder, *file, *dot;

	mark->query = query != NULL ? query + 1 : "";
	if (query != NULL)
		*query = '\0';
	folder = address[0] == '/' ? strchr(address + 1, '/') : NULL;
	file = folder != NULL ? strchr(folder + 1, '/') : NULL;
	dot = file != NULL ? strchr(file + 1, '.') : NULL;
	if (dot == NULL)
		return false;
	*folder = *file = *dot = '\0';
	mark->service = address + 1;
	mark->kind = file + 1;
	mark->format = dot + 1;
	return mark->service[0] != '\0' && after(mark->kind, "", LETTERS, 32) != NULL &&
	       after(mark->format, "", LETTERS, 8) != NULL &&
	       strcmp(folder + 1, is_document(mark->kind) ? mark->lang : "diagrams") == 0;
}

static bool
is_printable(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] < ' ' || line[i] > '~')
			return false;
	return true;
}

bool
mark_parse(struct arena *arena, const char *line, size_t len, struct mark *mark)
{
	char *fields[FIELDS];
	const char *edition;
	struct mark found;

	if (len > LINE_LIMIT || !is_printable(line, len) || split(arena_strndup(arena, line, len), fields) != FIELDS)
		return false;
	found = (struct mark){
		.lang = after(fields[1], "", LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "-", 64),
		.date = after(fields[3], "", DIGITS "-", 10),
		.content = after(fields[4], "content ", DIGITS "abcdef", MARK_CONTENT_SIZE - 1),
	};
	edition = after(fields[2], "edition ", DIGITS, 9);
	if (found.lang == NULL || edition == NULL || found.date == NULL || found.content == NULL)
		return false;
	found.edition = (unsigned)strtoul(edition, NULL, 10);
	if (!parse_address(fields[0], &found))
		return false;
	*mark = found;
	return true;
}

/* -- digests ---------------------------------------------------------------------------------- */

/* The terminator counts, so that "ab", "c" is not "a", "bc". */
uint64_t
mark_digest(uint64_t digest, const char *words)
{
	return hash_bytes(digest, words, strlen(words) + 1);
}

void
mark_digest_hex(uint64_t digest, char out[MARK_CONTENT_SIZE])
{
	const uint64_t ordered = htobe64(digest); /* the first digit is the highest */

	hex_print(&ordered, sizeof(ordered), out);
}
