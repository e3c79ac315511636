/* The last one returned is taken first: its caches are the fullest. */
#include "renderer.h"

#include <pthread.h>
#include <stdlib.h>

#include "text/fonts.h"

static struct {
	pthread_mutex_t lock;
	struct renderer *idle;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct renderer *
take_idle(void)
{
	struct renderer *renderer;

	pthread_mutex_lock(&pool.lock);
	renderer = pool.idle;
	if (renderer != NULL)
		pool.idle = renderer->next;
	pthread_mutex_unlock(&pool.lock);
	return renderer;
}

struct renderer *
renderer_take(struct diags *diags)
{
	struct renderer *renderer = take_idle();

	if (renderer != NULL)
		return renderer;
	if (!fonts_load(diags))
		return NULL;
	renderer = calloc(1, sizeof(*renderer));
	renderer->texter = texter_new();
	renderer->glyphs = glyphs_new();
	return renderer;
}

void
renderer_return(struct renderer *renderer)
{
	if (renderer == NULL)
		return;
	texter_trim(renderer->texter);
	glyphs_trim(renderer->glyphs);
	pixels_trim(&renderer->pixels);
	pthread_mutex_lock(&pool.lock);
	renderer->next = pool.idle;
	pool.idle = renderer;
	pthread_mutex_unlock(&pool.lock);
}

void
renderers_fini(void)
{
	struct renderer *renderer;

	while ((renderer = take_idle()) != NULL) {
		texter_free(renderer->texter);
		glyphs_free(renderer->glyphs);
		pixels_fini(&renderer->pixels);
		free(renderer);
	}
}
