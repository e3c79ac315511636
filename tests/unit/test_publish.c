/* cgi/publish/rewrite.c and cgi/publish/outdir.c: addresses found and replaced, a directory
 * replaced as a whole. */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "publish/outdir.h"
#include "publish/manifest.h"
#include "publish/rewrite.h"
#include "publish/seal.h"
#include "publish/twin.h"
#include "load/load.h"
#include "scratch.h"

/* -- addresses -------------------------------------------------------------------------- */

/* "/x" becomes "[/x]", an absolute address "{/x}", and what has "keep" in it stays. */
static bool
mark(const struct address *address, struct buf *out, void *data)
{
	(void)data;
	if (strstr(address->target, "keep") != NULL)
		return false;
	buf_printf(out, "%c%s|%s%c", address->absolute ? '{' : '[', address->target,
		address->anchor, address->absolute ? '}' : ']');
	return true;
}

static void
addresses_are_found_and_replaced(void **state)
{
	static const struct {
		const char *bytes, *expected;
	} cases[] = {
		{"<a href=\"/a/b\">", "<a href=\"[/a/b|]\">"},
		{"<a href=\"/a#x\"> /a", "<a href=\"[/a|#x]\"> /a"},
		{"<a href=\"//other/a\">", "<a href=\"//other/a\">"},
		{"<a href=\"/a?v=12\">", "<a href=\"[/a|]\">"},
		{"<a href=\"/a?x=1&amp;v=12&amp;y=2#z\">", "<a href=\"[/a?x=1&y=2|#z]\">"},
		{"<img srcset=\"/a 1x, /b?v=1 2x\">", "<img srcset=\"[/a|] 1x, [/b|] 2x\">"},
		{"<a href=\"../c#d\">", "<a href=\"[/s/c|#d]\">"},
		{"<a href=\"../../c\">", "<a href=\"[/c|]\">"},
		{"<a href=\"../../../c\">", "<a href=\"[/c|]\">"},
		{"<a href=\"#d\">", "<a href=\"#d\">"},
		{"<a href=\"/keep?v=1&amp;b\">", "<a href=\"/keep?v=1&amp;b\">"},
		{"see https://e.org/t/a?x=1&amp;y=2, or", "see {/a?x=1&y=2|}, or"},
		{"src=&quot;https://e.org/t/a?x=1&amp;amp;y=2&quot;",
			"src=&quot;{/a?x=1&y=2|}&quot;"},
		{"![alt](https://e.org/t/a)[b]", "![alt]({/a|})[b]"},
		{"link:++https://e.org/t/a?b=1++[c]", "link:++{/a?b=1|}++[c]"},
		{"\"https://e.org/t\"", "\"{/|}\""},
		{"https://e.org/tea", "https://e.org/tea"},
		{"https://e.org/t/keep", "https://e.org/t/keep"},
		{"=\"/", "=\"/"},
	};

	(void)state;
	EACH_ROW(i, cases) {
		OWN(buf_fini) struct buf out = {0};
		struct arena *arena = arena_new();

		rewrite_addresses(&out, cases[i].bytes, strlen(cases[i].bytes), "/s/t/u",
			"https://e.org/t", arena, mark, NULL);
		assert_string_equal(buf_cstr(&out), cases[i].expected);
		arena_free(arena);
	}
}

static void
addresses_become_files(void **state)
{
	static const struct {
		const char *target;
		bool page;
		const char *file;
	} cases[] = {
		{"/", true, "index.html"},
		{"/s/ja/", true, "s/ja/index.html"},
		{"/s/ja/controls", true, "s/ja/controls.html"},
		{"/s/ja/controls/9.2.1", true, "s/ja/controls/9.2.1.html"},
		{"/s/ja/controls?party=aws&cld=1", true, "s/ja/controls_party-aws_cld-1.html"},
		{"/s/diagrams/stack.svg?lang=en", false, "s/diagrams/stack_lang-en.svg"},
		{"/s/diagrams/stack.svg?aspect=16%3A9", false,
			"s/diagrams/stack_aspect-16~3A9.svg"},
		{"/s/data/matrix.schema.json", false, "s/data/matrix.schema.json"},
		{"/robots.txt", false, "robots.txt"},
	};
	static const struct {
		const char *from, *to, *way;
	} ways[] = {
		{"index.html", "s/ja/index.html", "s/ja/index.html"},
		{"s/ja/controls/1.html", "s/ja/controls.html", "../controls.html"},
		{"s/ja/a.html", "static/style.css", "../../static/style.css"},
		{"s/ja/a.html", "s/ja/b.html", "b.html"},
		{"s/jar/a.html", "s/ja/b.html", "../ja/b.html"},
	};
	struct arena *arena = arena_new();

	(void)state;
	EACH_ROW(i, cases)
		assert_string_equal(
			rewrite_file_name(arena, cases[i].target, cases[i].page), cases[i].file);
	EACH_ROW(i, ways) {
		OWN(buf_fini) struct buf out = {0};

		rewrite_relative(&out, ways[i].from, ways[i].to);
		assert_string_equal(buf_cstr(&out), ways[i].way);
	}
	arena_free(arena);
}

/* -- the directory --------------------------------------------------------------------------- */

/* A tree of files "name=words"; commit or not. */
static void
put_tree(struct outdir *out, const char *dir, const char *const *files, bool commit)
{
	char *why = NULL;

	assert_true(outdir_begin(out, dir, &why));
	for (; *files != NULL; files++) {
		OWN(buf_fini) struct buf bytes = {0};
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)strcspn(*files, "="), *files);
		buf_str(&bytes, *files + strlen(name) + 1);
		assert_true(outdir_file(out, name, "", &bytes));
	}
	if (commit)
		assert_true(outdir_commit(out, &why));
	outdir_fini(out);
}

static const char *
read_words(const char *dir, const char *name, struct buf *words)
{
	char path[256];
	const char *why;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	buf_clear(words);
	return buf_read_file(words, path, 1000, &why) ? buf_cstr(words) : NULL;
}

static void
a_tree_is_replaced_as_a_whole(void **state)
{
	OWN(buf_fini) struct buf words = {0};
	struct outdir out;
	char dir[128];

	(void)state;
	snprintf(dir, sizeof(dir), "%s/site/", scratch);
	put_tree(&out, dir, (const char *const[]){"a/b/c=one", "a/d=two", NULL}, true);
	assert_string_equal(read_words(dir, "a/b/c", &words), "one");
	put_tree(&out, dir, (const char *const[]){"a/b/c=three", NULL}, false);
	assert_string_equal(read_words(dir, "a/b/c", &words), "one");
	put_tree(&out, dir, (const char *const[]){"a/b/c=three", NULL}, true);
	assert_string_equal(read_words(dir, "a/b/c", &words), "three");
	assert_null(read_words(dir, "a/d", &words));
}

static void
files_that_stay_are_the_old_files(void **state)
{
	static const char *const files[] = {"same=1", NULL};
	struct outdir out;
	struct stat before, after;
	char dir[128], path[160];

	(void)state;
	snprintf(dir, sizeof(dir), "%s/kept", scratch);
	snprintf(path, sizeof(path), "%s/same", dir);
	put_tree(&out, dir, files, true);
	assert_int_equal(stat(path, &before), 0);
	put_tree(&out, dir, files, true);
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(after.st_nlink, 1);
}

/* How many entries of the scratch directory begin so. */
static int
count_entries(const char *prefix)
{
	DIR *dir = opendir(scratch);
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
	closedir(dir);
	return n;
}

/* Two processes make a tree; one is killed, the other still at work. What another export finds
 * beside its directory. */
static void
trees_that_nobody_makes_any_more_are_removed(void **state)
{
	static const char *const files[] = {"a/b=1", NULL};
	static const char *const others[] = {
		"killed.demarc-ABCDEF.old", "killed.demarc-long-name", "killed.other-ABCDEF"};
	struct outdir at_work, out;
	char dir[128], path[160], *why = NULL;
	pid_t pid;
	int how;

	(void)state;
	snprintf(dir, sizeof(dir), "%s/killed", scratch);
	EACH_ROW(i, others) {
		snprintf(path, sizeof(path), "%s/%s", scratch, others[i]);
		assert_int_equal(mkdir(path, 0755), 0);
	}
	assert_true(outdir_begin(&at_work, dir, &why));
	pid = fork();
	if (pid == 0) {
		assert_true(outdir_begin(&out, dir, &why));
		assert_true(outdir_file(&out, "deep/in/it", "", &(struct buf){0}));
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	assert_true(WIFSIGNALED(how));
	assert_int_equal(count_entries("killed.demarc-"), 4);
	put_tree(&out, dir, files, true);
	assert_int_equal(count_entries("killed.demarc-"),
		3); /* the one at work, and those that are called otherwise */
	assert_int_equal(count_entries("killed.other-"), 1);
	assert_int_equal(access(at_work.fresh, F_OK), 0);
	outdir_fini(&at_work);
	assert_int_equal(count_entries("killed.demarc-"), 2);
}

/* A file of the same length is compared, an empty one too. */
static void
files_are_compared_byte_by_byte(void **state)
{
	OWN(buf_fini) struct buf words = {0};
	struct outdir out;
	char dir[128];

	(void)state;
	snprintf(dir, sizeof(dir), "%s/compared", scratch);
	put_tree(&out, dir, (const char *const[]){"word=abc", "empty=", NULL}, true);
	assert_true(outdir_begin(&out, dir, &(char *){NULL}));
	assert_true(outdir_file(&out, "empty", "", &(struct buf){0}));
	assert_int_equal(out.kept, 1);
	buf_str(&words, "abd");
	assert_true(outdir_file(&out, "word", "", &words));
	assert_int_equal(out.kept, 1);
	assert_int_equal(out.files, 2);
	outdir_fini(&out);
}

/* Puts words into a file of the directory, and makes the directories above it. */
static void
put_words(const char *dir, const char *name, const char *words)
{
	OWN(buf_fini) struct buf bytes = {0};
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	for (char *slash = path + strlen(dir); (slash = strchr(slash + 1, '/')) != NULL;
		*slash = '/') {
		*slash = '\0';
		mkdir(path, 0755);
	}
	buf_str(&bytes, words);
	assert_true(buf_write_file(&bytes, path));
}

static struct stat
stat_of(const char *dir, const char *name)
{
	struct stat st;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	assert_int_equal(lstat(path, &st), 0);
	return st;
}

static void
what_others_put_there_is_kept(void **state)
{
	static const char *const others[] = {
		"CNAME", ".well-known/security.txt", ".git/objects/ab/cd", "a/theirs", "ours.gz"};
	OWN(buf_fini) struct buf words = {0};
	struct outdir out;
	struct stat before[sizeof(others) / sizeof(others[0])], after;
	char dir[128], path[160];

	(void)state;
	snprintf(dir, sizeof(dir), "%s/shared", scratch);
	put_tree(&out, dir, (const char *const[]){"ours=1", "a/ours=2", "gone/ours=3", NULL}, true);
	EACH_ROW(i, others) {
		put_words(dir, others[i], others[i]);
		before[i] = stat_of(dir, others[i]);
	}
	snprintf(path, sizeof(path), "%s/empty", dir);
	assert_int_equal(mkdir(path, 0710), 0);
	snprintf(path, sizeof(path), "%s/link", dir);
	assert_int_equal(symlink("/nowhere", path), 0);
	snprintf(path, sizeof(path), "%s/a", dir);
	assert_int_equal(chmod(path, 0555), 0);
	assert_int_equal(chmod(dir, 0750), 0);
	put_words(dir, "ours", "edited by hand");
	for (int round = 0; round < 2; round++) {
		put_tree(&out, dir, (const char *const[]){"ours=4", "a/ours=2", NULL}, true);
		EACH_ROW(i, others) {
			after = stat_of(dir, others[i]);
			assert_true(after.st_ino == before[i].st_ino && after.st_nlink == 1);
			assert_string_equal(read_words(dir, others[i], &words), others[i]);
		}
		assert_string_equal(read_words(dir, "ours", &words), "4");
		assert_null(read_words(dir, "gone/ours", &words));
		snprintf(path, sizeof(path), "%s/gone", dir);
		assert_int_equal(access(path, F_OK), -1);
		assert_int_equal(stat_of(dir, "empty").st_mode & 07777, 0710);
		assert_int_equal(stat_of(dir, "a").st_mode & 07777, 0555);
		assert_int_equal(stat_of(dir, ".").st_mode & 07777, 0750);
		assert_true(S_ISLNK(stat_of(dir, "link").st_mode));
		assert_int_equal(count_entries("shared"), 1);
	}
	snprintf(path, sizeof(path), "%s/a", dir);
	assert_int_equal(chmod(path, 0755), 0);
}

/* What stands where one of ours must go, by its name; nothing is touched. */
static void
what_others_put_in_the_way_is_refused(void **state)
{
	static const struct {
		const char *theirs, *ours, *named;
	} cases[] = {{"new", "new", "go: new;"}, {"d/x", "d", "go: d;"}, {"f", "f/x", "go: f;"},
		{"d/e/x", "d/e", "go: d/e;"}, {"d/e", "d/e/f/g", "go: d/e;"}};
	OWN(buf_fini) struct buf words = {0};
	char dir[128];

	(void)state;
	EACH_ROW(i, cases) {
		struct outdir out;
		char *why = NULL;

		snprintf(dir, sizeof(dir), "%s/way%zu", scratch, i);
		put_tree(&out, dir, (const char *const[]){"old=0", NULL}, true);
		put_words(dir, cases[i].theirs, "theirs");
		assert_true(outdir_begin(&out, dir, &why));
		assert_true(outdir_file(&out, cases[i].ours, "", &words));
		assert_false(outdir_commit(&out, &why));
		assert_non_null(strstr(why, cases[i].named));
		assert_non_null(strstr(why, dir));
		free(why);
		outdir_fini(&out);
		assert_string_equal(read_words(dir, cases[i].theirs, &words), "theirs");
		assert_string_equal(read_words(dir, "old", &words), "0");
		buf_clear(&words);
		snprintf(dir, sizeof(dir), "way%zu", i);
		assert_int_equal(count_entries(dir), 1);
	}
}

/* A file of ours that somebody has replaced by a link or a directory is not ours any more; many are
 * named in part. */
static void
what_became_of_ours(void **state)
{
	struct outdir out;
	char dir[128], path[160], *why = NULL;

	(void)state;
	snprintf(dir, sizeof(dir), "%s/became", scratch);
	put_tree(&out, dir, (const char *const[]){"a=1", "b=1", NULL}, true);
	snprintf(path, sizeof(path), "%s/a", dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("b", path), 0);
	put_tree(&out, dir, (const char *const[]){"b=1", NULL}, true);
	assert_true(S_ISLNK(stat_of(dir, "a").st_mode));
	assert_true(outdir_begin(&out, dir, &why));
	for (int i = 0; i < 12; i++) {
		char name[16];

		snprintf(name, sizeof(name), i > 0 ? "t%d" : "a", i);
		assert_true(outdir_file(&out, name, "", &(struct buf){0}));
		if (i > 0)
			put_words(dir, name, "theirs");
	}
	assert_false(outdir_commit(&out, &why));
	assert_non_null(strstr(why, ", ...;"));
	free(why);
	outdir_fini(&out);
}

static void
a_manifest_has_seals(void **state)
{
	static const char words[] = MANIFEST_FIRST_LINE
		"a.png\t/a.png\tabc\nb.html\t/b\nc.br\t\nd\ne.pdf\t\tdef\tghi\n";
	struct manifest m;
	const char *why;
	bool found;

	(void)state;
	put_words(scratch, MANIFEST_NAME, words);
	assert_true(manifest_read(&m, scratch, &found, &why));
	assert_true(found);
	assert_string_equal(manifest_seal(&m, "a.png"), "abc");
	for (const char *const *name =
			(const char *const[]){"b.html", "c.br", "d", MANIFEST_NAME, NULL};
		*name != NULL; name++) {
		assert_true(manifest_lists(&m, *name));
		assert_string_equal(manifest_seal(&m, *name), "");
	}
	assert_string_equal(manifest_seal(&m, "nothing"), "");
	assert_string_equal(manifest_seal(&m, "e.pdf"), "def\tghi");
	manifest_fini(&m);
}

/* The recipe of an address, which is of that kind. */
static const char *
recipe_of(const struct seal_inputs *inputs, const char *target, enum seal_kind kind,
	char recipe[SEAL_SIZE])
{
	assert_int_equal(seal_recipe(inputs, target, recipe), kind);
	assert_int_equal(strlen(recipe), SEAL_SIZE - 1);
	return recipe;
}

static const struct {
	const char *target;
	enum seal_kind kind;
} recipes[] = {{"/chrofy/diagrams/stack.png?lang=ja", SEAL_DRAWN},
	{"/chrofy/diagrams/stack.webp", SEAL_DRAWN}, {"/chrofy/ja/document.pdf", SEAL_DRAWN},
	{"/chrofy/diagrams/stack.svg", SEAL_MADE}, {"/chrofy/ja/", SEAL_MADE},
	{"/chrofy/ja/controls?party=aws", SEAL_MADE}, {"/chrofy/data/matrix.json", SEAL_MADE}};

/* Whether what was changed decides each of them; drawn: what is drawn too. */
static void
assert_decided(const struct seal_inputs *before, struct seal_inputs *after, bool drawn)
{
	struct arena *arena = arena_new();

	seal_services(after, arena);
	EACH_ROW(i, recipes) {
		char one[SEAL_SIZE], other[SEAL_SIZE];
		bool same =
			strcmp(recipe_of(before, recipes[i].target, recipes[i].kind, one),
				recipe_of(after, recipes[i].target, recipes[i].kind, other)) == 0;

		assert_int_equal(same, !drawn && recipes[i].kind == SEAL_DRAWN);
	}
	arena_free(arena);
}

static void
what_decides_a_file_is_in_its_seal(void **state)
{
	static const char *const none[] = {"/", "/x.png", "/robots.txt", "/static/style.css",
		"/chrofy/", "/chrofy/diagrams/nothing.png", "/chrofy/diagrams/stack.png?width=1",
		"/chrofy/ja/nothing", ""};
	OWN(buf_fini) struct buf words = {0};
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct model *model;
	struct offer offer = {0}, fewer = {1};
	struct seal_inputs inputs = {.base_url = "", .libraries = "cairo 1", .offer = &offer},
			   other;
	struct seal_inputs shared;
	char recipe[SEAL_SIZE], again[SEAL_SIZE], seal[SEAL_SIZE];

	(void)state;
	setenv("DEMARC_SHARED", "data", 1);
	inputs.model = model = load_directory("data", &diags);
	seal_services(&inputs, arena);
	EACH_ROW(i, none)
		assert_int_equal(seal_recipe(&inputs, none[i], again), SEAL_NONE);
	EACH_ROW(i, recipes) {
		recipe_of(&inputs, recipes[i].target, recipes[i].kind, recipe);
		EACH_ROW(j, recipes)
			assert_int_equal(strcmp(recipe_of(&inputs, recipes[j].target,
							recipes[j].kind, again),
						 recipe) == 0,
				i == j);
	}
	other = inputs;
	other.libraries = "cairo 2";
	assert_decided(&inputs, &other, true);
	other = inputs;
	other.base_url = "https://example.org";
	assert_decided(&inputs, &other, true);
	other = inputs;
	other.offer = &fewer;
	assert_decided(&inputs, &other, false);
	recipe_of(&inputs, recipes[0].target, SEAL_DRAWN, recipe);
	shared = inputs;
	model->shared_hex[0] ^= 1;
	seal_services(&shared, arena);
	assert_string_not_equal(recipe_of(&shared, recipes[0].target, SEAL_DRAWN, again), recipe);
	model->shared_hex[0] ^= 1;
	((struct matrix *)model->services[0].current)->digest_hex = "another edition";
	assert_string_not_equal(recipe_of(&inputs, recipes[0].target, SEAL_DRAWN, again), recipe);
	buf_str(&words, "bytes");
	seal_make(recipe, &words, seal);
	assert_int_equal(strlen(seal), SEAL_SIZE - 1);
	seal_make(again, &words, again);
	assert_string_not_equal(again, seal);
	arena_free(arena);
	model_free(model);
	diags_fini(&diags);
}

static void
what_is_drawn_of_the_current_edition_has_two_addresses(void **state)
{
	static const struct {
		const char *address, *twin;
	} rows[] = {
		{"/chrofy/diagrams/stack.png?lang=en&edition=1",
			"/chrofy/diagrams/stack.png?lang=en"},
		{"/chrofy/diagrams/stack.webp?edition=1", "/chrofy/diagrams/stack.webp"},
		{"/chrofy/diagrams/matrix.pdf?theme=print&width=680&edition=1",
			"/chrofy/diagrams/matrix.pdf?theme=print&width=680"},
		{"/chrofy/editions/1/ja/document.pdf", "/chrofy/ja/document.pdf"},
		{"/chrofy/diagrams/stack.png?lang=en", NULL},
		{"/chrofy/diagrams/stack.png?edition=2", NULL},
		{"/chrofy/diagrams/stack.svg?edition=1", NULL},
		{"/chrofy/editions/1/ja/", NULL},
		{"/chrofy/editions/1/data/matrix.json", NULL},
	};
	struct arena *arena = arena_new();
	struct diags diags = {0};
	struct model *model;
	unsigned number;

	(void)state;
	setenv("DEMARC_SHARED", "data", 1);
	model = load_directory("data", &diags);
	EACH_ROW(i, rows) {
		const char *twin = twin_address(arena, model, rows[i].address);

		assert_int_equal(twin != NULL, rows[i].twin != NULL);
		if (twin != NULL)
			assert_string_equal(twin, rows[i].twin);
	}
	/* what names another edition than the current one is a picture by itself */
	number = model->services[0].current->edition;
	((struct service *)model->services)[0].current = &(struct matrix){.edition = number + 1};
	assert_null(twin_address(arena, model, rows[0].address));
	arena_free(arena);
	model_free(model);
	diags_fini(&diags);
}

/* Lines of a folder are known by their seal, in which those without an address have no part. */
static void
lines_of_a_folder_have_a_seal(void **state)
{
	static const char words[] = MANIFEST_FIRST_LINE
		"s-1/a\t/s-1/a\tx\ns/\t\tseal\ns/b.html\t/s/b\ty\ns/a.html\t/s/a\tx\ns/a.html.gz\t\nt/\t\tother\n";
	struct manifest m;
	const struct manifest_line *lines;
	char seal[SEAL_SIZE], other[SEAL_SIZE];
	const char *why;
	size_t count;
	bool found;

	(void)state;
	put_words(scratch, MANIFEST_NAME, words);
	assert_true(manifest_read(&m, scratch, &found, &why));
	lines = manifest_below(&m, "s/", &count);
	assert_int_equal(count, 4);
	assert_string_equal(lines[0].name, "s/");
	assert_string_equal(manifest_seal(&m, "s/"), "seal");
	assert_string_equal(lines[1].address, "/s/a");
	assert_string_equal(lines[3].name, "s/b.html");
	seal_lines("recipe", lines, count, seal);
	seal_lines("recipe",
		(struct manifest_line[]){{"s/a.html", "/s/a", "x"}, {"s/b.html", "/s/b", "y"}}, 2,
		other);
	assert_string_equal(other, seal);
	seal_lines("recipe", lines, count - 1, other);
	assert_string_not_equal(other, seal);
	seal_lines("another", lines, count, other);
	assert_string_not_equal(other, seal);
	manifest_below(&m, "u/", &count);
	assert_int_equal(count, 0);
	manifest_fini(&m);
}

static void
a_manifest_is_known_by_its_first_line(void **state)
{
	static const char *const others[] = {"", "x", "index.html\t/\n", "# demarc export 1",
		"# demarc export 1: file, address", "# demarc export 12\n"};
	OWN(buf_fini) struct buf words = {0};
	struct outdir out;
	char dir[128], path[160], *why = NULL;

	(void)state;
	snprintf(dir, sizeof(dir), "%s/listed", scratch);
	assert_int_equal(mkdir(dir, 0755), 0);
	EACH_ROW(i, others) {
		put_words(dir, "manifest.tsv", others[i]);
		put_words(dir, "precious.txt", "mine");
		assert_false(outdir_begin(&out, dir, &why));
		assert_non_null(strstr(why, "manifest.tsv: it is not that of an export"));
		free(why);
		outdir_fini(&out);
	}
	/* one of ours lists only what is in the directory, whatever it names */
	put_words(dir, "manifest.tsv",
		"# demarc export 1: file, address\nold\t/\n../listed-beside\t\n/etc/passwd\nprecious.txt.gz\t\nlast, cut of");
	put_words(dir, "old", "1");
	put_words(scratch, "listed-beside", "mine");
	put_tree(&out, dir, (const char *const[]){"new=1", NULL}, true);
	assert_string_equal(read_words(dir, "precious.txt", &words), "mine");
	assert_string_equal(read_words(scratch, "listed-beside", &words), "mine");
	assert_null(read_words(dir, "old", &words));
	assert_string_equal(read_words(dir, "manifest.tsv", &words),
		"# demarc export 1: file, address\nnew\t\n");
	snprintf(path, sizeof(path), "%s/manifest.tsv", dir);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("new", path), 0);
	assert_false(outdir_begin(&out, dir, &why));
	assert_non_null(strstr(why, "manifest.tsv"));
	free(why);
	outdir_fini(&out);
}

static void
what_is_not_ours_is_refused(void **state)
{
	OWN(buf_fini) struct buf words = {0};
	struct outdir out;
	char dir[128], path[160], *why = NULL;

	(void)state;
	snprintf(dir, sizeof(dir), "%s/foreign", scratch);
	snprintf(path, sizeof(path), "%s/letter", dir);
	assert_int_equal(mkdir(dir, 0755), 0);
	buf_str(&words, "mine");
	assert_true(buf_write_file(&words, path));
	assert_false(outdir_begin(&out, dir, &why));
	assert_non_null(strstr(why, "other things than an export (letter)"));
	free(why);
	outdir_fini(&out);
	assert_false(outdir_begin(&out, path, &why));
	assert_non_null(strstr(why, "not a directory"));
	free(why);
	outdir_fini(&out);
	snprintf(path, sizeof(path), "%s/none/there", scratch);
	assert_false(outdir_begin(&out, path, &why));
	free(why);
	outdir_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_found_and_replaced),
		cmocka_unit_test(addresses_become_files),
		cmocka_unit_test(a_tree_is_replaced_as_a_whole),
		cmocka_unit_test(files_that_stay_are_the_old_files),
		cmocka_unit_test(trees_that_nobody_makes_any_more_are_removed),
		cmocka_unit_test(files_are_compared_byte_by_byte),
		cmocka_unit_test(what_others_put_there_is_kept),
		cmocka_unit_test(what_others_put_in_the_way_is_refused),
		cmocka_unit_test(what_became_of_ours),
		cmocka_unit_test(a_manifest_has_seals),
		cmocka_unit_test(what_decides_a_file_is_in_its_seal),
		cmocka_unit_test(what_is_drawn_of_the_current_edition_has_two_addresses),
		cmocka_unit_test(lines_of_a_folder_have_a_seal),
		cmocka_unit_test(a_manifest_is_known_by_its_first_line),
		cmocka_unit_test(what_is_not_ours_is_refused),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
