/* render/paper/document.c and render/paper/paper.c: the whole document as a paper. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "diagram/diagram.h"
#include "paper/document.h"
#include "load/load.h"
#include "identify/mark_read.h"
#include "output/pdf_pack.h"

static struct model *chrofy;

static struct model *
load(const char *path)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model = strstr(path, ".xml") != NULL ? load_file(path, &diags)
							   : load_directory(path, &diags);

	if (model == NULL)
		diags_print(&diags, stderr);
	assert_non_null(model);
	return model;
}

static void
draw(const struct model *model, const char *lang, struct buf *out)
{
	OWN(diags_fini) struct diags diags = {0};

	if (document_render(model, model->services[0].current, lang, out, &diags))
		return;
	diags_print(&diags, stderr);
	fail();
}

static void
release(struct arena **arena)
{
	arena_free(*arena);
}

static void
it_is_small_and_says_what_it_is(void **state)
{
	static const char *const languages[] = {"ja", "en"};

	(void)state;
	EACH_ROW(i, languages) {
		OWN(release) struct arena *arena = arena_new();
		OWN(buf_fini) struct buf out = {0};
		OWN(diags_fini) struct diags diags = {0};
		char content[MARK_CONTENT_SIZE];
		struct mark mark;
		const char *why;

		draw(chrofy, languages[i], &out);
		assert_memory_equal(out.data, "%PDF-1.5", 8);
		assert_in_range(out.len, 50000, 400000);
		assert_int_equal(mark_read(arena, out.data, out.len, &mark, &why), MARK_FOUND);
		assert_string_equal(mark.kind, "document");
		assert_string_equal(mark.service, "chrofy");
		assert_string_equal(mark.lang, languages[i]);
		assert_int_equal(mark.edition, 1);
		assert_true(document_content(
			chrofy, chrofy->services[0].current, languages[i], content, &diags));
		assert_string_equal(mark.content, content);
	}
}

static void *
draw_japanese(void *out)
{
	draw(chrofy, "ja", out);
	return NULL;
}

static void
the_bytes_are_the_same_in_every_thread(void **state)
{
	struct buf out[3] = {{0}};
	pthread_t threads[3];

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_create(&threads[i], NULL, draw_japanese, &out[i]);
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < COUNT(threads); i++) {
		assert_int_equal(out[i].len, out[0].len);
		assert_memory_equal(out[i].data, out[0].data, out[0].len);
	}
	for (size_t i = 0; i < COUNT(threads); i++)
		buf_fini(&out[i]);
}

static void
any_document_becomes_one(void **state)
{
	static const char *const files[] = {
		"tests/data/good/everything.xml", "tests/data/good/minimal.xml"};

	(void)state;
	EACH_ROW(i, files) {
		struct model *model = load(files[i]);
		const struct matrix *matrix = model->services[0].current;

		for (size_t k = 0; k < matrix->language_count; k++) {
			OWN(buf_fini) struct buf out = {0};

			draw(model, matrix->languages[k].tag, &out);
			assert_non_null(memmem(out.data, out.len, "%%EOF", 5));
		}
		model_free(model);
	}
}

/* A cell of many pages, words without a place to break, and headings one after the other. */
static void
what_is_larger_than_a_page_goes_on(void **state)
{
	OWN(buf_fini) struct buf xml = {0}, out = {0}, short_out = {0};
	OWN(diags_fini) struct diags diags = {0};
	const char *why;
	char *at;
	struct buf long_xml = {0};
	struct model *model;

	(void)state;
	assert_true(buf_read_file(&xml, "tests/data/good/everything.xml", 1 << 20, &why));
	at = strstr(xml.data, "A share");
	assert_non_null(at);
	buf_add(&long_xml, xml.data, (size_t)(at - xml.data));
	for (int i = 0; i < 4000; i++)
		buf_str(&long_xml, i % 100 == 0 ? "一二三四五六七八九十"
				   : i % 7 == 0 ? "word "
						: "unbroken");
	buf_str(&long_xml, at);
	setenv("DEMARC_SHARED", "tests/data", 1); /* where its frameworks are */
	model = load_bytes("long.xml", &long_xml, NULL, &diags);
	unsetenv("DEMARC_SHARED");
	assert_non_null(model);
	draw(model, "en", &out);
	model_free(model);
	model = load("tests/data/good/everything.xml");
	draw(model, "en", &short_out);
	model_free(model);
	buf_fini(&long_xml);
	assert_true(out.len > short_out.len + 3000);
}

/* -- packing ---------------------------------------------------------------------------------- */

static void
only_what_cairo_writes_is_packed(void **state)
{
	static const char plain[] =
		"%PDF-1.5\n1 0 obj\n<< /Length 2 0 R >>\nstream\nabc\nendstream\nendobj\n2 0 obj\n   3\nendobj\n"
		"3 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\nxref\n0 4\n0000000000 65535 f \n"
		"0000000009 00000 n \n0000000065 00000 n \n0000000085 00000 n \n"
		"trailer\n<< /Size 4\n   /Root 3 0 R\n>>\nstartxref\n134\n%%EOF\n";
	size_t len = strlen(plain);

	(void)state;
	for (size_t cut = 0; cut <= len; cut++) {
		OWN(buf_fini) struct buf in = {0}, out = {0};

		buf_add(&in, plain, cut);
		assert_int_equal(pdf_pack(&in, "en", &out), cut + strlen("\n%%EOF\n") >= len);
		assert_int_equal(out.len > 0, cut + strlen("\n%%EOF\n") >= len);
	}
	for (size_t at = 0; at < len; at++) {
		OWN(buf_fini) struct buf in = {0}, out = {0};

		buf_add(&in, plain, len);
		for (int bit = 0; bit < 8; bit++) {
			in.data[at] = (char)(plain[at] ^ 1 << bit);
			pdf_pack(&in, "en", &out);
		}
	}
}

static int
begin(void **state)
{
	(void)state;
	chrofy = load("data");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	model_free(chrofy);
	diagram_fini();
	load_fini();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_small_and_says_what_it_is),
		cmocka_unit_test(the_bytes_are_the_same_in_every_thread),
		cmocka_unit_test(any_document_becomes_one),
		cmocka_unit_test(what_is_larger_than_a_page_goes_on),
		cmocka_unit_test(only_what_cairo_writes_is_packed),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
