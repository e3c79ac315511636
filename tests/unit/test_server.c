/* What the server's processes share or ask the system: cgi/server/watch.c, status.c, metrics.c,
 * limit.c, compress.c. */
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include "rows.h"
#include <zlib.h>

#include "base/own.h"
#include "http/compress.h"
#include "server/limit.h"
#include "health/metrics.h"
#include "scratch.h"
#include "health/status.h"
#include "server/watch.h"

/* -- watch ------------------------------------------------------------------------------- */

/* Below the scratch directory. */
static const char *
at(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	return path;
}

static void
put(const char *name, const char *words)
{
	int fd = open(at(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, words, strlen(words)), strlen(words));
	close(fd);
}

static void
make_directory(const char *name)
{
	assert_int_equal(mkdir(at(name), 0755), 0);
}

/* Whether the signature is another than it was when this was last asked. */
static bool
has_changed(void)
{
	static uint64_t last;
	uint64_t now = watch_signature(scratch);
	bool changed = now != last;

	last = now;
	return changed;
}

static void
changes_of_files_are_seen(void **state)
{
	(void)state;
	assert_true(
		watch_signature("/nonexistent") == watch_signature(scratch)); /* nothing to see */
	make_directory("matrix");
	make_directory("matrix/one");
	make_directory("messages");
	put("matrix/one/a.xml", "1");
	assert_true(has_changed());
	assert_false(has_changed());
	put("messages/b.xml", "1");
	assert_true(has_changed());
	put("matrix/one/a.xml", "12");
	assert_true(has_changed());
	assert_int_equal(chmod(at("matrix/one/a.xml"), 0600), 0);
	assert_true(has_changed());
	assert_int_equal(symlink("one/a.xml", at("matrix/c.xml")), 0);
	assert_true(has_changed());
	put("beside.xml", "1"); /* not where data lie */
	assert_false(has_changed());
	assert_int_equal(unlink(at("matrix/one/a.xml")), 0);
	assert_true(has_changed());
}

static void
what_the_loader_does_not_read_is_no_change(void **state)
{
	(void)state;
	has_changed();
	put("matrix/one/.a.xml.swp", "1");
	assert_int_equal(symlink("nowhere", at("matrix/one/dangling")), 0);
	assert_false(has_changed());
	make_directory("matrix/one/three");
	put("matrix/one/three/seen", "1");
	assert_true(has_changed());
	make_directory("matrix/one/three/four");
	put("matrix/one/three/four/too-deep", "1");
	assert_false(has_changed());
	/* a link to the directory around it must not be followed for ever */
	assert_int_equal(symlink("..", at("matrix/one/loop")), 0);
	has_changed();
	assert_false(has_changed());
}

/* A data directory whose path leaves no room for some names in it. */
static void
paths_that_are_too_long_are_left_out(void **state)
{
	enum { PARTS = 19, PART = 200 };
	char name[256], path[PARTS * (PART + 1) + 1] = "", *before = getcwd(NULL, 0);
	uint64_t empty;
	size_t len = 0;
	int fd;

	(void)state;
	assert_int_equal(chdir(scratch), 0);
	memset(name, 'd', PART);
	name[PART] = '\0';
	for (int i = 0; i < PARTS; i++) {
		len += (size_t)snprintf(
			path + len, sizeof(path) - len, "%s%s", i > 0 ? "/" : "", name);
		assert_int_equal(mkdir(name, 0755), 0);
		assert_int_equal(chdir(name), 0);
	}
	assert_int_equal(mkdir("matrix", 0755), 0);
	assert_int_equal(chdir("matrix"), 0);
	memset(name, 'f', 255);
	name[255] = '\0';
	assert_int_equal(chdir(scratch), 0);
	empty = watch_signature(path);
	/* 3,818 bytes, "/matrix/" and 255 more are below the limit of 4,096, so the path goes on */
	for (int i = 0; i < 2; i++) {
		char directory[sizeof(path) + 64];

		snprintf(directory, sizeof(directory), "%s/matrix%s", path,
			i > 0 ? "/a-directory-below" : "");
		assert_true(i == 0 || mkdir(directory, 0755) == 0);
		fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		assert_true(fd >= 0);
		close(openat(fd, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
		assert_int_equal(faccessat(fd, name, F_OK, 0), 0);
		close(fd);
		assert_int_equal(watch_signature(path) != empty, i == 0);
		empty = watch_signature(path);
	}
	assert_int_equal(chdir(before), 0);
	free(before);
}

/* -- status -------------------------------------------------------------------------------- */

static atomic_bool over;

/* Writes words that fit one another, now these and now those. */
static void *
write_words(void *data)
{
	struct status *s = data;

	for (unsigned i = 1; !atomic_load(&over); i++) {
		char digest[65];

		memset(digest, 'a' + (int)(i % 26), 64);
		digest[64] = '\0';
		status_serving(s, i % 26, digest, i % 26, i % 26);
	}
	return NULL;
}

static void
words_of_the_status_are_never_torn(void **state)
{
	struct status *s = status_new();
	pthread_t writer;

	(void)state;
	assert_non_null(s);
	status_serving(s, 0, "a", 0, 0);
	assert_int_equal(pthread_create(&writer, NULL, write_words, s), 0);
	for (int i = 0; i < 20000; i++) {
		OWN(buf_fini) struct buf out = {0};
		unsigned generation, workers;
		long long loaded;
		char digest[65];
		int http;

		status_healthz(s, &out, &http);
		assert_int_equal(http, 200);
		assert_int_equal(
			sscanf(buf_cstr(&out),
				"{\"status\":\"ready\",\"generation\":%u,\"workers\":%u,\"loaded_at\":%lld,\"digest\":\"%64[a-z]\"}",
				&generation, &workers, &loaded, digest),
			4);
		assert_true(generation == workers && generation == (unsigned)loaded);
		for (const char *p = digest; *p != '\0'; p++)
			assert_true(*p == 'a' + (int)generation);
	}
	atomic_store(&over, true);
	pthread_join(writer, NULL);
}

/* Since when, however often it is tried again; and no more than that. */
static void
it_is_degraded_since_the_first_failure(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	struct status *s = status_new();
	int http;

	(void)state;
	status_serving(s, 7, "0123", 2, 1000);
	status_degraded(s, 2000);
	status_degraded(s, 3000);
	status_healthz(s, &out, &http);
	assert_int_equal(http, 200);
	assert_string_equal(buf_cstr(&out),
		"{\"status\":\"degraded\",\"generation\":7,\"workers\":2,\"loaded_at\":1000,\"digest\":\"0123\","
		"\"degraded_at\":2000}\n");
	buf_clear(&out);
	status_metrics(s, &out);
	assert_non_null(strstr(buf_cstr(&out), "\ndemarc_degraded 1\n"));
	assert_non_null(strstr(buf_cstr(&out), "\ndemarc_degraded_timestamp_seconds 2000\n"));
	assert_non_null(strstr(buf_cstr(&out), "\ndemarc_failed_reloads_total 2\n"));
	status_unchanged(s);
	buf_clear(&out);
	status_healthz(s, &out, &http);
	assert_non_null(strstr(buf_cstr(&out), "\"status\":\"ready\",\"generation\":7,"));
	assert_null(strstr(buf_cstr(&out), "degraded"));
	status_degraded(s, 4000);
	buf_clear(&out);
	status_healthz(s, &out, &http);
	assert_non_null(strstr(buf_cstr(&out), "\"degraded_at\":4000}"));
}

/* -- metrics --------------------------------------------------------------------------------- */

static unsigned long long
value_of(const struct metrics *m, const char *name)
{
	OWN(buf_fini) struct buf out = {0};
	const char *line;

	metrics_print(m, &out);
	line = strstr(buf_cstr(&out), name);
	assert_non_null(line);
	return strtoull(line + strlen(name), NULL, 10);
}

/* Workers that metrics tell of. */
static int
count_workers(const struct metrics *m)
{
	OWN(buf_fini) struct buf out = {0};
	int n = 0;

	metrics_print(m, &out);
	for (const char *p = buf_cstr(&out); (p = strstr(p, "demarc_worker_cache_bytes{")) != NULL;
		p++)
		n++;
	return n;
}

static void
times_fall_into_their_buckets(void **state)
{
	struct metrics *m = metrics_new();

	(void)state;
	metrics_request(m, -1, 404, 0.0005); /* a bound belongs to the bucket below it */
	metrics_request(m, -1, 404, 0.00051);
	metrics_request(m, -1, 299, 7);
	assert_int_equal(value_of(m, "_bucket{content=\"page\",le=\"0.0005\"} "), 1);
	assert_int_equal(value_of(m, "_bucket{content=\"page\",le=\"0.001\"} "), 2);
	assert_int_equal(value_of(m, "_bucket{content=\"page\",le=\"5\"} "), 2);
	assert_int_equal(value_of(m, "_bucket{content=\"page\",le=\"+Inf\"} "), 3);
	assert_int_equal(value_of(m, "_sum{content=\"page\"} "), 7);
	assert_int_equal(value_of(m, "{route=\"\",status=\"404\"} "), 2);
	metrics_busy(m);
	metrics_busy(NULL);
	assert_int_equal(value_of(m, "\ndemarc_pictures_refused_total "), 1);
}

/* A process that joins, beats so often and leaves without a word; its number. */
static pid_t
a_worker_was_there(struct metrics *m, int beats, size_t cache_bytes)
{
	pid_t pid = fork();
	int how;

	if (pid == 0) {
		metrics_join(m);
		while (beats-- > 0)
			metrics_beat(m);
		metrics_size(m, cache_bytes, 70);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return pid;
}

static void
workers_have_slots_until_they_are_gone(void **state)
{
	struct metrics *m = metrics_new();
	pid_t one = a_worker_was_there(m, 3, 5000), two = a_worker_was_there(m, 5, 0), three;

	(void)state;
	assert_int_equal(metrics_beats(m, one), 3);
	assert_int_equal(metrics_beats(m, two), 5);
	assert_int_equal(metrics_beats(m, getpid()), 0);
	assert_int_equal(value_of(m, "demarc_worker_cache_bytes{worker=\"1\"} "), 5000);
	assert_int_equal(value_of(m, "demarc_worker_search_index_bytes{worker=\"1\"} "), 70);
	assert_true(value_of(m, "demarc_worker_resident_memory_bytes{worker=\"1\"} ") > 100000);
	assert_int_equal(count_workers(m), 2);
	metrics_sweep(m);
	assert_int_equal(count_workers(m), 0);
	assert_int_equal(metrics_beats(m, one), 0);
	three = a_worker_was_there(m, 0, 0);
	assert_int_equal(metrics_beats(m, three), 0); /* not what was in the slot before */
	assert_int_equal(value_of(m, "demarc_worker_cache_bytes{worker=\"1\"} "), 0);
	assert_int_equal(value_of(m, "\ndemarc_worker_starts_total "), 3);
}

/* More than have a slot: they work all the same, and are told of once others are gone. */
static void
workers_without_a_slot_do_no_harm(void **state)
{
	enum { SLOTS = 512 };
	struct metrics *m = metrics_new();
	pid_t last;

	(void)state;
	for (int i = 0; i < SLOTS; i++)
		a_worker_was_there(m, 1, 1);
	last = a_worker_was_there(m, 9, 999);
	assert_int_equal(metrics_beats(m, last), 0);
	assert_int_equal(count_workers(m), SLOTS);
	assert_int_equal(value_of(m, "\ndemarc_worker_starts_total "), SLOTS + 1);
	metrics_sweep(m);
	last = a_worker_was_there(m, 9, 999);
	assert_int_equal(metrics_beats(m, last), 9);
	assert_int_equal(count_workers(m), 1);
}

/* Who may not send a signal to a process knows at least that it is there. */
static void
workers_of_another_user_are_there(void **state)
{
	struct metrics *m = metrics_new();
	pid_t worker, sweeper;
	int ends[2], how;
	char byte;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(pipe(ends), 0);
	worker = fork();
	if (worker == 0) {
		metrics_join(m);
		metrics_beat(m);
		close(ends[1]);
		_exit(read(ends[0], &byte, 1) != 0); /* until the test closes it */
	}
	while (metrics_beats(m, worker) == 0)
		usleep(1000);
	sweeper = fork();
	if (sweeper == 0) {
		if (setuid(65534) != 0)
			_exit(1);
		metrics_sweep(m);
		_exit(0);
	}
	assert_int_equal(waitpid(sweeper, &how, 0), sweeper);
	assert_int_equal(how, 0);
	assert_int_equal(metrics_beats(m, worker), 1);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(worker, &how, 0), worker);
}

/* -- limits -------------------------------------------------------------------------------------
 */

/* In a process of its own: the soft limit of processor time while data are loaded, and after; given
 * one of before. */
static void
limit_under(rlim_t before, rlim_t expected)
{
	pid_t pid = fork();
	int how;

	if (pid == 0) {
		struct rlimit limit = {before, RLIM_INFINITY};
		struct limits saved;

		setrlimit(RLIMIT_CPU, &limit);
		saved = limit_loading();
		getrlimit(RLIMIT_CPU, &limit);
		if (limit.rlim_cur != expected || limit.rlim_max != RLIM_INFINITY)
			_exit(1);
		limit_lift(&saved);
		getrlimit(RLIMIT_CPU, &limit);
		_exit(limit.rlim_cur == before ? 0 : 2);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 0);
}

static void
an_operators_own_limit_stays(void **state)
{
	(void)state;
	limit_under(RLIM_INFINITY, LIMIT_CPU_S + 1);
	limit_under(1000, LIMIT_CPU_S + 1);
	limit_under(5, 5);
}

static void
loading_that_takes_too_long_is_ended(void **state)
{
	pid_t pid = fork();
	int how;

	(void)state;
	if (pid == 0) {
		struct rlimit limit = {1, RLIM_INFINITY};

		setrlimit(RLIMIT_CPU, &limit);
		limit_loading();
		close(STDERR_FILENO);
		for (volatile unsigned long i = 0;; i++)
			;
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_true(WIFEXITED(how));
	assert_int_equal(WEXITSTATUS(how), 2);
}

/* -- compression
 * ------------------------------------------------------------------------------------ */

static void
gunzip(const struct buf *packed, struct buf *out)
{
	z_stream z = {.next_in = (Bytef *)packed->data, .avail_in = (uInt)packed->len};
	unsigned char bytes[65536];
	int error;

	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	do {
		z.next_out = bytes;
		z.avail_out = sizeof(bytes);
		error = inflate(&z, Z_NO_FLUSH);
		assert_true(error == Z_OK || error == Z_STREAM_END);
		buf_add(out, bytes, sizeof(bytes) - z.avail_out);
	} while (error != Z_STREAM_END);
	assert_int_equal(z.avail_in, 0);
	inflateEnd(&z);
}

static void
bodies_of_any_size_are_packed(void **state)
{
	const size_t sizes[] = {0, 1, 65520, 65521,
		5 << 20}; /* a window of 16 bits less 16; past the largest window */

	(void)state;
	EACH_ROW(i, sizes) {
		OWN(buf_fini) struct buf bytes = {0}, same = {0};
		uint32_t chance = 1;

		for (size_t n = 0; n < sizes[i]; n++) { /* the second half is like the first */
			chance = n == sizes[i] / 2 ? 1 : chance * 1664525 + 1013904223;
			buf_char(&bytes, (char)(chance >> 24));
		}
		compress_body(&same, &bytes, CODING_IDENTITY, EFFORT_KEPT);
		assert_int_equal(same.len, bytes.len);
		assert_memory_equal(buf_cstr(&same), buf_cstr(&bytes), bytes.len);
		for (int effort = EFFORT_QUICK; effort <= EFFORT_MOST; effort++) {
			OWN(buf_fini) struct buf gzip = {0}, unpacked = {0}, br = {0}, again = {0};

			compress_body(&gzip, &bytes, CODING_GZIP, (enum effort)effort);
			gunzip(&gzip, &unpacked);
			assert_int_equal(unpacked.len, bytes.len);
			assert_memory_equal(buf_cstr(&unpacked), buf_cstr(&bytes), bytes.len);
			compress_body(&br, &bytes, CODING_BR, (enum effort)effort);
			compress_body(&again, &bytes, CODING_BR, (enum effort)effort);
			assert_true(br.len > 0 && br.len <= bytes.len + bytes.len / 100 + 16);
			assert_int_equal(br.len, again.len);
			assert_memory_equal(br.data, again.data, br.len);
			assert_true(compress_holds(&gzip, &bytes, CODING_GZIP));
			assert_true(compress_holds(&br, &bytes, CODING_BR));
			assert_false(compress_holds(&gzip, &bytes, CODING_BR));
			buf_char(&bytes, 'x'); /* less is packed than is expected */
			assert_false(compress_holds(&gzip, &bytes, CODING_GZIP));
			assert_false(compress_holds(&br, &bytes, CODING_BR));
			bytes.len--;
			buf_char(&gzip, 'x'); /* something stands behind it */
			buf_char(&br, 'x');
			assert_false(compress_holds(&gzip, &bytes, CODING_GZIP));
			assert_false(compress_holds(&br, &bytes, CODING_BR));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_of_files_are_seen),
		cmocka_unit_test(what_the_loader_does_not_read_is_no_change),
		cmocka_unit_test(paths_that_are_too_long_are_left_out),
		cmocka_unit_test(words_of_the_status_are_never_torn),
		cmocka_unit_test(it_is_degraded_since_the_first_failure),
		cmocka_unit_test(times_fall_into_their_buckets),
		cmocka_unit_test(workers_have_slots_until_they_are_gone),
		cmocka_unit_test(workers_without_a_slot_do_no_harm),
		cmocka_unit_test(workers_of_another_user_are_there),
		cmocka_unit_test(an_operators_own_limit_stays),
		cmocka_unit_test(loading_that_takes_too_long_is_ended),
		cmocka_unit_test(bodies_of_any_size_are_packed),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
