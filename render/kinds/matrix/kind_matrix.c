/* matrix: a table's rows and who does what in each. Where the table has service models, they are
 * the columns and equal neighbours are merged; else each party that takes part has a column. What a
 * party does is told by a word, by the form of its chip (tinted with a bar: responsible; hatched:
 * operates; framed: supports; dashed with a bar: is consulted; dashed: is informed) and by the
 * place. Where the columns do not fit side by side, the chips stand below their row's name. */
#include "grid.h"

#include "kinds/alternative.h"
#include "kinds/boundary.h"
#include "kinds/kind.h"
#include "kinds/say.h"
#include "scene/theme.h"

static void
describe(const struct diagram_request *request, struct arena *arena, struct buf *out)
{
	const struct table *table;
	struct alternative a;

	alternative_begin(&a, request, arena, out, say_about(arena, request, "diagram.say.matrix"));
	for (table = boundary_first(request); table != NULL;
		table = boundary_next(request, table)) {
		alternative_title(&a, table);
		alternative_rows(&a, table, NULL);
		alternative_footnotes(&a, table);
	}
	alternative_end(&a);
}

const struct kind kind_matrix = {
	.name = "matrix",
	.title_id = "diagram.kind.matrix",
	.width_px = THEME_WIDTH,
	.shows_tables = true,
	.one_table = true,
	.fits = boundary_has_rows,
	.paging = &boundary_paging,
	.measure = grid_measure,
	.place = grid_place,
	.paint = grid_paint,
	.title = boundary_title,
	.describe = describe,
};
