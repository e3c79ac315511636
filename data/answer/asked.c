/* Each column is read as each framework. What the document follows itself goes before what only a
 * published table leads to; of two that do as well neither is taken. */
#include "asked.h"

#include <string.h>

#include "model/clause.h"

enum { COLUMNS_LOOKED_AT = 60 };

static bool
uses(const struct matrix *m, const struct framework *framework)
{
	for (size_t i = 0; i < m->uses_count; i++)
		if (m->uses[i].role != USES_CONTEXT &&
			strcmp(m->uses[i].framework, framework->id) == 0)
			return true;
	return m->control_framework != NULL && strcmp(m->control_framework, framework->id) == 0;
}

struct frameworks_known
frameworks_known_make(struct arena *arena, const struct model *model, const struct matrix *m)
{
	struct frameworks_known keys = {.arena = arena, .matrix = m};

	keys.known = arena_array(arena, model->framework_count, sizeof(*keys.known));
	for (size_t i = 0; i < model->framework_count && m->control_framework != NULL; i++) {
		const struct framework *framework = &model->frameworks[i];
		struct gap gap = gap_make(arena, model, m, framework);

		if (gap.addressed > 0)
			keys.known[keys.known_count++] =
				(struct known){framework, gap, uses(m, framework)};
	}
	return keys;
}

struct reply_tally {
	size_t filled, hits, clauses;
	size_t with_title; /* of the hits, those with more than a number: a sentence may begin so */
	size_t beside;     /* of the hits, those with something else in their row */
	size_t sections;   /* what is alone in its row and no hit */
};

/* Whether it is a number and more words. */
static bool
has_title(const struct known *known, const struct asked_for *asked, const char *text)
{
	return known != NULL && asked->count == 1 && asked->unread_count == 0 &&
	       asked->items[0].clause != NULL && clause_meant(known->framework, text) == NULL &&
	       clause_of_question(known->framework, text) == NULL;
}

static bool
has_clause(const struct asked_for *asked)
{
	for (size_t i = 0; i < asked->count; i++)
		if (asked->items[i].clause != NULL)
			return true;
	return false;
}

static struct reply_tally
count(const struct frameworks_known *keys, const struct csv *csv, unsigned column,
	const struct known *known)
{
	struct reply_tally tally = {0};

	for (size_t i = 0; i < csv->count; i++) {
		const char *text =
			csv->rows[i].count >= column ? csv->rows[i].cells[column - 1].text : "";
		struct asked_for asked =
			text[0] != '\0' ? asked_read(keys, known, text) : (struct asked_for){0};

		tally.filled += text[0] != '\0';
		tally.hits += asked.count > 0;
		tally.clauses += has_clause(&asked);
		tally.with_title += has_title(known, &asked, text);
		tally.beside += asked.count > 0 && csv_filled(&csv->rows[i]) != 1;
		tally.sections +=
			text[0] != '\0' && asked.count == 0 && csv_filled(&csv->rows[i]) == 1;
	}
	if (tally.beside * 2 > tally.hits)
		tally.filled -= tally.sections;
	if (tally.with_title == 1)
		tally.hits--;
	return tally;
}

/* Numbers of clauses are most of their column; ids of questions may be few of many. */
static bool
is_enough(struct reply_tally tally, const struct known *known, const struct answer_options *options)
{
	if (tally.hits == 0 || (known != NULL && tally.clauses == 0))
		return false;
	return options->key != NULL || known == NULL || tally.hits * 2 >= tally.filled ||
	       tally.filled - tally.hits <= 2;
}

static void
consider(const struct frameworks_known *keys, const struct csv *csv, unsigned column,
	const struct known *known, const struct answer_options *options, struct asked_column *best)
{
	struct reply_tally tally = count(keys, csv, column, known);
	bool used = known == NULL || known->used,
	     best_used = best->known == NULL || best->known->used;

	if (!is_enough(tally, known, options))
		return;
	if (tally.hits > best->hits || (tally.hits == best->hits && used && !best_used))
		*best = (struct asked_column){column, known, tally.hits, NULL};
	else if (tally.hits == best->hits && used == best_used && column == best->column)
		best->other = known;
}

static unsigned
column_of_letters(const char *letters)
{
	unsigned column = 0;

	for (; *letters != '\0' && column < 1000; letters++)
		column = column * 26 + (unsigned)((*letters & ~0x20) - 'A') + 1;
	return column;
}

struct asked_column
asked_find_column(const struct frameworks_known *keys, const struct csv *csv,
	const struct answer_options *options)
{
	unsigned first = options->key != NULL ? column_of_letters(options->key) : 1;
	unsigned last = options->key != NULL ? first : COLUMNS_LOOKED_AT;
	struct asked_column best = {0};

	for (unsigned column = first; column <= last; column++) {
		if (options->framework == NULL)
			consider(keys, csv, column, NULL, options, &best);
		for (size_t i = 0; i < keys->known_count; i++)
			if (options->framework == NULL ||
				keys->known[i].framework == options->framework)
				consider(keys, csv, column, &keys->known[i], options, &best);
	}
	return best;
}
