#include "collect.h"

#include <stdint.h>
#include <string.h>

#include "base/own.h"
#include "model/fact.h"

/* -- passages ---------------------------------------------------------------------------- */

/* The tokens of a text with tabs. */
static void
tokenize(struct collector *c, struct search_passage *passage)
{
	struct chunks chunks = fold_chunks(c->scratch, passage->text, SIZE_MAX);
	struct search_token *tokens = arena_array(c->arena, chunks.count, sizeof(*tokens));

	for (size_t i = 0; i < chunks.count; i++) {
		const struct chunk *chunk = &chunks.v[i];
		size_t len = chunk->end - chunk->start;
		unsigned flags = (chunk->function ? 0 : WORD_SAID) |
				 (chunk->kind == CHUNK_WHOLE ? WORD_WHOLE : 0);

		tokens[i] = (struct search_token){lexicon_add(c->words, chunk->form, flags),
			(uint32_t)chunk->start, (uint16_t)(len < UINT16_MAX ? len : UINT16_MAX),
			chunk->glued};
	}
	passage->tokens = tokens;
	passage->token_count = chunks.count;
}

/* Whether the item has the text already: a part in the same words, a counterpart of the same title.
 */
static bool
is_said(const struct collector *c, const char *text)
{
	for (size_t i = 0; i < c->passage_count; i++)
		if (strcmp(c->passages[i].text, text) == 0)
			return true;
	return false;
}

static void
add_passage(struct collector *c, enum search_field field, const char *value, const char *lang,
	const char *fact)
{
	OWN(buf_fini) struct buf text = {0};
	struct search_passage *passage;

	segment_text(c->segmenter, &text, value);
	if (text.len == 0 || is_said(c, buf_cstr(&text)))
		return;
	c->passages = arena_grow(
		c->arena, c->passages, c->passage_count, &c->passage_cap, sizeof(*c->passages));
	passage = &c->passages[c->passage_count++];
	*passage = (struct search_passage){.text = arena_strdup(c->arena, buf_cstr(&text)),
		.lang = lang,
		.fact = fact,
		.field = field};
	tokenize(c, passage);
}

static void
add_texts(struct collector *c, enum search_field field, const struct texts *texts)
{
	const struct text *text = texts_in(texts, c->lang);

	if (text == NULL)
		return;
	add_passage(c, field, text->value, text_lang(text), NULL);
	if (field == SEARCH_TITLE && c->passage_count > 0)
		c->passages[c->passage_count - 1].standing = (enum standing)text->standing;
}

static void
add_blocks(struct collector *c, const struct blocks *blocks)
{
	for (size_t i = 0; i < blocks->count; i++)
		add_texts(c, SEARCH_STATEMENT, &blocks->v[i].text);
}

/* "Time from cancellation to deletion: at most 30 days" */
static void
add_facts(struct collector *c, const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		OWN(buf_fini) struct buf words = {0};

		buf_str(&words, texts_value(&facts[i].name, c->lang));
		buf_str(&words, model_message(c->model, c->lang, "cell.colon"));
		fact_words(c->model, c->matrix, &facts[i], c->lang, &words);
		add_passage(c, SEARCH_VALUE, buf_cstr(&words), c->lang, facts[i].id);
	}
}

static void
add_parts(struct collector *c, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		add_texts(c, SEARCH_PART, &parts->v[i].text);
}

static void
add_conditions(struct collector *c, const struct conditions *conditions)
{
	for (size_t i = 0; i < conditions->count; i++) {
		add_texts(c, SEARCH_STATEMENT, &conditions->v[i].statement);
		add_texts(c, SEARCH_STATEMENT, &conditions->v[i].reason);
		add_parts(c, &conditions->v[i].parts);
	}
}

/* -- items -------------------------------------------------------------------------------- */

static void
add_number(struct collector *c, const char *number, const struct framework *framework)
{
	c->numbers = arena_grow(
		c->arena, c->numbers, c->number_count, &c->number_cap, sizeof(*c->numbers));
	c->numbers[c->number_count++] = (struct search_number){
		number, framework, fold_chunks(c->arena, number, SEARCH_CHUNKS_MAX)};
}

/* Makes an item of the passages and numbers that were added; none without a title. */
static void
add_item(struct collector *c, enum search_kind kind, const char *id, const void *thing,
	const struct table *table)
{
	if (c->passage_count > 0) {
		c->items = arena_grow(c->arena, c->items, c->count, &c->cap, sizeof(*c->items));
		c->items[c->count++] = (struct search_item){kind, id, thing, table, c->passages,
			c->passage_count, c->numbers, c->number_count};
	}
	c->passages = NULL;
	c->numbers = NULL;
	c->passage_count = c->passage_cap = c->number_count = c->number_cap = 0;
}

static void
collect_control(struct collector *c, const struct control *control)
{
	const struct control_extra *extra = control_extra(control);

	add_number(c, control->clause, model_framework(c->model, c->matrix->control_framework));
	add_texts(c, SEARCH_TITLE, control_title(c->model, c->matrix, control));
	add_texts(c, SEARCH_STATEMENT, &control->statement);
	add_blocks(c, &extra->blocks);
	add_texts(c, SEARCH_STATEMENT, &extra->limits);
	add_conditions(c, &extra->conditions);
	for (size_t i = 0; i < extra->footnote_count; i++)
		add_texts(c, SEARCH_STATEMENT, &extra->footnotes[i].text);
	add_facts(c, control->facts, control->fact_count);
	add_parts(c, &control->parts);
	for (size_t i = 0; i < control->map_count; i++) {
		const struct counterpart *map = &control->maps[i];

		add_number(c, map->clause, model_framework(c->model, map->framework));
		add_texts(c, SEARCH_COUNTERPART, &counterpart_clause(c->model, map)->title);
	}
	add_item(c, SEARCH_CONTROL, control->clause, control, NULL);
}

static void
collect_row(struct collector *c, const struct table *table, const struct row *row)
{
	add_texts(c, SEARCH_TITLE, &row->name);
	add_texts(c, SEARCH_STATEMENT, &row->detail);
	add_facts(c, row->facts, row->fact_count);
	for (size_t i = 0; i < table_cell_count(table); i++) {
		const struct cell *cell = &row->cells[i];

		add_texts(c, SEARCH_STATEMENT, &cell->reason);
		add_parts(c, &cell->parts);
		for (size_t j = 0; j < cell->parts.count; j++)
			add_texts(c, SEARCH_PART, &cell->parts.v[j].party->name);
		for (size_t j = 0; j < cell->footnote_count; j++)
			add_texts(c, SEARCH_STATEMENT, &cell->footnotes[j]->text);
	}
	add_conditions(c, &row->conditions);
	add_item(c, SEARCH_ROW, row->id, row, table);
}

static void
collect_party(struct collector *c, const struct party *party)
{
	add_texts(c, SEARCH_TITLE, &party->name);
	add_texts(c, SEARCH_STATEMENT, &party->description);
	add_texts(c, SEARCH_STATEMENT, &party->purpose);
	add_texts(c, SEARCH_STATEMENT, &party->data);
	add_item(c, SEARCH_PARTY, party->id, party, NULL);
}

/* An answer that points to where it is from says in short what stands there in full: that comes
 * first. */
static void
collect_question(struct collector *c, const struct question *question)
{
	bool restates = question->see_count > 0;

	add_texts(c, restates ? SEARCH_PART : SEARCH_TITLE, &question->asked);
	add_texts(c, restates ? SEARCH_PART : SEARCH_STATEMENT, &question->answer);
	add_blocks(c, &question->blocks);
	add_item(c, SEARCH_QUESTION, question->id, question, NULL);
}

static void
collect_others(struct collector *c)
{
	const struct matrix *m = c->matrix;

	for (size_t i = 0; i < m->question_count; i++)
		collect_question(c, &m->questions[i]);
	for (size_t i = 0; i < m->term_count; i++) {
		add_texts(c, SEARCH_TITLE, &m->terms[i].name);
		add_texts(c, SEARCH_STATEMENT, &m->terms[i].definition);
		add_item(c, SEARCH_TERM, m->terms[i].id, &m->terms[i], NULL);
	}
	for (size_t i = 0; i < m->reference_count; i++) {
		add_texts(c, SEARCH_TITLE, &m->references[i].title);
		add_item(c, SEARCH_REFERENCE, m->references[i].id, &m->references[i], NULL);
	}
	for (size_t i = 0; i < m->contact_count; i++) {
		add_texts(c, SEARCH_TITLE, &m->contacts[i].name);
		add_texts(c, SEARCH_STATEMENT, &m->contacts[i].purpose);
		if (m->contacts[i].value != NULL)
			add_passage(c, SEARCH_STATEMENT, m->contacts[i].value, c->lang, NULL);
		add_item(c, SEARCH_CONTACT, m->contacts[i].id, &m->contacts[i], NULL);
	}
}

/* -- clauses that nothing is mapped to ------------------------------------------------------ */

/* Which of the framework's clauses the document addresses. */
static bool *
addressed(struct collector *c, const struct framework *framework)
{
	bool *is = arena_array(c->arena, framework->clause_count, sizeof(*is));
	const struct matrix *m = c->matrix;

	for (size_t i = 0; i < m->control_count; i++) {
		const struct control *control = &m->controls[i];

		if (strcmp(m->control_framework, framework->id) == 0)
			is[control_clause(c->model, m, control)->index] = true;
		for (const struct counterpart *map =
				control_counterpart(control, framework->id, NULL);
			map != NULL; map = control_counterpart(control, framework->id, map))
			is[counterpart_clause(c->model, map)->index] = true;
	}
	return is;
}

static void
collect_clauses(struct collector *c, const struct framework *framework)
{
	const bool *is = addressed(c, framework);

	for (size_t i = 0; i < framework->clause_count; i++) {
		const struct clause *clause = &framework->clauses[i];

		if (is[i])
			continue;
		add_number(c, clause->number, framework);
		add_texts(c, SEARCH_TITLE, &clause->title);
		add_item(c, SEARCH_CLAUSE, clause->number, clause, NULL);
	}
}

void
collect_items(struct collector *c)
{
	const struct matrix *m = c->matrix;

	for (size_t i = 0; i < m->control_count; i++)
		collect_control(c, &m->controls[i]);
	for (size_t i = 0; i < m->table_count; i++)
		for (size_t j = 0; j < m->tables[i].row_count; j++)
			collect_row(c, &m->tables[i], &m->tables[i].rows[j]);
	for (size_t i = 0; i < m->party_count; i++)
		collect_party(c, &m->parties[i]);
	collect_others(c);
	for (size_t i = 0; i < m->uses_count; i++)
		if (m->uses[i].role != USES_CONTEXT)
			collect_clauses(c, model_framework(c->model, m->uses[i].framework));
}
