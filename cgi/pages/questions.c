#include "questions.h"

#include <string.h>

#include "writing.h"

/* A screen has no room for more; the page about the document has all. */
enum { ASKED_MOST = 8 };

static bool
seen_before(const struct question *q, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (q->sees[j].kind == q->sees[i].kind &&
			strcmp(q->sees[j].target, q->sees[i].target) == 0)
			return true;
	return false;
}

/* A control's number or a row's name; what else an answer points to, the page about the document
 * tells. */
static void
write_source(struct page *page, const struct see *see)
{
	const struct control *control =
		see->kind == SEE_CLAUSE ? matrix_control(page->matrix, see->target) : NULL;
	const struct row *row = see->kind == SEE_ROW ? matrix_row(page->matrix, see->target) : NULL;
	struct link link = page_link(page, ROUTE_BOUNDARY);

	if (control == NULL && row == NULL)
		return;
	if (control != NULL)
		link = control_link(page, control);
	else
		link.anchor = row->id;
	html_lit(page->html, " ");
	piece_open_link(page, &link);
	if (control != NULL) {
		html_attr(page->html, "class", "number");
		html_text(page->html, control->clause);
	} else {
		piece_plain(page, &row->name);
	}
	html_close(page->html, "a");
}

static bool
is_contradicted(const struct page *page, const struct question *q)
{
	for (size_t i = 0; i < q->see_count; i++) {
		const struct control *control =
			q->sees[i].kind == SEE_CLAUSE
				? matrix_control(page->matrix, q->sees[i].target)
				: NULL;

		if (control != NULL && control_contradiction(page, control) != NULL)
			return true;
	}
	return false;
}

static void
write_answer(struct page *page, const struct question *q)
{
	struct html *h = page->html;

	html_open(h, "dd");
	if (is_contradicted(page, q)) {
		html_simple(h, "strong", "contradicted", page_say(page, "control.contradiction"));
		html_lit(h, " ");
	}
	piece_texts(page, &q->answer);
	for (size_t i = 0; i < q->see_count; i++)
		if (!seen_before(q, i))
			write_source(page, &q->sees[i]);
	html_close(h, "dd");
}

static void
write_question(struct page *page, const struct question *q)
{
	struct html *h = page->html;

	html_open(h, "div");
	piece_element(page, "dt", NULL, &q->asked);
	write_answer(page, q);
	html_close(h, "div");
}

static void
write_rest(struct page *page)
{
	struct link link = page_link(page, ROUTE_ABOUT);

	link.anchor = "questions";
	html_open(page->html, "p");
	piece_link(page, &link,
		page_say_with(page, "overview.all-questions", "n",
			arena_printf(page->arena, "%zu", page->matrix->question_count)));
	html_close(page->html, "p");
}

void
piece_questions(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;

	if (matrix->question_count == 0)
		return;
	html_open(h, "section");
	html_attr(h, "class", "asked");
	piece_heading(page, "h2", "questions", page_say(page, "about.questions"));
	html_open(h, "dl");
	for (size_t i = 0; i < matrix->question_count && i < ASKED_MOST; i++)
		write_question(page, &matrix->questions[i]);
	html_close(h, "dl");
	if (matrix->question_count > ASKED_MOST)
		write_rest(page);
	html_close(h, "section");
}
