/* Plain atomic counters: whoever reads them while they change may see one request counted here and
 * not yet there, which rates do not mind. Rows that never counted anything are left out, since most
 * routes never give most statuses.
 *
 * A worker takes a slot of its own for what is true of it alone. It gives its slot back by being
 * gone: the number of its process stands in the slot, and metrics_sweep asks the kernel for it. */
#include "metrics.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "address/identity.h"
#include "http/response.h"
#include "address/route.h"

enum { BUCKETS = 9, SLOTS = 512, NO_SLOT = -1 };

/* Upper bounds of the latency histogram, in seconds, as they are printed. */
static const struct {
	double seconds;
	const char *label;
} bounds[BUCKETS] = {{0.0005, "0.0005"}, {0.001, "0.001"}, {0.0025, "0.0025"}, {0.005, "0.005"},
	{0.01, "0.01"}, {0.05, "0.05"}, {0.25, "0.25"}, {1, "1"}, {5, "5"}};

/* What takes alike long: the cache class of the route. */
static const char *const contents[] = {[CACHE_PAGE] = "page",
	[CACHE_PICTURE] = "picture",
	[CACHE_FILE] = "file",
	[CACHE_HOST] = "host",
	[CACHE_NEVER] = "now"};
enum { CONTENTS = sizeof(contents) / sizeof(contents[0]) };

struct duration {
	atomic_ullong count, microseconds;
};

struct metrics_slot {
	atomic_int pid; /* 0: free */
	atomic_ullong resident, cache, indexes, beats;
};

struct metrics {
	atomic_ullong requests[ROUTE__COUNT + 1]
			      [RESPONSE_STATUS_COUNT + 1]; /* the last ones: of none, of another */
	atomic_ullong buckets[CONTENTS][BUCKETS + 1];
	atomic_ullong microseconds[CONTENTS];
	atomic_ullong hits, misses, busy, deaths, stuck, starts;
	struct duration pictures[DIAGRAM_KIND__COUNT][FORMAT__COUNT];
	struct metrics_slot slots[SLOTS];
};

/* This process's own; a worker has one. */
static int own_slot = NO_SLOT, own_size_fd = -1;
static _Atomic time_t size_seen;

struct metrics *
metrics_new(void)
{
	struct metrics *m =
		mmap(NULL, sizeof(*m), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return m == MAP_FAILED ? NULL : m; /* zeroed by the kernel */
}

/* -- counting ------------------------------------------------------------------------------ */

static void
add(atomic_ullong *counter, unsigned long long n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static unsigned long long
get(const atomic_ullong *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

void
metrics_request(struct metrics *m, int route, int http_status, double seconds)
{
	int content = route >= 0 ? (int)route_table[route].cache : CACHE_PAGE, bucket = 0;

	while (bucket < BUCKETS && seconds > bounds[bucket].seconds)
		bucket++;
	add(&m->requests[route >= 0 ? route : ROUTE__COUNT][response_status_index(http_status)], 1);
	add(&m->buckets[content][bucket], 1);
	add(&m->microseconds[content], (unsigned long long)(seconds * 1e6));
}

void
metrics_cache(struct metrics *m, bool hit)
{
	if (m != NULL)
		add(hit ? &m->hits : &m->misses, 1);
}

void
metrics_picture(
	struct metrics *m, enum diagram_kind kind, enum diagram_format format, double seconds)
{
	if (m == NULL)
		return;
	add(&m->pictures[kind][format].count, 1);
	add(&m->pictures[kind][format].microseconds, (unsigned long long)(seconds * 1e6));
}

void
metrics_busy(struct metrics *m)
{
	if (m != NULL)
		add(&m->busy, 1);
}

void
metrics_worker_died(struct metrics *m)
{
	add(&m->deaths, 1);
}

/* -- workers --------------------------------------------------------------------------------- */

void
metrics_join(struct metrics *m)
{
	add(&m->starts, 1);
	own_size_fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	for (int i = 0; i < SLOTS && own_slot == NO_SLOT; i++) {
		int free = 0;

		if (atomic_compare_exchange_strong(&m->slots[i].pid, &free, (int)getpid()))
			own_slot = i;
	}
}

/* Pages that the process has in memory; 0: not known, as there is no such file, say. */
static unsigned long long
resident_pages(void)
{
	char text[128] = "";
	ssize_t read = pread(own_size_fd, text, sizeof(text) - 1, 0);
	unsigned long long resident = 0;
	int found = sscanf(text, "%*u %llu", &resident);

	(void)read, (void)found;
	return resident;
}

void
metrics_size(struct metrics *m, size_t cache_bytes, size_t index_bytes)
{
	time_t now = time(NULL);

	if (own_slot == NO_SLOT || atomic_exchange(&size_seen, now) == now)
		return;
	atomic_store(&m->slots[own_slot].resident,
		resident_pages() * (unsigned long long)sysconf(_SC_PAGESIZE));
	atomic_store(&m->slots[own_slot].cache, cache_bytes);
	atomic_store(&m->slots[own_slot].indexes, index_bytes);
}

void
metrics_beat(struct metrics *m)
{
	if (own_slot != NO_SLOT)
		add(&m->slots[own_slot].beats, 1);
}

unsigned long long
metrics_beats(const struct metrics *m, pid_t pid)
{
	for (int i = 0; i < SLOTS; i++)
		if (atomic_load(&m->slots[i].pid) == pid)
			return get(&m->slots[i].beats);
	return 0;
}

void
metrics_worker_stuck(struct metrics *m)
{
	add(&m->stuck, 1);
}

void
metrics_sweep(struct metrics *m)
{
	for (int i = 0; i < SLOTS; i++) {
		int pid = atomic_load(&m->slots[i].pid);

		if (pid == 0 || kill(pid, 0) == 0 || errno != ESRCH)
			continue;
		atomic_store(&m->slots[i].resident, 0);
		atomic_store(&m->slots[i].cache, 0);
		atomic_store(&m->slots[i].indexes, 0);
		atomic_store(&m->slots[i].beats, 0);
		atomic_store(&m->slots[i].pid, 0);
	}
}

/* -- told ----------------------------------------------------------------------------------------
 */

static void
family(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void
metrics_print_one(struct buf *out, const char *name, const char *type, const char *help,
	unsigned long long value)
{
	family(out, name, type, help);
	buf_printf(out, "%s %llu\n", name, value);
}

/* Microseconds as seconds. */
static void
seconds(struct buf *out, unsigned long long microseconds)
{
	buf_printf(out, "%llu.%06llu\n", microseconds / 1000000, microseconds % 1000000);
}

static void
print_requests(const struct metrics *m, struct buf *out)
{
	family(out, "demarc_requests_total", "counter",
		"Requests answered, by pattern of the address and status.");
	for (int route = 0; route <= ROUTE__COUNT; route++)
		for (int s = 0; s <= RESPONSE_STATUS_COUNT; s++) {
			unsigned long long n = get(&m->requests[route][s]);

			if (n > 0)
				buf_printf(out,
					"demarc_requests_total{route=\"%s\",status=\"%d\"} %llu\n",
					route < ROUTE__COUNT ? route_table[route].pattern : "",
					response_status_at(s), n);
		}
}

static void
print_latency(const struct metrics *m, struct buf *out)
{
	const char *name = "demarc_request_duration_seconds";

	family(out, name, "histogram", "Time to answer a request, by what was asked for.");
	for (int c = 0; c < CONTENTS; c++) {
		unsigned long long sum = 0;

		for (int i = 0; i <= BUCKETS; i++) {
			sum += get(&m->buckets[c][i]);
			buf_printf(out, "%s_bucket{content=\"%s\",le=\"%s\"} %llu\n", name,
				contents[c], i < BUCKETS ? bounds[i].label : "+Inf", sum);
		}
		buf_printf(out, "%s_sum{content=\"%s\"} ", name, contents[c]);
		seconds(out, get(&m->microseconds[c]));
		buf_printf(out, "%s_count{content=\"%s\"} %llu\n", name, contents[c], sum);
	}
}

static void
print_pictures(const struct metrics *m, struct buf *out)
{
	const char *name = "demarc_picture_duration_seconds";

	family(out, name, "summary", "Time to draw a picture, by kind and format.");
	for (int k = 0; k < DIAGRAM_KIND__COUNT; k++)
		for (int f = 0; f < FORMAT__COUNT; f++) {
			const struct duration *d = &m->pictures[k][f];
			const char *kind = diagram_kind_name((enum diagram_kind)k);
			const char *format = diagram_format_name((enum diagram_format)f);

			if (get(&d->count) == 0)
				continue;
			buf_printf(out, "%s_sum{kind=\"%s\",format=\"%s\"} ", name, kind, format);
			seconds(out, get(&d->microseconds));
			buf_printf(out, "%s_count{kind=\"%s\",format=\"%s\"} %llu\n", name, kind,
				format, get(&d->count));
		}
	metrics_print_one(out, "demarc_pictures_refused_total", "counter",
		"Pictures refused, since too many were being drawn.", get(&m->busy));
}

static void
print_cache(const struct metrics *m, struct buf *out)
{
	family(out, "demarc_cache_requests_total", "counter",
		"Contents asked for: kept already, or to be made.");
	buf_printf(out, "demarc_cache_requests_total{result=\"hit\"} %llu\n", get(&m->hits));
	buf_printf(out, "demarc_cache_requests_total{result=\"miss\"} %llu\n", get(&m->misses));
}

/* Workers are numbered by their place among those there are, so that the numbers stay few. */
static void
print_slots(
	const struct metrics *m, struct buf *out, const char *name, const char *help, size_t offset)
{
	unsigned worker = 0;

	family(out, name, "gauge", help);
	for (int i = 0; i < SLOTS; i++) {
		const atomic_ullong *value =
			(const atomic_ullong *)((const char *)&m->slots[i] + offset);

		if (atomic_load(&m->slots[i].pid) != 0)
			buf_printf(out, "%s{worker=\"%u\"} %llu\n", name, ++worker, get(value));
	}
}

void
metrics_print(const struct metrics *m, struct buf *out)
{
	family(out, "demarc_build_info", "gauge", "The program that serves.");
	buf_printf(out, "demarc_build_info{version=\"%s\",build=\"%s\"} 1\n", DEMARC_VERSION,
		identity_build_id());
	print_requests(m, out);
	print_latency(m, out);
	print_pictures(m, out);
	print_cache(m, out);
	metrics_print_one(
		out, "demarc_worker_starts_total", "counter", "Workers started.", get(&m->starts));
	metrics_print_one(out, "demarc_worker_deaths_total", "counter",
		"Workers that died and were replaced.", get(&m->deaths));
	metrics_print_one(out, "demarc_worker_stuck_total", "counter",
		"Workers ended because they gave no sign of life.", get(&m->stuck));
	print_slots(m, out, "demarc_worker_resident_memory_bytes",
		"Memory that a worker has, what it shares with others included.",
		offsetof(struct metrics_slot, resident));
	print_slots(m, out, "demarc_worker_cache_bytes", "What a worker's cache holds.",
		offsetof(struct metrics_slot, cache));
	print_slots(m, out, "demarc_worker_search_index_bytes",
		"What a worker's indexes for the search take.",
		offsetof(struct metrics_slot, indexes));
}
