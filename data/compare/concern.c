#include "concern.h"

#include <stdlib.h>
#include <string.h>

#include "check/claim.h"
#include "differ.h"
#include "model/value.h"

static const char *const effect_names[] = {"told", "duty-removed", "period-lengthened",
	"more-provided", "supplier-removed", "duty-reworded", "duty-added", "duty-moved",
	"period-shortened", "less-provided", "supplier-added"};

const char *
change_effect_name(enum change_effect effect)
{
	return effect_names[effect];
}

/* -- gathering ------------------------------------------------------------------------------ */

struct concern_finder {
	const struct diff *diff;
	const struct change *change;
	struct arena *arena;
	struct concern *v;
	size_t n, cap;
};

static void
concern(struct concern_finder *g, const struct party *party, enum change_effect effect, bool act)
{
	const struct party *now = matrix_party(g->diff->after, party->id);

	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->v[i].party->id, party->id) == 0) {
			if ((act && !g->v[i].act) ||
				(act == g->v[i].act && effect > g->v[i].effect))
				g->v[i] = (struct concern){g->v[i].party, effect, act};
			return;
		}
	g->v = arena_grow(g->arena, g->v, g->n, &g->cap, sizeof(*g->v));
	g->v[g->n++] = (struct concern){now != NULL ? now : party, effect, act};
}

static void
concern_customers(struct concern_finder *g, enum change_effect effect, bool act)
{
	for (size_t i = 0; i < g->diff->after->party_count; i++)
		if (g->diff->after->parties[i].kind == PARTY_CUSTOMER)
			concern(g, &g->diff->after->parties[i], effect, act);
}

static bool
is_duty(const struct part *part)
{
	return part->does <= DOES_SUPPORTS;
}

/* Whoever has a part in it; those with a duty by one effect, the others are told. */
static void
concern_parts(
	struct concern_finder *g, const struct parts *parts, enum change_effect effect, bool act)
{
	for (size_t i = 0; i < parts->count; i++)
		if (is_duty(&parts->v[i]))
			concern(g, parts->v[i].party, effect, act);
		else
			concern(g, parts->v[i].party, EFFECT_TOLD, false);
}

/* -- what the change is in -------------------------------------------------------------------
 */

static void
concern_row(struct concern_finder *g, const struct table *table, const struct row *row,
	enum change_effect effect, bool act)
{
	for (size_t c = 0; c < table_cell_count(table); c++)
		if (g->change->column == NULL || table->column_count == 0 ||
			strcmp(table->columns[c].id, g->change->column) == 0)
			concern_parts(g, &row->cells[c].parts, effect, act);
}

static void
concern_table(
	struct concern_finder *g, const struct table *table, enum change_effect effect, bool act)
{
	for (size_t r = 0; r < table->row_count; r++)
		if (g->change->thing == THING_TABLE ||
			strcmp(table->rows[r].id, g->change->id) == 0)
			concern_row(g, table, &table->rows[r], effect, act);
}

/* All who have a part in the thing as that edition has it. */
static void
concern_thing(
	struct concern_finder *g, const struct matrix *matrix, enum change_effect effect, bool act)
{
	const struct change *c = g->change;
	const struct control *control =
		c->thing == THING_CONTROL ? matrix_control(matrix, c->id) : NULL;
	const char *id = c->thing == THING_ROW ? c->table : c->thing == THING_TABLE ? c->id : NULL;
	const struct table *table = id != NULL ? matrix_table(matrix, id) : NULL;

	if (control != NULL)
		concern_parts(g, &control->parts, effect, act);
	if (table != NULL)
		concern_table(g, table, effect, act);
}

/* -- kinds of change ----------------------------------------------------------------------------
 */

static bool
is_supplier(const struct party *party)
{
	return party->kind == PARTY_SUPPLIER || party->kind == PARTY_PARTNER;
}

static void
concern_party(struct concern_finder *g)
{
	const struct change *c = g->change;
	const struct party *new = matrix_party(g->diff->after, c->id),
			   *party = new != NULL ? new : matrix_party(g->diff->before, c->id);

	if (party == NULL)
		return;
	concern(g, party, EFFECT_TOLD, false);
	if (!is_supplier(party))
		return;
	if (c->aspect != ASPECT_WHOLE)
		concern_customers(g, EFFECT_TOLD, false);
	else if (c->verb == CHANGE_ADDED)
		concern_customers(g, EFFECT_SUPPLIER_ADDED, true);
	else
		concern_customers(g, EFFECT_SUPPLIER_REMOVED, false);
}

static bool
answers(const struct parts *parts, const struct party *party)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].does == DOES_ANSWERS &&
			strcmp(parts->v[i].party->id, party->id) == 0)
			return true;
	return false;
}

/* Those that answer in one and not in the other. */
static void
concern_owners(struct concern_finder *g, const struct parts *in, const struct parts *other,
	enum change_effect effect, bool act)
{
	for (size_t i = 0; i < in->count; i++)
		if (in->v[i].does == DOES_ANSWERS && !answers(other, in->v[i].party))
			concern(g, in->v[i].party, effect, act);
}

static void
concern_owner(struct concern_finder *g)
{
	static const struct parts nobody;
	const struct parts *before = g->change->before.parts, *after = g->change->after.parts;
	bool moved = before != NULL && after != NULL && parts_doing(before, DOES_ANSWERS) > 0 &&
		     parts_doing(after, DOES_ANSWERS) > 0;

	before = before != NULL ? before : &nobody;
	after = after != NULL ? after : &nobody;
	concern_owners(g, after, before, moved ? EFFECT_DUTY_MOVED : EFFECT_DUTY_ADDED, true);
	concern_owners(g, before, after, moved ? EFFECT_DUTY_MOVED : EFFECT_DUTY_REMOVED, false);
}

/* Whether a change of the same thing takes from another party what this one gives. */
static bool
is_moved(const struct concern_finder *g, const struct part *part, enum change_verb counterpart)
{
	const struct change *c = g->change, *end = g->diff->v + g->diff->count;

	while (c > g->diff->v && change_same_thing(c - 1, g->change))
		c--;
	for (; c < end && change_same_thing(c, g->change); c++) {
		const struct part *other =
			counterpart == CHANGE_REMOVED ? c->before.part : c->after.part;

		if (c->aspect == ASPECT_PART && c->verb == counterpart && other != NULL &&
			other->does == part->does && strcmp(other->party->id, part->party->id) != 0)
			return true;
	}
	return false;
}

static void
concern_words_of_part(struct concern_finder *);

static void
concern_part(struct concern_finder *g)
{
	const struct part *old = g->change->before.part, *new = g->change->after.part;
	const struct part *any = new != NULL ? new : old;
	bool had = old != NULL && is_duty(old), has = new != NULL &&is_duty(new);

	if (has && !had)
		concern(g, new->party,
			old == NULL && is_moved(g, new, CHANGE_REMOVED) ? EFFECT_DUTY_MOVED
									: EFFECT_DUTY_ADDED,
			true);
	else if (had && !has)
		concern(g, old->party,
			new == NULL &&is_moved(g, old, CHANGE_ADDED) ? EFFECT_DUTY_MOVED
								     : EFFECT_DUTY_REMOVED,
			false);
	else if (has)
		concern(g, new->party,
			new->does < old->does ? EFFECT_DUTY_ADDED : EFFECT_DUTY_REWORDED, true);
	else if (any != NULL)
		concern(g, any->party, EFFECT_TOLD, false);
	concern_words_of_part(g);
}

/* How much of a control customers get without doing anything; -1: that is no question. */
static int
provided(const char *status)
{
	static const struct {
		enum control_status status;
		int rank;
	} ranks[] = {{CONTROL_PROVIDED, 3}, {CONTROL_INHERITED, 3}, {CONTROL_PARTIAL, 2},
		{CONTROL_SHARED, 2}, {CONTROL_INHERITED_PARTIAL, 2}, {CONTROL_CUSTOMER, 1},
		{CONTROL_NOT_OFFERED, 0}};

	for (size_t i = 0; status != NULL && i < sizeof(ranks) / sizeof(ranks[0]); i++)
		if (strcmp(control_status_name(ranks[i].status), status) == 0)
			return ranks[i].rank;
	return -1;
}

static void
concern_status(struct concern_finder *g)
{
	int before = provided(g->change->before.value), after = provided(g->change->after.value);

	concern_thing(g, g->diff->after, EFFECT_TOLD, false);
	if (before < 0 || after < 0 || before == after)
		concern_customers(g, EFFECT_TOLD, false);
	else
		concern_customers(g, after < before ? EFFECT_LESS_PROVIDED : EFFECT_MORE_PROVIDED,
			after < before);
}

/* Seconds of a period, of business days, or between two times of what is done often; a month is
 * taken for 30 days. -1: the fact is no period. */
static long long
period(const struct fact *fact)
{
	static const long long seconds[7] = {
		365LL * 86400, 30LL * 86400, 7LL * 86400, 86400, 3600, 60, 1};
	const char *value = fact->value;
	long parts[7];
	long long sum = 0;

	if (fact->kind == FACT_BUSINESS_DAYS && value_is_whole(value))
		return atoll(value) * 86400;
	if (fact->kind == FACT_FREQUENCY && strncmp(value, "R/", 2) == 0)
		value += 2;
	else if (fact->kind != FACT_DURATION)
		return -1;
	if (!value_duration(value, parts))
		return -1;
	for (size_t i = 0; i < 7; i++)
		sum += parts[i] * seconds[i];
	return sum;
}

/* Those with a part in it, and customers: they count on it. */
static void
concern_period(struct concern_finder *g, enum change_effect effect)
{
	concern_thing(g, g->diff->after, effect, effect == EFFECT_PERIOD_SHORTENED);
	concern_customers(g, effect, effect == EFFECT_PERIOD_SHORTENED);
}

static void
concern_fact(struct concern_finder *g)
{
	const struct fact *old = g->change->before.fact, *new = g->change->after.fact;
	long long before = old != NULL ? period(old) : -1, after = new != NULL ? period(new) : -1;
	bool periods = before >= 0 && after >= 0 && before != after && old->kind == new->kind;
	enum change_effect effect = !periods         ? EFFECT_TOLD
				    : after < before ? EFFECT_PERIOD_SHORTENED
						     : EFFECT_PERIOD_LENGTHENED;

	concern_period(g, effect);
}

/* -- periods in words ---------------------------------------------------------------------------
 */

/* Of a period that a wording claims, as above; of how often, *every. -1: it claims no period. */
static double
claimed(const struct claim *claim, bool *every)
{
	static const double seconds[CLAIM_KIND__COUNT] = {[CLAIM_SECONDS] = 1,
		[CLAIM_MONTHS] = 30 * 86400,
		[CLAIM_BUSINESS_DAYS] = 86400,
		[CLAIM_EVERY_SECONDS] = 1,
		[CLAIM_EVERY_MONTHS] = 30 * 86400};

	*every = claim->kind == CLAIM_EVERY_SECONDS || claim->kind == CLAIM_EVERY_MONTHS;
	return seconds[claim->kind] > 0 ? claim->value * seconds[claim->kind] : -1;
}

/* The periods that one wording claims and the other does not, in the order of the words. */
struct periods {
	double v[CLAIMS_MAX];
	size_t count;
};

static struct periods
only_in(const struct claims *in, const struct claims *other, bool every)
{
	struct periods only = {.count = 0};

	for (size_t i = 0; i < in->count; i++) {
		bool its;
		double value = claimed(&in->v[i], &its);

		if (value >= 0 && its == every && in->v[i].firm && !claims_have(other, &in->v[i]))
			only.v[only.count++] = value;
	}
	return only;
}

/* One by one in the order of the words: EFFECT_TOLD if they are not as many, or some are shorter
 * now and others longer. */
static enum change_effect
effect_of_periods(const struct periods *before, const struct periods *after)
{
	size_t shorter = 0, longer = 0;

	for (size_t i = 0; i < after->count && before->count == after->count; i++) {
		shorter += after->v[i] < before->v[i];
		longer += after->v[i] > before->v[i];
	}
	if (shorter > 0 && longer == 0)
		return EFFECT_PERIOD_SHORTENED;
	return longer > 0 && shorter == 0 ? EFFECT_PERIOD_LENGTHENED : EFFECT_TOLD;
}

static enum change_effect
effect_of_words(const struct text *before, const struct text *after)
{
	enum change_effect effect = EFFECT_TOLD;
	struct claims old, new;

	if (before == NULL || after == NULL)
		return EFFECT_TOLD;
	claims_read(&old, before->value, text_lang(before));
	claims_read(&new, after->value, text_lang(after));
	for (int every = 0; every < 2 && effect == EFFECT_TOLD; every++) {
		struct periods was = only_in(&old, &new, every != 0);
		struct periods is = only_in(&new, &old, every != 0);

		effect = effect_of_periods(&was, &is);
	}
	return effect;
}

/* Of a row, table or control: a period in other places binds nobody. */
static bool
binds(const struct change *c)
{
	return c->thing == THING_CONTROL || c->thing == THING_ROW || c->thing == THING_TABLE;
}

static void
concern_wording(struct concern_finder *g)
{
	enum change_effect effect =
		binds(g->change) ? effect_of_words(g->change->before.text, g->change->after.text)
				 : EFFECT_TOLD;

	if (effect == EFFECT_TOLD)
		concern_thing(g, g->diff->after, EFFECT_TOLD, false);
	else
		concern_period(g, effect);
}

/* The words of a party's part that have become others: the first wording that changed. */
static void
concern_words_of_part(struct concern_finder *g)
{
	const struct part *old = g->change->before.part, *new = g->change->after.part;
	enum change_effect effect = EFFECT_TOLD;

	for (size_t i = 0; old != NULL && new != NULL &&effect == EFFECT_TOLD &&i < new->text.count;
		i++)
		for (size_t j = 0; j < old->text.count; j++)
			if (new->text.v[i].language == old->text.v[j].language)
				effect = effect_of_words(&old->text.v[j], &new->text.v[i]);
	if (effect != EFFECT_TOLD)
		concern_period(g, effect);
}

static void
concern_whole(struct concern_finder *g)
{
	if (g->change->verb == CHANGE_REMOVED)
		concern_thing(g, g->diff->before, EFFECT_DUTY_REMOVED, false);
	else
		concern_thing(g, g->diff->after, EFFECT_DUTY_ADDED, true);
}

static void
concern_other(struct concern_finder *g)
{
	concern_thing(g, g->diff->after, EFFECT_TOLD, false);
}

struct concerns
change_concerns(const struct diff *diff, const struct change *change, struct arena *arena)
{
	static void (*const by_aspect[ASPECT__COUNT])(struct concern_finder *) = {
		[ASPECT_WHOLE] = concern_whole,
		[ASPECT_WORDING] = concern_wording,
		[ASPECT_OWNER] = concern_owner,
		[ASPECT_PART] = concern_part,
		[ASPECT_STATUS] = concern_status,
		[ASPECT_FACT] = concern_fact,
	};
	struct concern_finder g = {.diff = diff, .change = change, .arena = arena};

	if (change->thing == THING_PARTY)
		concern_party(&g);
	else if (by_aspect[change->aspect] != NULL)
		by_aspect[change->aspect](&g);
	else
		concern_other(&g);
	return (struct concerns){g.v, g.n};
}

const struct concern *
concern_of(const struct concerns *concerns, const char *party)
{
	for (size_t i = 0; i < concerns->count; i++)
		if (strcmp(concerns->v[i].party->id, party) == 0)
			return &concerns->v[i];
	return NULL;
}
