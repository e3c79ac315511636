#include "tongues.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/own.h"
#include "clause_columns.h"
#include "vocabulary.h"

enum { ROWS_LOOKED_AT = 30 };

/* -- names of languages --------------------------------------------------------------------------
 */

struct tongue {
	const char *tag;
	const char *names[6]; /* folded */
};

static const struct tongue known[] = {{"ja", {"ja", "jp", "jpn", "japanese", "日本語", "和文"}},
	{"en", {"en", "eng", "english", "英語", "英文"}},
	{"de", {"de", "german", "deutsch", "ドイツ語"}},
	{"fr", {"fr", "french", "français", "フランス語"}},
	{"zh", {"zh", "chinese", "中文", "中国語"}}, {"ko", {"ko", "korean", "한국어", "韓国語"}}};

/* Where the language's name begins in folded words, with what goes before it: " (", "_", " - ";
 * short names need a mark. strlen of the words: they do not end in it. */
static size_t
behind_words(const char *folded, const char *name)
{
	size_t len = strlen(folded), n = strlen(name), at;

	if (len > 0 && strchr(")]", folded[len - 1]) != NULL)
		len--;
	else if (len > 3 && strcmp(folded + len - 3, "】") == 0)
		len -= 3;
	if (len < n || strncmp(folded + len - n, name, n) != 0)
		return strlen(folded);
	at = len - n;
	if (at == 0)
		return n > 3 ? 0 : strlen(folded);
	if (strchr("(_[-/ ", folded[at - 1]) == NULL &&
		!(at >= 3 && strncmp(folded + at - 3, "【", 3) == 0))
		return strlen(folded);
	if (folded[at - 1] == ' ' && n <= 3)
		return strlen(folded);
	at -= (unsigned char)folded[at - 1] >= 0x80 ? 3 : 1;
	while (at > 0 && strchr(" -", folded[at - 1]) != NULL)
		at--;
	return at;
}

/* The tag of the language that words end in, and the words before it; NULL: they name none. */
static const char *
tongue_of(struct arena *arena, const char *words, const char **rest)
{
	const char *folded = vocabulary_fold(arena, words);

	*rest = words;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		for (size_t n = 0; n < 6 && known[i].names[n] != NULL; n++) {
			size_t at = behind_words(folded, known[i].names[n]);

			if (at == strlen(folded))
				continue;
			*rest = arena_strndup(
				arena, strncasecmp(words, folded, at) == 0 ? words : folded, at);
			return known[i].tag;
		}
	return NULL;
}

/* -- columns -------------------------------------------------------------------------------------
 */

struct column_words {
	const char *tag; /* NULL: of no language */
	const char *rest;
};

/* Whether two headings, of which one is Japanese, mean the same column. */
static bool
mean_alike(struct arena *arena, const char *one, const char *other)
{
	enum heading_words heading = vocabulary_heading(vocabulary_fold(arena, one));
	enum clause_column clause = clause_columns_heading(arena, one);

	if (vocabulary_is_japanese(one) == vocabulary_is_japanese(other))
		return false;
	return (heading != HEADING_OTHER && heading != HEADING_NUMBER &&
		       heading == vocabulary_heading(vocabulary_fold(arena, other))) ||
	       (clause != CLAUSE_COLUMN__COUNT && clause == clause_columns_heading(arena, other));
}

/* Whether each line has words in both columns or in none, all of them in Japanese in the one alone.
 */
static bool
go_together(const struct seen_sheet *sheet, size_t heading, size_t one, size_t other)
{
	size_t lines = 0;

	for (size_t r = heading + 1; r < sheet->count; r++) {
		const char *first = seen_at(sheet, r, one)->text,
			   *second = seen_at(sheet, r, other)->text;

		if (seen_filled(sheet, r) < 2)
			continue;
		if ((first[0] == '\0') != (second[0] == '\0') ||
			(first[0] != '\0' && vocabulary_is_japanese(second)))
			return false;
		lines += first[0] != '\0' && vocabulary_is_japanese(first);
	}
	return lines > 0;
}

/* 項目 beside Item: both get the first one's words as what they are called without a language. */
static void
find_neighbours(struct arena *arena, const struct seen_sheet *sheet, size_t row,
	struct column_words *columns)
{
	for (size_t c = 0; c + 1 < sheet->width; c++) {
		const char *one = seen_at(sheet, row, c)->text,
			   *other = seen_at(sheet, row, c + 1)->text;
		bool japanese = vocabulary_is_japanese(one);

		if (one[0] == '\0' || other[0] == '\0' || columns[c].tag != NULL ||
			columns[c + 1].tag != NULL || !mean_alike(arena, one, other) ||
			!go_together(sheet, row, japanese ? c : c + 1, japanese ? c + 1 : c))
			continue;
		columns[c].tag = japanese ? "ja" : "en";
		columns[c + 1].tag = japanese ? "en" : "ja";
		columns[c + 1].rest = one;
	}
}

/* The first column with that name in another language than the column's; the width: none. */
static size_t
partner(struct arena *arena, const struct column_words *columns, size_t width, size_t column,
	const char *tag)
{
	for (size_t c = 0; c < width; c++)
		if (columns[c].tag != NULL && columns[column].tag != NULL && c != column &&
			strcmp(columns[c].tag, columns[column].tag) != 0 &&
			(tag == NULL || strcmp(columns[c].tag, tag) == 0) &&
			(strcasecmp(columns[c].rest, columns[column].rest) == 0 ||
				mean_alike(arena, columns[c].rest, columns[column].rest)))
			return c;
	return width;
}

/* The cell; where it is blank in a line of one cell, which is a note or a title rather than a line
 * of the table, that of the other language: such lines stand in the first column. */
static const struct csv_cell *
of_both(struct arena *arena, const struct seen_sheet *sheet, const struct column_words *columns,
	size_t row, size_t column)
{
	const struct csv_cell *cell = seen_at(sheet, row, column);
	size_t other = partner(arena, columns, sheet->width, column, NULL);

	return cell->text[0] == '\0' && other < sheet->width && seen_filled(sheet, row) == 1
		       ? seen_at(sheet, row, other)
		       : cell;
}

/* The sheet without the columns of other languages. One that has no partner in this language is
 * there without words, so that all languages have the same columns. */
static struct seen_sheet
view_of(struct arena *arena, const struct seen_sheet *sheet, size_t heading,
	const struct column_words *columns, const char *tag)
{
	struct seen_sheet view = *sheet;
	struct csv_row *rows = arena_array(arena, sheet->count, sizeof(*rows));
	size_t width = 0;

	for (size_t r = 0; r < sheet->count; r++) {
		struct csv_cell *cells = arena_array(arena, sheet->width, sizeof(*cells));

		width = 0;
		for (size_t c = 0; c < sheet->width; c++) {
			bool other = columns[c].tag != NULL && strcmp(columns[c].tag, tag) != 0;

			if (other && partner(arena, columns, sheet->width, c, tag) < sheet->width)
				continue;
			cells[width] = *of_both(arena, sheet, columns, r, c);
			if (r == heading)
				cells[width].text = columns[c].rest;
			else if (other && r > heading)
				cells[width].text = "";
			width++;
		}
		rows[r] = (struct csv_row){cells, width};
	}
	view.rows = rows;
	view.width = width;
	view.corner = &rows[0].cells[0];
	return view;
}

/* Reads the row as one of headings. false: no two of them are the same in two languages. */
static bool
read_row(struct tongues *t, struct arena *arena, const struct seen_sheet *sheet, size_t row,
	struct column_words *columns)
{
	OWN(buf_fini) struct buf told = {0};

	t->tags[0] = t->tags[1] = NULL;
	for (size_t c = 0; c < sheet->width; c++)
		columns[c].tag = tongue_of(arena, seen_at(sheet, row, c)->text, &columns[c].rest);
	find_neighbours(arena, sheet, row, columns);
	for (size_t c = 0; c < sheet->width; c++) {
		size_t other = partner(arena, columns, sheet->width, c, NULL);

		if (other == sheet->width) {
			continue;
		}
		if (t->tags[0] == NULL) {
			t->tags[0] = columns[c].tag;
			t->tags[1] = columns[other].tag;
		}
		buf_printf(
			&told, "%s'%.60s'", told.len > 0 ? ", " : "", seen_at(sheet, row, c)->text);
	}
	t->columns = arena_strdup(arena, buf_cstr(&told));
	return t->tags[0] != NULL;
}

static void
put_first(const char *tags[2], const char *first)
{
	if (first == NULL || strcasecmp(tags[1], first) != 0)
		return;
	tags[1] = tags[0];
	tags[0] = first;
}

bool
tongues_columns(
	struct tongues *t, struct arena *arena, const struct seen_sheet *sheet, const char *first)
{
	struct column_words *columns = arena_array(arena, sheet->width, sizeof(*columns));

	for (size_t r = 0; r + 1 < sheet->count && r < ROWS_LOOKED_AT; r++) {
		if (seen_filled(sheet, r) < 2 || !read_row(t, arena, sheet, r, columns))
			continue;
		put_first(t->tags, first);
		for (size_t i = 0; i < 2; i++)
			t->views[i] = view_of(arena, sheet, r, columns, t->tags[i]);
		return true;
	}
	return false;
}

/* -- sheets --------------------------------------------------------------------------------------
 */

bool
tongues_sheets(struct tongues *t, struct arena *arena, const struct seen_sheet *one,
	const struct seen_sheet *other, const char *first)
{
	const char *rest[2], *tags[2];
	size_t second;

	if (one->name == NULL || other->name == NULL || one->count != other->count ||
		one->width != other->width)
		return false;
	tags[0] = tongue_of(arena, one->name, &rest[0]);
	tags[1] = tongue_of(arena, other->name, &rest[1]);
	if (tags[0] == NULL || tags[1] == NULL || strcmp(tags[0], tags[1]) == 0 ||
		strcasecmp(rest[0], rest[1]) != 0)
		return false;
	second = first != NULL && strcasecmp(tags[1], first) == 0;
	*t = (struct tongues){.tags = {tags[second], tags[!second]},
		.views = {second ? *other : *one, second ? *one : *other},
		.columns = ""};
	for (size_t i = 0; i < 2; i++)
		t->views[i].name = rest[i == 0 ? second : !second];
	return true;
}

/* -- lines ---------------------------------------------------------------------------------------
 */

/* The lines of both languages have the same kinds, and ids only follow from words. */
const struct csv *
tongues_join(struct arena *arena, const struct made_lines *one, const struct made_lines *second,
	const struct csv_cell **at)
{
	struct csv *joined = ARENA_NEW(arena, struct csv);
	size_t count = one->csv.count;

	*joined = (struct csv){
		.rows = arena_array(arena, count, sizeof(*joined->rows)), .count = count};
	for (size_t i = 0; i < count || i < second->csv.count; i++) {
		const struct csv_cell *mine = i < count ? one->csv.rows[i].cells : NULL;
		const struct csv_cell *theirs =
			i < second->csv.count ? second->csv.rows[i].cells : NULL;
		struct csv_cell *cells;

		*at = theirs != NULL ? &theirs[COLUMN_KIND] : &mine[COLUMN_KIND];
		if (mine == NULL || theirs == NULL ||
			strcmp(mine[COLUMN_KIND].text, theirs[COLUMN_KIND].text) != 0)
			return NULL;
		cells = arena_array(arena, MADE__COUNT + 2, sizeof(*cells));
		memcpy(cells, mine, MADE__COUNT * sizeof(*cells));
		memcpy(cells + MADE__COUNT, theirs + MADE_NAME, 2 * sizeof(*cells));
		joined->rows[i] = (struct csv_row){cells, MADE__COUNT + 2};
	}
	return joined;
}
