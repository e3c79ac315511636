#include "standards.h"

#include <string.h>

#include "compare/agreement.h"
#include "writing.h"

static const char *
number(const struct page *page, size_t n)
{
	return arena_printf(page->arena, "%zu", n);
}

static const struct framework *
own_framework(const struct page *page)
{
	return model_framework(page->model, page->matrix->control_framework);
}

const char *
standards_extent(const struct page *page)
{
	struct extent extent = extent_of(page->model, page->matrix);

	return page_say_with(page, extent.cloud > 0 ? "standards.extent-cloud" : "standards.extent",
		"framework", own_framework(page)->short_name, "n", number(page, extent.addressed),
		"all", number(page, extent.clauses), "cloud", number(page, extent.cloud_addressed),
		"of", number(page, extent.cloud));
}

const char *
standards_withdrawn(const struct page *page, const struct framework *framework)
{
	const struct framework *next =
		framework->replaced_by != NULL
			? model_framework(page->model, framework->replaced_by)
			: NULL;

	if (strcmp(framework->status, "current") == 0)
		return NULL;
	if (next == NULL)
		return page_say_with(
			page, "standards.withdrawn", "framework", framework->short_name);
	return page_say_with(page, "standards.replaced", "framework", framework->short_name, "next",
		next->short_name);
}

static void
write_item(struct page *page, const char *words)
{
	if (words != NULL)
		html_simple(page->html, "li", NULL, words);
}

/* What the document maps to the framework, and whether others say the same. */
static void
write_mapped(struct page *page, const struct framework *to)
{
	struct agreement a = agreement_with(page->model, page->matrix, to->id);
	struct link link = page_link(page, ROUTE_MAPPING);
	struct html *h = page->html;

	link.anchor = arena_printf(page->arena, "summary-%s", to->id);
	html_open(h, "li");
	piece_open_link(page, &link);
	html_text(h, page_say_with(page, "standards.mapped", "framework", to->short_name, "n",
			     number(page, a.mapped), "all",
			     page_say_count(page, page->matrix->control_count, "control")));
	html_close(h, "a");
	html_close(h, "li");
	if (a.published != NULL && a.stated > 0)
		write_item(page, page_say_with(page, "standards.agree", "n",
					 number(page, a.agreeing), "all", number(page, a.stated)));
}

void
piece_standards(struct page *page, bool counterparts)
{
	const struct matrix *matrix = page->matrix;

	if (matrix->control_count == 0)
		return;
	html_open(page->html, "ul");
	html_attr(page->html, "class", "extent");
	write_item(page, standards_extent(page));
	write_item(page, standards_withdrawn(page, own_framework(page)));
	for (size_t i = 0; i < matrix->uses_count; i++) {
		const struct framework *to =
			model_framework(page->model, matrix->uses[i].framework);

		if (matrix->uses[i].role == USES_MAPPED) {
			if (counterparts)
				write_mapped(page, to);
			write_item(page, standards_withdrawn(page, to));
		} else if (matrix->uses[i].role == USES_CONTEXT) {
			write_item(page, page_say_with(page, "standards.context", "framework",
						 to->short_name));
		}
	}
	html_close(page->html, "ul");
}
