#include "cast.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/own.h"
#include "cell_told.h"
#include "model/names.h"
#include "vocabulary.h"

const char *
cast_id(struct arena *arena, const char *words, const char *stem, size_t number)
{
	OWN(buf_fini) struct buf id = {0};
	const char *folded = vocabulary_fold(arena, words);
	bool other = false;

	for (; *folded != '\0' && id.len < 40; folded++)
		if ((*folded >= 'a' && *folded <= 'z') ||
			(*folded >= '0' && *folded <= '9' && id.len > 0))
			buf_char(&id, *folded);
		else if ((unsigned char)*folded >= 0x80)
			other = true;
		else if (id.len > 0 && buf_cstr(&id)[id.len - 1] != '-')
			buf_char(&id, '-');
	while (id.len > 0 && id.data[id.len - 1] == '-')
		id.len--;
	if (other || id.len == 0)
		return arena_printf(arena, "%s-%zu", stem, number);
	return arena_strndup(arena, buf_cstr(&id), id.len);
}

/* -- those that are declared ---------------------------------------------------------------------
 */

static void
add_name(struct cast *cast, struct cast_party *party, const char *words)
{
	if (words[0] != '\0' && party->name_count < CAST_NAMES)
		party->names[party->name_count++] = vocabulary_fold(cast->arena, words);
}

static const char *
text_at(const struct csv_row *row, size_t column)
{
	return column < row->count ? row->cells[column].text : "";
}

static size_t
column_of(const struct csv_row *heading, const char *name)
{
	size_t c = 0;

	while (c < heading->count && strcasecmp(heading->cells[c].text, name) != 0)
		c++;
	return c;
}

void
cast_declare(struct cast *cast, const struct csv *csv)
{
	const struct csv_row *heading = &csv->rows[0];
	size_t kind = column_of(heading, line_columns[COLUMN_KIND]);

	for (size_t i = 1; i < csv->count && cast->count < CAST_LIMIT; i++) {
		const struct csv_row *row = &csv->rows[i];
		struct cast_party *party = &cast->parties[cast->count];
		int value;

		if (strcmp(text_at(row, kind), "party") != 0)
			continue;
		*party = (struct cast_party){
			.id = text_at(row, column_of(heading, line_columns[COLUMN_ID]))};
		value = name_value(party_kind_names,
			text_at(row, column_of(heading, line_columns[COLUMN_TYPE])));
		party->kind = value >= 0 ? (enum party_kind)value : PARTY_OTHER;
		add_name(cast, party, party->id);
		for (size_t c = 0; c < heading->count; c++)
			if (strncasecmp(heading->cells[c].text, "name_", 5) == 0)
				add_name(cast, party, text_at(row, c));
		cast->declared = true;
		cast->count++;
	}
}

/* -- who is who
 * ------------------------------------------------------------------------------------ */

static struct cast_party *
only(struct cast *cast, enum party_kind kind)
{
	struct cast_party *found = NULL;

	for (size_t i = 0; i < cast->count; i++)
		if (cast->parties[i].kind == kind) {
			if (found != NULL)
				return NULL;
			found = &cast->parties[i];
		}
	return found;
}

/* NULL: of that kind nobody has one. */
static const char *
usual_name(const struct cast *cast, enum party_kind kind)
{
	static const char *const names[PARTY_KIND__COUNT][2] = {
		[PARTY_CUSTOMER] = {"Customer", "お客様"},
		[PARTY_PROVIDER] = {"Provider", "当社"},
		[PARTY_SUPPLIER] = {"Supplier", "供給者"}};

	return names[kind][language_match(cast->lang, "ja")];
}

/* What names somebody in a heading and is nobody's name: "Our responsibilities". */
static bool
is_pronoun(const struct cast *cast, const char *words)
{
	static const char *const pronouns[] = {"our", "us", "we", "you", "your", NULL};

	return vocabulary_has(pronouns, vocabulary_fold(cast->arena, words));
}

static struct cast_party *
find(struct cast *cast, const char *words)
{
	const char *folded = vocabulary_fold(cast->arena, words);
	enum party_kind kind;

	for (size_t i = 0; i < cast->count; i++)
		for (size_t n = 0; n < cast->parties[i].name_count; n++)
			if (strcmp(cast->parties[i].names[n], folded) == 0)
				return &cast->parties[i];
	return vocabulary_party(folded, &kind) ? only(cast, kind) : NULL;
}

struct cast_party *
cast_find(struct cast *cast, const char *words)
{
	struct cast_party *party = find(cast, words);

	if (party != NULL && cast->in_second && party->second == NULL && !is_pronoun(cast, words))
		party->second = arena_strdup(cast->arena, words);
	return party;
}

/* Whom words name, as a party or as a kind of party; both NULL and PARTY_OTHER: nobody. */
static bool
names_one(struct cast *cast, const char *words, struct cast_party **party, enum party_kind *kind)
{
	const char *folded = vocabulary_fold(cast->arena, words);

	*party = find(cast, words);
	*kind = *party != NULL ? (*party)->kind : PARTY_OTHER;
	return *party != NULL || vocabulary_party(folded, kind);
}

/* The length of the first of several names: "お客様 / Customer", "Customer (お客様)". */
static size_t
piece(const char *words)
{
	size_t len = 0;

	while (words[len] != '\0' && strchr("/()\n", words[len]) == NULL &&
		strncmp(words + len, "／", 3) != 0 && strncmp(words + len, "（", 3) != 0 &&
		strncmp(words + len, "）", 3) != 0)
		len++;
	return len;
}

/* The name as it is written, without what was taken off its end, unless the width of its letters
 * changed. */
static const char *
as_written(struct cast *cast, const char *name, const char *bare)
{
	name += strspn(name, " ");
	return strncasecmp(name, bare, strlen(bare)) == 0
		       ? arena_strndup(cast->arena, name, strlen(bare))
		       : bare;
}

const char *
cast_heading(struct cast *cast, const char *words)
{
	const char *found = NULL;
	struct cast_party *party, *other;
	enum party_kind kind, other_kind;
	bool japanese = language_match(cast->lang, "ja");
	size_t len;

	if (names_one(cast, words, &party, &kind))
		return words;
	for (; *words != '\0'; words += len) {
		const char *name = arena_strndup(cast->arena, words, piece(words));
		const char *bare =
			vocabulary_without_duty(cast->arena, vocabulary_fold(cast->arena, name));

		len = strlen(name);
		len += words[len] == '\0' ? 0 : (words[len] & 0x80) != 0 ? 3 : 1;
		if (bare[0] == '\0')
			continue;
		if (!names_one(cast, bare, &other, &other_kind) ||
			(found != NULL && (other != party || other_kind != kind)))
			return NULL;
		if (found == NULL || vocabulary_is_japanese(bare) == japanese)
			found = as_written(cast, name, bare);
		party = other;
		kind = other_kind;
	}
	return found;
}

static struct cast_party *
make(struct cast *cast, const char *id, enum party_kind kind, const char *name,
	const struct csv_cell *cell)
{
	struct cast_party *party = &cast->parties[cast->count];

	if (cast->count == CAST_LIMIT)
		return NULL;
	*party = (struct cast_party){.id = id, .kind = kind, .name = name, .cell = cell};
	add_name(cast, party, name);
	cast->count++;
	return party;
}

struct cast_party *
cast_meet(struct cast *cast, const char *words, const struct csv_cell *cell)
{
	struct cast_party *party = cast_find(cast, words);
	enum party_kind kind;

	if (party != NULL || cast->declared ||
		!vocabulary_party(vocabulary_fold(cast->arena, words), &kind))
		return party;
	return make(cast, party_kind_name(kind), kind,
		is_pronoun(cast, words) ? usual_name(cast, kind) : arena_strdup(cast->arena, words),
		cell);
}

struct cast_party *
cast_add(struct cast *cast, const char *words, const struct csv_cell *cell)
{
	struct cast_party *party = make(cast, cast_id(cast->arena, words, "party", cast->count + 1),
		PARTY_OTHER, arena_strdup(cast->arena, words), cell);

	if (party != NULL)
		cell_tell(cast->diags, SEVERITY_WARNING, cell,
			"'%.64s' is taken for a party of kind 'other', since no line of kind 'party' says who there is",
			words);
	return party;
}

struct cast_party *
cast_only(struct cast *cast, enum party_kind kind, const struct csv_cell *cell)
{
	const char *name = usual_name(cast, kind);
	struct cast_party *party = only(cast, kind);

	if (party != NULL || cast->declared || name == NULL)
		return party;
	for (size_t i = 0; i < cast->count; i++)
		if (cast->parties[i].kind == kind)
			return NULL;
	party = make(cast, party_kind_name(kind), kind, name, cell);
	if (party != NULL)
		party->usual = true;
	if (party != NULL)
		cell_tell(cast->diags, SEVERITY_WARNING, cell,
			"no line of kind 'party' says who the %s is: called '%s'",
			party_kind_name(kind), name);
	return party;
}

/* In the second language, what it is called there, if it is. */
static const char *
name_in(const struct cast *cast, const struct cast_party *party)
{
	if (!cast->in_second)
		return party->name;
	if (party->second != NULL)
		return party->second;
	return party->usual ? usual_name(cast, party->kind) : party->name;
}

void
cast_write(const struct cast *cast, struct made_lines *lines)
{
	for (size_t i = 0; i < cast->count; i++) {
		const struct cast_party *party = &cast->parties[i];
		struct csv_cell *line;

		if (party->cell == NULL)
			continue;
		line = made_line(lines, "party", party->cell);
		made_put(line, COLUMN_ID, party->cell, party->id);
		made_put(line, COLUMN_TYPE, party->cell, party_kind_name(party->kind));
		made_put(line, MADE_NAME, party->cell, name_in(cast, party));
	}
}
