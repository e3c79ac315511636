/* Any bytes as a document: load, check, and where that leaves no error, draw it and make a page of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "check/check.h"
#include "diagram/diagram.h"
#include "load/load.h"
#include "site/site.h"

static void
show(struct model *model)
{
	static const char *const targets[] = {"/", "/%s/en/", "/%s/en/boundary", "/%s/ja/controls", "/%s/ja/about",
		"/%s/ja/mapping", "/%s/diagrams/stack.svg", "/%s/diagrams/stack.png?width=320"};
	struct site_options options = {0};
	struct site *site = site_new(model, &options);

	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		struct arena *arena = arena_new();
		struct request request;
		struct response response = {0};
		char target[256] = "/";

		if (i > 0)
			snprintf(target, sizeof(target), targets[i], model->services[0].id);
		request_from_target(&request, "GET", target, NULL, 0, arena);
		site_respond(site, &request, &response);
		site_release(site, &response);
		arena_free(arena);
	}
	site_free(site);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* fontconfig keeps what it read until the process ends. */
const char *
__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf bytes = {0};
	struct diags diags = {.limit = 50};
	struct check_options options = {.unlinked = true};
	struct model *model;

	if (size > 1 << 18)
		return 0;
	buf_add(&bytes, data, size);
	model = load_bytes("fuzz.xml", &bytes, NULL, &diags);
	if (model != NULL)
		check_model(model, &options, &diags);
	diags_sort(&diags);
	if (model != NULL && model->service_count > 0 && diags.count[SEVERITY_ERROR] == 0)
		show(model); /* the site owns it now */
	else
		model_free(model);
	diags_fini(&diags);
	buf_fini(&bytes);
	return 0;
}
