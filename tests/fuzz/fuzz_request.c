/* Any lines as a request to the published site: target, or method and target, then headers. What comes back must be whole:
 * a status we know, headers that a client can read, never a 500; and who asks again with the tag gets a 304. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "load/load.h"
#include "site/site.h"

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

static void
expect_whole(const struct response *response)
{
	assert(response->status != 500 && response_reason(response->status)[0] != '\0');
	assert(response->body != NULL || response->body_len == 0);
	for (size_t i = 0; i < response->header_count; i++)
		for (const char *p = response->headers[i].value; *p != '\0'; p++)
			assert((unsigned char)*p >= ' ' && *p != 0x7f);
}

static const char *
header(const struct response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++)
		if (strcmp(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	return NULL;
}

/* The answer's tag again, with the same request; its owner's bytes may be gone by then. */
static void
expect_unchanged(struct request *request, const char *etag)
{
	struct response response = {0};

	request->if_none_match = etag;
	site_respond(published(), request, &response);
	assert(response.status == 304 && response.body_len == 0 && strcmp(header(&response, "ETag"), etag) == 0);
	site_release(published(), &response);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *lines[16], *method = "GET", *etag;
	size_t count = 0;
	struct arena *arena = arena_new();
	char *text = arena_strndup(arena, (const char *)data, size), *rest = text, *line;
	struct request request;
	struct response response = {0};

	while (count < 16 && (line = strsep(&rest, "\n")) != NULL)
		lines[count++] = line;
	if (lines[0][0] != '/' && (line = strchr(lines[0], ' ')) != NULL) {
		method = arena_strndup(arena, lines[0], (size_t)(line - lines[0]));
		lines[0] = line + 1;
	}
	request_from_target(&request, method, lines[0], lines + 1, count - 1, arena);
	site_respond(published(), &request, &response);
	expect_whole(&response);
	etag = response.status == 200 ? header(&response, "ETag") : NULL;
	etag = etag != NULL ? arena_strndup(arena, etag, strlen(etag)) : NULL;
	site_release(published(), &response);
	if (etag != NULL)
		expect_unchanged(&request, etag);
	arena_free(arena);
	return 0;
}
