#include "base/own.h"
#include "kinds/kind.h"
#include "output/cairo_paint.h"
#include "paper_state.h"

#define PICTURE_LEAST 0.7 /* of its size: rather than that small it goes to the next page */

struct placing {
	struct paper *paper;
	double scale;
};

static void
measure_picture(const struct scene *scene, void *data)
{
	struct placing *p = data;
	double tallest_px =
		(PAPER_BOTTOM - PAPER_TOP - paper_waiting_height(p->paper)) / scene->height_px;

	double room_px =
		(PAPER_BOTTOM - p->paper->y - paper_waiting_height(p->paper)) / scene->height_px;

	p->scale = (double)PAPER_WIDTH / scene->width_px;
	if (p->scale > tallest_px)
		p->scale = tallest_px;
	if (room_px < p->scale && room_px > p->scale * PICTURE_LEAST)
		p->scale = room_px;
	else if (room_px < p->scale && !p->paper->fresh)
		paper_turn_page(p->paper);
	paper_draw_headings(p->paper);
	paper_draw_next_destination(p->paper);
}

static void
place_picture(const struct scene *scene, void *data)
{
	struct placing *p = data;
	struct paper *paper = p->paper;

	measure_picture(scene, data);
	if (paper->cr != NULL) {
		cairo_save(paper->cr);
		cairo_translate(paper->cr,
			PAPER_LEFT + (PAPER_WIDTH - p->scale * scene->width_px) / 2, paper->y);
		cairo_scale(paper->cr, p->scale, p->scale);
		scene_paint_cairo(scene, PALETTE_LIGHT, true, paper->cr);
		cairo_restore(paper->cr);
	}
	paper->y += p->scale * scene->height_px;
	paper->fresh = false;
}

bool
paper_picture(struct paper *paper, const struct diagram_request *request)
{
	OWN(diags_fini) struct diags ignored = {0};
	struct placing placing = {.paper = paper};

	return diagram_visit(request, place_picture, &placing, &ignored);
}
