/* Any bytes as a sheet, or as JSON if they begin with "{": what import makes of them is loaded,
 * checked, and written in every form. */
#include <stdint.h>

#include "base/own.h"
#include "check/check.h"
#include "export/export.h"
#include "import/read_json.h"
#include "import/read_sheet.h"
#include "load/load.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_all(const struct model *model)
{
	for (size_t i = 0; i < export_format_count; i++) {
		OWN(buf_fini) struct buf out = {0};

		if (export_format_fits(&export_formats[i], model->services[0].current))
			export_formats[i].write(&out, model, model->services[0].current);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	OWN(buf_fini) struct buf bytes = {0}, xml = {0};
	OWN(diags_fini) struct diags diags = {.limit = 50}, found = {.limit = 50};
	struct sheet_origins origins;
	struct arena *arena = arena_new();
	struct model *model = NULL;
	bool json = size > 0 && data[0] == '{';
	static struct model *frameworks; /* the same for all */
	struct sheet_options options = {.today = "2026-01-31"};

	if (frameworks == NULL)
		frameworks = load_shared(NULL, &found);
	options.frameworks = frameworks;
	if (size <= 1 << 16) {
		buf_add(&bytes, data, size);
		if (json ? read_matrix_json("fuzz", &bytes, &xml, &diags)
			 : read_matrix_sheet(
				   "fuzz", &bytes, &options, arena, &xml, &origins, &diags))
			model = load_bytes("fuzz", &xml, NULL, &found);
	}
	if (model != NULL)
		check_model(model, &(struct check_options){0}, &found);
	if (xml.len > 0 && !json)
		sheet_locate(&found, 0, "fuzz", &origins);
	if (model != NULL && model->service_count > 0 && found.count[SEVERITY_ERROR] == 0)
		write_all(model);
	model_free(model);
	arena_free(arena);
	return 0;
}
