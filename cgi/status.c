/* Words are guarded by a sequence number that is odd while they change (a seqlock): one writer, readers that try again. */
#include "status.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

enum { CLASSES = 6, BUCKETS = 8, REASON_SIZE = 1024 };

/* Upper bounds of the latency histogram, in seconds, as they are printed. */
static const struct {
	double seconds;
	const char *label;
} bounds[BUCKETS] = {{0.0005, "0.0005"}, {0.001, "0.001"}, {0.0025, "0.0025"}, {0.005, "0.005"}, {0.01, "0.01"},
	{0.05, "0.05"}, {0.25, "0.25"}, {1, "1"}};

struct words {
	unsigned generation;
	unsigned workers;
	int64_t loaded_at;
	bool degraded;
	int64_t degraded_at;
	char digest[65];
	char reason[REASON_SIZE];
};

struct status {
	atomic_uint sequence;
	struct words words;
	atomic_ullong requests[CLASSES]; /* by hundreds of the status */
	atomic_ullong buckets[BUCKETS + 1];
	atomic_ullong microseconds;
	atomic_ullong reloads, failed_reloads, worker_deaths;
};

struct status *
status_new(void)
{
	struct status *s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return s == MAP_FAILED ? NULL : s; /* zeroed by the kernel */
}

/* -- words ------------------------------------------------------------------------- */

static void
begin(struct status *s)
{
	atomic_fetch_add_explicit(&s->sequence, 1, memory_order_relaxed);
	atomic_thread_fence(memory_order_release); /* nothing of the words is seen before the odd number */
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
status_serving(struct status *s, unsigned generation, const char *digest, unsigned workers, int64_t now)
{
	begin(s);
	s->words = (struct words){.generation = generation, .workers = workers, .loaded_at = now};
	set(s->words.digest, sizeof(s->words.digest), digest);
	end(s);
	atomic_fetch_add(&s->reloads, 1);
}

void
status_degraded(struct status *s, const char *reason, int64_t now)
{
	begin(s);
	s->words.degraded = true;
	s->words.degraded_at = now;
	set(s->words.reason, sizeof(s->words.reason), reason);
	end(s);
	atomic_fetch_add(&s->failed_reloads, 1);
}

void
status_unchanged(struct status *s)
{
	begin(s);
	s->words.degraded = false;
	s->words.reason[0] = '\0';
	end(s);
}

/* -- counters --------------------------------------------------------------------------- */

void
status_worker_died(struct status *s)
{
	atomic_fetch_add(&s->worker_deaths, 1);
}

void
status_request(struct status *s, int http_status, double seconds)
{
	int class = http_status / 100, bucket = 0;

	while (bucket < BUCKETS && seconds > bounds[bucket].seconds)
		bucket++;
	atomic_fetch_add_explicit(&s->requests[class > 0 && class < CLASSES ? class : 0], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&s->buckets[bucket], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&s->microseconds, (unsigned long long)(seconds * 1e6), memory_order_relaxed);
}

/* -- told ---------------------------------------------------------------------------------- */

void
status_healthz(const struct status *s, struct buf *out, int *http_status)
{
	struct words words;

	*http_status = 200;
	if (s == NULL) {
		buf_str(out, "{\"status\":\"ready\"}\n");
		return;
	}
	words = read_words(s);
	buf_printf(out, "{\"status\":\"%s\",\"generation\":%u,\"workers\":%u,\"loaded_at\":%lld,\"digest\":\"%s\"",
		words.degraded ? "degraded" : "ready", words.generation, words.workers, (long long)words.loaded_at,
		words.digest);
	if (words.degraded) {
		buf_printf(out, ",\"degraded_at\":%lld,\"reason\":", (long long)words.degraded_at);
		buf_json(out, words.reason);
	}
	buf_str(out, "}\n");
}

static void
metric(struct buf *out, const char *name, const char *type, const char *help, unsigned long long value)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n%s %llu\n", name, help, name, type, name, value);
}

static void
latency(const struct status *s, struct buf *out)
{
	unsigned long long sum = 0, microseconds = atomic_load(&s->microseconds);
	const char *name = "demarc_request_duration_seconds";

	buf_printf(out, "# HELP %s Time to answer a request.\n# TYPE %s histogram\n", name, name);
	for (int i = 0; i <= BUCKETS; i++) {
		sum += atomic_load(&s->buckets[i]);
		buf_printf(out, "%s_bucket{le=\"%s\"} %llu\n", name, i < BUCKETS ? bounds[i].label : "+Inf", sum);
	}
	buf_printf(out, "%s_sum %llu.%06llu\n%s_count %llu\n", name, microseconds / 1000000, microseconds % 1000000, name, sum);
}

void
status_metrics(const struct status *s, struct buf *out)
{
	struct words words;

	if (s == NULL)
		return;
	words = read_words(s);
	metric(out, "demarc_generation", "gauge", "Number of the generation that serves.", words.generation);
	metric(out, "demarc_workers", "gauge", "Worker processes of a generation.", words.workers);
	metric(out, "demarc_degraded", "gauge", "1 while the data on disk cannot be served.", words.degraded);
	metric(out, "demarc_loaded_timestamp_seconds", "gauge", "When the snapshot was loaded.",
		(unsigned long long)words.loaded_at);
	metric(out, "demarc_reloads_total", "counter", "Snapshots that went live.", atomic_load(&s->reloads));
	metric(out, "demarc_failed_reloads_total", "counter", "Snapshots that could not be loaded.",
		atomic_load(&s->failed_reloads));
	metric(out, "demarc_worker_deaths_total", "counter", "Workers that died and were replaced.",
		atomic_load(&s->worker_deaths));
	buf_str(out, "# HELP demarc_requests_total Requests by class of status.\n# TYPE demarc_requests_total counter\n");
	for (int class = 1; class < CLASSES; class++)
		buf_printf(out, "demarc_requests_total{class=\"%dxx\"} %llu\n", class, atomic_load(&s->requests[class]));
	latency(s, out);
}
