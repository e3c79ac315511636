#include "say.h"

#include <string.h>

static const char *const part_ids[DOES__COUNT] = {
	[DOES_ANSWERS] = "diagram.part.answers",
	[DOES_RUNS] = "diagram.part.runs",
	[DOES_SUPPORTS] = "diagram.part.supports",
	[DOES_MAY] = "diagram.part.may",
	[DOES_CONSULTED] = "diagram.part.consulted",
	[DOES_INFORMED] = "diagram.part.informed",
};

static const char *const does_ids[DOES__COUNT] = {
	[DOES_ANSWERS] = "diagram.does.answers",
	[DOES_RUNS] = "diagram.does.runs",
	[DOES_SUPPORTS] = "diagram.does.supports",
	[DOES_MAY] = "diagram.does.may",
	[DOES_CONSULTED] = "diagram.does.consulted",
	[DOES_INFORMED] = "diagram.does.informed",
};

static const char *const sentence_ids[DOES__COUNT] = {
	[DOES_ANSWERS] = "diagram.say.answers",
	[DOES_RUNS] = "diagram.say.runs",
	[DOES_SUPPORTS] = "diagram.say.supports",
	[DOES_MAY] = "diagram.say.may",
	[DOES_CONSULTED] = "diagram.say.consulted",
	[DOES_INFORMED] = "diagram.say.informed",
};

static const char *const condition_ids[CONDITION_KIND__COUNT] = {
	[CONDITION_PLAN] = "diagram.condition.plan",
	[CONDITION_OPTION] = "diagram.condition.option",
	[CONDITION_CONTRACT] = "diagram.condition.contract",
	[CONDITION_OTHER] = "diagram.condition.other",
};

/* Whether words in that language are marked: the picture's other words are in none that its reader
 * expects. */
static bool
needs_mark(const struct diagram_request *request, const char *lang)
{
	return !language_match(lang, request->lang) &&
	       !language_match(lang, model_message_language(request->model, request->lang));
}

const char *
say_keep(struct arena *arena, struct buf *buf)
{
	const char *kept = arena_strndup(arena, buf_cstr(buf), buf->len);

	buf_fini(buf);
	return kept;
}

/* Puts the string together again without its marks of that language but for the last. */
static const char *
marked_once(struct arena *arena, const char *string, const char *tag)
{
	const char *mark = arena_printf(arena, " [%s]", tag), *at, *next;
	struct buf rest = {0};

	at = strstr(string, mark);
	if (at == NULL || strstr(at + 1, mark) == NULL)
		return string;
	for (; (next = strstr(at + 1, mark)) != NULL; at = next) {
		buf_add(&rest, string, (size_t)(at - string));
		string = at + strlen(mark);
	}
	buf_str(&rest, string);
	return say_keep(arena, &rest);
}

const char *
say_once(struct arena *arena, const struct diagram_request *request, const char *said)
{
	const struct matrix *m = request->matrix;

	for (size_t i = 0; m != NULL && i < m->language_count; i++)
		if (needs_mark(request, m->languages[i].tag))
			said = marked_once(arena, said, m->languages[i].tag);
	return needs_mark(request, "en") ? marked_once(arena, said, "en") : said;
}

const char *
say_plain(const struct diagram_request *request, const char *id)
{
	return model_message(request->model, request->lang, id);
}

const char *
say_between(struct arena *arena, const struct diagram_request *request, const char *id)
{
	const char *pattern = say_plain(request, id), *a = strstr(pattern, "{a}");
	const char *b = a != NULL ? strstr(a, "{b}") : NULL;

	return b != NULL ? arena_strndup(arena, a + 3, (size_t)(b - a - 3)) : " ";
}

const char *
say_text(struct arena *arena, const struct diagram_request *request, const struct texts *texts)
{
	const struct text *text = texts_shown(texts, request->matrix, request->lang);

	if (text == NULL)
		return "";
	return needs_mark(request, text_lang(text))
		       ? arena_printf(arena, "%s [%s]", text->value, text_lang(text))
		       : text->value;
}

const char *
say_lang(const struct diagram_request *request, const struct texts *texts)
{
	const struct text *text = texts_shown(texts, request->matrix, request->lang);

	return text != NULL && !language_match(text_lang(text), request->lang) ? text_lang(text)
									       : request->lang;
}

const char *
say_join(struct arena *arena, const char *a, const char *separator, const char *b)
{
	if (a == NULL || a[0] == '\0')
		return b;
	if (b == NULL || b[0] == '\0')
		return a;
	return arena_printf(arena, "%s%s%s", a, separator, b);
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static bool
is_sentence(const char *s)
{
	return ends_with(s, ".") || ends_with(s, "。");
}

const char *
say_clauses(
	struct arena *arena, const struct diagram_request *request, const char *a, const char *b)
{
	bool whole = a != NULL && is_sentence(a);

	return say_join(arena, a,
		say_between(arena, request, whole ? "diagram.sentences" : "diagram.clauses"), b);
}

const char *
say_row_name(struct arena *arena, const struct diagram_request *request, const struct row *row)
{
	const char *name = say_text(arena, request, &row->name);

	if (row->group == NULL)
		return name;
	return SAY(arena, request, "diagram.group.row", "group",
		say_text(arena, request, &row->group->name), "row", name);
}

const char *
say_party(struct arena *arena, const struct diagram_request *request, const struct party *party)
{
	return say_text(arena, request, party_short(party));
}

const char *
say_parties(struct arena *arena, const struct diagram_request *request, const struct parts *parts,
	enum does does)
{
	const char *list = NULL;

	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].does == does)
			list = say_join(arena, list, say_between(arena, request, "diagram.list"),
				say_party(arena, request, parts->v[i].party));
	return list;
}

static const char *
with_text(struct arena *arena, const struct diagram_request *request, const char *said,
	const struct texts *texts)
{
	const char *text = say_text(arena, request, texts);

	return text[0] != '\0'
		       ? SAY(arena, request, "diagram.with-text", "said", said, "text", text)
		       : said;
}

static const char *
one_part(struct arena *arena, const struct diagram_request *request, const struct part *part,
	const char *id)
{
	const char *party = say_party(arena, request, part->party);

	return with_text(arena, request, SAY(arena, request, id, "party", party), &part->text);
}

const char *
say_part(struct arena *arena, const struct diagram_request *request, const struct part *part)
{
	return one_part(arena, request, part, part_ids[part->does]);
}

const char *
say_whose(struct arena *arena, const struct diagram_request *request, const struct party *party,
	const char *words)
{
	return SAY(arena, request, "diagram.does.party", "party", say_party(arena, request, party),
		"does", words);
}

const char *
say_words_of(struct arena *arena, const struct diagram_request *request, const struct parts *parts,
	const struct party *party)
{
	const char *only = "", *all = NULL;
	size_t n = 0;

	for (int does = 0; does < DOES__COUNT; does++)
		for (size_t i = 0; i < parts->count; i++) {
			const struct part *part = &parts->v[i];

			if (part->party != party || part->does != (enum does)does ||
				part->text.count == 0)
				continue;
			n++;
			only = say_text(arena, request, &part->text);
			all = say_clauses(arena, request, all,
				SAY(arena, request, "diagram.does.party", "party",
					say_plain(request, does_ids[does]), "does", only));
		}
	return n > 1 ? all : only;
}

/* Whether the part's party also runs, or answers for, what this part says, without further words:
 * one phrase serves for both. */
static bool
is_both(const struct parts *parts, const struct part *part, enum does other)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == part->party && parts->v[i].does == other &&
			parts->v[i].text.count == 0)
			return part->text.count == 0;
	return false;
}

/* Owners who also run it are said to do so in one go. */
static const char *
sentence_part(struct arena *arena, const struct diagram_request *request, const struct parts *parts,
	const struct part *part)
{
	if (part->does == DOES_RUNS && is_both(parts, part, DOES_ANSWERS))
		return NULL;
	if (part->does == DOES_ANSWERS && is_both(parts, part, DOES_RUNS))
		return SAY(arena, request, "diagram.say.answers-and-runs", "party",
			say_party(arena, request, part->party));
	return one_part(arena, request, part, sentence_ids[part->does]);
}

static const char *
all_parts(struct arena *arena, const struct diagram_request *request, const struct parts *parts)
{
	const char *list = NULL;

	for (size_t i = 0; i < parts->count; i++)
		list = say_join(arena, list, say_between(arena, request, "diagram.list"),
			sentence_part(arena, request, parts, &parts->v[i]));
	if (list == NULL)
		return say_plain(request, "diagram.unspecified");
	return say_join(arena, list, say_between(arena, request, "diagram.list"),
		say_shared(request, parts));
}

const char *
say_shared(const struct diagram_request *request, const struct parts *parts)
{
	static const char *const ids[SHARED__COUNT] = {
		[SHARED_JOINTLY] = "diagram.say.jointly", [SHARED_DIVIDED] = "diagram.say.divided"};

	return ids[parts->shared] != NULL ? say_plain(request, ids[parts->shared]) : NULL;
}

static const char *
content(struct arena *arena, const struct diagram_request *request, enum cell_kind kind,
	const struct parts *parts, const struct texts *reason)
{
	if (kind == CELL_PARTS)
		return all_parts(arena, request, parts);
	if (kind == CELL_UNSPECIFIED)
		return say_plain(request, "diagram.unspecified");
	return with_text(arena, request, say_plain(request, "diagram.not-applicable"), reason);
}

const char *
say_condition(struct arena *arena, const struct diagram_request *request, const struct condition *c)
{
	const char *parts = content(arena, request, c->cell, &c->parts, &c->reason);

	return SAY(arena, request, condition_ids[c->kind], "name",
		say_text(arena, request, &c->name), "parts", parts);
}

/* The note with the lowest number above one; NULL: there is none. */
static const struct footnote *
next_note(const struct footnote *const *notes, size_t count, size_t above)
{
	const struct footnote *next = NULL;

	for (size_t i = 0; i < count; i++)
		if (notes[i]->number > above && (next == NULL || notes[i]->number < next->number))
			next = notes[i];
	return next;
}

const char *
say_marks(struct arena *arena, const struct footnote *const *notes, size_t count)
{
	const char *numbers = NULL;
	const struct footnote *next;

	for (size_t said = 0; (next = next_note(notes, count, said)) != NULL; said = next->number)
		numbers = say_join(arena, numbers, " ", arena_printf(arena, "*%zu", next->number));
	return numbers;
}

/* Behind what is said: the footnotes, or, if short, their numbers. */
static const char *
with_footnotes(struct arena *arena, const struct diagram_request *request, const char *said,
	const struct footnote *const *notes, size_t count, bool brief)
{
	if (brief)
		return say_join(arena, said, " ", say_marks(arena, notes, count));
	for (size_t i = 0; i < count; i++)
		said = say_clauses(arena, request, said, say_text(arena, request, &notes[i]->text));
	return said;
}

static const char *
with_conditions(struct arena *arena, const struct diagram_request *request, const char *said,
	const struct condition *conditions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		said = say_clauses(
			arena, request, said, say_condition(arena, request, &conditions[i]));
	return said;
}

static const char *
cell_said(struct arena *arena, const struct diagram_request *request, const struct cell *cell,
	bool brief)
{
	const char *said = content(arena, request, cell->kind, &cell->parts, &cell->reason);

	said = with_conditions(arena, request, said, cell->conditions, cell->condition_count);
	return with_footnotes(arena, request, said, cell->footnotes, cell->footnote_count, brief);
}

const char *
say_cell(struct arena *arena, const struct diagram_request *request, const struct cell *cell)
{
	return cell_said(arena, request, cell, false);
}

static const char *
column_said(struct arena *arena, const struct diagram_request *request, const char *column,
	const struct cell *cell, bool brief)
{
	return SAY(arena, request, "diagram.say.row", "row", column, "cell",
		cell_said(arena, request, cell, brief));
}

/* What the row says beside its name. */
static const char *
row_said(struct arena *arena, const struct diagram_request *request, const struct table *table,
	const struct row *row, size_t first_column, size_t column_count, bool brief)
{
	const char *said =
		table->column_count == 0 ? cell_said(arena, request, &row->cells[0], brief) : NULL;

	for (size_t c = first_column; table->column_count > 0 && c < first_column + column_count;
		c++)
		said = say_clauses(arena, request, said,
			column_said(arena, request,
				say_text(arena, request, &table->columns[c].name), &row->cells[c],
				brief));
	said = with_conditions(arena, request, said, row->conditions.v, row->conditions.count);
	return with_footnotes(arena, request, said, row->marks.v, row->marks.count, brief);
}

const char *
say_row(struct arena *arena, const struct diagram_request *request, const struct table *table,
	const struct row *row, size_t first_column, size_t column_count)
{
	return SAY(arena, request, "diagram.say.row", "row", say_row_name(arena, request, row),
		"cell", row_said(arena, request, table, row, first_column, column_count, false));
}

/* Whether all columns say the same of the row, and nothing else is said. */
static bool
is_uniform(const struct table *table, const struct row *row)
{
	for (size_t c = 1; c < table->column_count; c++)
		if (!cell_equal(&row->cells[0], &row->cells[c]))
			return false;
	return table->column_count > 1 && row->conditions.count == 0 && row->marks.count == 0;
}

const char *
say_rows(struct arena *arena, const struct diagram_request *request, const struct table *table,
	size_t first, size_t count)
{
	const struct row *row = &table->rows[first];
	const char *names = NULL, *said;

	for (size_t i = first; i < first + count; i++)
		names = say_join(arena, names, say_between(arena, request, "diagram.list"),
			say_text(arena, request, &table->rows[i].name));
	if (row->group != NULL)
		names = SAY(arena, request, "diagram.group.row", "group",
			say_text(arena, request, &row->group->name), "row", names);
	if (is_uniform(table, row))
		said = column_said(arena, request, say_plain(request, "diagram.columns.all"),
			&row->cells[0], true);
	else
		said = row_said(arena, request, table, row, 0, table_cell_count(table), true);
	return SAY(arena, request, "diagram.say.row", "row", names, "cell", said);
}

const char *
say_sentence(struct arena *arena, const struct diagram_request *request, const char *said)
{
	return is_sentence(said) ? say_once(arena, request, said)
				 : SAY(arena, request, "diagram.say.sentence", "sentence", said);
}

const char *
say_about(struct arena *arena, const struct diagram_request *request, const char *id)
{
	const struct matrix *matrix = request->matrix;
	struct buf date = {0};

	words_date(&date, request->model, request->lang, matrix->date);
	return SAY(arena, request, id, "service", say_text(arena, request, &matrix->service_name),
		"number", arena_printf(arena, "%u", matrix->edition), "date",
		say_keep(arena, &date));
}

const char *
say_page(struct arena *arena, const struct diagram_request *request)
{
	const struct diagram_part *part = &request->part;

	if (part->pages == 0)
		return NULL;
	return SAY(arena, request, "diagram.page", "page", arena_printf(arena, "%zu", part->page),
		"pages", arena_printf(arena, "%zu", part->pages));
}
