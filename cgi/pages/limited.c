#include "limited.h"

#include "writing.h"

/* So many stand in a list. */
enum { LIMITED_MOST = 12 };

void
piece_limits_of(struct page *page, const struct control *control)
{
	piece_limits(page, control);
	piece_contradiction(page, control);
}

static bool
is_limited(const struct page *page, const struct control *control)
{
	return control_extra(control)->limits.count > 0 ||
	       control_contradiction(page, control) != NULL;
}

static void
write_limited(struct page *page, const struct control *control)
{
	struct html *h = page->html;
	struct link link = control_link(page, control);

	html_open(h, "li");
	piece_open_link(page, &link);
	piece_number(page, control->clause);
	piece_plain(page, control_title(page->model, page->matrix, control));
	html_close(h, "a");
	piece_limits_of(page, control);
	html_close(h, "li");
}

static void
write_more(struct page *page, size_t more)
{
	struct link all = page_link(page, ROUTE_CONTROLS);

	html_open(page->html, "p");
	piece_link(page, &all,
		page_say_with(page, "overview.more-limits", "controls",
			page_say_count(page, more, "control")));
	html_close(page->html, "p");
}

void
piece_limited(struct page *page, const char *level,
	bool (*chosen)(const struct page *, const struct control *))
{
	const struct matrix *matrix = page->matrix;
	struct html *h = page->html;
	size_t n = 0;

	for (size_t i = 0; i < matrix->control_count; i++) {
		const struct control *control = &matrix->controls[i];

		if (!is_limited(page, control) || (chosen != NULL && !chosen(page, control)))
			continue;
		if (n == 0) {
			piece_heading(page, level, "limits", page_say(page, "overview.limits"));
			html_open(h, "ul");
			html_attr(h, "class", "limited");
		}
		if (n++ < LIMITED_MOST)
			write_limited(page, control);
	}
	if (n > 0)
		html_close(h, "ul");
	if (n > LIMITED_MOST)
		write_more(page, n - LIMITED_MOST);
}
