#include "sheet_duties.h"

#include <string.h>

#include "model/names.h"

/* -- whose part it is ----------------------------------------------------------------------- */

enum side { SIDE_CUSTOMER = 1, SIDE_PROVIDER = 2, SIDE_THIRD = 4 };

static enum side
side_of(const struct filler *f, const struct party *party)
{
	if (party == f->matrix->publisher || party->kind == PARTY_PROVIDER)
		return SIDE_PROVIDER;
	return party->kind == PARTY_CUSTOMER ? SIDE_CUSTOMER : SIDE_THIRD;
}

static unsigned
sides_of(const struct filler *f, const struct parts *parts)
{
	unsigned sides = 0;

	for (size_t i = 0; i < parts->count; i++)
		if (does_is_duty(parts->v[i].does))
			sides |= side_of(f, parts->v[i].party);
	return sides;
}

struct duty {
	const struct part *part; /* NULL: nobody's */
	const struct texts *else_said;
};

/* What the party does in its own words, else what is said of the whole. */
static void
say_duty(const struct filler *f, struct buf *out, const char *lang, const struct duty *duty)
{
	(void)f;
	if (duty->part == NULL)
		return;
	fill_line(out);
	buf_str(out, texts_value(duty->part->text.count > 0 ? &duty->part->text : duty->else_said,
			     lang));
}

/* -- what customers must do ---------------------------------------------------------------------
 */

/* Whether customers may inherit what the clause asks for: FedRAMP's yes, partial and no. */
static const char *
inherited(const struct control *control)
{
	static const char *const words[CONTROL_STATUS__COUNT] = {[CONTROL_PROVIDED] = "yes",
		[CONTROL_INHERITED] = "yes",
		[CONTROL_PARTIAL] = "partial",
		[CONTROL_SHARED] = "partial",
		[CONTROL_INHERITED_PARTIAL] = "partial",
		[CONTROL_NOT_OFFERED] = "no",
		[CONTROL_CUSTOMER] = "no",
		[CONTROL_NOT_APPLICABLE] = "not-applicable"};

	return words[control->status];
}

static void
say_part(const struct filler *f, struct buf *out, const char *lang, const struct part *part,
	bool of_row)
{
	if (part != NULL)
		words_message(out, f->model, lang, "sheet.part", "party",
			texts_value(&part->party->name, lang), "does",
			fill_does_words(f, lang, part->does, of_row));
}

/* Of a control or of a row, the other being NULL. */
struct subject {
	const struct control *control;
	const struct row *row;
	const struct column *column; /* of the row; NULL: the nameless one */
};

static void
crm_row(const struct filler *f, const struct subject *s, const struct duty *duty)
{
	if (s->control != NULL)
		fill_clause(f, s->control);
	else
		fill_cell(f, "");
	fill_page(f, s->row != NULL ? s->row->id : "", EXPORT_PAGE_ROW);
	fill_texts(f, s->control != NULL ? control_title(f->model, f->matrix, s->control)
					 : &s->row->name);
	fill_texts(f, s->column != NULL ? &s->column->name : NULL);
	fill_cell(f, s->control != NULL ? inherited(s->control) : "");
	fill_cell(f, duty->part != NULL ? duty->part->party->id : "");
	SAID_CELLS(f, say_part, duty->part, s->row != NULL);
	SAID_CELLS(f, say_duty, duty);
}

/* Who is told or asked does nothing of it. */
static bool
is_listed(const struct part *part)
{
	return does_is_duty(part->does) || part->does == DOES_MAY;
}

/* The customers' parts, what they may do among them; gives how many there are. */
static size_t
crm_parts(const struct filler *f, const struct subject *s, const struct parts *parts,
	const struct texts *else_said)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->count; i++)
		if (is_listed(&parts->v[i]) && side_of(f, parts->v[i].party) == SIDE_CUSTOMER) {
			crm_row(f, s, &(struct duty){&parts->v[i], else_said});
			n++;
		}
	return n;
}

static void
crm_table(const struct filler *f, const struct table *table)
{
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table_cell_count(table); c++) {
			const struct row *row = &table->rows[r];
			struct subject s = {
				NULL, row, table->column_count > 0 ? &table->columns[c] : NULL};

			if (row->cells[c].kind == CELL_PARTS)
				crm_parts(f, &s, &row->cells[c].parts, &row->detail);
		}
}

void
worksheet_fill_crm(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_column(f, "row", 16);
	fill_columns(f, "title", 32);
	fill_columns(f, "column_name", 16);
	fill_column(f, "inherited", 14);
	fill_hidden_column(f, "party");
	fill_columns(f, "responsible", 24);
	fill_columns(f, "customer_duty", 60);
	for (size_t i = 0; i < f->matrix->control_count; i++) {
		struct subject s = {.control = &f->matrix->controls[i]};

		if (crm_parts(f, &s, &s.control->parts, &s.control->statement) == 0)
			crm_row(f, &s, &(struct duty){0});
	}
	for (size_t i = 0; i < f->matrix->table_count; i++)
		crm_table(f, &f->matrix->tables[i]);
}

/* -- CSA's columns -------------------------------------------------------------------------------
 */

/* CAIQ's answers. What is there in part, or the customer's alone, is neither: the document's own
 * status stands beside it. */
static const char *
caiq_answer(const struct control *control)
{
	static const char *const answers[CONTROL_STATUS__COUNT] = {[CONTROL_PROVIDED] = "Yes",
		[CONTROL_SHARED] = "Yes",
		[CONTROL_INHERITED] = "Yes",
		[CONTROL_NOT_OFFERED] = "No",
		[CONTROL_NOT_APPLICABLE] = "NA"};

	return answers[control->status];
}

/* As CAIQ 4 spells it. It has no word for all three; customers want to know of their share. */
static const char *
ownership(unsigned sides)
{
	static const char *const owners[] = {[0] = "",
		[SIDE_CUSTOMER] = "CSC-owned",
		[SIDE_PROVIDER] = "CSP-owned",
		[SIDE_THIRD] = "3rd-party outsourced",
		[SIDE_CUSTOMER | SIDE_PROVIDER] = "Shared CSP and CSC",
		[SIDE_CUSTOMER | SIDE_THIRD] = "Shared CSP and CSC",
		[SIDE_PROVIDER | SIDE_THIRD] = "Shared CSP and 3rd-party",
		[SIDE_CUSTOMER | SIDE_PROVIDER | SIDE_THIRD] = "Shared CSP and CSC"};

	return owners[sides];
}

/* What those of one side do, a line for each. */
static void
say_side(const struct filler *f, struct buf *out, const char *lang, const struct control *control,
	bool customers)
{
	for (size_t i = 0; i < control->parts.count; i++) {
		const struct part *part = &control->parts.v[i];

		if (does_is_duty(part->does) && part->text.count > 0 &&
			(side_of(f, part->party) == SIDE_CUSTOMER) == customers)
			say_duty(f, out, lang, &(struct duty){part, &control->statement});
	}
}

/* The statement, then what parties of the provider's side do in words of their own. */
static void
say_implementation(
	const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	buf_str(out, texts_value(&control->statement, lang));
	say_side(f, out, lang, control, false);
}

static void
say_customers(
	const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	say_side(f, out, lang, control, true);
}

static void
say_status(const struct filler *f, struct buf *out, const char *lang, const struct control *control)
{
	buf_str(out, fill_words_of(f, lang, "status", control_status_names[control->status]));
}

void
worksheet_fill_ssrm(const struct filler *f)
{
	fill_column(f, "clause", 12);
	fill_columns(f, "title", 32);
	fill_column(f, "caiq_answer", 12);
	fill_column(f, "ownership", 22);
	fill_columns(f, "status_words", 16);
	fill_columns(f, "implementation", 60);
	fill_columns(f, "customer_duty", 60);
	for (size_t i = 0; i < f->matrix->control_count; i++) {
		const struct control *control = &f->matrix->controls[i];

		fill_clause(f, control);
		fill_texts(f, control_title(f->model, f->matrix, control));
		fill_cell(f, caiq_answer(control));
		fill_cell(f, ownership(sides_of(f, &control->parts)));
		SAID_CELLS(f, say_status, control);
		SAID_CELLS(f, say_implementation, control);
		SAID_CELLS(f, say_customers, control);
	}
}
