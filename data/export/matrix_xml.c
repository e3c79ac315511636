#include "export/matrix_xml.h"

#include "export/plant.h"
#include "export/write_xml.h"

void
write_matrix_xml(struct buf *out, const struct matrix *matrix)
{
	struct arena *arena = arena_new();

	write_xml(out, plant_matrix(arena, NULL, matrix), XML_NAMESPACE);
	arena_free(arena);
}
