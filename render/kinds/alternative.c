#include "alternative.h"

#include "base/utf8.h"
#include "boundary.h"
#include "say.h"

static size_t
characters(const char *s)
{
	size_t n = 0, len = 0;

	for (; *s != '\0'; s += len, n++)
		utf8_next(s, &len);
	return n;
}

static const char *
rest(const struct alternative *a)
{
	return say_plain(a->request, "diagram.say.rest");
}

static void
append(struct alternative *a, const char *sentence)
{
	const char *between = say_between(a->arena, a->request, "diagram.sentences");

	buf_str(a->out, between);
	buf_str(a->out, sentence);
	a->length += characters(between) + characters(sentence);
}

void
alternative_begin(struct alternative *a, const struct diagram_request *request, struct arena *arena,
	struct buf *out, const char *sentence)
{
	*a = (struct alternative){
		.request = request, .arena = arena, .out = out, .length = characters(sentence)};
	buf_str(out, sentence);
	if (say_page(arena, request) != NULL)
		append(a, say_sentence(arena, request, say_page(arena, request)));
}

void
alternative_add(struct alternative *a, const char *sentence)
{
	if (a->full || a->length + characters(sentence) + characters(rest(a)) + 2 > ALTERNATIVE_MAX)
		a->full = true;
	else
		append(a, sentence);
	a->full = a->full || a->cut;
}

bool
alternative_list(struct alternative *a, const char **list, const char *item)
{
	const size_t around = 160; /* for the rest of the sentence */
	const char *longer =
		say_join(a->arena, *list, say_between(a->arena, a->request, "diagram.list"), item);

	if (*list != NULL &&
		a->length + characters(longer) + characters(rest(a)) + around > ALTERNATIVE_MAX)
		a->cut = true;
	else
		*list = longer;
	return !a->cut;
}

void
alternative_title(struct alternative *a, const struct table *table)
{
	if (boundary_candidate(a->request->matrix, 1) != NULL)
		alternative_add(a, say_sentence(a->arena, a->request,
					   say_text(a->arena, a->request, &table->title)));
}

/* Whether all the same is said of both, names aside. */
static bool
is_same(const struct table *table, const struct row *a, const struct row *b)
{
	if (a->group != b->group ||
		a->conditions.count + b->conditions.count + a->marks.count + b->marks.count > 0)
		return false;
	for (size_t c = 0; c < table_cell_count(table); c++)
		if (!cell_equal(&a->cells[c], &b->cells[c]))
			return false;
	return true;
}

static bool
is_row_told(const struct table *table, const struct row *row, bool (*is_told)(const struct cell *))
{
	bool told = is_told == NULL || row->conditions.count > 0 || row->marks.count > 0;

	for (size_t c = 0; c < table_cell_count(table) && !told; c++)
		told = is_told(&row->cells[c]);
	return told;
}

void
alternative_rows(
	struct alternative *a, const struct table *table, bool (*is_told)(const struct cell *))
{
	size_t n;

	for (size_t i = 0; i < table->row_count && !a->full; i += n) {
		const char *names = say_text(a->arena, a->request, &table->rows[i].name);

		n = 1;
		if (!is_row_told(table, &table->rows[i], is_told))
			continue;
		while (i + n < table->row_count &&
			is_same(table, &table->rows[i], &table->rows[i + n]) &&
			alternative_list(a, &names,
				say_text(a->arena, a->request, &table->rows[i + n].name)))
			n++;
		alternative_add(a, say_sentence(a->arena, a->request,
					   say_rows(a->arena, a->request, table, i, n)));
	}
}

void
alternative_footnotes(struct alternative *a, const struct table *table)
{
	for (size_t i = 0; i < table->footnote_count && !a->full; i++) {
		const struct footnote *note = &table->footnotes[i];

		alternative_add(a, say_sentence(a->arena, a->request,
					   arena_printf(a->arena, "*%zu %s", note->number,
						   say_text(a->arena, a->request, &note->text))));
	}
}

void
alternative_end(struct alternative *a)
{
	if (a->full)
		append(a, rest(a));
}
