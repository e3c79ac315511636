/* /S/L/changes and /S/L/changes/A..B: what one edition says otherwise than another. Changes of one
 * thing stand together under its name, which leads to it in the edition that has it. */
#include <string.h>

#include "base/own.h"
#include "compare/diff.h"
#include "model/fact.h"
#include "concerned.h"
#include "writing.h"

/* -- one side in words --------------------------------------------------------------------- */

static void
add_owners(const struct page *page, struct buf *out, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		if (parts->v[i].does != DOES_ANSWERS)
			continue;
		if (out->len > 0)
			buf_str(out, page_say(page, "list.comma"));
		buf_str(out, texts_value(party_short(parts->v[i].party), page->lang));
	}
}

static void
add_part(const struct page *page, struct buf *out, const struct part *part, bool of_row)
{
	const char *words = texts_value(&part->text, page->lang);

	buf_str(out, page_say_name(page, of_row ? "boundary" : "does", does_name(part->does)));
	if (words[0] != '\0')
		buf_printf(out, "%s%s", page_say(page, "cell.colon"), words);
}

/* What the table calls a column, group or footnote of it; NULL: it has none such. */
static const struct texts *
name_in_table(const struct table *table, const char *detail, const char *id)
{
	for (size_t i = 0; strcmp(detail, "column") == 0 && i < table->column_count; i++)
		if (strcmp(table->columns[i].id, id) == 0)
			return &table->columns[i].name;
	for (size_t i = 0; strcmp(detail, "group") == 0 && i < table->group_count; i++)
		if (strcmp(table->groups[i].id, id) == 0)
			return &table->groups[i].name;
	for (size_t i = 0; strcmp(detail, "footnote") == 0 && i < table->footnote_count; i++)
		if (strcmp(table->footnotes[i].id, id) == 0)
			return &table->footnotes[i].text;
	return NULL;
}

static const char *
property_words(const struct page *page, const struct change *change, const char *value,
	const struct matrix *matrix)
{
	const char *id = change->thing == THING_TABLE ? change->id : change->table;
	const struct table *table = id != NULL ? matrix_table(matrix, id) : NULL;
	const struct texts *name =
		table != NULL ? name_in_table(table, change->detail, value) : NULL;

	return name != NULL ? texts_value(name, page->lang) : value;
}

/* How the page says a value that the data spell for machines; the value itself where it has no
 * words. */
static const char *
value_words(const struct page *page, const struct change *change, const char *value,
	const struct matrix *matrix)
{
	if (change->aspect == ASPECT_PROPERTY)
		return property_words(page, change, value, matrix);
	if (change->aspect == ASPECT_STATUS)
		return page_say_name(page, "status", value);
	if (change->aspect == ASPECT_CELL)
		return strcmp(value, "parts") == 0 ? page_say(page, "aspect.part")
						   : page_say_name(page, "cell", value);
	return value;
}

static const char *
side_words(const struct page *page, const struct change *change, const struct change_side *side,
	const struct matrix *matrix)
{
	OWN(buf_fini) struct buf words = {0};

	if (side->text != NULL)
		buf_str(&words, side->text->value);
	else if (side->parts != NULL)
		add_owners(page, &words, side->parts);
	else if (side->part != NULL)
		add_part(page, &words, side->part, change->thing == THING_ROW);
	else if (side->fact != NULL)
		fact_words(page->model, matrix, side->fact, page->lang, &words);
	else if (side->map != NULL)
		buf_printf(&words, side->map->relation == RELATION_UNSTATED ? "%s" : "%s (%s)",
			side->map->clause,
			page_say_name(page, "relation", relation_name(side->map->relation)));
	else if (side->value != NULL)
		buf_str(&words, value_words(page, change, side->value, matrix));
	return arena_strdup(page->arena, buf_cstr(&words));
}

/* -- one change ------------------------------------------------------------------------------- */

static void
write_spans(struct page *page, const char *before, const char *after)
{
	static const char *const elements[] = {[SPAN_REMOVED] = "del", [SPAN_ADDED] = "ins"};
	struct html *h = page->html;
	size_t count;
	const struct word_span *spans = diff_words(page->arena, before, after, &count);

	for (size_t i = 0; i < count; i++) {
		const char *words = arena_strndup(page->arena, spans[i].words, spans[i].len);

		if (spans[i].kind == SPAN_SAME)
			html_text(h, words);
		else
			html_simple(h, elements[spans[i].kind], NULL, words);
	}
}

static void
write_values(struct page *page, const struct diff *diff, const struct change *change)
{
	const char *before = side_words(page, change, &change->before, diff->before);
	const char *after = side_words(page, change, &change->after, diff->after);
	struct html *h = page->html;

	if (change->aspect == ASPECT_WORDING ||
		(change->aspect == ASPECT_PART && change->verb == CHANGE_CHANGED)) {
		write_spans(page, before, after);
		return;
	}
	if (change->verb != CHANGE_ADDED)
		html_simple(h, "del", NULL, before);
	if (change->verb == CHANGE_CHANGED)
		html_text(h, page_say(page, "change.to"));
	if (change->verb != CHANGE_REMOVED)
		html_simple(h, "ins", NULL, after);
}

/* What about the thing has changed, in the reader's words. */
static const char *
change_label(const struct page *page, const struct change *change)
{
	const struct fact *fact =
		change->after.fact != NULL ? change->after.fact : change->before.fact;
	const struct part *part =
		change->after.part != NULL ? change->after.part : change->before.part;
	const struct framework *framework;
	const char *id;

	if (fact != NULL)
		return texts_value(&fact->name, page->lang);
	if (part != NULL)
		return texts_value(party_short(part->party), page->lang);
	framework = change->aspect == ASPECT_MAPPING ? model_framework(page->model, change->detail)
						     : NULL;
	if (framework != NULL)
		return framework->short_name;
	if (change->aspect == ASPECT_WORDING)
		return page_say_name(page, "wording", change->detail);
	id = change->aspect == ASPECT_PROPERTY && change->detail != NULL
		     ? arena_printf(page->arena, "wording.%s", change->detail)
		     : NULL;
	if (id != NULL && strcmp(page_say(page, id), id) != 0)
		return page_say(page, id);
	return page_say_name(page, "aspect", change_aspect_name(change->aspect));
}

/* The name of the cell's column, as the newer edition has it if it has it. */
static const char *
column_name(const struct page *page, const struct diff *diff, const struct change *change)
{
	const struct matrix *const editions[] = {diff->after, diff->before};

	for (size_t e = 0; e < 2; e++) {
		const struct table *table =
			change->table != NULL ? matrix_table(editions[e], change->table) : NULL;

		for (size_t i = 0; table != NULL && i < table->column_count; i++)
			if (strcmp(table->columns[i].id, change->column) == 0)
				return texts_value(&table->columns[i].name, page->lang);
	}
	return change->column;
}

static void
write_change(struct page *page, const struct diff *diff, const struct change *change)
{
	struct html *h = page->html;
	const struct text *text = change_text(change);

	html_open(h, "div");
	html_open(h, "dt");
	html_text(h, change_label(page, change));
	if (change->column != NULL)
		html_simple(h, "small", NULL, column_name(page, diff, change));
	html_close(h, "dt");
	html_open(h, "dd");
	if (text != NULL && !language_match(text_lang(text), page_words_language(page)))
		html_attr(h, "lang", text_lang(text));
	write_values(page, diff, change);
	html_close(h, "dd");
	concerned_line(page, diff, change, "dd");
	html_close(h, "div");
}

/* -- one thing
 * ------------------------------------------------------------------------------------- */

/* Where the thing is to be seen: in the newer edition, or in the older one if it went. false:
 * nowhere of its own. */
static bool
thing_link(
	struct page *page, const struct diff *diff, const struct change *change, struct link *link)
{
	static const enum route_id routes[] = {[THING_DOCUMENT] = ROUTE_ABOUT,
		[THING_PARTY] = ROUTE_PARTY,
		[THING_REFERENCE] = ROUTE_ABOUT,
		[THING_CONTACT] = ROUTE_ABOUT,
		[THING_SCOPE] = ROUTE_ABOUT,
		[THING_TERM] = ROUTE_ABOUT,
		[THING_SECTION] = ROUTE_ABOUT,
		[THING_TABLE] = ROUTE_BOUNDARY,
		[THING_ROW] = ROUTE_BOUNDARY,
		[THING_CONTROL] = ROUTE_CONTROL};
	bool went = change->aspect == ASPECT_WHOLE && change->verb == CHANGE_REMOVED;
	const struct matrix *matrix = went ? diff->before : diff->after;

	if (matrix_language(matrix, page->lang) == NULL ||
		!route_available(routes[change->thing], matrix))
		return false;
	*link = (struct link){.to = routes[change->thing],
		.service = page->service->id,
		.edition = matrix != page->service->current ? matrix->edition : 0,
		.lang = page->lang};
	link->clause = change->thing == THING_CONTROL ? change->id : NULL;
	link->party = change->thing == THING_PARTY ? change->id : NULL;
	link->anchor = change->thing == THING_ROW ? change->id : NULL;
	return true;
}

/* The control's own title is seldom changed; its framework's is what readers know it by. */
static const struct texts *
thing_name(const struct page *page, const struct diff *diff, const struct change *change)
{
	const struct control *control;

	if (change->thing != THING_CONTROL)
		return change->name;
	control = matrix_control(diff->after, change->id);
	if (control != NULL)
		return control_title(page->model, diff->after, control);
	control = matrix_control(diff->before, change->id);
	return control != NULL ? control_title(page->model, diff->before, control) : change->name;
}

static void
write_bare_name(struct page *page, const struct diff *diff, const struct change *change)
{
	const struct texts *name = thing_name(page, diff, change);

	if (change->thing == THING_CONTROL)
		piece_number(page, change->id);
	if (name != NULL)
		piece_plain(page, name);
	else if (change->thing != THING_CONTROL)
		html_text(
			page->html, page_say_name(page, "place", change_thing_name(change->thing)));
}

/* heading NULL: as plain words. */
static void
write_thing_name(struct page *page, const struct diff *diff, const struct change *change,
	const char *heading)
{
	struct html *h = page->html;
	struct link link;
	bool linked = thing_link(page, diff, change, &link);

	if (heading != NULL)
		html_open(h, heading);
	if (linked)
		piece_open_link(page, &link);
	write_bare_name(page, diff, change);
	if (linked)
		html_close(h, "a");
	if (change->aspect == ASPECT_WHOLE) {
		html_lit(h, " ");
		html_simple(h, change->verb == CHANGE_ADDED ? "ins" : "del", "whole",
			page_say_name(page, "change", change_verb_name(change->verb)));
	}
	if (heading != NULL)
		html_close(h, heading);
}

/* Things that changed in one way only, and alike, are one item under the first of them. */
struct alike {
	const size_t *groups; /* diff_groups */
	size_t *first;        /* by group: the first change that is all of its thing */
	size_t *count;        /* and how many such there are */
};

static size_t
thing_end(const struct diff *diff, size_t first)
{
	size_t end = first + 1;

	while (end < diff->count && change_same_thing(&diff->v[first], &diff->v[end]))
		end++;
	return end;
}

static struct alike
find_alike(const struct page *page, const struct diff *diff)
{
	struct alike a = {diff_groups(diff, page->arena),
		arena_array(page->arena, diff->count + 1, sizeof(size_t)),
		arena_array(page->arena, diff->count + 1, sizeof(size_t))};

	for (size_t i = 0, end; i < diff->count; i = end) {
		end = thing_end(diff, i);
		if (end == i + 1 && a.count[a.groups[i]]++ == 0)
			a.first[a.groups[i]] = i;
	}
	return a;
}

/* Whether the thing of that one change is listed under another one. */
static bool
is_listed(const struct alike *alike, size_t change)
{
	size_t group = alike->groups[change];

	return alike->count[group] > 1 && alike->first[group] != change;
}

static void
write_alike(struct page *page, const struct diff *diff, const struct alike *alike, size_t first)
{
	size_t group = alike->groups[first];
	struct html *h = page->html;

	html_simple(h, "p", NULL,
		page_say_with(page, "concern.group", "n",
			arena_printf(page->arena, "%zu", alike->count[group])));
	html_open(h, "ul");
	for (size_t i = first; i < diff->count; i++) {
		if (alike->groups[i] != group || thing_end(diff, i) != i + 1 ||
			(i > 0 && change_same_thing(&diff->v[i - 1], &diff->v[i])))
			continue;
		html_open(h, "li");
		html_attr(h, "id", concerned_anchor(page, i));
		write_thing_name(page, diff, &diff->v[i], NULL);
		html_close(h, "li");
	}
	html_close(h, "ul");
}

static size_t
write_thing(struct page *page, const struct diff *diff, const struct alike *alike, size_t first)
{
	struct html *h = page->html;
	size_t end = thing_end(diff, first);
	bool one = end == first + 1;

	if (one && is_listed(alike, first))
		return end;
	html_open(h, "li");
	if (one && alike->count[alike->groups[first]] > 1) {
		write_alike(page, diff, alike, first);
	} else {
		html_attr(h, "id", concerned_anchor(page, first));
		write_thing_name(page, diff, &diff->v[first], "h3");
	}
	if (diff->v[first].aspect == ASPECT_WHOLE)
		concerned_line(page, diff, &diff->v[first], "p");
	if (diff->v[first].aspect != ASPECT_WHOLE) {
		html_open(h, "dl");
		html_attr(h, "class", "facts");
		for (size_t i = first; i < end; i++)
			if (diff_concerns(diff, &diff->v[i], page->lang))
				write_change(page, diff, &diff->v[i]);
		html_close(h, "dl");
	}
	html_close(h, "li");
	return end;
}

/* -- all of them
 * ---------------------------------------------------------------------------------------- */

static void
write_diff(struct page *page, const struct diff *diff)
{
	const struct alike alike = find_alike(page, diff);
	struct html *h = page->html;

	for (size_t i = 0; i < diff->count;) {
		enum change_thing thing = diff->v[i].thing;

		html_open(h, "section");
		html_attr(h, "class", "group");
		piece_heading(page, "h2", change_thing_name(thing),
			page_say_name(page, "place", change_thing_name(thing)));
		html_open(h, "ul");
		html_attr(h, "class", "changes");
		while (i < diff->count && diff->v[i].thing == thing)
			i = write_thing(page, diff, &alike, i);
		html_close(h, "ul");
		html_close(h, "section");
	}
}

static const char *
number(const struct page *page, const struct matrix *matrix)
{
	return arena_printf(page->arena, "%u", matrix->edition);
}

static void
write_comparison(struct page *page, const struct matrix *before, const struct matrix *after)
{
	struct diff diff;

	diff_matrices(&diff, before, after, page->arena);
	html_simple(page->html, "p", "lead",
		page_say_with(page, "changes.since", "a", number(page, before), "was",
			page_say_date(page, before->date), "b", number(page, after), "date",
			page_say_date(page, after->date), "changes",
			page_say_count(page, diff_count(&diff, page->lang), "change")));
	if (diff.count == 0)
		html_simple(page->html, "p", "none", page_say(page, "changes.none"));
	concerned_list(page, &diff, write_bare_name);
	write_diff(page, &diff);
}

/* The edition that came before it; NULL: none is published here. */
static const struct matrix *
predecessor(const struct service *service, const struct matrix *matrix)
{
	const struct matrix *before =
		matrix->replaces > 0 ? service_edition(service, matrix->replaces) : NULL;

	for (size_t i = 0; before == NULL && i + 1 < service->edition_count; i++)
		if (service->editions[i + 1] == matrix)
			before = service->editions[i];
	return before;
}

static void
write_edition_row(struct page *page, const struct matrix *matrix)
{
	const struct matrix *before = predecessor(page->service, matrix);
	struct link link = {.to = ROUTE_OVERVIEW,
		.service = page->service->id,
		.edition = matrix->edition,
		.lang = matrix_language(matrix, page->lang) != NULL ? page->lang
								    : matrix->original};
	struct html *h = page->html;

	html_open(h, "li");
	piece_link(page, &link, page_say_with(page, "edition.number", "n", number(page, matrix)));
	html_text(h, page_say(page, "separator"));
	html_open(h, "time");
	html_attr(h, "datetime", matrix->date);
	html_text(h, page_say_date(page, matrix->date));
	html_close(h, "time");
	if (before != NULL) {
		link = (struct link){.to = ROUTE_DIFFERENCE,
			.service = page->service->id,
			.lang = page->lang,
			.range = arena_printf(
				page->arena, "%u..%u", before->edition, matrix->edition)};
		html_text(h, page_say(page, "separator"));
		piece_link(page, &link,
			page_say_with(page, "changes.what", "b", number(page, matrix)));
	}
	html_close(h, "li");
}

static void
write_editions(struct page *page)
{
	struct link feed = {.to = ROUTE_FEED, .service = page->service->id};
	struct html *h = page->html;

	html_open(h, "section");
	piece_heading(page, "h2", "editions", page_say(page, "changes.editions"));
	html_open(h, "ul");
	for (size_t i = page->service->edition_count; i-- > 0;)
		write_edition_row(page, page->service->editions[i]);
	html_close(h, "ul");
	html_open(h, "p");
	html_attr(h, "class", "screen");
	piece_link(page, &feed, page_say(page, "changes.feed"));
	html_close(h, "p");
	html_close(h, "section");
}

static const char *
description(const struct page *page)
{
	return page_say_with(page, "changes.description", "title",
		texts_value(&page->matrix->title, page->lang));
}

void
page_changes(struct page *page)
{
	const struct matrix *before = predecessor(page->service, page->matrix);
	struct html *h = page->html;

	page_begin(page, page_say(page, "changes.title"), description(page));
	piece_heading(page, "h1", NULL, page_say(page, "changes.title"));
	if (before != NULL) {
		write_comparison(page, before, page->matrix);
	} else {
		html_simple(h, "p", "lead",
			page_say_with(page, "changes.first", "n", number(page, page->matrix),
				"date", page_say_date(page, page->matrix->date)));
		html_simple(h, "p", NULL, page_say(page, "changes.first-more"));
	}
	write_editions(page);
	page_end(page);
}

void
page_difference(struct page *page)
{
	const struct target *t = page->target;
	const char *title = page_say_with(page, "changes.title-range", "a", number(page, t->before),
		"b", number(page, t->after));

	page_begin(page, title, description(page));
	piece_heading(page, "h1", NULL, title);
	write_comparison(page, t->before, t->after);
	write_editions(page);
	page_end(page);
}
