/* Each row is read into what it says of the control (struct clause_reading); rows of one control,
 * as in CAIQ, are put together; then the lines are written. */
#include "clause_list.h"

#include <string.h>

#include "base/buf.h"
#include "base/own.h"
#include "cell_told.h"
#include "clause_columns.h"
#include "clause_roles.h"
#include "clause_scan.h"
#include "model/clause.h"
#include "model/names.h"
#include "vocabulary.h"

enum owner_side { SIDE_CUSTOMER = 1, SIDE_PROVIDER = 2, SIDE_THIRD = 4 };

enum { TOLD_LIMIT = 40 };

/* What the rows of one control say. */
struct clause_reading {
	const struct clause *clause;
	const struct csv_cell *cell;   /* of the number */
	const struct csv_cell *source; /* of the status */
	int status;                    /* enum control_status; -1: nothing said */
	unsigned sides;
	struct said said; /* who, where they are named */
	struct buf statement, duty, limits;
	const struct csv_cell *statement_cell, *duty_cell;
	bool yes, no, not_applicable; /* answers of CAIQ */
	struct clause_roles roles;    /* what columns of parties say */
	bool ours;                    /* its status is as demarc exports it */
};

struct clause_list {
	struct arena *arena;
	struct diags *diags;
	struct made_lines *lines;
	struct cast *cast;
	struct said_reader reader;
	const struct seen_sheet *sheet;
	struct clause_columns columns;
	struct clause_scan scan;
	const struct model *words; /* of the interface */
	const struct framework *framework;
	struct clause_reading *readings; /* one for each clause of the framework */
	size_t *order, count;            /* those that the sheet has, as they come */
	size_t silent;                   /* clauses of which nothing is said */
	const struct csv_cell *first_silent;
	size_t unnumbered; /* rows with words and without a clause */
	const struct csv_cell *first_unnumbered;
	const char *told[TOLD_LIMIT]; /* words whose reading has been told */
	size_t told_count;
};

/* -- what a row says
 * -------------------------------------------------------------------------------- */

static void
wrong(struct clause_list *l, const struct csv_cell *cell, const char *wanted)
{
	cell_tell(l->diags, SEVERITY_ERROR, cell, "'%.64s': write %s", cell->text, wanted);
}

static void
set_status(struct clause_reading *reading, enum control_status status, unsigned sides,
	const struct csv_cell *cell)
{
	reading->status = (int)status;
	reading->sides |= sides;
	reading->source = cell;
}

/* A word of a list with what it means; what stands behind it in brackets does not matter. */
struct status_word {
	const char *word;
	enum control_status status;
	unsigned sides;
};

static const struct status_word *
find_word(struct clause_list *l, const struct status_word *words, const char *text)
{
	const char *folded = vocabulary_fold(l->arena, text);

	for (; words->word != NULL; words++) {
		size_t len = strlen(words->word);

		if (strncmp(folded, words->word, len) == 0 &&
			(folded[len] == '\0' || strchr(" (-:,", folded[len]) != NULL))
			return words;
	}
	return NULL;
}

static void
read_inherited(struct clause_list *l, struct clause_reading *reading, const struct csv_cell *cell)
{
	static const struct status_word words[] = {{"yes", CONTROL_PROVIDED, SIDE_PROVIDER},
		{"full", CONTROL_PROVIDED, SIDE_PROVIDER},
		{"partial", CONTROL_SHARED, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"shared", CONTROL_SHARED, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"hybrid", CONTROL_SHARED, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"partially", CONTROL_SHARED, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"fully", CONTROL_PROVIDED, SIDE_PROVIDER}, {"no", CONTROL_CUSTOMER, SIDE_CUSTOMER},
		{"none", CONTROL_CUSTOMER, SIDE_CUSTOMER}, {"n/a", CONTROL_NOT_APPLICABLE, 0},
		{"na", CONTROL_NOT_APPLICABLE, 0}, {"not-applicable", CONTROL_NOT_APPLICABLE, 0},
		{"not applicable", CONTROL_NOT_APPLICABLE, 0},
		{"可", CONTROL_PROVIDED, SIDE_PROVIDER},
		{"一部可", CONTROL_SHARED, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"一部", CONTROL_SHARED, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"不可", CONTROL_CUSTOMER, SIDE_CUSTOMER}, {"対象外", CONTROL_NOT_APPLICABLE, 0},
		{0}};
	const struct status_word *word = find_word(l, words, cell->text);

	if (cell->text[0] == '\0')
		return;
	if (word != NULL)
		set_status(reading, word->status, word->sides, cell);
	else
		wrong(l, cell, "Yes, Partial, No or N/A");
}

static void
read_ownership(struct clause_list *l, struct clause_reading *reading, const struct csv_cell *cell)
{
	static const struct status_word words[] = {{"csp-owned", 0, SIDE_PROVIDER},
		{"csc-owned", 0, SIDE_CUSTOMER}, {"3rd-party", 0, SIDE_THIRD},
		{"third-party", 0, SIDE_THIRD}, {"3rd party", 0, SIDE_THIRD},
		{"third party", 0, SIDE_THIRD},
		{"shared csp and csc", 0, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"shared csp and 3rd-party", 0, SIDE_PROVIDER | SIDE_THIRD},
		{"shared csp and third-party", 0, SIDE_PROVIDER | SIDE_THIRD},
		{"shared (independent)", 0, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"shared (dependent)", 0, SIDE_CUSTOMER | SIDE_PROVIDER},
		{"shared", 0, SIDE_CUSTOMER | SIDE_PROVIDER}, {0}};
	const struct status_word *word = find_word(l, words, cell->text);
	enum sharing sharing;

	if (cell->text[0] == '\0')
		return;
	if (vocabulary_not_applicable(l->arena, cell->text) != NULL) {
		set_status(reading, CONTROL_NOT_APPLICABLE, 0, cell);
		return;
	}
	if (word == NULL) {
		wrong(l, cell,
			"CSP-owned, CSC-owned, 3rd-party outsourced, Shared CSP and CSC or Shared CSP and 3rd-party");
		return;
	}
	reading->sides |= word->sides;
	reading->source = reading->source != NULL ? reading->source : cell;
	if (vocabulary_shared(vocabulary_fold(l->arena, cell->text), &sharing))
		reading->said.sharing = sharing;
}

static void
read_answer(struct clause_list *l, struct clause_reading *reading, const struct csv_cell *cell)
{
	static const struct status_word words[] = {{"yes", CONTROL_PROVIDED, 0},
		{"はい", CONTROL_PROVIDED, 0}, {"no", CONTROL_NOT_OFFERED, 0},
		{"いいえ", CONTROL_NOT_OFFERED, 0}, {"na", CONTROL_NOT_APPLICABLE, 0},
		{"n/a", CONTROL_NOT_APPLICABLE, 0}, {0}};
	const struct status_word *word = find_word(l, words, cell->text);

	if (cell->text[0] == '\0')
		return;
	if (word == NULL) {
		wrong(l, cell, "Yes, No or NA");
		return;
	}
	reading->yes |= word->status == CONTROL_PROVIDED;
	reading->no |= word->status == CONTROL_NOT_OFFERED;
	reading->not_applicable |= word->status == CONTROL_NOT_APPLICABLE;
	reading->source = cell;
}

static unsigned
side_of(const struct cast_party *party)
{
	return party->kind == PARTY_CUSTOMER   ? SIDE_CUSTOMER
	       : party->kind == PARTY_PROVIDER ? SIDE_PROVIDER
					       : SIDE_THIRD;
}

/* Whose parts there are, out of those who are named. */
static void
read_who(struct clause_list *l, struct clause_reading *reading, const struct csv_cell *cell)
{
	struct said said = said_parties(&l->reader, cell);

	if (said.kind == SAID_NOT_APPLICABLE)
		set_status(reading, CONTROL_NOT_APPLICABLE, 0, cell);
	if (said.kind != SAID_PARTIES)
		return;
	reading->said = said;
	reading->source = cell;
	for (size_t i = 0; i < said.count; i++)
		reading->sides |= side_of(said.who[i].party);
}

/* FedRAMP's words, as columns with a mark or as the words of one cell. */
static void
read_fedramp(struct clause_list *l, struct clause_reading *reading, enum clause_column column,
	const struct csv_cell *cell)
{
	static const struct {
		int status;
		unsigned sides;
	} means[CLAUSE_COLUMN__COUNT] = {[CLAUSE_COLUMN_IMPLEMENTED] = {CONTROL_PROVIDED, 0},
		[CLAUSE_COLUMN_PARTIAL] = {CONTROL_PARTIAL, 0},
		[CLAUSE_COLUMN_PLANNED] = {CONTROL_NOT_OFFERED, 0},
		[CLAUSE_COLUMN_ALTERNATIVE] = {CONTROL_PROVIDED, 0},
		[CLAUSE_COLUMN_NOT_APPLICABLE] = {CONTROL_NOT_APPLICABLE, 0},
		[CLAUSE_COLUMN_PROVIDER] = {-1, SIDE_PROVIDER},
		[CLAUSE_COLUMN_CONFIGURED] = {-1, SIDE_CUSTOMER | SIDE_PROVIDER},
		[CLAUSE_COLUMN_CUSTOMER] = {-1, SIDE_CUSTOMER},
		[CLAUSE_COLUMN_SHARED] = {-1, SIDE_CUSTOMER | SIDE_PROVIDER},
		[CLAUSE_COLUMN_LEVERAGED] = {-1, SIDE_THIRD}};

	if (means[column].status >= 0)
		set_status(reading, (enum control_status)means[column].status, 0, cell);
	reading->sides |= means[column].sides;
	reading->source = reading->source != NULL ? reading->source : cell;
	if (column == CLAUSE_COLUMN_PLANNED)
		cell_tell(l->diags, SEVERITY_WARNING, cell,
			"planned, so not there yet: read as not-offered");
}

static void
add_statement(struct clause_reading *reading, const struct csv_cell *cell, const char *words)
{
	if (words[0] == '\0' || (reading->statement.len > 0 &&
					strstr(buf_cstr(&reading->statement), words) != NULL))
		return;
	buf_printf(&reading->statement, "%s%s", reading->statement.len > 0 ? "\n" : "", words);
	reading->statement_cell = reading->statement_cell != NULL ? reading->statement_cell : cell;
}

/* A column of FedRAMP's is marked by any words: X, a tick, "Yes". */
static void
read_mark(struct clause_list *l, struct clause_reading *reading, size_t row,
	enum clause_column column, size_t at)
{
	const struct csv_cell *cell = seen_at(l->sheet, row, at);

	if (cell->text[0] == '\0' || strcmp(vocabulary_fold(l->arena, cell->text), "no") == 0)
		return;
	read_fedramp(l, reading, column, cell);
	add_statement(reading, cell, cell->heading);
}

static void
read_marks(struct clause_list *l, struct clause_reading *reading, size_t row)
{
	for (int column = CLAUSE_COLUMN_MARKS; column < CLAUSE_COLUMN__COUNT; column++)
		if (l->columns.of[column] > 0 && column != CLAUSE_COLUMN_PROVIDER)
			read_mark(l, reading, row, (enum clause_column)column,
				l->columns.of[column] - 1);
	for (size_t i = 0; i < l->columns.provider_count; i++)
		read_mark(l, reading, row, CLAUSE_COLUMN_PROVIDER, l->columns.provider[i] - 1);
}

/* What FedRAMP wants behind "Inherited from pre-existing FedRAMP Authorization for SYSTEM". */
static bool
is_dated(struct arena *arena, const char *word)
{
	static const char date[] = "date of authorization";

	return strncmp(vocabulary_fold(arena, word), date, strlen(date)) == 0;
}

/* Words of FedRAMP in one cell, with commas, semicolons or lines between. */
static void
read_fedramp_cell(
	struct clause_list *l, struct clause_reading *reading, const struct csv_cell *cell)
{
	const char *at = cell->text, *word;
	size_t len, depth;

	for (; *at != '\0'; at += len) {
		at += strspn(at, " ,;\n");
		for (len = depth = 0;
			at[len] != '\0' && (depth > 0 || strchr(",;\n", at[len]) == NULL); len++)
			depth += (size_t)(at[len] == '(') - (size_t)(at[len] == ')' && depth > 0);
		word = arena_strndup(l->arena, at, len);
		if (word[0] == '\0' || is_dated(l->arena, word))
			continue;
		if (clause_columns_word(l->arena, word) == CLAUSE_COLUMN__COUNT)
			cell_tell(l->diags, SEVERITY_ERROR, cell,
				"'%.64s' is none of the words of FedRAMP for this column", word);
		else
			read_fedramp(l, reading, clause_columns_word(l->arena, word), cell);
	}
	if (cell->text[0] != '\0')
		add_statement(reading, cell, cell->text);
}

/* -- rows
 * ------------------------------------------------------------------------------------------- */

static struct clause_reading *
reading_of(struct clause_list *l, const struct clause *clause, const struct csv_cell *cell)
{
	struct clause_reading *reading = &l->readings[clause->index];

	if (reading->clause != NULL)
		return reading;
	*reading = (struct clause_reading){.clause = clause, .cell = cell, .status = -1};
	l->order[l->count++] = clause->index;
	return reading;
}

/* The interface's word, in the language that is being read. */
static const char *
message(const struct clause_list *l, const char *kind, const char *name)
{
	return l->words != NULL ? model_message(l->words, l->cast->lang,
					  arena_printf(l->arena, "%s.%s", kind, name))
				: "";
}

/* The status as demarc exports it, as its name or in words of the interface: nothing follows for it
 * from other columns. */
static void
read_ours(struct clause_list *l, struct clause_reading *reading, size_t row)
{
	const struct csv_cell *cell = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_OURS);
	const struct csv_cell *shared = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_SHARED);
	int sharing = name_value(sharing_names, shared->text);

	if (cell->text[0] != '\0' && shared->text[0] != '\0' && sharing >= 0)
		reading->said.sharing = (enum sharing)sharing;
	for (int status = 0; status < CONTROL_STATUS__COUNT && cell->text[0] != '\0'; status++)
		if (strcmp(cell->text, control_status_names[status]) == 0 ||
			strcmp(cell->text, message(l, "status", control_status_names[status])) ==
				0) {
			set_status(reading, (enum control_status)status, 0, cell);
			reading->ours = true;
			return;
		}
	if (cell->text[0] != '\0')
		wrong(l, cell, "a status as demarc exports it");
}

/* Ids of parties in the columns that demarc exports: all of them in controls, one in crm, where
 * words beside it say what it does. */
static void
read_exported(struct clause_list *l, struct clause_roles *roles, size_t row)
{
	const struct csv_cell *party = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_PARTY);
	const char *who = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_WHO)->text;
	int said = DOES_ANSWERS;

	for (int does = 0; does < DOES__COUNT; does++) {
		if (l->columns.of[CLAUSE_COLUMN_OURS] > 0)
			clause_roles_ids(roles, &l->reader, (enum does)does,
				clause_scan_cell(&l->scan, row,
					(enum clause_column)(CLAUSE_COLUMN_ANSWERS + does)));
		if (strstr(who, message(l, "does", does_names[does])) != NULL)
			said = does;
	}
	clause_roles_ids(roles, &l->reader, (enum does)said, party);
}

/* Columns of parties: what each of them does. */
static void
read_roles(struct clause_list *l, struct clause_reading *reading, size_t row)
{
	struct clause_roles *roles = &reading->roles;
	size_t before = roles->count;

	clause_roles_read(roles, &l->reader, &l->columns, l->sheet, row);
	read_exported(l, roles, row);
	for (size_t i = before; i < roles->count; i++) {
		reading->source = reading->source != NULL ? reading->source : roles->v[i].cell;
		if (does_is_duty(roles->v[i].does))
			reading->sides |= side_of(roles->v[i].party);
	}
	if (roles->count == before && roles->not_applicable != NULL)
		set_status(reading, CONTROL_NOT_APPLICABLE, 0, roles->not_applicable);
}

/* A question of CAIQ with its answer becomes one of the document's. */
static void
write_question(struct clause_list *l, size_t row, const struct csv_cell *id)
{
	const struct csv_cell *question = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_QUESTION);
	const struct csv_cell *answer = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_ANSWER);
	const struct csv_cell *more = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_STATEMENT);
	const struct clause *clause = clause_scan_clause(l->framework, id->text);
	char token[CLAUSE_TOKEN_SIZE];
	struct csv_cell *line;

	if (clause_of_question(l->framework, id->text) == NULL || question->text[0] == '\0' ||
		answer->text[0] == '\0')
		return;
	clause_token(id->text, token);
	line = made_line(l->lines, "question", id);
	made_put(line, COLUMN_ID, id, arena_strdup(l->arena, token));
	made_put(line, MADE_NAME, question, question->text);
	made_put(line, MADE_TEXT, answer,
		more->text[0] != '\0' ? arena_printf(l->arena, "%s\n%s", answer->text, more->text)
				      : answer->text);
	line = made_line(l->lines, "see", id);
	made_put(line, COLUMN_ID, id, clause->number);
	made_put(line, COLUMN_TYPE, id, "clause");
}

static void
add_limit(struct clause_reading *reading, const struct csv_cell *question)
{
	if (question->text[0] != '\0')
		buf_printf(&reading->limits, "%s%s", reading->limits.len > 0 ? " " : "",
			question->text);
}

static void
read_row(struct clause_list *l, size_t row)
{
	const struct csv_cell *id = clause_scan_id(&l->scan, row), *cell;
	const struct clause *clause =
		id->text[0] != '\0' ? clause_scan_clause(l->framework, id->text) : NULL;
	struct clause_reading *reading;

	if (seen_filled(l->sheet, row) < 2 && clause == NULL)
		return; /* the name of a group of clauses */
	if (id->text[0] == '\0') {
		cell = seen_at(l->sheet, row, 0);
		l->first_unnumbered = l->unnumbered++ == 0 ? cell : l->first_unnumbered;
		return;
	}
	if (clause == NULL) {
		cell_tell(l->diags, SEVERITY_ERROR, id, "'%.64s': %s has no such clause", id->text,
			l->framework->short_name);
		return;
	}
	reading = reading_of(l, clause, id);
	read_inherited(l, reading, clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_INHERITED));
	read_ownership(l, reading, clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_OWNERSHIP));
	cell = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_ANSWER);
	read_answer(l, reading, cell);
	if (strcmp(vocabulary_fold(l->arena, cell->text), "no") == 0)
		add_limit(reading, clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_QUESTION));
	if (l->columns.of[CLAUSE_COLUMN_PARTY] == 0)
		read_who(l, reading, clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_WHO));
	read_fedramp_cell(l, reading, clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_STATUS));
	read_fedramp_cell(l, reading, clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_ORIGIN));
	if (l->columns.of[CLAUSE_COLUMN_OURS] == 0)
		read_marks(l, reading, row);
	read_roles(l, reading, row);
	cell = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_STATEMENT);
	add_statement(reading, cell, cell->text);
	cell = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_NOTES);
	if (l->columns.of[CLAUSE_COLUMN_OURS] == 0)
		add_statement(reading, cell, cell->text);
	cell = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_LIMITS);
	if (strstr(buf_cstr(&reading->limits), cell->text) == NULL)
		add_limit(reading, cell);
	read_ours(l, reading, row);
	cell = clause_scan_cell(&l->scan, row, CLAUSE_COLUMN_DUTY);
	if (cell->text[0] != '\0' && vocabulary_not_applicable(l->arena, cell->text) == NULL) {
		buf_printf(&reading->duty, "%s%s", reading->duty.len > 0 ? "\n" : "", cell->text);
		reading->duty_cell = reading->duty_cell != NULL ? reading->duty_cell : cell;
	}
	write_question(l, row, id);
}

/* -- what follows for the control
 * -------------------------------------------------------------------- */

static enum control_status
status_of_sides(unsigned sides)
{
	if (sides == SIDE_THIRD)
		return CONTROL_INHERITED;
	if (sides == SIDE_CUSTOMER)
		return CONTROL_CUSTOMER;
	return (sides & SIDE_CUSTOMER) != 0 ? CONTROL_SHARED : CONTROL_PROVIDED;
}

/* false: nothing is said of the control. */
static bool
settle(struct clause_list *l, struct clause_reading *reading)
{
	bool answered = reading->yes || reading->no || reading->not_applicable;

	if (reading->ours)
		return true;
	if (reading->yes && reading->no) {
		reading->status = CONTROL_PARTIAL;
		cell_tell(l->diags, SEVERITY_WARNING, reading->source,
			"'%s' has questions that are answered Yes and others No: read as partial",
			reading->clause->number);
	} else if (reading->no) {
		reading->status =
			reading->sides == SIDE_CUSTOMER ? CONTROL_CUSTOMER : CONTROL_NOT_OFFERED;
	} else if (reading->not_applicable && !reading->yes) {
		reading->status = CONTROL_NOT_APPLICABLE;
	}
	if (reading->yes && reading->sides == 0)
		reading->sides = SIDE_PROVIDER;
	if ((reading->status < 0 && reading->sides != 0) ||
		(reading->status == CONTROL_PROVIDED && reading->sides != 0 && !answered))
		reading->status = status_of_sides(reading->sides);
	return reading->status >= 0;
}

/* Parties of a side, where none is named. */
static const struct cast_party *
party_of(struct clause_list *l, enum owner_side side, const struct csv_cell *cell)
{
	static const struct {
		enum owner_side side;
		enum party_kind kind;
		const char *wanted;
	} kinds[] = {{SIDE_CUSTOMER, PARTY_CUSTOMER, "customer"},
		{SIDE_PROVIDER, PARTY_PROVIDER, "provider"},
		{SIDE_THIRD, PARTY_SUPPLIER, "supplier"}};
	const struct cast_party *party = NULL;

	for (size_t i = 0; i < 3; i++)
		if (kinds[i].side == side) {
			party = cast_only(l->cast, kinds[i].kind, cell);
			if (party == NULL)
				cell_tell(l->diags, SEVERITY_ERROR, cell,
					"this is about a party of kind '%s', and there is not one alone: write lines of kind 'part' instead",
					kinds[i].wanted);
		}
	return party;
}

static void
write_part(struct clause_list *l, const struct csv_cell *cell, const struct cast_party *party,
	enum does does, const char *words)
{
	struct csv_cell *line;

	if (party == NULL)
		return;
	line = made_line(l->lines, "part", cell);
	made_put(line, COLUMN_ID, cell, party->id);
	made_put(line, COLUMN_TYPE, cell, does_names[does]);
	made_put(line, MADE_TEXT, cell, words);
}

/* Words of several lines are one paragraph in a part. */
static const char *
in_one_line(struct clause_list *l, const char *words)
{
	char *line = arena_strdup(l->arena, words);

	for (char *p = line; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	return line;
}

static void
write_parts(struct clause_list *l, struct clause_reading *reading)
{
	static const enum owner_side sides[] = {SIDE_PROVIDER, SIDE_THIRD, SIDE_CUSTOMER};
	const char *duty = in_one_line(l, buf_cstr(&reading->duty));
	const struct csv_cell *cell =
		reading->duty_cell != NULL ? reading->duty_cell : reading->source;

	for (size_t i = 0; i < reading->said.count; i++) {
		const struct cast_party *party = reading->said.who[i].party;
		const char *words = reading->said.who[i].words;

		write_part(l, reading->source, party, DOES_ANSWERS,
			words[0] == '\0' && party->kind == PARTY_CUSTOMER ? duty : words);
	}
	for (size_t i = 0; i < reading->roles.count; i++) {
		const struct clause_role *role = &reading->roles.v[i];

		write_part(l, role->cell, role->party, role->does,
			role->words[0] == '\0' && role->party->kind == PARTY_CUSTOMER
				? duty
				: in_one_line(l, role->words));
	}
	for (size_t i = 0; i < 3 && reading->said.count == 0 && reading->roles.count == 0; i++)
		if ((reading->sides & sides[i]) != 0)
			write_part(l, sides[i] == SIDE_CUSTOMER ? cell : reading->source,
				party_of(l, sides[i], reading->source), DOES_ANSWERS,
				sides[i] == SIDE_CUSTOMER ? duty : "");
}

/* Every control has a statement: where the list has none, what it says in its own words. */
static const char *
statement_of(struct clause_list *l, struct clause_reading *reading, const struct csv_cell **cell)
{
	*cell = reading->statement_cell;
	if (reading->statement.len > 0)
		return arena_strdup(l->arena, buf_cstr(&reading->statement));
	*cell = reading->duty_cell;
	if (reading->duty.len > 0 && (reading->sides & SIDE_CUSTOMER) == 0)
		return arena_strdup(l->arena, buf_cstr(&reading->duty));
	*cell = reading->source;
	if (vocabulary_mark(vocabulary_fold(l->arena, reading->source->text)) != MARK_NONE)
		return in_one_line(l, reading->source->heading);
	return arena_printf(l->arena, "%s: %s", in_one_line(l, reading->source->heading),
		reading->source->text);
}

/* How words of the sheet become a status, once for each that are alike. */
static void
tell_status(struct clause_list *l, const struct clause_reading *reading)
{
	static const char *const sides[] = {"", ", the customer's", ", the provider's",
		", customer's and provider's", ", a supplier's", ", customer's and supplier's",
		", provider's and supplier's", ", everybody's"};
	const struct csv_cell *cell = reading->source;
	const char *key =
		arena_printf(l->arena, "%s %s %d", cell->heading, cell->text, (int)reading->status);

	for (size_t i = 0; i < l->told_count; i++)
		if (strcmp(l->told[i], key) == 0)
			return;
	if (l->told_count == TOLD_LIMIT)
		return;
	l->told[l->told_count++] = key;
	cell_tell(l->diags, SEVERITY_NOTE, cell, "'%.64s' is read as: %s%s", cell->text,
		control_status_names[reading->status], sides[reading->sides & 7]);
}

static void
write_control(struct clause_list *l, struct clause_reading *reading)
{
	const struct csv_cell *cell;
	const char *statement;
	struct csv_cell *line;

	if (!settle(l, reading)) {
		l->silent++;
		l->first_silent = l->first_silent != NULL ? l->first_silent : reading->cell;
		return;
	}
	tell_status(l, reading);
	statement = statement_of(l, reading, &cell);
	line = made_line(l->lines, "control", reading->cell);
	made_put(line, COLUMN_ID, reading->cell, reading->clause->number);
	made_put(line, COLUMN_TYPE, reading->source, control_status_names[reading->status]);
	made_put(line, MADE_TEXT, cell, statement);
	if (reading->said.sharing != SHARED_UNSTATED)
		made_put(
			line, COLUMN_SHARED, reading->source, sharing_names[reading->said.sharing]);
	write_parts(l, reading);
	if (reading->limits.len > 0 && reading->status == CONTROL_PARTIAL) {
		line = made_line(l->lines, "limits", reading->source);
		made_put(line, MADE_TEXT, reading->source,
			in_one_line(l, buf_cstr(&reading->limits)));
	}
}

/* -- the list
 * --------------------------------------------------------------------------------------- */

static void
set_headings(struct clause_list *l)
{
	for (size_t r = l->columns.heading + 1; r < l->sheet->count; r++)
		for (size_t c = 0; c < l->sheet->width; c++) {
			struct csv_cell *cell = (struct csv_cell *)seen_at(l->sheet, r, c);
			size_t row = l->columns.heading;

			while (row > 0 && seen_at(l->sheet, row, c)->text[0] == '\0')
				row--;
			if (!seen_joined(l->sheet, r, c))
				cell->heading = seen_at(l->sheet, row, c)->text;
		}
}

/* Which columns were read, and which were not. */
static void
tell_reading(struct clause_list *l)
{
	OWN(buf_fini) struct buf used = {0}, other = {0};

	for (size_t c = 0; c < l->sheet->width && c < CSV_COLUMN_LIMIT; c++) {
		const char *heading = seen_at(l->sheet, l->columns.heading, c)->text;
		struct buf *list = l->columns.known[c] ? &used : &other;

		if (heading[0] != '\0')
			buf_printf(list, "%s'%.60s'", list->len > 0 ? ", " : "",
				in_one_line(l, heading));
	}
	cell_tell(l->diags, SEVERITY_NOTE, l->sheet->corner,
		"read as a list by clause of %s, from the columns %s%s%s", l->framework->short_name,
		buf_cstr(&used), other.len > 0 ? "; left out: " : "", buf_cstr(&other));
	if (l->unnumbered > 0)
		cell_tell(l->diags, SEVERITY_WARNING, l->first_unnumbered,
			"lines without the number of a clause are left out: %zu, from this one on",
			l->unnumbered);
	if (l->silent > 0)
		cell_tell(l->diags, SEVERITY_WARNING, l->first_silent,
			"clauses of which nothing is said are left out: %zu, from this one on",
			l->silent);
}

static void
begin(struct clause_list *l, struct arena *arena, const struct seen_sheet *sheet)
{
	*l = (struct clause_list){.arena = arena, .sheet = sheet};
	l->scan = (struct clause_scan){.sheet = sheet, .columns = &l->columns};
}

/* Finds the column of numbers, which may be one whose heading does not say so: then most of them
 * must be clauses. false: there is none. */
static bool
find_numbers(struct clause_list *l, const struct clause_list_options *options)
{
	size_t *id = &l->columns.of[CLAUSE_COLUMN_ID], named = *id;
	bool headed = named > 0 || l->columns.of[CLAUSE_COLUMN_CONTROL] > 0;

	if (headed && clause_scan_numbered(&l->scan))
		return true;
	if (l->columns.reference == 0)
		return false;
	*id = l->columns.reference;
	if (clause_scan_has_clauses(&l->scan, options)) {
		l->columns.known[*id - 1] = true;
		if (named > 0)
			l->columns.known[named - 1] = false;
		return true;
	}
	*id = named;
	return false;
}

bool
clause_list_is(struct arena *arena, struct cast *cast, const struct seen_sheet *sheet,
	const struct clause_list_options *options)
{
	struct clause_list *l = ARENA_NEW(arena, struct clause_list);

	begin(l, arena, sheet);
	if (clause_columns_find(&l->columns, arena, sheet) && find_numbers(l, options))
		return true;
	begin(l, arena, sheet);
	return clause_columns_find_parties(&l->columns, arena, cast, sheet) &&
	       clause_scan_has_clauses(&l->scan, options);
}

const struct framework *
clause_list_read(struct made_lines *lines, struct cast *cast, struct signs *signs,
	const struct seen_sheet *sheet, const struct clause_list_options *options,
	struct diags *diags)
{
	struct clause_list *l = ARENA_NEW(lines->arena, struct clause_list);

	begin(l, lines->arena, sheet);
	l->diags = l->scan.diags = diags;
	l->words = options->frameworks;
	l->lines = lines;
	l->cast = cast;
	l->reader = (struct said_reader){
		.arena = lines->arena, .diags = diags, .cast = cast, .signs = signs};
	if (!clause_columns_find(&l->columns, l->arena, sheet) || !find_numbers(l, options))
		clause_columns_find_parties(&l->columns, l->arena, cast, sheet);
	set_headings(l);
	l->framework = clause_scan_framework(&l->scan, options);
	if (l->framework == NULL)
		return NULL;
	if (l->columns.of[CLAUSE_COLUMN_OURS] > 0 && l->columns.of[CLAUSE_COLUMN_NOTES] > 0)
		l->columns.known[l->columns.of[CLAUSE_COLUMN_NOTES] - 1] = false;
	clause_roles_begin(&l->reader, &l->columns, sheet);
	l->readings = arena_array(l->arena, l->framework->clause_count, sizeof(*l->readings));
	l->order = arena_array(l->arena, l->framework->clause_count, sizeof(*l->order));
	for (size_t r = l->columns.heading + 1; r < sheet->count; r++)
		read_row(l, r);
	for (size_t i = 0; i < l->count; i++) {
		struct clause_reading *reading = &l->readings[l->order[i]];

		write_control(l, reading);
		buf_fini(&reading->statement);
		buf_fini(&reading->duty);
		buf_fini(&reading->limits);
	}
	tell_reading(l);
	return l->framework;
}
