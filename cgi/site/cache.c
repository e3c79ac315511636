/* One lock guards table, list and counts; nothing is made while it is held. An entry is in the
 * table from the moment somebody begins to make it, and in the list of what can be dropped from the
 * moment it is made. References are counted: the table holds one, each reader one, and so does each
 * who waits for it. */
#include "cache.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { BUCKETS = 4096 };

struct cache_entry {
	struct content content; /* first, so that a content leads back to its entry */
	char *key;
	size_t bytes;
	unsigned references;
	enum cache_answer state; /* CACHE_LATER: it is being made */
	struct wait *waiting;    /* for it to be made */
	bool listed;             /* in the list, and counted in bytes */
	struct cache_entry *chain;
	struct cache_entry *newer, *older;
};

struct cache {
	pthread_mutex_t lock;
	size_t limit, bytes;
	unsigned crowd; /* those who wait, for whatever entry */
	struct cache_entry *buckets[BUCKETS];
	struct cache_entry *newest, *oldest;
};

struct cache *
cache_new(size_t limit_bytes)
{
	struct cache *cache = calloc(1, sizeof(*cache));

	cache->limit = limit_bytes;
	pthread_mutex_init(&cache->lock, NULL);
	return cache;
}

static struct cache_entry **
find(struct cache *cache, const char *key)
{
	struct cache_entry **at = &cache->buckets[hash_string(HASH_START, key) % BUCKETS];

	while (*at != NULL && strcmp((*at)->key, key) != 0)
		at = &(*at)->chain;
	return at;
}

static void
unreference(struct cache_entry *entry)
{
	if (--entry->references > 0)
		return;
	for (int i = 0; i < CODING__COUNT; i++)
		buf_fini(&entry->content.bodies[i]);
	free(entry->key);
	free(entry);
}

static void
unlist(struct cache *cache, struct cache_entry *entry)
{
	*(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
	*(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
	entry->newer = entry->older = NULL;
}

static void
list_newest(struct cache *cache, struct cache_entry *entry)
{
	entry->older = cache->newest;
	*(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
	cache->newest = entry;
}

/* Takes the entry out of the table, in which it is, and which gives up its reference. */
static void
drop(struct cache *cache, struct cache_entry *entry)
{
	*find(cache, entry->key) = entry->chain;
	if (entry->listed) {
		unlist(cache, entry);
		cache->bytes -= entry->bytes;
		entry->listed = false;
	}
	unreference(entry);
}

static struct cache_entry *
entry_new(const char *key)
{
	struct cache_entry *entry = calloc(1, sizeof(*entry));

	entry->key = strdup(key);
	entry->state = CACHE_LATER;
	entry->references = 2; /* the table's, and that of who makes it */
	return entry;
}

/* Counts what was made, gives back what the buffers hold in reserve, and makes room. */
static void
settle(struct cache *cache, struct cache_entry *entry, bool keep)
{
	entry->bytes = sizeof(*entry) + strlen(entry->key) + 1;
	for (int i = 0; i < CODING__COUNT; i++)
		entry->bytes += entry->content.bodies[i].cap;
	if (!keep || entry->bytes > cache->limit / 4) {
		drop(cache, entry);
		return;
	}
	entry->listed = true;
	cache->bytes += entry->bytes;
	list_newest(cache, entry);
	while (cache->bytes > cache->limit) /* which the entry alone is far below */
		drop(cache, cache->oldest);
}

static void
shrink(struct buf *b)
{
	char *data = b->data != NULL ? realloc(b->data, b->len + 1) : NULL;

	if (data != NULL) {
		b->data = data;
		b->cap = b->len + 1;
	}
}

static void
wake_crowd(struct cache *cache, struct cache_entry *entry)
{
	struct wait *next;

	for (struct wait *wait = entry->waiting; wait != NULL; wait = next) {
		next = wait->next;
		cache->crowd--;
		wait->wake(wait);
	}
	entry->waiting = NULL;
}

static void
finish(struct cache *cache, struct cache_entry *entry, bool keep, enum cache_answer answer)
{
	for (int i = 0; i < CODING__COUNT; i++)
		shrink(&entry->content.bodies[i]);
	pthread_mutex_lock(&cache->lock);
	entry->state = answer;
	if (answer == CACHE_MADE)
		settle(cache, entry, keep);
	else
		drop(cache, entry);
	wake_crowd(cache, entry);
	if (answer != CACHE_MADE)
		unreference(entry);
	pthread_mutex_unlock(&cache->lock);
}

/* Takes a place among those who wait for the entry. */
static enum cache_answer
join_crowd(struct cache *cache, struct cache_entry *entry, struct wait *wait)
{
	if (cache->crowd == CACHE_CROWD)
		return CACHE_BUSY;
	cache->crowd++;
	entry->references++;
	wait->entry = entry;
	wait->next = entry->waiting;
	entry->waiting = wait;
	return CACHE_LATER;
}

/* What came of an entry that is no longer being made; the reference to it is the reader's, or is
 * given back. */
static enum cache_answer
take(struct cache *cache, struct cache_entry *entry)
{
	enum cache_answer answer = entry->state;

	if (entry->listed) {
		unlist(cache, entry);
		list_newest(cache, entry);
	}
	if (answer != CACHE_MADE)
		unreference(entry);
	return answer;
}

/* Finds the entry, or begins one that the wait is to make. CACHE_LATER with wait->making: make it.
 */
static enum cache_answer
look_up(struct cache *cache, const char *key, struct wait *wait, struct cache_entry **entry)
{
	struct cache_entry **at = find(cache, key);

	*entry = *at;
	if (*entry == NULL) {
		*at = *entry = wait->entry = entry_new(key);
		wait->making = true;
		return CACHE_LATER;
	}
	if ((*entry)->state == CACHE_LATER)
		return join_crowd(cache, *entry, wait);
	(*entry)->references++;
	return take(cache, *entry);
}

/* The wait knows of the entry before it is made: who is told "later" there may be woken, and come
 * here again, before that word is back here. */
static enum cache_answer
make_entry(struct cache *cache, struct cache_entry *entry, bool keep, cache_make_fn *make,
	void *data, struct wait *wait)
{
	enum cache_answer answer = make(&entry->content, data, wait);

	if (answer == CACHE_LATER)
		return CACHE_LATER;
	wait->entry = NULL;
	wait->making = false;
	finish(cache, entry, keep, answer);
	return answer;
}

enum cache_answer
cache_get(struct cache *cache, const char *key, bool keep, cache_make_fn *make, void *data,
	struct wait *wait, const struct content **content)
{
	struct cache_entry *entry = wait->entry;
	enum cache_answer answer = CACHE_LATER;
	bool making = wait->making;

	if (!making) {
		pthread_mutex_lock(&cache->lock);
		wait->entry = NULL;
		answer = entry != NULL ? take(cache, entry) : look_up(cache, key, wait, &entry);
		making = wait->making;
		pthread_mutex_unlock(&cache->lock);
	}
	if (making)
		answer = make_entry(cache, entry, keep, make, data, wait);
	if (answer == CACHE_MADE)
		*content = &entry->content;
	return answer;
}

void
cache_release(struct cache *cache, const struct content *content)
{
	if (content == NULL)
		return;
	pthread_mutex_lock(&cache->lock);
	unreference((struct cache_entry *)content);
	pthread_mutex_unlock(&cache->lock);
}

size_t
cache_bytes(struct cache *cache)
{
	size_t bytes;

	pthread_mutex_lock(&cache->lock);
	bytes = cache->bytes;
	pthread_mutex_unlock(&cache->lock);
	return bytes;
}

size_t
cache_limit(const struct cache *cache)
{
	return cache->limit;
}

void
cache_free(struct cache *cache)
{
	while (cache->oldest != NULL)
		drop(cache, cache->oldest);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}
