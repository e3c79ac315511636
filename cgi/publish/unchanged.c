#include "unchanged.h"

#include <string.h>

#include "base/own.h"

/* The bytes of "/chrofy" in "/chrofy/ja/". */
static size_t
head_length(const char *target)
{
	return 1 + strcspn(target + 1, "/?");
}

/* The service that an address is below, "/chrofy/" too; NULL: none. */
static struct unchanged_service *
service_of(const struct unchanged *u, const char *target)
{
	const struct model *model = u->inputs->model;
	size_t low = 0, high = model->service_count, len = head_length(target) - 1;

	while (target[len + 1] == '/' && low < high) {
		size_t middle = low + (high - low) / 2;
		const char *id = model->services[middle].id;
		int order = strncmp(target + 1, id, len);

		if (order == 0 && id[len] == '\0')
			return &u->services[middle];
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
is_same(const struct unchanged *u, const struct service *service, const struct manifest *manifest)
{
	OWN(buf_fini) struct buf address = {0};
	const struct manifest_line *lines;
	char seal[SEAL_SIZE];
	const char *folder;
	size_t count;

	buf_printf(&address, "/%s/", service->id);
	folder = buf_cstr(&address) + 1;
	lines = manifest_below(manifest, folder, &count);
	return count > 0 && unchanged_seal(u, buf_cstr(&address), lines, count, seal) &&
	       strcmp(manifest_seal(manifest, folder), seal) == 0;
}

void
unchanged_init(struct unchanged *u, const struct seal_inputs *inputs,
	const struct manifest *manifest, struct arena *arena)
{
	size_t count = inputs->model->service_count;

	*u = (struct unchanged){inputs, arena_array(arena, count, sizeof(*u->services))};
	for (size_t i = 0; i < count; i++)
		u->services[i].same = is_same(u, &inputs->model->services[i], manifest);
}

void
unchanged_places(const struct unchanged *u, const struct manifest *manifest, struct places *places)
{
	for (size_t i = 0; i < manifest->count; i++) {
		const char *address = manifest->lines[i].address;

		if (*address == '/' && unchanged_has(u, address))
			places_add(places, address, true, false);
	}
}

bool
unchanged_has(const struct unchanged *u, const char *target)
{
	const struct unchanged_service *service = service_of(u, target);

	return service != NULL && service->same;
}

static bool
is_below(const char *target, const char *head, size_t len)
{
	return strncmp(target, head, len) == 0 && target[len] == '/';
}

void
unchanged_link(struct unchanged *u, const char *from, const char *to, bool walked)
{
	struct unchanged_service *ours, *theirs;
	size_t head = head_length(from);

	if (is_below(to, from, head))
		return;
	ours = service_of(u, from);
	theirs = service_of(u, to);
	/* every service has the list of services and the files that are the program's */
	if (ours != NULL && strcmp(to, "/") != 0 && strncmp(to, "/static/", 8) != 0)
		ours->mixed = true;
	/* "/chrofy/" leads to a service's pages, and is one of what they are called */
	if (theirs != NULL && !walked && to[head_length(to) + 1] != '\0')
		theirs->mixed = true;
}

bool
unchanged_seal(const struct unchanged *u, const char *target, const struct manifest_line *lines,
	size_t count, char seal[SEAL_SIZE])
{
	const struct unchanged_service *service = service_of(u, target);
	const char *recipe;

	if (service == NULL || service->mixed)
		return false;
	recipe = u->inputs->services[service - u->services];
	if (*recipe == '\0')
		return false;
	seal_lines(recipe, lines, count, seal);
	return true;
}
