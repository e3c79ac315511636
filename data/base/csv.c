#include "csv.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "encoding.h"
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
	bool decoded; /* lines and columns are not those of the file */
	bool failed;
};

/* A line of a file in another encoding cannot be shown, so there the cell alone is named. */
static struct pos
here(const struct scanner *s)
{
	struct pos pos = {.file = s->path};

	if (!s->decoded) {
		pos.line = s->line;
		pos.column = s->column;
	}
	return pos;
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

static const char *const wide_blanks[] = {"\xe3\x80\x80", "\xc2\xa0"};

/* The bytes of the white space that begins there, or, at the end, that ends there; 0: none. */
static size_t
blank_at(const char *text, size_t len, bool at_end)
{
	if (len == 0)
		return 0;
	if (strchr(" \t\r\n", text[at_end ? len - 1 : 0]) != NULL)
		return 1;
	for (size_t i = 0; i < sizeof(wide_blanks) / sizeof(wide_blanks[0]); i++) {
		size_t n = strlen(wide_blanks[i]);

		if (len >= n && memcmp(text + (at_end ? len - n : 0), wide_blanks[i], n) == 0)
			return n;
	}
	return 0;
}

size_t
csv_filled(const struct csv_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->count; i++)
		n += row->cells[i].text[0] != '\0';
	return n;
}

void
csv_trim(const char **text, size_t *len)
{
	size_t blank;

	while ((blank = blank_at(*text, *len, false)) > 0)
		*text += blank, *len -= blank;
	while ((blank = blank_at(*text, *len, true)) > 0)
		*len -= blank;
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

void
csv_write_field(struct buf *out, const char *text)
{
	bool guarded = csv_needs_apostrophe(text);

	if (!guarded && strcspn(text, ",\"\r\n;\t|") == strlen(text)) {
		buf_str(out, text);
		return;
	}
	buf_str(out, guarded ? "\"'" : "\"");
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

static struct csv_cell
read_cell(struct scanner *s)
{
	OWN(buf_fini) struct buf text = {0};
	struct csv_cell cell = {.text = "", .pos = here(s), .raw = s->at};
	const char *words;
	size_t len;

	if (s->at < s->end && *s->at == '"')
		read_quoted(s, &text);
	for (; !at_line_end(s) && *s->at != s->separator; advance(s))
		buf_add(&text, s->at, utf8_len(s->at));
	cell.raw_len = (size_t)(s->at - cell.raw);
	words = buf_cstr(&text);
	len = text.len;
	csv_trim(&words, &len);
	if (words[0] == '\'' && csv_needs_apostrophe(words + 1)) {
		words++, len--;
		csv_trim(&words, &len);
	}
	cell.text = arena_strndup(s->arena, words, len);
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

/* The letters of a column, "A" to "XFD", into letters; how many there are. */
static size_t
column_letters(unsigned column, char letters[8])
{
	char reversed[8];
	size_t n = 0, i;

	for (; column > 0 && n < sizeof(reversed); column = (column - 1) / 26)
		reversed[n++] = (char)('A' + (column - 1) % 26);
	for (i = 0; i < n; i++)
		letters[i] = reversed[n - 1 - i];
	return n;
}

void
csv_cell_name(const struct csv_cell *cell, char name[CSV_NAME_SIZE])
{
	char letters[8];
	size_t n = column_letters(cell->column, letters);

	snprintf(name, CSV_NAME_SIZE, "%.120s%s%.*s%u", cell->sheet != NULL ? cell->sheet : "",
		cell->sheet != NULL ? "!" : "", (int)n, letters, cell->row);
}

void
csv_cell_place(const struct csv_cell *cell, char place[CSV_PLACE_SIZE])
{
	char name[CSV_NAME_SIZE];
	size_t len = 0, step;

	csv_cell_name(cell, name);
	if (cell->heading == NULL || cell->heading[0] == '\0') {
		snprintf(place, CSV_PLACE_SIZE, "%s", name);
		return;
	}
	while (cell->heading[len] != '\0' && cell->heading[len] != '\n') {
		step = utf8_len(cell->heading + len);
		step = step > 0 ? step : 1;
		if (len + step > 60)
			break;
		len += step;
	}
	snprintf(place, CSV_PLACE_SIZE, "%s, column '%.*s'", name, (int)len, cell->heading);
}

/* A first line such as sep=; says what separates, and is no row: Excel writes and reads it. */
static bool
read_separator_line(struct scanner *s)
{
	const char *p = s->at + (*s->at == '"');
	bool quoted = p > s->at;
	size_t rest;

	if (strncasecmp(p, "sep=", 4) != 0 || p[4] == '\0' || strchr(",;\t|:", p[4]) == NULL)
		return false;
	rest = 5 + (size_t)quoted;
	rest += strspn(p + rest, ",;\t ");
	if ((quoted && p[5] != '"') || strchr("\r\n", p[rest]) == NULL)
		return false;
	s->separator = p[4];
	s->at = p + rest;
	if (s->at[0] == '\r' && s->at[1] == '\n')
		advance(s);
	if (s->at < s->end)
		advance(s);
	return true;
}

bool
csv_read(struct csv *csv, struct arena *arena, const char *path, const struct buf *bytes,
	struct diags *diags)
{
	OWN(buf_fini) struct buf decoded = {0};
	struct scanner s = {.arena = arena, .path = path, .diags = diags, .line = 1, .column = 1};
	size_t cap = 0;

	*csv = (struct csv){0};
	if (!encoding_to_utf8(path, bytes, &decoded, &s.decoded, diags))
		return false;
	csv->bytes = s.at = arena_strndup(arena, buf_cstr(&decoded), decoded.len);
	csv->len = decoded.len;
	s.end = s.at + decoded.len;
	if (!read_separator_line(&s))
		s.separator = guess_separator(s.at);
	csv->separator = s.separator;
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
