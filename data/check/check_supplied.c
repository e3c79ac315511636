/* The rules about documents that parties publish themselves: ours and theirs are held against each
 * other. What is found stands at our <opens> or <publishes>, and names the place in theirs. */
#include <string.h>

#include "checker.h"

struct held {
	struct checker *c;
	const struct party *supplier;
	const struct publication *published;
};

/* -- what is said of a thing, in either document -------------------------------------------------
 */

/* The parts of a row's cells, or of a control. */
struct supplied_answer {
	const struct publication *published; /* NULL: it is ours */
	const struct opening *opening;       /* theirs: of which columns; NULL: of all */
	const struct table *table;
	const struct row *row; /* NULL: it is a control */
	const struct control *control;
};

static size_t
parts_count(const struct supplied_answer *s)
{
	return s->row != NULL ? table_cell_count(s->table) : s->control != NULL;
}

/* The i-th of them; NULL: the opening is not about it. */
static const struct parts *
parts_at(const struct supplied_answer *s, size_t i)
{
	if (s->row == NULL)
		return s->control != NULL ? &s->control->parts : NULL;
	if (s->opening != NULL && !opening_has_column(s->published, s->opening, s->row, i))
		return NULL;
	return &s->row->cells[i].parts;
}

/* Whose part it is, as a party of ours. */
static const struct party *
whose(const struct supplied_answer *s, const struct part *part)
{
	return s->published != NULL ? s->published->whom[part->party->index] : part->party;
}

/* A duty of the party in it, or of others: of anybody but that party. Most: DOES_ANSWERS for what
 * is answered for, DOES_SUPPORTS for any duty. NULL: there is none. */
static const struct part *
find_duty(const struct supplied_answer *s, const struct party *party, bool others, enum does most)
{
	for (size_t i = 0; i < parts_count(s); i++) {
		const struct parts *parts = parts_at(s, i);

		for (size_t j = 0; parts != NULL && j < parts->count; j++)
			if (parts->v[j].does <= most && (whose(s, &parts->v[j]) == party) != others)
				return &parts->v[j];
	}
	return NULL;
}

static struct supplied_answer
ours_at(const struct checker *c, const struct opening *o)
{
	const struct row *row = o->row != NULL ? matrix_row(c->matrix, o->row) : NULL;

	return (struct supplied_answer){.row = row,
		.table = row != NULL ? matrix_table_of(c->matrix, row) : NULL,
		.control = o->clause != NULL ? matrix_control(c->matrix, o->clause) : NULL};
}

static struct supplied_answer
theirs_at(const struct publication *p, const struct opening *o)
{
	const struct row *row = opening_row(p, o);

	return (struct supplied_answer){.published = p,
		.opening = o,
		.row = row,
		.table = row != NULL ? matrix_table_of(p->matrix, row) : NULL,
		.control = opening_control(p, o)};
}

static bool
is_there(const struct supplied_answer *s)
{
	return s->row != NULL || s->control != NULL;
}

static const char *
name_of(const struct supplied_answer *s)
{
	if (s->row != NULL)
		return s->row->id;
	return s->control != NULL ? s->control->clause : "";
}

static unsigned
place_of(const struct supplied_answer *s)
{
	if (s->row != NULL)
		return s->row->place;
	return s->control != NULL ? s->control->place : 0;
}

/* A thing of theirs, for messages: "line 12 of suppliers/x.xml". Lines of what was no XML are none.
 */
static const char *
where(const struct held *h, unsigned place, char *out, size_t size)
{
	struct pos pos = source_file_pos(h->published->matrix->file, place);

	if (strstr(h->published->file, ".xml") != NULL)
		snprintf(out, size, "%s:%u:%u", h->published->file, pos.line, pos.column);
	else
		snprintf(out, size, "%s", h->published->file);
	return out;
}

/* -- names ---------------------------------------------------------------------------------- */

static void
check_same(struct held *h, const struct same_party *same)
{
	if (matrix_party(h->c->matrix, same->ours) == NULL)
		checker_report(h->c, RULE_UNKNOWN_OPENING, same->place,
			"unknown party '%s': <parties> has no party with this id", same->ours);
	if (h->published->matrix != NULL &&
		matrix_party(h->published->matrix, same->theirs) == NULL)
		checker_report(h->c, RULE_UNKNOWN_OPENING, same->place, "%s has no party '%s'",
			h->published->file, same->theirs);
}

static void
check_column(struct held *h, const struct opening *o, const struct supplied_answer *theirs)
{
	size_t c = 0;

	if (o->column == NULL || theirs->row == NULL)
		return;
	while (c < theirs->table->column_count &&
		strcmp(theirs->table->columns[c].id, o->column) != 0)
		c++;
	if (c == theirs->table->column_count)
		checker_report(h->c, RULE_UNKNOWN_OPENING, o->place,
			"%s: the table of row '%s' has no column '%s'", h->published->file,
			o->their_row, o->column);
}

/* Whether both ends are there; else what is not is reported. */
static bool
check_ends(struct held *h, const struct opening *o)
{
	struct supplied_answer ours = ours_at(h->c, o), theirs = theirs_at(h->published, o);

	if (!is_there(&ours))
		checker_report(h->c, RULE_UNKNOWN_OPENING, o->place, "the document has no %s '%s'",
			o->row != NULL ? "row" : "control", o->row != NULL ? o->row : o->clause);
	if (h->published->matrix == NULL)
		return false;
	if (!is_there(&theirs))
		checker_report(h->c, RULE_UNKNOWN_OPENING, o->place, "%s has no %s '%s'",
			h->published->file, o->their_row != NULL ? "row" : "control",
			o->their_row != NULL ? o->their_row : o->their_clause);
	check_column(h, o, &theirs);
	return is_there(&ours) && is_there(&theirs);
}

/* -- what contradicts ---------------------------------------------------------------------------
 */

static bool
opens_same(const struct opening *a, const struct opening *b)
{
	return a->row != NULL ? b->row != NULL && strcmp(a->row, b->row) == 0
			      : b->clause != NULL && strcmp(a->clause, b->clause) == 0;
}

/* Whether in one of the things that ours is opened into the supplier has a duty. */
static bool
says_so(const struct held *h, const struct opening *opening)
{
	for (size_t i = 0; i < h->published->opening_count; i++) {
		struct supplied_answer theirs = theirs_at(h->published, &h->published->openings[i]);

		if (opens_same(opening, &h->published->openings[i]) &&
			find_duty(&theirs, h->supplier, false, DOES_SUPPORTS) != NULL)
			return true;
	}
	return false;
}

/* Whether it is the first that opens the same thing of ours: each is told once. */
static bool
is_first(const struct held *h, const struct opening *opening)
{
	const struct opening *o = h->published->openings;

	while (!opens_same(opening, o))
		o++;
	return o == opening;
}

static void
check_duties(struct held *h, const struct opening *o)
{
	struct supplied_answer ours = ours_at(h->c, o), theirs = theirs_at(h->published, o);
	const struct part *mine = find_duty(&ours, h->supplier, false, DOES_SUPPORTS);
	const struct part *left = find_duty(&theirs, h->supplier, true, DOES_ANSWERS);
	unsigned edition = h->published->matrix->edition;
	char at[160];

	where(h, place_of(&theirs), at, sizeof(at));
	if (is_first(h, o) && mine != NULL && !says_so(h, o))
		checker_report(h->c, RULE_SUPPLIER_CONTRADICTS, o->place,
			"'%s' is given to '%s' (it %s, line %u), but as it says in edition %u it has no duty in '%s' (%s)",
			name_of(&ours), h->supplier->id, does_name(mine->does),
			checker_line(h->c, mine->place), edition, name_of(&theirs), at);
	if (is_first(h, o) && mine == NULL && says_so(h, o))
		checker_report(h->c, RULE_SUPPLIER_CONTRADICTS, o->place,
			"as '%s' says in edition %u, it has a duty in '%s' (%s), but the document gives it none in '%s'",
			h->supplier->id, edition, name_of(&theirs), at, name_of(&ours));
	if (left != NULL && find_duty(&ours, h->supplier, true, DOES_SUPPORTS) == NULL)
		checker_report(h->c, RULE_SUPPLIER_LEAVES, o->place,
			"as '%s' says in edition %u, '%s' is for '%s' to answer for (%s), but nobody else has a duty in '%s'",
			h->supplier->id, edition, name_of(&theirs),
			h->published->whom[left->party->index]->id, at, name_of(&ours));
}

/* Whether a control that we inherit is one that the supplier does not have either. */
static void
check_status(struct held *h, const struct opening *o)
{
	struct supplied_answer ours = ours_at(h->c, o), theirs = theirs_at(h->published, o);
	enum control_status status;
	char at[160];

	if (ours.control == NULL || theirs.control == NULL)
		return;
	status = theirs.control->status;
	if (ours.control->status == CONTROL_INHERITED &&
		(status == CONTROL_CUSTOMER || status == CONTROL_NOT_OFFERED ||
			status == CONTROL_NOT_APPLICABLE))
		checker_report(h->c, RULE_SUPPLIER_CONTRADICTS, o->place,
			"'%s' is inherited from '%s', which says of '%s' in edition %u: %s (%s)",
			name_of(&ours), h->supplier->id, name_of(&theirs),
			h->published->matrix->edition, control_status_name(status),
			where(h, place_of(&theirs), at, sizeof(at)));
}

struct facts {
	const struct fact *v;
	size_t count;
};

static struct facts
facts_of(const struct supplied_answer *s)
{
	if (s->row != NULL)
		return (struct facts){s->row->facts, s->row->fact_count};
	if (s->control != NULL)
		return (struct facts){s->control->facts, s->control->fact_count};
	return (struct facts){NULL, 0};
}

/* Facts of one id: whoever says another value than the supplier has not looked, or has more to say.
 */
static void
check_facts(struct held *h, const struct opening *o)
{
	struct supplied_answer ours = ours_at(h->c, o), theirs = theirs_at(h->published, o);
	struct facts mine = facts_of(&ours), others = facts_of(&theirs);
	char at[160];

	for (size_t i = 0; i < mine.count; i++) {
		const struct fact *fact = &mine.v[i];
		const struct fact *other = fact_find(others.v, others.count, fact->id);

		if (other != NULL && other->kind == fact->kind &&
			strcmp(other->value, fact->value) != 0)
			checker_report(h->c, RULE_SUPPLIER_CONTRADICTS, fact->place,
				"fact '%s' is %s, but as '%s' says in edition %u it is %s (%s)",
				fact->id, fact->value, h->supplier->id,
				h->published->matrix->edition, other->value,
				where(h, other->place, at, sizeof(at)));
	}
}

/* -- what is left to nobody -------------------------------------------------------------------- */

static bool
is_opened(const struct held *h, const struct supplied_answer *theirs)
{
	for (size_t i = 0; i < h->published->opening_count; i++) {
		const struct opening *o = &h->published->openings[i];

		if (theirs->row != NULL
				? o->their_row != NULL && strcmp(o->their_row, theirs->row->id) == 0
				: opening_control(h->published, o) == theirs->control)
			return true;
	}
	return false;
}

/* A clause of the framework that we follow too needs no <opens>: our own control answers for it. */
static bool
is_answered(const struct held *h, const struct control *theirs)
{
	const struct matrix *m = h->c->matrix;
	struct supplied_answer ours = {0};

	if (m->control_framework == NULL || h->published->matrix->control_framework == NULL ||
		strcmp(m->control_framework, h->published->matrix->control_framework) != 0)
		return m->control_count == 0;
	ours.control = matrix_control(m, theirs->clause);
	return ours.control != NULL && find_duty(&ours, h->supplier, true, DOES_SUPPORTS) != NULL;
}

/* Something of theirs that somebody here answers for, though nothing here leads to it. */
static void
check_left(struct held *h, const struct supplied_answer *theirs)
{
	const struct part *left = find_duty(theirs, h->supplier, true, DOES_ANSWERS);
	const struct party *whom = left != NULL ? h->published->whom[left->party->index] : NULL;
	char at[160];

	if (whom == NULL || whom->index >= h->c->matrix->party_count || is_opened(h, theirs) ||
		(theirs->control != NULL && is_answered(h, theirs->control)))
		return;
	checker_report(h->c, RULE_SUPPLIER_LEAVES, h->published->place,
		"as '%s' says in edition %u, '%s' is for '%s' to answer for (%s), but no <opens> leads there",
		h->supplier->id, h->published->matrix->edition, name_of(theirs), whom->id,
		where(h, left->place, at, sizeof(at)));
}

static void
check_all_left(struct held *h)
{
	const struct matrix *m = h->published->matrix;
	struct supplied_answer theirs = {.published = h->published};

	for (size_t i = 0; i < m->table_count; i++)
		for (size_t r = 0; r < m->tables[i].row_count; r++) {
			theirs.table = &m->tables[i];
			theirs.row = &m->tables[i].rows[r];
			check_left(h, &theirs);
		}
	theirs = (struct supplied_answer){.published = h->published};
	for (size_t i = 0; i < m->control_count; i++) {
		theirs.control = &m->controls[i];
		check_left(h, &theirs);
	}
}

static void
check_publication(struct held *h)
{
	const struct publication *p = h->published;

	if (p->matrix == NULL)
		checker_report(h->c, RULE_SUPPLIER_MISSING, p->place,
			"there is no file '%s' beside the document: what '%s' says itself is not shown",
			p->file, h->supplier->id);
	else if (p->matrix->status != EDITION_PUBLISHED)
		checker_report(h->c, RULE_SUPPLIER_EDITION, p->place, "edition %u in %s is %s",
			p->matrix->edition, p->file, edition_status_name(p->matrix->status));
	for (size_t i = 0; i < p->same_count; i++)
		check_same(h, &p->same[i]);
	for (size_t i = 0; i < p->opening_count; i++) {
		if (!check_ends(h, &p->openings[i]))
			continue;
		check_duties(h, &p->openings[i]);
		check_status(h, &p->openings[i]);
		check_facts(h, &p->openings[i]);
	}
	if (p->matrix != NULL)
		check_all_left(h);
}

void
check_supplied(struct checker *c)
{
	for (size_t i = 0; i < c->matrix->party_count; i++) {
		struct held h = {c, &c->matrix->parties[i], c->matrix->parties[i].published};

		if (h.published != NULL)
			check_publication(&h);
	}
}
