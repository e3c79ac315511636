/* <dataValidation type="list" sqref="C4:C20 D5"><formula1>"Yes,No"</formula1>, or the same in an
 * extension of Office 2010, where the places stand in an element. */
#include "allowed.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/own.h"
#include "import/vocabulary.h"

enum { LIST_LIMIT = 2000, WORDS_LIMIT = 200, RANGES_LIMIT = 400 };

struct allowed_reader {
	struct arena *arena;
	const struct workbook *workbook;
	const struct workbook_sheet *sheet;
	struct allowed_list *v;
	size_t count, cap;
};

static const char *
text_of(struct arena *arena, const struct xml_node *node)
{
	OWN(buf_fini) struct buf out = {0};

	for (const struct xml_node *n = node != NULL ? node->first : NULL; n != NULL; n = n->next)
		if (n->name == NULL)
			buf_str(&out, n->text);
	return arena_strdup(arena, buf_cstr(&out));
}

/* -- where --------------------------------------------------------------------------------------
 */

/* "A1" or "$A$1:$B$7". Returns what is behind it; NULL: it is neither. */
static const char *
read_range(struct arena *arena, const char *text, struct cell_range *range)
{
	char *plain = arena_strdup(arena, text), *to = plain;
	size_t fixed = 0;
	const char *end;

	for (const char *p = plain; *p != '\0'; p++) {
		if (*p != '$')
			*to++ = *p;
		else
			fixed++;
	}
	*to = '\0';
	end = workbook_place(plain, &range->first_row, &range->first_column);
	range->last_row = range->first_row;
	range->last_column = range->first_column;
	if (end != NULL && *end == ':')
		end = workbook_place(end + 1, &range->last_row, &range->last_column);
	return end != NULL && (*end == '\0' || *end == ' ') ? text + fixed + (end - plain) : NULL;
}

static void
read_ranges(struct allowed_reader *r, const char *text, struct allowed_list *list)
{
	struct cell_range *ranges = NULL;
	size_t cap = 0;

	while (text != NULL && *text != '\0' && list->range_count < RANGES_LIMIT) {
		size_t len = strcspn(text, " ");
		struct cell_range range;

		if (read_range(r->arena, arena_strndup(r->arena, text, len), &range) != NULL) {
			ranges = arena_grow(
				r->arena, ranges, list->range_count, &cap, sizeof(*ranges));
			ranges[list->range_count++] = range;
		}
		text += len + strspn(text + len, " ");
	}
	list->ranges = ranges;
}

/* -- which words ------------------------------------------------------------------------------- */

static void
add_word(struct allowed_reader *r, struct choice_words *words, size_t *cap, const char *word)
{
	const char **v = (const char **)words->v;

	if (word[0] == '\0' || words->count == WORDS_LIMIT)
		return;
	v = arena_grow(r->arena, v, words->count, cap, sizeof(*v));
	v[words->count++] = word;
	words->v = v;
}

/* "Yes,No,""quoted""" without the quotes around it. */
static struct choice_words
literal_words(struct allowed_reader *r, const char *text)
{
	struct choice_words words = {0};
	size_t cap = 0, len = strlen(text);

	if (len > 0 && text[len - 1] == '"')
		len--;
	for (size_t at = 0, next; at <= len; at = next + 1) {
		next = at + strcspn(text + at, ",");
		next = next > len ? len : next;
		while (at < next && text[at] == ' ')
			at++;
		add_word(r, &words, &cap, arena_strndup(r->arena, text + at, next - at));
	}
	return words;
}

static struct choice_words
words_of_cells(struct allowed_reader *r, const struct workbook_sheet *sheet,
	const struct cell_range *range)
{
	struct choice_words words = {0};
	size_t cap = 0;

	for (size_t i = 0; i < sheet->csv.count; i++) {
		const struct csv_row *row = &sheet->csv.rows[i];

		for (size_t c = 0; c < row->count; c++)
			if (row->cells[c].row >= range->first_row &&
				row->cells[c].row <= range->last_row &&
				row->cells[c].column >= range->first_column &&
				row->cells[c].column <= range->last_column)
				add_word(r, &words, &cap, row->cells[c].text);
	}
	return words;
}

/* A sheet's name as formulas have it, up to "!": Lists, 'Answers for ''us'''. Returns what is
 * behind the mark; NULL: none stands there. */
static const char *
sheet_named(struct allowed_reader *r, const char *text, const struct workbook_sheet **sheet)
{
	const char *mark = strrchr(text, '!');
	OWN(buf_fini) struct buf name = {0};

	*sheet = r->sheet;
	if (mark == NULL)
		return text;
	for (const char *p = text; p < mark; p++)
		if (*p != '\'' || (p > text && p + 1 < mark && p[-1] == '\''))
			buf_char(&name, *p);
	for (size_t i = 0; i < r->workbook->sheet_count; i++)
		if (strcasecmp(r->workbook->sheets[i].name, buf_cstr(&name)) == 0) {
			*sheet = &r->workbook->sheets[i];
			return mark + 1;
		}
	return NULL;
}

static struct choice_words
words_of(struct allowed_reader *r, const char *formula)
{
	const struct workbook_sheet *sheet;
	struct cell_range range;
	const char *cells;

	formula += strspn(formula, " =");
	if (*formula == '"')
		return literal_words(r, formula + 1);
	for (size_t i = 0; i < r->workbook->name_count; i++)
		if (strcasecmp(r->workbook->names[i].name, formula) == 0) {
			formula = r->workbook->names[i].cells;
			break;
		}
	cells = sheet_named(r, formula, &sheet);
	if (cells == NULL || read_range(r->arena, cells, &range) == NULL)
		return (struct choice_words){0};
	return words_of_cells(r, sheet, &range);
}

/* -- the sheet's ------------------------------------------------------------------------------ */

static void
read_list(struct allowed_reader *r, const struct xml_node *node)
{
	const char *type = xml_attr(node, "type"), *places = xml_attr(node, "sqref");
	const struct xml_node *formula = xml_child(node, "formula1");
	const struct xml_node *inner = formula != NULL ? xml_child(formula, "f") : NULL;
	struct allowed_list list = {0};

	if (type == NULL || strcmp(type, "list") != 0 || r->count == LIST_LIMIT)
		return;
	if (places == NULL)
		places = text_of(r->arena, xml_child(node, "sqref"));
	read_ranges(r, places, &list);
	list.words = words_of(r, text_of(r->arena, inner != NULL ? inner : formula));
	r->v = arena_grow(r->arena, r->v, r->count, &r->cap, sizeof(*r->v));
	r->v[r->count++] = list;
}

static void
read_lists(struct allowed_reader *r, const struct xml_node *parent)
{
	const struct xml_node *lists = xml_child(parent, "dataValidations");

	for (const struct xml_node *n = lists != NULL ? xml_child(lists, "dataValidation") : NULL;
		n != NULL; n = xml_next(n, "dataValidation"))
		read_list(r, n);
}

struct allowed_lists
allowed_read(
	struct arena *arena, const struct workbook *workbook, const struct workbook_sheet *sheet)
{
	struct allowed_reader r = {.arena = arena, .workbook = workbook, .sheet = sheet};
	const struct xml_node *extensions = xml_child(sheet->root, "extLst");

	read_lists(&r, sheet->root);
	for (const struct xml_node *e = extensions != NULL ? xml_child(extensions, "ext") : NULL;
		e != NULL; e = xml_next(e, "ext"))
		read_lists(&r, e);
	return (struct allowed_lists){r.v, r.count};
}

const struct allowed_list *
allowed_at(const struct allowed_lists *lists, unsigned row, unsigned column)
{
	for (size_t i = 0; i < lists->count; i++)
		for (size_t k = 0; k < lists->v[i].range_count; k++) {
			const struct cell_range *range = &lists->v[i].ranges[k];

			if (row >= range->first_row && row <= range->last_row &&
				column >= range->first_column && column <= range->last_column)
				return &lists->v[i];
		}
	return NULL;
}

bool
allowed_has(struct arena *arena, const struct allowed_list *list, const char *word)
{
	const char *folded = vocabulary_fold(arena, word);

	for (size_t i = 0; i < list->words.count; i++)
		if (strcmp(vocabulary_fold(arena, list->words.v[i]), folded) == 0)
			return true;
	return false;
}
