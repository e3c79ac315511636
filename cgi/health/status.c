/* Words are guarded by a sequence number that is odd while they change (a seqlock): one writer,
 * readers that try again. */
#include "status.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

#include "base/json.h"
#include "metrics.h"

struct words {
	unsigned generation;
	unsigned workers;
	int64_t loaded_at;
	bool degraded;
	int64_t degraded_at; /* since when */
	char digest[65];
};

struct status {
	atomic_uint sequence;
	struct words words;
	atomic_ullong reloads, failed_reloads;
};

struct status *
status_new(void)
{
	struct status *s =
		mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return s == MAP_FAILED ? NULL : s; /* zeroed by the kernel */
}

/* -- words ------------------------------------------------------------------------- */

static void
begin(struct status *s)
{
	atomic_fetch_add_explicit(&s->sequence, 1, memory_order_relaxed);
	atomic_thread_fence(
		memory_order_release); /* nothing of the words is seen before the odd number */
}

static void
end(struct status *s)
{
	atomic_fetch_add_explicit(&s->sequence, 1, memory_order_release);
}

static struct words
read_words(const struct status *s)
{
	struct words words;
	unsigned before, after;

	do {
		before = atomic_load_explicit(&s->sequence, memory_order_acquire);
		memcpy(&words, &s->words, sizeof(words));
		atomic_thread_fence(memory_order_acquire);
		after = atomic_load_explicit(&s->sequence, memory_order_relaxed);
	} while (before != after || before % 2 != 0);
	return words;
}

static void
set(char *out, size_t size, const char *text)
{
	size_t len = strnlen(text, size - 1);

	memcpy(out, text, len);
	out[len] = '\0';
}

void
status_serving(
	struct status *s, unsigned generation, const char *digest, unsigned workers, int64_t now)
{
	begin(s);
	s->words = (struct words){.generation = generation, .workers = workers, .loaded_at = now};
	set(s->words.digest, sizeof(s->words.digest), digest);
	end(s);
	atomic_fetch_add(&s->reloads, 1);
}

void
status_degraded(struct status *s, int64_t now)
{
	begin(s);
	if (!s->words.degraded)
		s->words.degraded_at = now;
	s->words.degraded = true;
	end(s);
	atomic_fetch_add(&s->failed_reloads, 1);
}

void
status_unchanged(struct status *s)
{
	begin(s);
	s->words.degraded = false;
	s->words.degraded_at = 0;
	end(s);
}

/* -- told ---------------------------------------------------------------------------------- */

void
status_healthz(const struct status *s, struct buf *out, int *http_status)
{
	struct words words = {0};
	struct json j;

	*http_status = 200;
	if (s != NULL)
		words = read_words(s);
	json_init_dense(&j, out);
	json_open(&j, '{');
	json_member(&j, "status", words.degraded ? "degraded" : "ready");
	if (s != NULL) {
		json_key(&j, "generation");
		json_number(&j, words.generation);
		json_key(&j, "workers");
		json_number(&j, words.workers);
		json_key(&j, "loaded_at");
		json_number(&j, words.loaded_at);
		json_member(&j, "digest", words.digest);
	}
	if (words.degraded) {
		json_key(&j, "degraded_at");
		json_number(&j, words.degraded_at);
	}
	json_close(&j);
}

void
status_metrics(const struct status *s, struct buf *out)
{
	struct words words;

	if (s == NULL)
		return;
	words = read_words(s);
	metrics_print_one(out, "demarc_generation", "gauge",
		"Number of the generation that serves.", words.generation);
	metrics_print_one(
		out, "demarc_workers", "gauge", "Worker processes of a generation.", words.workers);
	metrics_print_one(out, "demarc_degraded", "gauge",
		"1 while the data on disk cannot be served.", words.degraded);
	metrics_print_one(out, "demarc_degraded_timestamp_seconds", "gauge",
		"Since when; 0 while they can be served.", (unsigned long long)words.degraded_at);
	metrics_print_one(out, "demarc_loaded_timestamp_seconds", "gauge",
		"When the snapshot was loaded.", (unsigned long long)words.loaded_at);
	metrics_print_one(out, "demarc_reloads_total", "counter", "Snapshots that went live.",
		atomic_load(&s->reloads));
	metrics_print_one(out, "demarc_failed_reloads_total", "counter",
		"Snapshots that could not be loaded.", atomic_load(&s->failed_reloads));
}
