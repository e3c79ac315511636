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

/* By the name alone, before anything is looked up. */
static const char *
sealed_type(const char *target)
{
	static const struct {
		const char *suffix, *type;
	} sealed[] = {{".png", "image/png"}, {".webp", "image/webp"}, {".pdf", "application/pdf"}};
	size_t path = strcspn(target, "?");

	for (size_t i = 0; i < sizeof(sealed) / sizeof(sealed[0]); i++) {
		size_t len = strlen(sealed[i].suffix);

		if (path > len && memcmp(target + path - len, sealed[i].suffix, len) == 0)
			return sealed[i].type;
	}
	return NULL;
}

static bool
is_drawn(const struct target *target)
{
	return target->status == 200 && target->matrix != NULL &&
	       target->matrix->digest_hex != NULL &&
	       (target->route == ROUTE_DIAGRAM || target->route == ROUTE_DOCUMENT);
}

bool
seal_recipe(const struct seal_inputs *inputs, const char *target, char recipe[SEAL_SIZE],
	const char **type)
{
	struct arena *arena;
	struct request request;
	struct target found;
	struct sha256_ctx hash;
	bool drawn;

	if ((*type = sealed_type(target)) == NULL)
		return false;
	arena = arena_new();
	request_from_target(&request, "GET", target, NULL, 0, arena);
	target_find(&found, inputs->model, &request);
	drawn = is_drawn(&found);
	if (drawn) {
		sha256_init(&hash);
		add(&hash, identity_build_id());
		add(&hash, inputs->libraries);
		add(&hash, diagram_environment());
		add(&hash, inputs->base_url);
		add(&hash, inputs->model->shared_hex);
		add(&hash, found.matrix->digest_hex);
		add(&hash, service_is_current(found.service, found.matrix) ? "current" : "");
		add(&hash, target);
		finish(&hash, recipe);
	}
	arena_free(arena);
	return drawn;
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
