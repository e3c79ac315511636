#include "read_other.h"

#include "read_json.h"

bool
read_other_json(const char *path, const struct buf *json, struct buf *xml, struct diags *diags)
{
	return read_matrix_json(path, json, xml, diags);
}
