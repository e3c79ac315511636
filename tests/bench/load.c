/* How loading grows with the document: documents of so many rows and ten times as many controls in
 * two languages, made here. One line a size: controls, kilobytes of XML, milliseconds to load and
 * check (median of 5), kilobytes of the model for each kilobyte of XML, the bytes of the page of
 * all controls, and milliseconds to make the index of the search and to answer from it (the slowest
 * of some queries, each the median of 5). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "check/check.h"
#include "load/load.h"
#include "search/search.h"
#include "site/site.h"

enum { RUNS = 5, CONTROLS_PER_ROW = 10 };

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
both(FILE *out, const char *element, const char *en, const char *ja, unsigned n)
{
	fprintf(out,
		"<%s><text xml:lang=\"en\">%s %u</text><text xml:lang=\"ja\">%s%u</text></%s>\n",
		element, en, n, ja, n, element);
}

static void
write_framework(FILE *out, unsigned controls)
{
	fputs("<framework xmlns=\"urn:demarc:1\" id=\"big\" year=\"2020\" status=\"current\">",
		out);
	both(out, "name", "Framework", "規格", 1);
	fputs("<short>BIG</short><group id=\"all\"><title><text xml:lang=\"en\" standing=\"unverified\">All</text></title>\n",
		out);
	for (unsigned i = 1; i <= controls; i++) {
		fprintf(out,
			"<clause number=\"A.%u\"><title><text xml:lang=\"en\" standing=\"unverified\">Title of a clause %u</text>"
			"<text xml:lang=\"ja\" standing=\"unverified\">箇条の題名%u</text></title></clause>\n",
			i, i, i);
	}
	fputs("</group></framework>\n", out);
}

static void
write_tables(FILE *out, unsigned rows)
{
	fputs("<tables><table id=\"layers\" kind=\"layers\">", out);
	both(out, "title", "Layers", "層", 1);
	for (unsigned i = 1; i <= rows; i++) {
		fprintf(out, "<row id=\"r%u\">", i);
		both(out, "name", "A layer of the service", "サービスの層", i);
		fprintf(out, "<cell><part party=\"%s\" does=\"answers\"/></cell></row>\n",
			i % 3 != 0 ? "us" : "you");
	}
	fputs("</table></tables>\n", out);
}

static void
write_matrix(FILE *out, unsigned rows)
{
	fputs("<matrix xmlns=\"urn:demarc:1\" service=\"big\" original=\"en\"><about>", out);
	both(out, "title", "Who does what", "責任分界", 1);
	both(out, "service", "Service", "サービス", 1);
	fputs("<edition number=\"1\" date=\"2025-01-31\" status=\"published\"/><languages><language tag=\"en\" role=\"original\"/>"
	      "<language tag=\"ja\" role=\"translation\"/></languages><publisher party=\"us\"/><uses framework=\"big\" role=\"primary\"/>"
	      "</about><parties><party id=\"you\" kind=\"customer\">",
		out);
	both(out, "name", "Customer", "お客様", 1);
	fputs("</party><party id=\"us\" kind=\"provider\">", out);
	both(out, "name", "Provider", "当社", 1);
	fputs("</party></parties>\n", out);
	write_tables(out, rows);
	fputs("<controls framework=\"big\">", out);
	for (unsigned i = 1; i <= rows * CONTROLS_PER_ROW; i++) {
		fprintf(out, "<control clause=\"A.%u\" status=\"provided\">", i);
		both(out, "statement",
			"Events of the service are logged, and the logs are looked at every day by two people; number",
			"サービスの出来事を記録し、毎日二人で確かめています。番号", i);
		fputs("<part party=\"us\" does=\"answers\">", out);
		fprintf(out,
			"<text xml:lang=\"en\">Logs them</text><text xml:lang=\"ja\">記録</text></part></control>\n");
	}
	fputs("</controls></matrix>\n", out);
}

/* Bytes of the file; what cannot be written ends the bench. */
static size_t
write_file(const char *dir, const char *name, void (*write)(FILE *, unsigned), unsigned n)
{
	char path[4096];
	struct stat st;
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	out = fopen(path, "w");
	if (out == NULL) {
		perror(path);
		exit(2);
	}
	write(out, n);
	fclose(out);
	return stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

static void
make_directories(const char *dir)
{
	static const char *const names[] = {"", "/frameworks", "/matrix", "/matrix/big"};
	char path[4096];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", dir, names[i]);
		mkdir(path, 0700);
	}
}

static int
order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct model *
load(const char *dir, double *ms)
{
	struct diags diags = {0};
	struct check_options options = {0};
	double start = now_ms();
	struct model *model = load_directory(dir, &diags);

	if (model != NULL)
		check_model(model, &options, &diags);
	*ms = now_ms() - start;
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0) {
		diags_print(&diags, stderr);
		exit(2);
	}
	diags_fini(&diags);
	model_forget_files(model);
	return model;
}

static size_t
page_size(struct site *site)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response;
	size_t size;

	request_from_target(&request, "GET", "/big/en/controls", NULL, 0, arena);
	site_respond(site, &request, &response);
	size = response.status == 200 ? response.body_len : 0;
	site_release(site, &response);
	arena_free(arena);
	return size;
}

static double
median(double times[RUNS])
{
	qsort(times, RUNS, sizeof(times[0]), order);
	return times[RUNS / 2];
}

static double
time_query(const struct search_index *index, const char *query)
{
	double times[RUNS];

	for (int run = 0; run < RUNS; run++) {
		struct arena *arena = arena_new();
		double start = now_ms();

		search_find(arena, index, query);
		times[run] = now_ms() - start;
		arena_free(arena);
	}
	return median(times);
}

static void
print_search(const struct model *model)
{
	static const char *const queries[] = {"logs",
		"audit log of every day, two people and the service", "A.5", "毎日確かめる記録",
		"multi-factor authentication", "nothing says this"};
	struct arena *arena = arena_new();
	double start = now_ms(), made, most = 0;
	const struct search_index *index =
		search_index_make(arena, model, model->services[0].current, "en");

	made = now_ms() - start;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		double took = time_query(index, queries[i]);

		most = took > most ? took : most;
	}
	printf("%.1f %.2f\n", made, most);
	arena_free(arena);
}

int
main(int argc, char **argv)
{
	for (int i = 2; i < argc; i++) {
		unsigned rows = (unsigned)strtoul(argv[i], NULL, 10);
		double times[RUNS];
		struct model *model = NULL;
		struct site *site;
		size_t bytes;

		make_directories(argv[1]);
		bytes = write_file(argv[1], "frameworks/big.xml", write_framework,
				rows * CONTROLS_PER_ROW) +
			write_file(argv[1], "matrix/big/edition-1.xml", write_matrix, rows);
		for (int run = 0; run < RUNS; run++) {
			model_free(model);
			model = load(argv[1], &times[run]);
		}
		printf("%u %zu %.0f %.2f ", rows * CONTROLS_PER_ROW, bytes / 1024, median(times),
			(double)arena_bytes(model->arena) / (double)bytes);
		site = site_new(model, &(struct site_options){0});
		printf("%zu ", page_size(site));
		print_search(model);
		site_free(site);
	}
	load_fini();
	return argc < 3;
}
