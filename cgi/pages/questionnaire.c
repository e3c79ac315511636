/* /S/L/answers: how to have a questionnaire filled: the table of all answers, and the command that
 * fills a workbook where it is. Nothing is taken from the reader, so files of a static site do it
 * as well. */
#include "address/data_file.h"
#include "base/own.h"
#include "compare/gap.h"
#include "writing.h"

static struct link
file_link(const struct page *page, const char *id)
{
	struct link link = page_link(page, ROUTE_DATA_FILE);

	data_file_link(&link, export_format_find(id));
	return link;
}

static void
begin_section(struct page *page, const char *id, const char *heading, const char *text)
{
	html_open(page->html, "section");
	piece_heading(page, "h2", id, page_say(page, heading));
	if (text != NULL)
		html_simple(page->html, "p", NULL, page_say(page, text));
}

static void
write_table_link(struct page *page)
{
	struct link link = file_link(page, "answers");

	if (!page_offers_data(page, export_format_find("answers")))
		return;
	begin_section(page, "table", "answers.table", "answers.table-text");
	html_open(page->html, "p");
	piece_link(page, &link, "answers.csv");
	html_close(page->html, "p");
	html_close(page->html, "section");
}

static void
write_command(struct page *page)
{
	struct link link = file_link(page, "xml");
	const char *service = page->service->id;

	if (!page_offers_data(page, export_format_find("xml")))
		return;
	begin_section(page, "command", "answers.command", "answers.command-text");
	html_open(page->html, "p");
	piece_link(page, &link, "matrix.xml");
	html_close(page->html, "p");
	html_open(page->html, "p");
	html_attr(page->html, "class", "example");
	html_simple(page->html, "code", NULL,
		arena_printf(page->arena,
			"mkdir -p data/matrix/%s\n"
			"mv matrix.xml data/matrix/%s/\n"
			"demarc answer questions.xlsx -o answered.xlsx --lang=%s data",
			service, service, page->lang));
	html_close(page->html, "p");
	html_close(page->html, "section");
}

static void
write_cell(struct page *page, const char *name, const char *words)
{
	html_open(page->html, name);
	if (name[1] == 'h')
		html_attr(page->html, "scope", "col");
	html_text(page->html, words);
	html_close(page->html, name);
}

static void
write_standard(struct page *page, const struct framework *framework, size_t answered)
{
	struct html *h = page->html;

	html_open(h, "tr");
	html_open(h, "th");
	html_attr(h, "scope", "row");
	html_text(h, framework->short_name);
	html_close(h, "th");
	write_cell(page, "td",
		page_say_with(page, "answers.of", "n", arena_printf(page->arena, "%zu", answered),
			"all", arena_printf(page->arena, "%zu", framework->clause_count)));
	html_open(h, "td");
	html_simple(h, "code", NULL, arena_printf(page->arena, "--framework=%s", framework->id));
	html_close(h, "td");
	html_close(h, "tr");
}

/* The standards of which some clause has an answer, with how many of them have. */
static void
write_standards(struct page *page)
{
	struct html *h = page->html;

	begin_section(page, "standards", "answers.standards", NULL);
	html_open(h, "div");
	html_attr(h, "class", "scroll");
	html_open(h, "table");
	html_open(h, "thead");
	html_open(h, "tr");
	write_cell(page, "th", page_say(page, "answers.standard"));
	write_cell(page, "th", page_say(page, "answers.clauses"));
	write_cell(page, "th", page_say(page, "answers.option"));
	html_close(h, "tr");
	html_close(h, "thead");
	html_open(h, "tbody");
	for (size_t i = 0; i < page->model->framework_count; i++) {
		const struct framework *framework = &page->model->frameworks[i];
		struct gap gap = gap_make(page->arena, page->model, page->matrix, framework);

		if (gap.addressed > 0)
			write_standard(page, framework, gap.addressed);
	}
	html_close(h, "tbody");
	html_close(h, "table");
	html_close(h, "div");
	html_close(h, "section");
}

void
page_answers(struct page *page)
{
	const char *title = page_say(page, "answers.title"), *lead = page_say(page, "answers.lead");

	page_begin(page, title, lead);
	html_simple(page->html, "h1", NULL, title);
	html_simple(page->html, "p", "lead", lead);
	write_table_link(page);
	write_command(page);
	write_standards(page);
	page_end(page);
}
