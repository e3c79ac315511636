/* Boxes can be ticked and printed without the module; with it they are kept, counted and saved as
 * CSV. A box is known by its control and by its words in the original language, so it is the same
 * in each language, and a duty that changes has no tick any more. */
#include "duties.h"

#include <string.h>

#include "base/hash.h"
#include "limited.h"
#include "writing.h"

enum { MARK_DIGITS = 8 };

/* What is listed: one of the classes that parts fall into. */
struct duty_class {
	const char *heading_id; /* message */
	const char *anchor;
	bool (*has)(enum does);
};

static bool
is_optional(enum does does)
{
	return does == DOES_MAY;
}

static bool
is_told(enum does does)
{
	return !does_is_duty(does) && does != DOES_MAY;
}

static const struct duty_class classes[] = {
	{"duties.must", "must", does_is_duty},
	{"duties.may", "may", is_optional},
};

/* Whether the two ask for the same thing. */
static bool
same_duty(const struct part *a, const struct part *b, const char *lang)
{
	return a->party == b->party && a->does == b->does && a->text.count > 0 &&
	       strcmp(texts_value(&a->text, lang), texts_value(&b->text, lang)) == 0;
}

/* The part of the control that asks for the same; NULL: none does. */
static const struct part *
find_same(const struct page *page, const struct control *control, const struct part *part)
{
	for (size_t i = 0; i < control->parts.count; i++)
		if (same_duty(&control->parts.v[i], part, page->matrix->original))
			return &control->parts.v[i];
	return NULL;
}

/* Whether a part before it asks for the same, so that it needs no box of its own. */
static bool
is_repeated(const struct page *page, const struct control *control, const struct part *part)
{
	const struct part *same = find_same(page, control, part);

	for (const struct control *c = page->matrix->controls; c < control; c++)
		if (find_same(page, c, part) != NULL)
			return true;
	return same != NULL && same < part;
}

/* Whether it is a part of the party in the class. */
static bool
is_of(const struct part *part, const struct party *party, bool (*has)(enum does))
{
	return part->party == party && has(part->does);
}

static bool
has_any(const struct control *control, const struct party *party, bool (*has)(enum does))
{
	for (size_t i = 0; i < control->parts.count; i++)
		if (is_of(&control->parts.v[i], party, has))
			return true;
	return false;
}

/* How many boxes the control has of the class. */
static size_t
count_boxes(const struct page *page, const struct control *control, const struct party *party,
	bool (*has)(enum does))
{
	size_t n = 0;

	for (size_t i = 0; i < control->parts.count; i++)
		n += is_of(&control->parts.v[i], party, has) &&
		     !is_repeated(page, control, &control->parts.v[i]);
	return n;
}

static size_t
count_controls(const struct matrix *matrix, const struct party *party, bool (*has)(enum does))
{
	size_t n = 0;

	for (size_t i = 0; i < matrix->control_count; i++)
		n += has_any(&matrix->controls[i], party, has);
	return n;
}

static size_t
count_all(const struct page *page, const struct party *party, bool (*has)(enum does))
{
	size_t n = 0;

	for (size_t i = 0; i < page->matrix->control_count; i++)
		n += count_boxes(page, &page->matrix->controls[i], party, has);
	return n;
}

/* -- one box --------------------------------------------------------------------------------- */

/* "9.2.1-runs-6c0f2a19" */
static const char *
mark_of(const struct page *page, const struct control *control, const struct part *part)
{
	uint64_t hash = hash_string(HASH_START, texts_value(&part->text, page->matrix->original));

	return arena_printf(page->arena, "%s-%s-%0*llx", control_token(control),
		does_name(part->does), MARK_DIGITS,
		(unsigned long long)(hash & ((1ull << MARK_DIGITS * 4) - 1)));
}

/* "Be responsible for" before what is but a name; what is done says so in its own words. */
static void
write_verb(struct page *page, const struct part *part)
{
	if (part->does != DOES_ANSWERS && part->text.count > 0)
		return;
	html_simple(page->html, "span", "does", page_say_name(page, "duty", does_name(part->does)));
	html_lit(page->html, " ");
}

static void
write_control_link(struct page *page, const struct control *control)
{
	struct link link = control_link(page, control);
	struct html *h = page->html;

	piece_open_link(page, &link);
	piece_number(page, control->clause);
	html_open(h, "span");
	html_attr(h, "class", "name");
	piece_plain(page, control_title(page->model, page->matrix, control));
	html_close(h, "span");
	html_close(h, "a");
}

/* The other controls that ask for the same. */
static void
write_also(struct page *page, const struct control *control, const struct part *part)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;
	bool any = false;

	for (size_t i = control->index + 1; i < matrix->control_count; i++) {
		struct link link = control_link(page, &matrix->controls[i]);

		if (find_same(page, &matrix->controls[i], part) == NULL)
			continue;
		if (!any) {
			html_open(h, "small");
			html_attr(h, "class", "also");
			html_text(h, page_say(page, "duties.also"));
			html_text(h, page_say(page, "cell.colon"));
		} else {
			html_text(h, page_say(page, "list.comma"));
		}
		any = true;
		piece_open_link(page, &link);
		html_attr(h, "class", "number");
		html_text(h, matrix->controls[i].clause);
		html_close(h, "a");
	}
	if (any)
		html_close(h, "small");
}

static void
write_box(struct page *page, const struct control *control, const struct part *part)
{
	const char *mark = mark_of(page, control, part);
	struct html *h = page->html;

	html_open(h, "li");
	html_open(h, "input");
	html_attr(h, "type", "checkbox");
	html_attr(h, "id", arena_printf(page->arena, "duty-%s", mark));
	html_attr(h, "value", mark);
	html_attr(h, "data-does", does_name(part->does));
	html_lit(h, " ");
	html_open(h, "label");
	html_attr(h, "for", arena_printf(page->arena, "duty-%s", mark));
	write_verb(page, part);
	piece_texts(page, &part->text);
	html_close(h, "label");
	write_also(page, control, part);
	html_close(h, "li");
}

static void
write_control(struct page *page, const struct control *control, const struct party *party,
	bool (*has)(enum does))
{
	struct html *h = page->html;

	html_open(h, "li");
	write_control_link(page, control);
	piece_shared(page, &control->parts);
	piece_limits_of(page, control);
	html_open(h, "ul");
	for (size_t i = 0; i < control->parts.count; i++)
		if (is_of(&control->parts.v[i], party, has) &&
			!is_repeated(page, control, &control->parts.v[i]))
			write_box(page, control, &control->parts.v[i]);
	html_close(h, "ul");
	html_close(h, "li");
}

/* -- the lists ------------------------------------------------------------------------------- */

static void
write_class(struct page *page, const struct party *party, const struct duty_class *class)
{
	const struct matrix *matrix = page->matrix;
	size_t controls = count_controls(matrix, party, class->has);
	struct html *h = page->html;

	if (controls == 0)
		return;
	piece_heading(page, "h3", class->anchor, page_say(page, class->heading_id));
	html_simple(h, "p", NULL,
		page_say_with(page, "duties.count", "duties",
			page_say_count(page, count_all(page, party, class->has), "duty"),
			"controls", page_say_count(page, controls, "control")));
	html_open(h, "ul");
	html_attr(h, "class", "checklist");
	for (size_t i = 0; i < matrix->control_count; i++)
		if (count_boxes(page, &matrix->controls[i], party, class->has) > 0)
			write_control(page, &matrix->controls[i], party, class->has);
	html_close(h, "ul");
}

static void
write_told(struct page *page, const struct party *party)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (count_controls(matrix, party, is_told) == 0)
		return;
	piece_heading(page, "h3", "told", page_say(page, "duties.told"));
	html_open(h, "ul");
	html_attr(h, "class", "told");
	for (size_t i = 0; i < matrix->control_count; i++) {
		if (!has_any(&matrix->controls[i], party, is_told))
			continue;
		html_open(h, "li");
		write_control_link(page, &matrix->controls[i]);
		html_close(h, "li");
	}
	html_close(h, "ul");
}

/* What concerns the party and has no box: where it is told only; a customer, wherever less is done
 * for it than one would think. */
static bool
concerns_without_box(const struct page *page, const struct control *control)
{
	const struct party *party = page->target->party;

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (count_boxes(page, control, party, classes[i].has) > 0)
			return false;
	return party->kind == PARTY_CUSTOMER || has_any(control, party, is_told) ||
	       has_any(control, party, does_is_duty) || has_any(control, party, is_optional);
}

static void
write_button(struct page *page, const char *action)
{
	struct html *h = page->html;

	html_open(h, "button");
	html_attr(h, "type", "button");
	html_attr(h, "data-action", action);
	html_text(h, page_say_name(page, "duties", action));
	html_close(h, "button");
	html_lit(h, " ");
}

/* What the module can do; hidden until it runs. Printing and the boxes need no module. */
static void
write_tools(struct page *page)
{
	static const char *const actions[] = {"save", "print", "clear"};
	struct html *h = page->html;

	html_open(h, "div");
	html_attr(h, "class", "tools screen");
	html_attr(h, "hidden", "hidden");
	html_open(h, "p");
	html_attr(h, "role", "status");
	html_attr(h, "data-words", page_say(page, "duties.done"));
	html_close(h, "p");
	html_open(h, "p");
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		write_button(page, actions[i]);
	html_close(h, "p");
	html_simple(h, "p", "kept", page_say(page, "duties.kept"));
	html_close(h, "div");
}

void
part_duties(struct page *page, const struct party *party)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->control_count == 0)
		return;
	html_open(h, "section");
	html_attr(h, "class", "duty-list");
	html_attr(h, "data-service", matrix->service);
	html_attr(h, "data-party", party->id);
	piece_heading(page, "h2", "controls", page_say(page, "party.controls"));
	if (count_all(page, party, does_is_duty) + count_all(page, party, is_optional) == 0)
		html_simple(h, "p", "none", page_say(page, "party.no-controls"));
	else
		write_tools(page);
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		write_class(page, party, &classes[i]);
	write_told(page, party);
	piece_limited(page, "h3", concerns_without_box);
	html_close(h, "section");
}
