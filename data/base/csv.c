#include "csv.h"

#include <stdio.h>
#include <string.h>

#include "own.h"
#include "utf8.h"

struct scanner {
	struct arena *arena;
	const char *path;
	const char *at;
	const char *end;
	struct diags *diags;
	unsigned line;
	unsigned column; /* of at, in characters */
	char separator;
	bool failed;
};

static struct pos
here(const struct scanner *s)
{
	return (struct pos){s->path, s->line, s->column};
}

/* One character further; a line break of any kind begins a line. */
static void
advance(struct scanner *s)
{
	size_t len = utf8_len(s->at);

	if (s->at[0] == '\n' || (s->at[0] == '\r' && s->at[1] != '\n')) {
		s->line++;
		s->column = 1;
	} else if (s->at[0] != '\r') {
		s->column++;
	}
	s->at += len;
}

static bool
at_line_end(const struct scanner *s)
{
	return s->at == s->end || *s->at == '\n' || *s->at == '\r';
}

/* A cell in quotes, from the first quote on; line breaks in it become \n. */
static void
read_quoted(struct scanner *s, struct buf *text)
{
	struct pos start = here(s);

	advance(s);
	for (; s->at < s->end; advance(s)) {
		if (*s->at == '"' && s->at[1] != '"') {
			advance(s);
			return;
		}
		if (*s->at == '"')
			advance(s);
		if (*s->at != '\r')
			buf_add(text, s->at, utf8_len(s->at));
		else if (s->at[1] != '\n')
			buf_char(text, '\n');
	}
	diags_add(s->diags, SEVERITY_ERROR, "bad-csv", start,
		"a quotation mark opens a cell here and none closes it");
	s->failed = true;
}

bool
csv_needs_apostrophe(const char *text)
{
	static const char *const starts[] = {
		"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"};

	text += strspn(text, "'");
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (strncmp(text, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

static struct csv_cell
read_cell(struct scanner *s)
{
	OWN(buf_fini) struct buf text = {0};
	struct csv_cell cell = {"", here(s), 0, 0};
	const char *words;

	if (s->at < s->end && *s->at == '"')
		read_quoted(s, &text);
	for (; !at_line_end(s) && *s->at != s->separator; advance(s))
		buf_add(&text, s->at, utf8_len(s->at));
	words = buf_cstr(&text);
	words += strspn(words, " \t\n");
	if (words[0] == '\'' && csv_needs_apostrophe(words + 1)) {
		words++;
		words += strspn(words, " \t\n");
	}
	for (text.len -= (size_t)(words - buf_cstr(&text));
		text.len > 0 && strchr(" \t\n", words[text.len - 1]) != NULL;)
		text.len--;
	cell.text = arena_strndup(s->arena, words, text.len);
	return cell;
}

static void
read_row(struct scanner *s, struct csv_row *row, unsigned number)
{
	struct csv_cell cells[CSV_COLUMN_LIMIT], *copy;
	size_t n = 0;

	for (;;) {
		if (n == CSV_COLUMN_LIMIT) {
			diags_add(s->diags, SEVERITY_ERROR, "bad-csv", here(s),
				"more than %d columns", CSV_COLUMN_LIMIT);
			s->failed = true;
			return;
		}
		cells[n] = read_cell(s);
		cells[n].row = number;
		cells[n].column = (unsigned)n + 1;
		n++;
		if (s->failed || at_line_end(s))
			break;
		advance(s); /* the separator */
	}
	if (s->at < s->end && s->at[0] == '\r' && s->at[1] == '\n')
		advance(s);
	if (s->at < s->end)
		advance(s);
	copy = arena_array(s->arena, n, sizeof(*copy));
	memcpy(copy, cells, n * sizeof(*cells));
	*row = (struct csv_row){copy, n};
}

static char
guess_separator(const char *s)
{
	static const char separators[] = ",;\t";
	size_t len = strcspn(s, "\r\n"), best = 0, most = 0;

	for (size_t i = 0; i < sizeof(separators) - 1; i++) {
		size_t n = 0;

		for (size_t j = 0; j < len; j++)
			n += s[j] == separators[i];
		if (n > most) {
			most = n;
			best = i;
		}
	}
	return separators[best];
}

/* Words in another encoding would become other words, so they are refused. */
static bool
is_utf8(struct scanner *s)
{
	for (const struct scanner start = *s; s->at < s->end; advance(s))
		if (*s->at == '\0' || utf8_len(s->at) == 0 || s->at + utf8_len(s->at) > s->end) {
			diags_add(s->diags, SEVERITY_ERROR, "not-utf-8", here(s),
				"not UTF-8: save the sheet as \"CSV UTF-8\"");
			s->at = start.at;
			return false;
		}
	return true;
}

void
csv_cell_name(const struct csv_cell *cell, char name[CSV_NAME_SIZE])
{
	unsigned column = cell->column - 1;

	if (column < 26)
		snprintf(name, CSV_NAME_SIZE, "%c%u", (char)('A' + column), cell->row);
	else
		snprintf(name, CSV_NAME_SIZE, "%c%c%u", (char)('A' + column / 26 - 1),
			(char)('A' + column % 26), cell->row);
}

bool
csv_read(struct csv *csv, struct arena *arena, const char *path, const struct buf *bytes,
	struct diags *diags)
{
	struct scanner s = {arena, path, buf_cstr(bytes), buf_cstr(bytes) + bytes->len, diags, 1, 1,
			       ',', false},
		       check;
	size_t cap = 0;

	*csv = (struct csv){0};
	if (bytes->len >= 3 && memcmp(s.at, "\xef\xbb\xbf", 3) == 0)
		s.at += 3;
	check = s;
	if (!is_utf8(&check))
		return false;
	s.separator = guess_separator(s.at);
	while (s.at < s.end && !s.failed) {
		if (csv->count == CSV_ROW_LIMIT) {
			diags_add(diags, SEVERITY_ERROR, "bad-csv", here(&s), "more than %d rows",
				CSV_ROW_LIMIT);
			return false;
		}
		if (csv->count == cap) {
			struct csv_row *rows =
				arena_array(arena, cap = cap > 0 ? 2 * cap : 64, sizeof(*rows));

			if (csv->count > 0)
				memcpy(rows, csv->rows, csv->count * sizeof(*rows));
			csv->rows = rows;
		}
		read_row(&s, &csv->rows[csv->count], (unsigned)csv->count + 1);
		csv->count++;
	}
	return !s.failed;
}
