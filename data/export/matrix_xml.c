#include "matrix_xml.h"

#include "plant.h"
#include "document/write_xml.h"

void
write_matrix_xml(struct buf *out, const struct matrix *matrix)
{
	struct arena *arena = arena_new();

	write_xml(out, plant_matrix(arena, NULL, matrix), XML_NAMESPACE);
	arena_free(arena);
}
