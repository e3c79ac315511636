/* Any lines as a request to the published site: target, then headers. What comes back must be whole, and never a 500. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "site.h"

static struct site *
published(void)
{
	static struct site *site;
	struct site_options options = {0};
	struct diags diags = {0};

	if (site == NULL) {
		site = site_new(load_directory("data", &diags), &options);
		diags_fini(&diags);
	}
	return site;
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
	const char *lines[16];
	size_t count = 0;
	struct arena *arena = arena_new();
	char *text = arena_strndup(arena, (const char *)data, size), *rest = text, *line;
	struct request request;
	struct response response = {0};

	while (count < 16 && (line = strsep(&rest, "\n")) != NULL)
		lines[count++] = line;
	request_from_target(&request, "GET", lines[0], lines + 1, count - 1, arena);
	site_respond(published(), &request, 0, &response);
	assert(response.status != 500);
	assert(response.body != NULL || response.body_len == 0);
	site_release(published(), &response);
	arena_free(arena);
	return 0;
}
