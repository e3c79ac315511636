/* llms.txt (llmstxt.org): a list in Markdown of what there is, for programs that read pages. */
#include "address/data_file.h"
#include "base/own.h"
#include "model/words.h"
#include "writing.h"

/* White space and Markdown's brackets in words of a document would end a link early. */
static void
write_words(struct buf *out, const char *words)
{
	for (const char *s = words; *s != '\0'; s++) {
		if (*s == '[' || *s == ']' || *s == '\\')
			buf_char(out, '\\');
		buf_char(out, *s == '\n' ? ' ' : *s);
	}
}

static void
write_entry(struct page *page, const struct link *link, const char *words, const char *about)
{
	buf_str(page->out, "- [");
	write_words(page->out, words);
	buf_printf(page->out, "](%s%s): %s\n",
		page->base_url[0] != '\0' ? page->base_url : page->mount,
		link_string(page->arena, link), about);
}

static void
write_pages(struct page *page, const struct matrix *m, const char *lang)
{
	for (int id = 0; id < ROUTE__COUNT; id++) {
		struct link link = {.to = (enum route_id)id, .service = m->service, .lang = lang};

		if (link.to == ROUTE_PARTY)
			link.party = matrix_first_customer(m)->id;

		if (route_table[id].nav_id != NULL && route_available(link.to, m) &&
			offer_has(page->offer, link.to, NULL))
			write_entry(page, &link,
				model_message(page->model, lang, route_table[id].nav_id),
				model_message(page->model, lang,
					arena_printf(page->arena, "%s.meaning",
						route_table[id].nav_id)));
	}
}

static void
write_files(struct page *page, const struct matrix *m, const char *lang)
{
	for (size_t i = 0; i < data_file_count(); i++) {
		const struct export_format *format = data_file_at(i);
		struct link link = {.service = m->service};

		if (!export_format_fits(format, m) || !offer_has_data(page->offer, format))
			continue;
		data_file_link(&link, format);
		write_entry(page, &link, format->file,
			model_message(page->model, lang,
				arena_printf(page->arena, "data.%s.about", format->id)));
	}
}

/* English where the document has it, which most such programs are asked in; else its own language.
 */
static const char *
shown_language(const struct matrix *m)
{
	const struct text *title = texts_shown(&m->title, m, "en");

	return title != NULL ? text_lang(title) : m->original;
}

static void
write_service(struct page *page, const struct matrix *m)
{
	const char *lang = shown_language(m);
	OWN(buf_fini) struct buf edition = {0}, date = {0};

	words_date(&date, page->model, lang, m->date);
	words_message(&edition, page->model, lang, "about.edition-text", "n",
		arena_printf(page->arena, "%u", m->edition), "date", buf_cstr(&date));
	buf_str(page->out, "\n## ");
	write_words(page->out, texts_shown_value(&m->service_name, m, lang));
	buf_str(page->out, ": ");
	write_words(page->out, texts_shown_value(&m->title, m, lang));
	buf_str(page->out, "\n\n");
	write_words(page->out, texts_shown_value(&m->summary, m, lang));
	buf_printf(page->out, "\n\n%s\n\n", buf_cstr(&edition));
	write_pages(page, m, lang);
	write_files(page, m, lang);
}

void
page_llms(struct page *page)
{
	const char *lang = page->model->service_count > 0
				   ? shown_language(page->model->services[0].current)
				   : "en";

	buf_printf(page->out, "# %s\n\n> %s\n", model_message(page->model, lang, "site.name"),
		model_message(page->model, lang, "site.about"));
	for (size_t i = 0; i < page->model->service_count; i++)
		write_service(page, page->model->services[i].current);
}
