#include "visit.h"

struct visitor {
	visit_texts_fn *visit;
	void *data;
};

static void
texts(const struct visitor *v, const struct texts *t)
{
	if (t->count > 0)
		v->visit(t, v->data);
}

static void
list(const struct visitor *v, const struct texts *t, size_t count)
{
	for (size_t i = 0; i < count; i++)
		texts(v, &t[i]);
}

static void
notes(const struct visitor *v, const struct notes *n)
{
	for (size_t i = 0; i < n->count; i++)
		texts(v, &n->v[i].text);
}

static void
parts(const struct visitor *v, const struct parts *p)
{
	for (size_t i = 0; i < p->count; i++)
		texts(v, &p->v[i].text);
}

static void
blocks(const struct visitor *v, const struct blocks *b)
{
	for (size_t i = 0; i < b->count; i++)
		texts(v, &b->v[i].text);
}

static void
about(const struct visitor *v, const struct matrix *m)
{
	texts(v, &m->title);
	texts(v, &m->service_name);
	texts(v, &m->summary);
	notes(v, &m->edition_notes);
	for (size_t i = 0; i < m->language_count; i++)
		notes(v, &m->languages[i].notes);
	for (size_t i = 0; i < m->uses_count; i++)
		notes(v, &m->uses[i].notes);
	for (size_t i = 0; i < m->certification_count; i++) {
		texts(v, &m->certifications[i].name);
		texts(v, &m->certifications[i].body);
		texts(v, &m->certifications[i].scope);
		notes(v, &m->certifications[i].notes);
	}
	notes(v, &m->notes);
}

static void
lists(const struct visitor *v, const struct matrix *m)
{
	for (size_t i = 0; i < m->party_count; i++) {
		texts(v, &m->parties[i].name);
		texts(v, &m->parties[i].short_name);
		texts(v, &m->parties[i].description);
		texts(v, &m->parties[i].purpose);
		texts(v, &m->parties[i].data);
		notes(v, &m->parties[i].notes);
	}
	for (size_t i = 0; i < m->reference_count; i++) {
		texts(v, &m->references[i].title);
		notes(v, &m->references[i].notes);
	}
	for (size_t i = 0; i < m->contact_count; i++) {
		texts(v, &m->contacts[i].name);
		texts(v, &m->contacts[i].purpose);
		notes(v, &m->contacts[i].notes);
	}
	texts(v, &m->scope);
	list(v, m->scope_items, m->scope_item_count);
	notes(v, &m->scope_notes);
	for (size_t i = 0; i < m->term_count; i++) {
		texts(v, &m->terms[i].name);
		texts(v, &m->terms[i].definition);
		notes(v, &m->terms[i].notes);
	}
	for (size_t i = 0; i < m->section_count; i++) {
		texts(v, &m->sections[i].title);
		list(v, m->sections[i].paragraphs, m->sections[i].paragraph_count);
		blocks(v, &m->sections[i].blocks);
		notes(v, &m->sections[i].notes);
	}
	for (size_t i = 0; i < m->question_count; i++) {
		texts(v, &m->questions[i].asked);
		texts(v, &m->questions[i].answer);
		blocks(v, &m->questions[i].blocks);
		notes(v, &m->questions[i].notes);
	}
}

static void
conditions(const struct visitor *v, const struct condition *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		texts(v, &list[i].name);
		texts(v, &list[i].statement);
		texts(v, &list[i].display);
		parts(v, &list[i].parts);
		texts(v, &list[i].reason);
	}
}

static void
facts(const struct visitor *v, const struct fact *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		texts(v, &list[i].name);
		texts(v, &list[i].display);
		conditions(v, fact_extra(&list[i])->conditions.v,
			fact_extra(&list[i])->conditions.count);
		notes(v, &list[i].notes);
	}
}

static void
cell(const struct visitor *v, const struct cell *c)
{
	parts(v, &c->parts);
	texts(v, &c->reason);
	conditions(v, c->conditions, c->condition_count);
}

static void
table(const struct visitor *v, const struct table *t)
{
	texts(v, &t->title);
	texts(v, &t->statement);
	for (size_t i = 0; i < t->column_count; i++) {
		texts(v, &t->columns[i].name);
		notes(v, &t->columns[i].notes);
	}
	for (size_t i = 0; i < t->group_count; i++)
		texts(v, &t->groups[i].name);
	for (size_t i = 0; i < t->row_count; i++) {
		texts(v, &t->rows[i].name);
		texts(v, &t->rows[i].detail);
		for (size_t j = 0; j < table_cell_count(t); j++)
			cell(v, &t->rows[i].cells[j]);
		conditions(v, t->rows[i].conditions.v, t->rows[i].conditions.count);
		facts(v, t->rows[i].facts, t->rows[i].fact_count);
		notes(v, &t->rows[i].notes);
	}
	for (size_t i = 0; i < t->footnote_count; i++)
		texts(v, &t->footnotes[i].text);
	notes(v, &t->notes);
}

static void
control(const struct visitor *v, const struct control *c)
{
	texts(v, control_own_title(c));
	texts(v, &c->statement);
	blocks(v, &control_extra(c)->blocks);
	texts(v, &control_extra(c)->limits);
	parts(v, &c->parts);
	conditions(v, control_extra(c)->conditions.v, control_extra(c)->conditions.count);
	facts(v, c->facts, c->fact_count);
	for (size_t i = 0; i < control_extra(c)->footnote_count; i++)
		texts(v, &control_extra(c)->footnotes[i].text);
	for (size_t i = 0; i < c->map_count; i++)
		notes(v, &c->maps[i].notes);
	notes(v, &c->notes);
}

void
matrix_visit_texts(const struct matrix *matrix, visit_texts_fn *visit, void *data)
{
	const struct visitor v = {visit, data};

	about(&v, matrix);
	lists(&v, matrix);
	for (size_t i = 0; i < matrix->table_count; i++)
		table(&v, &matrix->tables[i]);
	for (size_t i = 0; i < matrix->control_count; i++)
		control(&v, &matrix->controls[i]);
}
