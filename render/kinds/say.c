#include "say.h"

#include <string.h>

static const char *const part_ids[DOES__COUNT] = {
	[DOES_ANSWERS] = "diagram.part.answers",
	[DOES_RUNS] = "diagram.part.runs",
	[DOES_SUPPORTS] = "diagram.part.supports",
	[DOES_CONSULTED] = "diagram.part.consulted",
	[DOES_INFORMED] = "diagram.part.informed",
};

static const char *const does_ids[DOES__COUNT] = {
	[DOES_ANSWERS] = "diagram.does.answers",
	[DOES_RUNS] = "diagram.does.runs",
	[DOES_SUPPORTS] = "diagram.does.supports",
	[DOES_CONSULTED] = "diagram.does.consulted",
	[DOES_INFORMED] = "diagram.does.informed",
};

static const char *const sentence_ids[DOES__COUNT] = {
	[DOES_ANSWERS] = "diagram.say.answers",
	[DOES_RUNS] = "diagram.say.runs",
	[DOES_SUPPORTS] = "diagram.say.supports",
	[DOES_CONSULTED] = "diagram.say.consulted",
	[DOES_INFORMED] = "diagram.say.informed",
};

static const char *const condition_ids[CONDITION_KIND__COUNT] = {
	[CONDITION_PLAN] = "diagram.condition.plan",
	[CONDITION_OPTION] = "diagram.condition.option",
	[CONDITION_CONTRACT] = "diagram.condition.contract",
	[CONDITION_OTHER] = "diagram.condition.other",
};

const char *
say_keep(struct arena *arena, struct buf *buf)
{
	const char *kept = arena_strndup(arena, buf_cstr(buf), buf->len);

	buf_fini(buf);
	return kept;
}

const char *
say_plain(const struct diagram_request *request, const char *id)
{
	return message(request->model, request->lang, id);
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
	const struct text *text = texts_in(texts, request->lang);

	if (text == NULL)
		return "";
	if (language_match(text_lang(text), request->lang))
		return text->value;
	return arena_printf(arena, "%s [%s]", text->value, text_lang(text));
}

const char *
say_lang(const struct diagram_request *request, const struct texts *texts)
{
	const struct text *text = texts_in(texts, request->lang);

	return text != NULL && !language_match(text_lang(text), request->lang) ? text_lang(text) : request->lang;
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
say_clauses(struct arena *arena, const struct diagram_request *request, const char *a, const char *b)
{
	bool whole = a != NULL && is_sentence(a);

	return say_join(arena, a, say_between(arena, request, whole ? "diagram.sentences" : "diagram.clauses"), b);
}

const char *
say_row_name(struct arena *arena, const struct diagram_request *request, const struct row *row)
{
	const char *name = say_text(arena, request, &row->name);

	if (row->group == NULL)
		return name;
	return SAY(arena, request, "diagram.group.row", "group", say_text(arena, request, &row->group->name), "row", name);
}

const char *
say_party(struct arena *arena, const struct diagram_request *request, const struct party *party)
{
	return say_text(arena, request, party_short(party));
}

const char *
say_parties(
	struct arena *arena, const struct diagram_request *request, const struct parts *parts, enum does does)
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

	return text[0] != '\0' ? SAY(arena, request, "diagram.with-text", "said", said, "text", text) : said;
}

static const char *
one_part(struct arena *arena, const struct diagram_request *request, const struct part *part, const char *id)
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
say_whose(struct arena *arena, const struct diagram_request *request, const struct party *party, const char *words)
{
	return SAY(arena, request, "diagram.does.party", "party", say_party(arena, request, party), "does", words);
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

			if (part->party != party || part->does != (enum does)does || part->text.count == 0)
				continue;
			n++;
			only = say_text(arena, request, &part->text);
			all = say_clauses(arena, request, all, SAY(arena, request, "diagram.does.party", "party",
					say_plain(request, does_ids[does]), "does", only));
		}
	return n > 1 ? all : only;
}

/* Whether the part's party also runs, or answers for, what this part says, without further words: one phrase
 * serves for both. */
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
	return say_join(arena, list, say_between(arena, request, "diagram.list"), say_shared(request, parts));
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

	return SAY(arena, request, condition_ids[c->kind], "name", say_text(arena, request, &c->name),
		"parts", parts);
}

const char *
say_cell(struct arena *arena, const struct diagram_request *request, const struct cell *cell)
{
	const char *said = content(arena, request, cell->kind, &cell->parts, &cell->reason);
	const char *stop = say_between(arena, request, "diagram.clauses");

	for (size_t i = 0; i < cell->condition_count; i++)
		said = say_join(arena, said, stop, say_condition(arena, request, &cell->conditions[i]));
	for (size_t i = 0; i < cell->footnote_count; i++)
		said = say_join(arena, said, stop, say_text(arena, request, &cell->footnotes[i]->text));
	return said;
}

const char *
say_row(struct arena *arena, const struct diagram_request *request, const struct table *table, const struct row *row,
	size_t first_column, size_t column_count)
{
	const char *stop = say_between(arena, request, "diagram.clauses");
	const char *said = NULL;

	for (size_t c = first_column; c < first_column + column_count; c++) {
		const char *cell = say_cell(arena, request, &row->cells[c]);

		if (table->column_count > 0)
			cell = SAY(arena, request, "diagram.say.row", "row",
				say_text(arena, request, &table->columns[c].name), "cell", cell);
		said = say_join(arena, said, stop, cell);
	}
	for (size_t i = 0; i < row->conditions.count; i++)
		said = say_join(arena, said, stop, say_condition(arena, request, &row->conditions.v[i]));
	for (size_t i = 0; i < row->marks.count; i++)
		said = say_join(arena, said, stop, say_text(arena, request, &row->marks.v[i]->text));
	return SAY(arena, request, "diagram.say.row", "row", say_row_name(arena, request, row), "cell", said);
}

const char *
say_about(struct arena *arena, const struct diagram_request *request, const char *id)
{
	const struct matrix *matrix = request->matrix;
	struct buf date = {0};

	words_date(&date, request->model, request->lang, matrix->date);
	return SAY(arena, request, id, "service", say_text(arena, request, &matrix->service_name), "number",
		arena_printf(arena, "%u", matrix->edition), "date", say_keep(arena, &date));
}
