/* What a legend says goes first; then come words that everybody uses; what is left is told. */
#include "said.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/own.h"
#include "base/utf8.h"
#include "cell_told.h"
#include "model/names.h"
#include "vocabulary.h"

enum { ATOM_LIMIT = SAID_PARTY_LIMIT }; /* pieces of a cell */

/* Marks between parties, those first that are no letters of a script. */
static const char *const plain_marks[] = {
	"+", "＋", "/", "／", "&", "＆", "、", ",", "，", "\n", ";", "；", NULL};
static const char *const all_marks[] = {"+", "＋", "/", "／", "&", "＆", "、", ",", "，", "\n", ";",
	"；", " and ", "・", "及び", "および", "と", NULL};

static size_t
mark_at(const char *s, const char *const *marks)
{
	for (; *marks != NULL; marks++)
		if (strncmp(s, *marks, strlen(*marks)) == 0)
			return strlen(*marks);
	return 0;
}

static const char *
trim(struct arena *arena, const char *from, size_t len)
{
	while (len > 0 && strchr(" \n\t", *from) != NULL)
		from++, len--;
	while (len > 0 && strchr(" \n\t", from[len - 1]) != NULL)
		len--;
	return arena_strndup(arena, from, len);
}

/* The pieces between marks, brackets kept whole. 0: there are too many. */
static size_t
split(struct arena *arena, const char *words, const char *const *marks,
	const char *atoms[ATOM_LIMIT])
{
	const char *start = words;
	size_t n = 0, depth = 0, len;

	for (;; words += len) {
		size_t mark = depth == 0 ? mark_at(words, marks) : 0;

		if (*words == '\0' || mark > 0) {
			const char *atom = trim(arena, start, (size_t)(words - start));

			if (atom[0] != '\0' && n == ATOM_LIMIT)
				return 0;
			if (atom[0] != '\0')
				atoms[n++] = atom;
			start = words + mark;
		}
		if (*words == '\0')
			return n;
		if (*words == '(' || strncmp(words, "（", 3) == 0)
			depth++;
		else if ((*words == ')' || strncmp(words, "）", 3) == 0) && depth > 0)
			depth--;
		(void)utf8_next(words, &len);
		len = mark > 0 ? mark : len;
	}
}

/* "Customer (accounts)" -> its name, and the words in brackets. */
static const char *
without_words(struct arena *arena, const char *atom, const char **words)
{
	const char *open = strchr(atom, '('), *wide = strstr(atom, "（");
	size_t len = strlen(atom), mark = 1;

	*words = "";
	if (wide != NULL && (open == NULL || wide < open))
		open = wide, mark = strlen("（");
	if (open == NULL || open == atom)
		return atom;
	if (atom[len - 1] == ')')
		len--;
	else if (strcmp(atom + len - strlen("）"), "）") == 0)
		len -= strlen("）");
	else
		return atom;
	*words = trim(arena, open + mark, len - (size_t)(open - atom) - mark);
	return trim(arena, atom, (size_t)(open - atom));
}

static void
add_party(struct said *said, const struct cast_party *party, const char *words)
{
	for (size_t i = 0; i < said->count; i++)
		if (said->who[i].party == party)
			return;
	if (party == NULL || said->count == SAID_PARTY_LIMIT)
		return;
	said->who[said->count].party = party;
	said->who[said->count++].words = words;
}

/* -- parties
 * --------------------------------------------------------------------------------------- */

/* Customer and provider together. false: it does not say so. */
static bool
read_shared(const struct said_reader *r, const char *words, const struct csv_cell *cell,
	struct said *said)
{
	const struct cast_party *customer, *provider;

	if (!vocabulary_shared(vocabulary_fold(r->arena, words), &said->sharing))
		return false;
	customer = cast_only(r->cast, PARTY_CUSTOMER, cell);
	provider = cast_only(r->cast, PARTY_PROVIDER, cell);
	said->kind = customer != NULL && provider != NULL ? SAID_PARTIES : SAID_WRONG;
	add_party(said, customer, "");
	add_party(said, provider, "");
	if (said->kind == SAID_WRONG)
		cell_tell(r->diags, SEVERITY_ERROR, cell,
			"'%.64s' does not say who shares it, and there is not one customer and one provider: write the parties with + between them",
			words);
	return true;
}

/* What a sign of the legend means; the words themselves, if they are none. */
static const char *
meant(const struct said_reader *r, const char *words)
{
	struct sign *sign = signs_find(r->signs, r->arena, words);

	if (sign != NULL)
		sign->used = true;
	return sign != NULL ? sign->meaning : words;
}

/* Parties with marks between them, all of whom are known. */
static bool
read_known(const struct said_reader *r, const char *words, const char *const *marks,
	const struct csv_cell *cell, struct said *said)
{
	const char *atoms[ATOM_LIMIT], *more;
	size_t count = split(r->arena, words, marks, atoms);

	for (size_t i = 0; i < count && count > 1; i++)
		atoms[i] = meant(r, atoms[i]);
	for (size_t i = 0; i < count; i++)
		if (cast_find(r->cast, atoms[i]) == NULL &&
			cast_meet(r->cast, without_words(r->arena, atoms[i], &more), cell) == NULL)
			return false;
	for (size_t i = 0; i < count; i++) {
		const struct cast_party *party = cast_find(r->cast, atoms[i]);

		more = "";
		if (party == NULL)
			party = cast_meet(r->cast, without_words(r->arena, atoms[i], &more), cell);
		add_party(said, party, more);
	}
	said->kind = SAID_PARTIES;
	return count > 0;
}

/* The names of all that are declared, for who wrote another. */
static const char *
list_cast(const struct said_reader *r)
{
	OWN(buf_fini) struct buf list = {0};

	for (size_t i = 0; i < r->cast->count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", r->cast->parties[i].id);
	return arena_strdup(r->arena, buf_cstr(&list));
}

static void
read_unknown(const struct said_reader *r, const char *words, const struct csv_cell *cell,
	struct said *said)
{
	const char *atoms[ATOM_LIMIT], *more;
	size_t count = split(r->arena, words, plain_marks, atoms);

	said->kind = count > 0 ? SAID_PARTIES : SAID_WRONG;
	for (size_t i = 0; i < count; i++) {
		const char *name = without_words(r->arena, atoms[i], &more);
		const struct cast_party *party = cast_meet(r->cast, name, cell);

		if (party == NULL && !r->cast->declared && strlen(name) <= 60)
			party = cast_add(r->cast, name, cell);
		add_party(said, party, more);
		if (party != NULL)
			continue;
		said->kind = SAID_WRONG;
		cell_tell(r->diags, SEVERITY_ERROR, cell,
			"'%.64s' is no party, no sign of a legend and not N/A: write one of %s, or several with + between them",
			name, list_cast(r));
	}
}

/* Whoever is named in a sentence such as "performed by the provider". */
static void
read_named(const struct said_reader *r, const char *sentence, const struct csv_cell *cell,
	struct said *said)
{
	static const enum party_kind usual[] = {PARTY_CUSTOMER, PARTY_PROVIDER};
	const char *folded = vocabulary_fold(r->arena, sentence);

	for (size_t i = 0; i < r->cast->count; i++)
		for (size_t n = 0; n < r->cast->parties[i].name_count; n++)
			if (vocabulary_stands_in(folded, r->cast->parties[i].names[n]))
				add_party(said, &r->cast->parties[i], "");
	for (size_t i = 0; i < 2; i++)
		if (vocabulary_names(folded, usual[i]))
			add_party(said, cast_only(r->cast, usual[i], cell), "");
	said->kind = said->count > 0 ? SAID_PARTIES : SAID_WRONG;
}

/* -- what is not about anybody
 * ------------------------------------------------------------------------ */

static bool
is_dash(const char *text)
{
	static const char *const dashes[] = {"-", "－", "–", "—", "―", "ー", "‐", NULL};

	return vocabulary_has(dashes, text);
}

static bool
read_plain(const struct said_reader *r, const char *text, struct said *said)
{
	const char *reason = vocabulary_not_applicable(r->arena, text);

	if (text[0] == '\0')
		return true;
	if (reason == NULL)
		return false;
	said->kind = SAID_NOT_APPLICABLE;
	said->words = reason[0] != '\0' ? reason : text;
	return true;
}

static const char *
without_marks(const struct said_reader *r, const struct csv_cell *cell, struct said *said)
{
	if (signs_find(r->signs, r->arena, cell->text) != NULL)
		return cell->text;
	return signs_take_marks(r->arena, cell->text, said->marks, &said->mark_count);
}

static void
unnamed_sign(const struct said_reader *r, const struct csv_cell *cell, struct said *said,
	const char *meaning)
{
	said->kind = SAID_WRONG;
	cell_tell(r->diags, SEVERITY_ERROR, cell,
		"'%.64s' is a sign that no legend names: write a line such as '%.64s: %s' below the table, under the heading Legend or 凡例",
		cell->text, cell->text, meaning);
}

struct said
said_parties(const struct said_reader *r, const struct csv_cell *cell)
{
	struct said said = {.kind = SAID_NOTHING};
	const char *text = without_marks(r, cell, &said);
	struct sign *sign = signs_find(r->signs, r->arena, text);

	if (sign != NULL) {
		sign->used = true;
		text = sign->meaning;
	}
	if (read_plain(r, text, &said) || read_shared(r, text, cell, &said) ||
		read_known(r, text, all_marks, cell, &said))
		return said;
	if (sign != NULL) {
		read_named(r, text, cell, &said);
		if (said.kind == SAID_WRONG)
			cell_tell(r->diags, SEVERITY_ERROR, cell,
				"the legend says of '%.64s': '%.64s', which names no party",
				cell->text, text);
	} else if (is_dash(text)) {
		cell_tell(r->diags, SEVERITY_WARNING, cell,
			"'%s' is read as a blank cell: nobody is named", text);
	} else if (signs_is_sign(text)) {
		unnamed_sign(r, cell, &said, "provider");
	} else {
		read_unknown(r, text, cell, &said);
	}
	return said;
}

bool
said_is_value(const struct said_reader *r, const struct csv_cell *cell)
{
	struct said said = {0};
	const char *text = without_marks(r, cell, &said), *atoms[ATOM_LIMIT], *more;
	const char *folded = vocabulary_fold(r->arena, text);
	size_t count, known = 0;
	enum sharing sharing;
	enum party_kind kind;

	if (signs_is_sign(text) || signs_find(r->signs, r->arena, text) != NULL ||
		vocabulary_not_applicable(r->arena, text) != NULL ||
		vocabulary_shared(folded, &sharing))
		return true;
	count = split(r->arena, text, all_marks, atoms);
	for (size_t i = 0; i < count; i++) {
		const char *name = without_words(r->arena, atoms[i], &more);

		known += cast_find(r->cast, atoms[i]) != NULL || cast_find(r->cast, name) != NULL ||
			 vocabulary_party(vocabulary_fold(r->arena, name), &kind);
	}
	return known > 0;
}

/* -- what the party of the column does
 * -------------------------------------------------------------- */

/* "A/R" and "AR"; a small letter stands alone. */
static bool
read_letters(const char *atom, struct said *said)
{
	char small[2] = {(char)toupper((unsigned char)atom[0]), '\0'};

	if (atom[0] != '\0' && atom[1] == '\0')
		atom = small;
	for (const char *p = atom; *p != '\0'; p++)
		if (vocabulary_raci(*p) < 0)
			return false;
	for (const char *p = atom; *p != '\0'; p++)
		said->does[vocabulary_raci(*p)] = true;
	said->letters = true;
	return true;
}

/* A word that is all of the cell. */
static bool
read_role_word(const struct said_reader *r, const char *atom, struct said *said)
{
	static const char *const words[] = {"responsible", "accountable", "consulted", "informed",
		"support", "supports", "runs", "answers", "owner", "担当", "主担当", "副担当",
		"実施", "支援", "責任", "相談", "報告", "通知", "協議", "実行責任", "説明責任",
		NULL};
	const char *folded = vocabulary_fold(r->arena, atom);
	int meaning = vocabulary_meaning(folded);

	if (!vocabulary_has(words, folded))
		return false;
	said->does[meaning == DOES_RUNS && r->runs_answers ? DOES_ANSWERS : meaning] = true;
	return true;
}

/* Yes and no, "shared", and marks that need no legend. */
static bool
read_mark(const struct said_reader *r, const char *atom, struct said *said)
{
	const char *folded = vocabulary_fold(r->arena, atom);
	enum plain_sign mark = vocabulary_mark(folded);
	int yes = vocabulary_yes_no(folded);
	enum sharing sharing;

	if (r->marks[mark] || yes > 0) {
		said->does[DOES_ANSWERS] = said->marked = true;
		return true;
	}
	if (!vocabulary_shared(folded, &sharing))
		return yes == 0 || r->no_marks[mark];
	said->does[DOES_ANSWERS] = said->together = true;
	said->sharing = sharing;
	return true;
}

static bool
read_role_sign(const struct said_reader *r, const char *atom, const struct csv_cell *cell,
	struct said *said)
{
	struct sign *sign = signs_find(r->signs, r->arena, atom);
	int meaning;

	if (sign == NULL)
		return false;
	sign->used = true;
	if (read_plain(r, sign->meaning, said))
		return true;
	meaning = vocabulary_meaning(vocabulary_fold(r->arena, sign->meaning));
	if (meaning == DOES_RUNS && r->runs_answers)
		meaning = DOES_ANSWERS;
	if (meaning >= 0 && meaning < DOES__COUNT)
		said->does[meaning] = true;
	if (meaning >= 0)
		return true;
	said->kind = SAID_WRONG;
	cell_tell(r->diags, SEVERITY_ERROR, cell,
		"the legend says of '%.64s': '%.64s', which does not say what a party does: accountable, responsible, supports, consulted, informed, or not",
		atom, sign->meaning);
	return true;
}

static bool
read_roles(const struct said_reader *r, const char *text, const struct csv_cell *cell,
	struct said *said)
{
	static const char *const marks[] = {
		"+", "＋", "/", "／", "&", "＆", "、", ",", "，", "・", "\n", ";", " ", "　", NULL};
	const char *atoms[ATOM_LIMIT];
	size_t count;

	if (read_role_sign(r, text, cell, said) || read_mark(r, text, said))
		return true;
	count = split(r->arena, text, marks, atoms);
	for (size_t i = 0; i < count; i++)
		if (!read_role_sign(r, atoms[i], cell, said) && !read_mark(r, atoms[i], said) &&
			!read_letters(atoms[i], said) && !read_role_word(r, atoms[i], said))
			return false;
	if (said->letters && r->runs_answers && said->does[DOES_RUNS]) {
		said->does[DOES_RUNS] = false;
		said->does[DOES_ANSWERS] = true;
	}
	return count > 0;
}

struct said
said_roles(const struct said_reader *r, const struct csv_cell *cell)
{
	struct said said = {.kind = SAID_NOTHING};
	const char *text = without_marks(r, cell, &said), *more, *short_text;

	if (read_plain(r, text, &said))
		return said;
	said.kind = SAID_ROLES;
	if (read_roles(r, text, cell, &said))
		return said;
	memset(said.does, 0, sizeof(said.does));
	short_text = without_words(r->arena, text, &more);
	if (more[0] != '\0' && said.kind == SAID_ROLES && read_roles(r, short_text, cell, &said)) {
		said.words = more;
		return said;
	}
	memset(said.does, 0, sizeof(said.does));
	said.letters = said.marked = said.together = false;
	said.kind = SAID_WORDS;
	said.words = text;
	if (is_dash(text))
		said.kind = SAID_NOTHING;
	else if (signs_is_sign(text))
		unnamed_sign(r, cell, &said, "supports");
	return said;
}

void
said_look(const struct said_reader *r, struct said_look *look, const struct csv_cell *cell)
{
	struct diags unsaid = {0};
	struct said_reader quiet = *r;
	struct said said;
	const char *more, *text;
	enum plain_sign mark;

	quiet.diags = &unsaid;
	said = said_roles(&quiet, cell);
	diags_fini(&unsaid);
	text = without_words(r->arena, without_marks(r, cell, &said), &more);
	mark = vocabulary_mark(vocabulary_fold(r->arena, text));
	look->marks[mark] = true;
	look->others |= mark == MARK_NONE && signs_is_sign(text) && !is_dash(text) &&
			!isalpha((unsigned char)text[0]);
	look->answers |= said.does[DOES_ANSWERS] && !said.marked && !said.together;
	if (look->runs == NULL && said.does[DOES_RUNS])
		look->runs = cell;
}

/* A cross alone may mark or deny, and so may an x beside a tick. */
static void
find_marks(struct said_reader *r, const struct said_look *look)
{
	const bool *marks = look->marks;
	bool x = marks[MARK_X], tick = marks[MARK_TICK], circle = marks[MARK_CIRCLE],
	     cross = marks[MARK_CROSS];

	if (look->others || (tick && (circle || x)) || (cross && !tick && !circle))
		return;
	r->marks[MARK_X] = x && !circle;
	r->marks[MARK_TICK] = tick;
	r->marks[MARK_CIRCLE] = circle;
	r->no_marks[MARK_X] = x && circle;
	r->no_marks[MARK_CROSS] = cross;
}

void
said_looked(struct said_reader *r, const struct said_look *look)
{
	find_marks(r, look);
	if (r->signs->sign_count > 0 || look->runs == NULL || look->answers)
		return;
	r->runs_answers = true;
	cell_tell(r->diags, SEVERITY_NOTE, look->runs,
		"nobody is accountable in this table: who is responsible answers for it");
}

/* -- what is said of the legend
 * --------------------------------------------------------------------- */

bool
said_runs_answers(const struct said_reader *r)
{
	bool runs = false;

	for (size_t i = 0; i < r->signs->sign_count; i++) {
		int meaning =
			vocabulary_meaning(vocabulary_fold(r->arena, r->signs->signs[i].meaning));

		if (meaning == DOES_ANSWERS)
			return false;
		runs = runs || meaning == DOES_RUNS;
	}
	return runs;
}

static const char *
role_of(const struct said_reader *r, const struct sign *sign)
{
	int meaning = vocabulary_meaning(vocabulary_fold(r->arena, sign->meaning));

	if (vocabulary_not_applicable(r->arena, sign->meaning) != NULL)
		return "not applicable";
	if (meaning == DOES_RUNS && r->runs_answers)
		meaning = DOES_ANSWERS;
	return meaning >= 0 && meaning < DOES__COUNT ? does_names[meaning] : "no part in it";
}

static const char *
parties_of(const struct said_reader *r, const struct sign *sign)
{
	struct csv_cell cell = *sign->cell;
	OWN(buf_fini) struct buf list = {0};
	struct said said;

	cell.text = sign->sign;
	said = said_parties(r, &cell);
	for (size_t i = 0; i < said.count; i++)
		buf_printf(&list, "%s%s", i > 0 ? " + " : "", said.who[i].party->id);
	return said.count > 0 ? arena_strdup(r->arena, buf_cstr(&list)) : "not applicable";
}

void
said_tell_signs(const struct said_reader *r, bool roles)
{
	for (size_t i = 0; i < r->signs->sign_count; i++) {
		const struct sign *sign = &r->signs->signs[i];

		if (sign->used)
			cell_tell(r->diags, SEVERITY_NOTE, sign->cell,
				"'%s' (%.64s) is read as: %s", sign->sign, sign->meaning,
				roles ? role_of(r, sign) : parties_of(r, sign));
	}
}
