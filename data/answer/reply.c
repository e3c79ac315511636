/* The words are those of the document's own sheets (worksheet.h). */
#include "reply.h"

#include <string.h>

#include "base/own.h"

struct replier
reply_prepare(struct arena *arena, const struct model *model, const struct matrix *matrix,
	const struct answer_options *options)
{
	struct replier r = {.arena = arena, .matrix = matrix, .options = options};

	worksheet_make(&r.controls, SHEET_CONTROLS, arena, model, matrix, NULL);
	worksheet_make(&r.ssrm, SHEET_SSRM, arena, model, matrix, NULL);
	worksheet_make(&r.questions, SHEET_QUESTIONS, arena, model, matrix, NULL);
	return r;
}

/* The column of one of the document's sheets, by key and perhaps language; the row is that of the
 * control or question. */
static const char *
look_up(const struct replier *r, const struct worksheet *sheet, size_t row, const char *key,
	bool words)
{
	const char *wanted = words ? arena_printf(r->arena, "%s_%s", key, r->options->lang) : key;

	for (size_t c = 0; c < sheet->column_count; c++)
		if (strcmp(sheet->columns[c].key, wanted) == 0)
			return worksheet_at(sheet, row, c)->text;
	return "";
}

static const char *
address_of(const struct replier *r, enum export_page page, const char *id)
{
	const struct export_pages *pages = r->options->pages;

	return pages != NULL ? pages->address(pages, r->arena, r->matrix, page, id) : "";
}

static const char *
say_control(const struct replier *r, const struct control *control, enum role role)
{
	static const struct {
		const char *key;
		bool ssrm, words;
	} columns[ROLE__COUNT] = {[ROLE_STATUS] = {"status_words", false, true},
		[ROLE_ANSWER] = {"statement", false, true},
		[ROLE_WHO] = {"who", false, true},
		[ROLE_CAIQ] = {"caiq_answer", true, false},
		[ROLE_OWNERSHIP] = {"ownership", true, false},
		[ROLE_DUTY] = {"customer_duty", true, true}};

	if (role == ROLE_ADDRESS)
		return address_of(r, EXPORT_PAGE_CONTROL, control_token(control));
	return look_up(r, columns[role].ssrm ? &r->ssrm : &r->controls, control->index,
		columns[role].key, columns[role].words);
}

static const char *
say_question(const struct replier *r, const struct question *question, enum role role)
{
	if (role == ROLE_ADDRESS)
		return address_of(r, EXPORT_PAGE_QUESTION, question->id);
	return role == ROLE_ANSWER
		       ? look_up(r, &r->questions, (size_t)(question - r->matrix->questions),
				 "answer", true)
		       : "";
}

/* -- of several ------------------------------------------------------------------------------- */

struct reply_part {
	const char *label, *words;
};

struct reply_parts {
	struct reply_part *v;
	size_t count, cap;
};

/* Several tables may lead from one control to the clause. */
static bool
is_first(const struct gap_clause *clause, size_t link)
{
	for (size_t i = 0; i < link; i++)
		if (clause->links[i].control == clause->links[link].control)
			return false;
	return true;
}

static void
add_part(const struct replier *r, struct reply_parts *parts, const char *label, const char *words)
{
	parts->v = arena_grow(r->arena, parts->v, parts->count, &parts->cap, sizeof(*parts->v));
	parts->v[parts->count++] = (struct reply_part){label, words};
}

/* Among several clauses each goes by the number that was asked for, else by the document's own. */
static void
add_controls(const struct replier *r, struct reply_parts *parts, const struct gap_clause *clause,
	bool several, enum role role)
{
	for (size_t i = 0; i < clause->link_count; i++) {
		const struct control *control = clause->links[i].control;
		const char *asked = clause->clause->number, *label = control->clause;

		if (!is_first(clause, i))
			continue;
		if (several && clause->link_count == 1)
			label = asked;
		else if (several)
			label = arena_printf(r->arena, "%s (%s)", asked, control->clause);
		add_part(r, parts, label, say_control(r, control, role));
	}
}

static struct reply_parts
find_parts(const struct replier *r, const struct reply_source *sources, size_t count, bool several,
	enum role role)
{
	struct reply_parts parts = {0};

	for (size_t i = 0; i < count; i++)
		if (sources[i].question != NULL)
			add_part(r, &parts, sources[i].question->id,
				say_question(r, sources[i].question, role));
		else
			add_controls(r, &parts, sources[i].clause, several, role);
	return parts;
}

const char *
reply_say(const struct replier *r, const struct reply_source *sources, size_t count, bool whole,
	enum role role)
{
	OWN(buf_fini) struct buf out = {0};
	struct reply_parts parts;
	bool same = whole;

	if (role == ROLE_EDITION)
		return arena_printf(r->arena, "%u (%s)", r->matrix->edition, r->matrix->date);
	parts = find_parts(r, sources, count, count > 1 || !whole, role);
	for (size_t i = 1; i < parts.count; i++)
		same = same && strcmp(parts.v[0].words, parts.v[i].words) == 0;
	if (same && parts.count > 0)
		return parts.v[0].words;
	if (role == ROLE_CAIQ || role == ROLE_OWNERSHIP)
		return ""; /* one word for all of them there is not */
	for (size_t i = 0; i < parts.count; i++)
		if (parts.v[i].words[0] != '\0')
			buf_printf(&out, "%s%s: %s", out.len > 0 ? "\n" : "", parts.v[i].label,
				parts.v[i].words);
	return arena_strdup(r->arena, buf_cstr(&out));
}

/* What is inherited in part is done here for the rest: all of it, or not, no status says. */
static enum plain_answer
plain_of(const struct control *control)
{
	static const enum plain_answer plains[CONTROL_STATUS__COUNT] = {
		[CONTROL_PROVIDED] = PLAIN_YES,
		[CONTROL_SHARED] = PLAIN_YES,
		[CONTROL_INHERITED] = PLAIN_YES,
		[CONTROL_NOT_OFFERED] = PLAIN_NO,
		[CONTROL_NOT_APPLICABLE] = PLAIN_NOT_APPLICABLE,
		[CONTROL_PARTIAL] = PLAIN_PARTIAL,
		[CONTROL_CUSTOMER] = PLAIN_CUSTOMER,
		[CONTROL_INHERITED_PARTIAL] = PLAIN_NONE};

	return plains[control->status];
}

enum plain_answer
reply_plain(const struct reply_source *sources, size_t count, bool whole)
{
	enum plain_answer plain = PLAIN_NONE;

	for (size_t i = 0; i < count && whole; i++)
		for (size_t k = 0;
			k < (sources[i].question == NULL ? sources[i].clause->link_count : 1);
			k++) {
			enum plain_answer said =
				sources[i].question == NULL
					? plain_of(sources[i].clause->links[k].control)
					: PLAIN_NONE;

			if (said == PLAIN_NONE || (i + k > 0 && said != plain))
				return PLAIN_NONE;
			plain = said;
		}
	return plain;
}
