#include "boundary.h"

#include "say.h"

const struct table *
boundary_table(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->table_count; i++)
		if (matrix->tables[i].kind == TABLE_LAYERS)
			return &matrix->tables[i];
	return matrix->table_count > 0 ? &matrix->tables[0] : NULL;
}

bool
boundary_has_rows(const struct model *model, const struct matrix *matrix, const char **why)
{
	const struct table *table = boundary_table(matrix);

	(void)model;
	*why = "the matrix has no table whose boundary could be drawn";
	return table != NULL && table->row_count > 0;
}

const char *
boundary_title(const struct diagram_request *request, struct arena *arena)
{
	const struct table *table = boundary_table(request->matrix);

	return table != NULL ? say_text(arena, request, &table->title) : "";
}

const char *
boundary_without_id(const struct cell *cell)
{
	static const char *const ids[CELL_KIND__COUNT] = {
		[CELL_PARTS] = "diagram.nobody",
		[CELL_NOT_APPLICABLE] = "diagram.not-applicable",
		[CELL_UNSPECIFIED] = "diagram.unspecified",
	};

	return ids[cell->kind];
}
