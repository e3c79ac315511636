/* The whole: written once to learn the headings and their pages, once to be drawn. */
#include "base/own.h"
#include "identify/mark.h"
#include "output/pdf_pack.h"
#include "paper_state.h"
#include "text/fonts.h"

static void
paper_init(struct paper *paper, const struct paper_edges *edges)
{
	*paper = (struct paper){.arena = arena_new(),
		.setter = setter_new(),
		.edges = edges,
		.digest = MARK_DIGEST_START};
	paper->end = &paper->headings;
}

static void
paper_fini(struct paper *paper)
{
	setter_free(paper->setter);
	paper_forget_destinations(paper);
	arena_free(paper->arena);
}

static void
begin_writing(struct paper *paper)
{
	paper->page = 0;
	paper->numbered = 0;
	paper_begin_page(paper);
}

static void
finish_part(struct paper *paper)
{
	paper_draw_headings(paper); /* such as have nothing behind them */
	paper->destination = NULL;
	paper_end_page(paper);
}

/* The cover, then the contents, then the body, each on pages of its own. */
static void
write_all(struct paper *paper, const struct paper_text *text)
{
	begin_writing(paper);
	paper->bare = true;
	text->cover(paper, text->data);
	finish_part(paper);
	paper->bare = false;
	paper_begin_page(paper);
	paper_write_contents(paper);
	finish_part(paper);
	paper_begin_page(paper);
	text->body(paper, text->data);
	finish_part(paper);
}

/* The first time: the body alone tells the headings, and then the contents how many pages they
 * take. */
static void
measure(struct paper *paper, const struct paper_text *text)
{
	unsigned contents;

	begin_writing(paper);
	text->cover(paper, text->data);
	paper_begin_page(paper);
	text->body(paper, text->data);
	paper_draw_headings(paper);
	paper->pages = paper->page;
	paper_begin_page(paper);
	paper_write_contents(paper);
	contents = paper->page - paper->pages;
	for (struct listed_heading *heading = paper->headings; heading != NULL;
		heading = heading->next)
		heading->page += contents;
	paper->pages = paper->page;
}

static bool
is_whole(const struct paper *paper, struct diags *diags)
{
	uint32_t missing = setter_missing(paper->setter);

	if (missing != 0)
		diags_add(diags, SEVERITY_ERROR, "missing-glyph", (struct pos){0},
			"no font has the character U+%04X", missing);
	if (setter_font_failed(paper->setter))
		diags_add(diags, SEVERITY_ERROR, "missing-font", (struct pos){0},
			"a font that was there when the program started cannot be opened any more");
	return missing == 0 && !setter_font_failed(paper->setter);
}

bool
paper_digest(const struct paper_text *text, const struct paper_edges *edges, uint64_t *digest,
	struct diags *diags)
{
	struct paper paper;

	if (!fonts_load(diags))
		return false;
	paper_init(&paper, edges);
	measure(&paper, text);
	*digest = paper.digest;
	paper_fini(&paper);
	return true;
}

bool
paper_make(const struct paper_text *text, const struct paper_edges *edges, struct buf *out,
	struct diags *diags)
{
	OWN(buf_fini) struct buf plain = {0};
	struct paper paper;
	struct pdf_head head;
	bool made;

	if (!fonts_load(diags))
		return false;
	paper_init(&paper, edges);
	measure(&paper, text);
	made = is_whole(&paper, diags);
	if (made) {
		text->head(paper.arena, paper.digest, &head, text->data);
		paper.surface = pdf_begin(&head, PAPER_PAGE_WIDTH, PAPER_PAGE_HEIGHT, &plain);
		paper.cr = cairo_create(paper.surface);
		write_all(&paper, text);
		made = pdf_end(paper.surface, paper.cr, &plain, diags) && is_whole(&paper, diags);
		if (made && !pdf_pack(&plain, edges->lang, out))
			buf_add(out, plain.data, plain.len);
	}
	paper_fini(&paper);
	return made;
}
