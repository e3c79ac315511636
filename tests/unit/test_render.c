/* The same picture is the same bytes, in every thread, process and locale. */
#include <locale.h>
#include <pthread.h>
#include <unistd.h>

#include "render_requests.h"

/* One hash over several pictures, first to last or last to first. */
static uint64_t
hash_all(bool backwards)
{
	static const char *const queries[] = {
		"", "lang=en", "width=400", "highlight=chrofy", "theme=dark"};
	OWN(buf_fini) struct buf out = {0};
	uint64_t sum = 0;

	for (size_t i = 0; i < 2 * COUNT(queries); i++) {
		size_t k = backwards ? 2 * COUNT(queries) - 1 - i : i;

		render(document("layers"), k % 2 == 0 ? FORMAT_SVG : FORMAT_PNG, queries[k / 2],
			&out);
		sum ^= hash(&out) * (k + 1);
	}
	return sum;
}

static void *
draw_in_thread(void *result)
{
	uint64_t first = hash_all(false);

	for (int i = 0; i < 2; i++)
		if (hash_all(i % 2 == 0) != first)
			return NULL;
	*(uint64_t *)result = first;
	return NULL;
}

static void
threads_draw_the_same_bytes(void **state)
{
	pthread_t threads[4];
	uint64_t results[4] = {0}, wanted = hash_all(false);

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, draw_in_thread, &results[i]), 0);
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(results[i], wanted);
}

/* This program again, in a process of its own: prints the hash and ends. */
static uint64_t
hash_in_process(const char *locale)
{
	char command[512], self[256] = {0};
	unsigned long long result = 0;
	FILE *pipe;

	assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
	snprintf(command, sizeof(command), "LC_ALL=%s '%s' --hash", locale, self);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%llx", &result), 1);
	assert_int_equal(pclose(pipe), 0);
	return result;
}

static void
processes_and_locales_draw_the_same_bytes(void **state)
{
	static const char *const locales[] = {
		"C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.UTF-8"};
	uint64_t wanted = hash_all(false);

	(void)state;
	EACH_ROW(i, locales)
		assert_int_equal(hash_in_process(locales[i]), wanted);
}

static void
a_cold_start_draws_the_same_bytes(void **state)
{
	uint64_t wanted = hash_all(false);

	(void)state;
	diagram_fini();
	assert_int_equal(hash_all(true), wanted);
}

static void
missing_fonts_are_told(void **state)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0};
	struct diagram_request r = request(document("layers"), FORMAT_SVG, "");

	(void)state;
	diagram_fini();
	setenv("DEMARC_FONT_DIR", "/nonexistent", 1);
	assert_false(diagram_render(&r, &out, &diags));
	assert_string_equal(diagram_environment(), "");
	unsetenv("DEMARC_FONT_DIR");
	assert_string_equal(diags.v[0].rule, "missing-font");
	assert_non_null(strstr(diags.v[0].text, "fonts-morisawa-bizud-gothic"));
	assert_non_null(strstr(diags.v[0].text, "fonts-inter"));
	assert_int_equal(strlen(diagram_environment()), 64);
}

static void
warming_draws(void **state)
{
	OWN(diags_fini) struct diags diags = {0};

	(void)state;
	assert_true(diagram_warm(&document("layers")->model, &diags));
	assert_int_equal(diags.n, 0);
}

static int
print_hash(void)
{
	setlocale(LC_ALL, "");
	make_documents(NULL);
	printf("%llx\n", (unsigned long long)hash_all(true));
	free_documents(NULL);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_draw_the_same_bytes),
		cmocka_unit_test(processes_and_locales_draw_the_same_bytes),
		cmocka_unit_test(a_cold_start_draws_the_same_bytes),
		cmocka_unit_test(missing_fonts_are_told),
		cmocka_unit_test(warming_draws),
	};

	if (argc > 1 && strcmp(argv[1], "--hash") == 0)
		return print_hash();
	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
