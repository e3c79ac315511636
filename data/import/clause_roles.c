#include "clause_roles.h"

#include <string.h>

#include "cell_told.h"
#include "model/model.h"

void
clause_roles_begin(
	struct said_reader *reader, struct clause_columns *columns, const struct seen_sheet *sheet)
{
	struct said_look look = {0};

	if (columns->party_count == 0)
		return;
	signs_read(reader->signs, reader->arena, sheet, 0, columns->heading, false);
	signs_read(reader->signs, reader->arena, sheet, columns->heading + 1, sheet->count, false);
	for (size_t i = 0; i < columns->party_count; i++) {
		struct clause_party *party = &columns->parties[i];
		const struct csv_cell *cell = seen_at(sheet, columns->heading, party->column);
		const char *name = cast_heading(reader->cast, cell->text);

		if (!party->all && name != NULL)
			party->party = cast_meet(reader->cast, name, cell);
	}
	for (size_t r = columns->heading + 1; r < sheet->count; r++)
		for (size_t i = 0; i < columns->party_count; i++)
			said_look(reader, &look, seen_at(sheet, r, columns->parties[i].column));
	said_looked(reader, &look);
}

static void
add_role(struct clause_roles *roles, const struct cast_party *party, enum does does,
	const char *words, const struct csv_cell *cell)
{
	for (size_t i = 0; i < roles->count; i++)
		if (roles->v[i].party == party && roles->v[i].does == does &&
			strcmp(roles->v[i].words, words) == 0)
			return;
	if (party != NULL && roles->count < CLAUSE_ROLE_LIMIT)
		roles->v[roles->count++] = (struct clause_role){party, does, words, cell};
}

static void
add_said(struct clause_roles *roles, const struct said *said, const struct cast_party *party,
	const struct csv_cell *cell)
{
	const char *words = said->words != NULL ? said->words : "";

	if (said->kind == SAID_WORDS)
		add_role(roles, party, DOES_ANSWERS, words, cell);
	for (int does = 0; does < DOES__COUNT; does++)
		if (said->does[does])
			add_role(roles, party, (enum does)does, words, cell);
}

/* The cell of one column. */
static void
read_cell(struct clause_roles *roles, struct said_reader *reader, const struct clause_party *party,
	const struct csv_cell *cell)
{
	struct said said = said_roles(reader, cell);

	if (said.kind == SAID_NOT_APPLICABLE ||
		(party->party == NULL && !party->all &&
			(said.does[DOES_ANSWERS] || said.kind == SAID_WORDS))) {
		roles->not_applicable = cell;
	} else if (party->party != NULL) {
		add_said(roles, &said, party->party, cell);
	} else if (party->all && (said.does[DOES_ANSWERS] || said.kind == SAID_WORDS)) {
		add_said(roles, &said, cast_only(reader->cast, PARTY_CUSTOMER, cell), cell);
		add_said(roles, &said, cast_only(reader->cast, PARTY_PROVIDER, cell), cell);
	}
}

void
clause_roles_read(struct clause_roles *roles, struct said_reader *reader,
	const struct clause_columns *columns, const struct seen_sheet *sheet, size_t row)
{
	for (size_t i = 0; i < columns->party_count; i++)
		read_cell(roles, reader, &columns->parties[i],
			seen_at(sheet, row, columns->parties[i].column));
}

void
clause_roles_ids(struct clause_roles *roles, struct said_reader *reader, enum does does,
	const struct csv_cell *cell)
{
	size_t len;

	for (const char *p = cell->text; *p != '\0'; p += len + strspn(p + len, " ,;\n")) {
		const char *id = arena_strndup(reader->arena, p, len = strcspn(p, " ,;\n"));
		const struct cast_party *party = cast_meet(reader->cast, id, cell);

		if (party == NULL && !reader->cast->declared)
			party = cast_add(reader->cast, id, cell);
		add_role(roles, party, does, "", cell);
		if (party == NULL)
			cell_tell(reader->diags, SEVERITY_ERROR, cell,
				"'%.64s' is none of the parties that lines of kind 'party' name",
				id);
	}
}
