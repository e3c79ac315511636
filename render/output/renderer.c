/* The last one returned is taken first: its caches are the fullest. */
#include "renderer.h"

#include <pthread.h>
#include <stdlib.h>

#include "text/fonts.h"

static struct {
	pthread_mutex_t lock;
	struct renderer *idle;
	size_t room; /* bytes of texts in each; 0: the usual */
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct renderer *
take_idle(size_t *room)
{
	struct renderer *renderer;

	pthread_mutex_lock(&pool.lock);
	renderer = pool.idle;
	*room = pool.room;
	if (renderer != NULL)
		pool.idle = renderer->next;
	pthread_mutex_unlock(&pool.lock);
	return renderer;
}

static struct renderer *
make(struct diags *diags)
{
	struct renderer *renderer;

	if (!fonts_load(diags))
		return NULL;
	renderer = calloc(1, sizeof(*renderer));
	renderer->texter = texter_new();
	renderer->glyphs = glyphs_new();
	return renderer;
}

struct renderer *
renderer_take(struct diags *diags)
{
	size_t room;
	struct renderer *renderer = take_idle(&room);

	if (renderer == NULL)
		renderer = make(diags);
	if (renderer != NULL)
		texter_keep(renderer->texter, room);
	return renderer;
}

void
renderers_keep(size_t bytes)
{
	pthread_mutex_lock(&pool.lock);
	pool.room = bytes;
	pthread_mutex_unlock(&pool.lock);
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
	size_t ignored;

	while ((renderer = take_idle(&ignored)) != NULL) {
		texter_free(renderer->texter);
		glyphs_free(renderer->glyphs);
		pixels_fini(&renderer->pixels);
		free(renderer);
	}
}
