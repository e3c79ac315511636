#include "seal.h"

#include <string.h>

#include <nettle/sha2.h>

#include "address/identity.h"
#include "address/route.h"
#include "address/target.h"
#include "base/hash.h"
#include "diagram/diagram.h"

/* Each field with its terminator, so that none runs into the next. */
static void
add(struct sha256_ctx *hash, const char *field)
{
	sha256_update(hash, strlen(field) + 1, (const uint8_t *)field);
}

static void
finish(struct sha256_ctx *hash, char hex[SEAL_SIZE])
{
	uint8_t digest[SEAL_SIZE / 2];

	sha256_digest(hash, sizeof(digest), digest);
	hex_print(digest, sizeof(digest), hex);
}

static void
add_environment(struct sha256_ctx *hash, const struct seal_inputs *inputs)
{
	add(hash, identity_build_id());
	add(hash, inputs->libraries);
	add(hash, diagram_environment());
	add(hash, inputs->base_url);
	add(hash, inputs->model->shared_hex);
}

/* Pages lead to the list of services where there are several, so what services there are decides
 * all of them. false: one of the editions is not known by a digest. */
static bool
make_service(
	const struct seal_inputs *inputs, const struct service *service, char recipe[SEAL_SIZE])
{
	const struct model *model = inputs->model;
	struct sha256_ctx hash;

	sha256_init(&hash);
	add_environment(&hash, inputs);
	add(&hash, model->default_language != NULL ? model->default_language : "");
	sha256_update(
		&hash, sizeof(inputs->offer->withheld), (const uint8_t *)&inputs->offer->withheld);
	for (size_t i = 0; i < model->service_count; i++)
		add(&hash, model->services[i].id);
	add(&hash, "");
	add(&hash, service->id);
	for (size_t i = 0; i < service->edition_count; i++) {
		if (service->editions[i]->digest_hex == NULL)
			return false;
		add(&hash, service->editions[i]->digest_hex);
	}
	finish(&hash, recipe);
	return true;
}

void
seal_services(struct seal_inputs *inputs, struct arena *arena)
{
	const struct model *model = inputs->model;
	char(*services)[SEAL_SIZE] = arena_array(arena, model->service_count, sizeof(*services));

	for (size_t i = 0; i < model->service_count; i++)
		if (!make_service(inputs, &model->services[i], services[i]))
			services[i][0] = '\0';
	inputs->services = (const char(*)[SEAL_SIZE])services;
}

static bool
is_drawn(const struct target *target)
{
	return target->route == ROUTE_DOCUMENT ||
	       (target->route == ROUTE_DIAGRAM && target->picture.format != FORMAT_SVG);
}

static void
decide_drawn(const struct seal_inputs *inputs, const struct target *target, const char *address,
	char recipe[SEAL_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	add_environment(&hash, inputs);
	add(&hash, target->matrix->digest_hex);
	add(&hash, service_is_current(target->service, target->matrix) ? "current" : "");
	add(&hash, address);
	finish(&hash, recipe);
}

/* A catalogue of OSCAL is called after all that was loaded, and the page of data tells digests. */
static bool
is_of_all(const struct target *target)
{
	return target->route == ROUTE_OSCAL || target->route == ROUTE_DATA;
}

static void
decide_made(const struct seal_inputs *inputs, const struct target *target, const char *address,
	char recipe[SEAL_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	add(&hash, inputs->services[target->service - inputs->model->services]);
	add(&hash, is_of_all(target) ? inputs->model->digest_hex : "");
	add(&hash, address);
	finish(&hash, recipe);
}

enum seal_kind
seal_recipe(const struct seal_inputs *inputs, const char *address, char recipe[SEAL_SIZE])
{
	struct arena *arena = arena_new();
	enum seal_kind kind = SEAL_NONE;
	struct request request;
	struct target target;

	request_from_target(&request, "GET", address, NULL, 0, arena);
	target_find(&target, inputs->model, &request);
	if (target.status == 200 && target.service != NULL && target.matrix != NULL &&
		inputs->services[target.service - inputs->model->services][0] != '\0') {
		kind = is_drawn(&target) ? SEAL_DRAWN : SEAL_MADE;
		(kind == SEAL_DRAWN ? decide_drawn : decide_made)(inputs, &target, address, recipe);
	}
	arena_free(arena);
	return kind;
}

void
seal_make(const char *recipe, const struct buf *bytes, char seal[SEAL_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	add(&hash, recipe);
	sha256_update(&hash, bytes->len, (const uint8_t *)buf_cstr(bytes));
	finish(&hash, seal);
}

void
seal_lines(
	const char *service, const struct manifest_line *lines, size_t count, char seal[SEAL_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	add(&hash, service);
	for (size_t i = 0; i < count; i++) {
		if (*lines[i].address == '\0')
			continue;
		add(&hash, lines[i].name);
		add(&hash, lines[i].address);
		add(&hash, lines[i].seal);
	}
	finish(&hash, seal);
}
