/* The items are laid end to end and cut into lengths that are alike; then each cut moves to the
 * best joint nearby. */
#include "paging.h"

/* Cuts: page k, from 0 on, has the items from v[k] up to v[k + 1]. */
struct cuts {
	size_t *v;
	size_t pages;
};

/* A slide that is narrower than 16:9 has room for as much less: words are broken into more lines.
 */
static unsigned
lines_of_page(const struct paging *paging, const struct diagram_request *request)
{
	static const unsigned percents[DIAGRAM_ASPECT__COUNT] = {[DIAGRAM_ASPECT_16_9] = 100,
		[DIAGRAM_ASPECT_4_3] = 88,
		[DIAGRAM_ASPECT_1_1] = 64,
		[DIAGRAM_ASPECT_WIDE] = 100};

	if (request->aspect == DIAGRAM_ASPECT_AUTO)
		return paging->lines;
	return paging->slide_lines * percents[request->aspect] / 100;
}

/* Where each item ends, in lines; one that is longer than a page counts as one. */
static size_t *
find_ends(struct arena *arena, const struct page_item *items, size_t count, unsigned most)
{
	size_t *ends = arena_array(arena, count + 1, sizeof(*ends)), end = 0;

	for (size_t i = 0; i < count; i++) {
		end += items[i].lines < most ? items[i].lines : most;
		ends[i] = end;
	}
	return ends;
}

static size_t
distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/* The item from least to most that a page begins with best: one at a better joint no further than
 * reach from the ideal place, else the nearest. */
static size_t
best_cut(const struct page_item *items, const size_t *ends, size_t least, size_t most, size_t ideal,
	size_t reach)
{
	size_t best = least;

	for (size_t i = least + 1; i <= most; i++) {
		size_t far = distance(ends[i - 1], ideal), before = distance(ends[best - 1], ideal);
		enum joint joint = far <= reach ? items[i].joint : JOINT_NONE;
		enum joint joint_before = before <= reach ? items[best].joint : JOINT_NONE;

		if (joint > joint_before || (joint == joint_before && far < before))
			best = i;
	}
	return best;
}

/* Every page has an item, so a cut leaves one for each page before and after it. */
static struct cuts
find_cuts(const struct paging *paging, const struct diagram_request *request, struct arena *arena)
{
	unsigned most = lines_of_page(paging, request);
	struct page_item *items;
	size_t count = paging->items(request, arena, &items);
	const size_t *ends = find_ends(arena, items, count, most);
	size_t all = count > 0 ? ends[count - 1] : 0;
	struct cuts cuts = {.pages = all > most ? (all + most - 1) / most : 1};

	cuts.v = arena_array(arena, cuts.pages + 1, sizeof(*cuts.v));
	cuts.v[cuts.pages] = count;
	for (size_t k = 1; k < cuts.pages; k++) {
		size_t ideal = all * k / cuts.pages, least = cuts.v[k - 1] + 1;
		size_t last = count - (cuts.pages - k);

		while (least < last && ends[least - 1] + all / cuts.pages / 2 < ideal)
			least++;
		while (last > least && ends[last - 1] > ideal + all / cuts.pages / 2)
			last--;
		cuts.v[k] = best_cut(items, ends, least, last, ideal, all / cuts.pages / 4);
	}
	return cuts;
}

size_t
paging_count(const struct paging *paging, const struct diagram_request *request)
{
	struct arena *arena;
	size_t pages;

	if (paging == NULL)
		return 1;
	arena = arena_new();
	pages = find_cuts(paging, request, arena).pages;
	arena_free(arena);
	return pages;
}

bool
paging_is_long(const struct paging *paging, const struct diagram_request *request)
{
	return paging_count(paging, request) > 1;
}

static bool
has_at_most(const struct paging *paging, const struct diagram_request *request, unsigned pages)
{
	bool slide = request->aspect != DIAGRAM_ASPECT_AUTO;

	return paging_count(paging, request) <= (slide ? paging->slides : pages);
}

bool
paging_is_shown_whole(const struct paging *paging, const struct diagram_request *request)
{
	return paging == NULL || has_at_most(paging, request, paging->at_a_glance);
}

size_t
paging_page(const struct paging *paging, const struct diagram_request *request)
{
	if (request->page > 0 || paging == NULL)
		return request->page;
	return has_at_most(paging, request, paging->whole) ? 0 : 1;
}

bool
paging_take(const struct paging *paging, const struct diagram_request *request, struct arena *arena,
	struct diagram_request *out)
{
	size_t page = paging_page(paging, request);
	struct cuts cuts;

	*out = *request;
	if (page == 0 || paging == NULL)
		return page <= 1;
	cuts = find_cuts(paging, request, arena);
	if (page > cuts.pages)
		return false;
	if (cuts.pages == 1)
		return true;
	out->part = (struct diagram_part){.first = cuts.v[page - 1],
		.count = cuts.v[page] - cuts.v[page - 1],
		.page = page,
		.pages = cuts.pages};
	if (paging->excerpt != NULL)
		paging->excerpt(out, arena);
	return true;
}

bool
paging_has(const struct diagram_request *request, size_t item)
{
	const struct diagram_part *part = &request->part;

	return part->pages == 0 || (item >= part->first && item - part->first < part->count);
}
