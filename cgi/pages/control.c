/* /S/L/controls/9.2.1: one control, all that the document says of it, and what others say of its
 * mapping. */
#include <string.h>

#include "model/names.h"
#include "supplier.h"
#include "writing.h"
#include "see.h"

/* -- who does what ------------------------------------------------------------------------- */

static bool
party_before(const struct parts *parts, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (parts->v[j].party == parts->v[i].party)
			return true;
	return false;
}

static void
write_duties(struct page *page, const struct parts *parts, const struct party *party)
{
	struct html *h = page->html;

	html_open(h, "ul");
	for (size_t i = 0; i < parts->count; i++) {
		if (parts->v[i].party != party)
			continue;
		html_open(h, "li");
		html_simple(h, "span", "does",
			page_say_name(page, "does", does_name(parts->v[i].does)));
		if (parts->v[i].text.count > 0) {
			html_lit(h, " ");
			piece_texts(page, &parts->v[i].text);
		}
		html_close(h, "li");
	}
	html_close(h, "ul");
}

static void
write_parts(struct page *page)
{
	const struct parts *parts = &page->target->control->parts;
	struct html *h = page->html;

	if (parts->count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "parts", page_say(page, "control.parts"));
	html_open(h, "dl");
	html_attr(h, "class", "duties");
	for (size_t i = 0; i < parts->count; i++) {
		if (party_before(parts, i))
			continue;
		html_open(h, "div");
		html_open(h, "dt");
		piece_party(page, parts->v[i].party, &parts->v[i].party->name);
		html_close(h, "dt");
		html_open(h, "dd");
		write_duties(page, parts, parts->v[i].party);
		html_close(h, "dd");
		html_close(h, "div");
	}
	html_close(h, "dl");
	html_close(h, "section");
}

/* -- under which conditions something else holds --------------------------------------------- */

static void
write_condition(struct page *page, const struct condition *c)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_open(h, "dt");
	html_simple(
		h, "span", "does", page_say_name(page, "condition", condition_kind_name(c->kind)));
	html_lit(h, " ");
	piece_texts(page, &c->name);
	html_close(h, "dt");
	html_open(h, "dd");
	if (c->status != NULL)
		piece_status(
			page, (enum control_status)name_value(control_status_names, c->status));
	piece_shared(page, &c->parts);
	if (c->cell == CELL_NOT_APPLICABLE) {
		html_simple(h, "span", "none", page_say(page, "cell.not-applicable"));
		html_text(h, page_say(page, "cell.colon"));
		piece_texts(page, &c->reason);
	}
	piece_element(page, "p", NULL, &c->statement);
	for (size_t i = 0; i < c->parts.count; i++)
		if (!party_before(&c->parts, i)) {
			piece_party(page, c->parts.v[i].party, &c->parts.v[i].party->name);
			write_duties(page, &c->parts, c->parts.v[i].party);
		}
	html_close(h, "dd");
	html_close(h, "div");
}

static void
write_conditions(struct page *page)
{
	const struct conditions *conditions = &control_extra(page->target->control)->conditions;
	struct html *h = page->html;

	if (conditions->count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "conditions", page_say(page, "control.conditions"));
	html_open(h, "dl");
	html_attr(h, "class", "duties");
	for (size_t i = 0; i < conditions->count; i++)
		write_condition(page, &conditions->v[i]);
	html_close(h, "dl");
	html_close(h, "section");
}

static void
write_footnotes(struct page *page)
{
	const struct control *control = page->target->control;
	struct html *h = page->html;

	if (control_extra(control)->footnote_count == 0)
		return;
	html_open(h, "ol");
	html_attr(h, "class", "footnotes");
	for (size_t i = 0; i < control_extra(control)->footnote_count; i++) {
		html_open(h, "li");
		html_attr(h, "id",
			arena_printf(page->arena, "footnote-%s",
				control_extra(control)->footnotes[i].id));
		piece_texts(page, &control_extra(control)->footnotes[i].text);
		html_close(h, "li");
	}
	html_close(h, "ol");
}

/* -- facts ----------------------------------------------------------------------------------- */

/* Whether the fact before has the same name: then this one is another value of it. */
static bool
same_name(const struct fact *facts, size_t i, const char *lang)
{
	return i > 0 && strcmp(texts_value(&facts[i - 1].name, lang),
				texts_value(&facts[i].name, lang)) == 0;
}

static void
write_facts(struct page *page)
{
	const struct control *control = page->target->control;
	struct html *h = page->html;

	if (control->fact_count == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "facts", page_say(page, "control.facts"));
	html_open(h, "dl");
	html_attr(h, "class", "facts");
	for (size_t i = 0; i < control->fact_count; i++) {
		const struct fact *fact = &control->facts[i];

		if (!same_name(control->facts, i, page->lang)) {
			if (i > 0)
				html_close(h, "div");
			html_open(h, "div");
			piece_element(page, "dt", NULL, &fact->name);
		}
		html_open(h, "dd");
		html_attr(h, "id", arena_printf(page->arena, "fact-%s", fact->id));
		piece_fact(page, fact);
		piece_fact_conditions(page, fact);
		piece_notes(page, &fact->notes);
		html_close(h, "dd");
	}
	html_close(h, "div");
	html_close(h, "dl");
	html_close(h, "section");
}

/* -- mapping ------------------------------------------------------------------------------------
 */

/* Whether a remark at the document's counterparts speaks of the clause: then all is said already.
 */
static bool
is_remarked(const struct control *control, const char *framework, const char *clause)
{
	for (size_t i = 0; i < control->map_count; i++) {
		const struct notes *notes = &control->maps[i].notes;

		for (size_t j = 0; j < notes->count; j++) {
			const struct text *text = &notes->v[j].text.v[0];

			for (size_t k = 0; k < text_run_count(text); k++) {
				struct run run = text_run(text, k);

				if (run.kind == RUN_CLAUSE && run.framework != NULL &&
					strcmp(run.framework, framework) == 0 &&
					strcmp(run.target, clause) == 0)
					return true;
			}
		}
	}
	return false;
}

/* Whether the published correspondence has another counterpart than the document, which has one and
 * does not say so itself. */
static bool
differs(const struct control *control, const char *framework, const struct correspondence_map *maps,
	size_t count)
{
	bool stated = control_counterpart(control, framework, NULL) != NULL;

	for (size_t i = 0; stated && i < count; i++)
		if (!control_maps_to(control, framework, maps[i].to) &&
			!is_remarked(control, framework, maps[i].to))
			return true;
	return false;
}

static void
write_numbers(struct page *page, const char *framework, const struct correspondence_map *maps,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			html_text(page->html, page_say(page, "list.comma"));
		piece_clause(page, framework, maps[i].to);
	}
}

/* "The document gives 8.24; ISO/IEC 27002:2022 Annex B gives 5.31." */
static void
write_difference(struct page *page, const struct correspondence *published,
	const struct correspondence_map *maps, size_t count)
{
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "class", "notes");
	html_open(h, "p");
	html_attr(h, "class", "note note-discrepancy");
	html_simple(h, "strong", NULL, page_say(page, "control.published"));
	html_lit(h, " ");
	piece_plain(page, &published->name);
	html_text(h, page_say(page, "cell.colon"));
	write_numbers(page, published->to, maps, count);
	html_text(h, page_say(page, "sentence.end"));
	html_text(h, page_say(page, "control.published-differs"));
	html_close(h, "p");
	html_close(h, "div");
}

static void
write_counterpart(struct page *page, const struct counterpart *map)
{
	struct html *h = page->html;

	html_open(h, "dd");
	html_open(h, "p");
	piece_clause(page, map->framework, map->clause);
	html_lit(h, " ");
	piece_counterpart(page, map);
	html_close(h, "p");
	piece_notes(page, &map->notes);
	html_close(h, "dd");
}

/* What the document states about one framework, and where the published table differs. */
static void
write_mapped(struct page *page, const struct uses *uses)
{
	const struct control *control = page->target->control;
	const struct correspondence *published =
		model_correspondence(page->model, page->matrix->control_framework, uses->framework);
	const struct counterpart *map = control_counterpart(control, uses->framework, NULL);
	const struct correspondence_map *maps;
	struct html *h = page->html;
	size_t count;

	html_open(h, "div");
	html_open(h, "dt");
	html_text(h, model_framework(page->model, uses->framework)->short_name);
	html_close(h, "dt");
	if (map == NULL) {
		html_open(h, "dd");
		html_simple(h, "p", "none", page_say(page, "mapping.none"));
		html_close(h, "dd");
	}
	for (; map != NULL; map = control_counterpart(control, uses->framework, map))
		write_counterpart(page, map);
	maps = published != NULL ? correspondence_from(published, control->clause, &count) : NULL;
	if (maps != NULL && differs(control, uses->framework, maps, count)) {
		html_open(h, "dd");
		write_difference(page, published, maps, count);
		html_close(h, "dd");
	}
	html_close(h, "div");
}

/* What others say of a framework that the document does not map to: told apart as such. */
static void
write_context(struct page *page, const struct uses *uses)
{
	const struct framework *framework = model_framework(page->model, uses->framework);
	const struct correspondence *known =
		model_correspondence(page->model, page->matrix->control_framework, uses->framework);
	const struct correspondence_map *maps;
	struct html *h = page->html;
	size_t count = 0;

	maps = known != NULL ? correspondence_from(known, page->target->control->clause, &count)
			     : NULL;
	if (count == 0)
		return;
	html_open(h, "div");
	html_open(h, "dt");
	html_text(h, framework->short_name);
	html_lit(h, " ");
	html_simple(h, "small", NULL, page_say(page, "mapping.not-stated"));
	html_close(h, "dt");
	for (size_t i = 0; i < count; i++) {
		html_open(h, "dd");
		html_open(h, "p");
		html_text(h, maps[i].to);
		html_lit(h, " ");
		piece_title(page, &framework_clause(framework, maps[i].to)->title);
		html_close(h, "p");
		piece_notes(page, &maps[i].notes);
		html_close(h, "dd");
	}
	html_close(h, "div");
}

static void
write_mapping(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (!route_available(ROUTE_MAPPING, matrix))
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "mapping", page_say(page, "control.mapping"));
	html_open(h, "dl");
	html_attr(h, "class", "mapping");
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_MAPPED)
			write_mapped(page, &matrix->uses[i]);
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_CONTEXT)
			write_context(page, &matrix->uses[i]);
	html_close(h, "dl");
	html_close(h, "section");
}

/* -- what belongs to it
 * ------------------------------------------------------------------------------ */

static bool
points_at(const struct control *control, const char *clause)
{
	for (size_t i = 0; i < control->see_count; i++)
		if (control->sees[i].kind == SEE_CLAUSE &&
			strcmp(control->sees[i].target, clause) == 0)
			return true;
	return false;
}

/* Whether it stands above already, as what contradicts the control. */
static bool
is_told(const struct page *page, const struct see *see)
{
	const struct control *other = control_contradiction(page, page->target->control);

	return other != NULL && see->kind == SEE_CLAUSE && strcmp(see->target, other->clause) == 0;
}

/* What the control points to, and what points to it; returns how many. */
static size_t
find_related(const struct page *page, struct see *sees)
{
	const struct control *control = page->target->control;
	const struct matrix *matrix = page->matrix;
	size_t n = 0;

	for (size_t i = 0; i < control->see_count; i++)
		if (!is_told(page, &control->sees[i]))
			sees[n++] = control->sees[i];
	for (size_t i = 0; i < matrix->control_count; i++) {
		const char *clause = matrix->controls[i].clause;

		if (points_at(&matrix->controls[i], control->clause) && !points_at(control, clause))
			sees[n++] = (struct see){.kind = SEE_CLAUSE, .target = clause};
	}
	return n;
}

static void
write_related(struct page *page)
{
	struct html *h = page->html;
	struct see *sees = arena_array(page->arena,
		page->target->control->see_count + page->matrix->control_count, sizeof(*sees));
	size_t n = find_related(page, sees);

	if (n == 0)
		return;
	html_open(h, "section");
	piece_heading(page, "h2", "related", page_say(page, "control.related"));
	html_open(h, "ul");
	for (size_t i = 0; i < n; i++) {
		html_open(h, "li");
		piece_see(page, &sees[i]);
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_close(h, "section");
}

/* -- around it
 * ----------------------------------------------------------------------------------------- */

static void
write_crumbs(struct page *page)
{
	struct link controls = page_link(page, ROUTE_CONTROLS);

	crumbs_open(page);
	crumbs_add(page, &controls, page_say(page, "nav.controls"));
	crumbs_here(page);
	html_text(page->html, page->target->control->clause);
	crumbs_close(page);
}

static void
write_neighbour(struct page *page, const struct control *control, const char *rel, const char *id)
{
	struct link link = control_link(page, control);
	struct html *h = page->html;

	html_open(h, "li");
	html_attr(h, "class", rel);
	piece_open_link(page, &link);
	html_attr(h, "rel", rel);
	html_simple(h, "span", "way", page_say(page, id));
	html_lit(h, " ");
	piece_number(page, control->clause);
	piece_plain(page, control_title(page->model, page->matrix, control));
	html_close(h, "a");
	html_close(h, "li");
}

static void
write_neighbours(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	size_t i = page->target->control->index;
	struct html *h = page->html;

	if (matrix->control_count < 2)
		return;
	html_open(h, "nav");
	html_attr(h, "class", "neighbours");
	html_attr(h, "aria-label", page_say(page, "nav.neighbours"));
	html_open(h, "ul");
	if (i > 0)
		write_neighbour(page, &matrix->controls[i - 1], "prev", "nav.prev");
	if (i + 1 < matrix->control_count)
		write_neighbour(page, &matrix->controls[i + 1], "next", "nav.next");
	html_close(h, "ul");
	html_close(h, "nav");
}

/* "Enhancement of AC-2 Account management", linked where the document answers it. */
static void
write_parent(struct page *page, const struct clause *clause)
{
	struct html *h = page->html;

	if (clause->parent == NULL)
		return;
	html_lit(h, " ");
	html_open(h, "span");
	html_attr(h, "class", "counterpart");
	html_text(h, page_say_name(page, "clause", clause_level_name(clause->level)));
	html_text(h, page_say(page, "cell.colon"));
	piece_clause(page, page->matrix->control_framework, clause->parent->number);
	html_lit(h, " ");
	piece_plain(page, &clause->parent->title);
	html_close(h, "span");
}

static void
write_title(struct page *page, const struct texts *title)
{
	const struct control *control = page->target->control;
	struct html *h = page->html;

	html_open(h, "h1");
	piece_number(page, control->clause);
	piece_phrases(page, title);
	piece_standing(page, title);
	html_close(h, "h1");
	html_open(h, "p");
	html_attr(h, "class", "tags");
	piece_status(page, control->status);
	piece_shared(page, &control->parts);
	html_lit(h, " ");
	html_simple(h, "span", "counterpart",
		model_framework(page->model, page->matrix->control_framework)->short_name);
	if (control_as_published(control) != NULL) {
		html_lit(h, " ");
		html_simple(h, "span", "counterpart",
			page_say_with(page, "control.as-published", "clause",
				control_as_published(control)));
	}
	write_parent(page, control_clause(page->model, page->matrix, control));
	html_close(h, "p");
}

/* How far the title above is the standard's. */
static void
write_title_standing(struct page *page, const struct texts *title)
{
	const struct text *text = texts_shown(title, page->matrix, page->lang);

	if (prose_is_doubtful(page, title))
		piece_standing_note(
			page, page_say_name(page, "standing", standing_name(text->standing)));
}

static void
write_notes(struct page *page)
{
	const struct control *control = page->target->control;
	const struct clause *clause = control_clause(page->model, page->matrix, control);

	if (control->notes.count == 0 && clause->notes.count == 0)
		return;
	html_open(page->html, "section");
	piece_heading(page, "h2", "notes", page_say(page, "control.notes"));
	piece_both_notes(page, &control->notes, &clause->notes);
	html_close(page->html, "section");
}

void
page_control(struct page *page)
{
	const struct control *control = page->target->control;
	const struct texts *title = control_title(page->model, page->matrix, control);
	struct html *h = page->html;

	page_begin(page,
		arena_printf(page->arena, "%s %s", control->clause,
			texts_shown_value(title, page->matrix, page->lang)),
		texts_value(&control->statement, page->lang));
	write_crumbs(page);
	html_open(h, "article");
	html_attr(h, "class", "control");
	write_title(page, title);
	piece_element(page, "p", "statement", &control->statement);
	piece_blocks(page, &control_extra(control)->blocks);
	piece_limits(page, control);
	piece_contradiction(page, control);
	write_parts(page);
	piece_supplied(page, NULL, control);
	write_conditions(page);
	write_facts(page);
	write_mapping(page);
	write_related(page);
	write_footnotes(page);
	write_notes(page);
	write_title_standing(page, title);
	html_close(h, "article");
	write_neighbours(page);
	page_end(page);
}
