/* A directory is loaded in the order of its paths, so that the same files give the same model and
 * the same diagnostics everywhere. A file is read, parsed into a tree in an arena of its own,
 * checked against the shapes, and built into the model's arena; then the tree goes. */
#include "load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/own.h"
#include "document/shape.h"
#include "find.h"
#include "import/read_other.h"
#include "loader.h"
#include "peek.h"
#include "shipped.h"

/* Room for one more at the end of a list; doubles at powers of two. */
static void *
grow(void *list, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return list;
	return realloc(list, (count > 0 ? count * 2 : 1) * size);
}

/* -- documents ------------------------------------------------------------------ */

static void
digest_matrix(struct loader *l, struct matrix *matrix, const char *file, size_t len)
{
	struct sha256_ctx ctx;
	uint8_t bytes[SHA256_DIGEST_SIZE];
	char *digest;

	if (l->only_named)
		return;
	digest = arena_alloc(l->model->arena, 2 * sizeof(bytes) + 1);
	sha256_init(&ctx);
	sha256_update(&ctx, len, (const uint8_t *)file);
	sha256_digest(&ctx, sizeof(bytes), bytes);
	hex_print(bytes, sizeof(bytes), digest);
	matrix->digest_hex = digest;
}

static void
add_matrix(struct loader *l, struct build *b, const struct xml_node *root)
{
	struct matrix *matrix = build_matrix(b, root);

	digest_matrix(l, matrix, matrix->file->bytes, matrix->file->len);
	l->matrices = grow(l->matrices, l->matrix_count, sizeof(*l->matrices));
	l->matrices[l->matrix_count++] = matrix;
}

/* What is installed gives way to what is there already. */
#define TAKE(l, list, count, key, made)                                                            \
	do {                                                                                       \
		for (size_t i_ = 0; (l)->installed && i_ < (count); i_++)                          \
			if (strcmp((list)[i_].key, (made)->key) == 0)                              \
				return;                                                            \
		(list) = grow((list), (count), sizeof(*(list)));                                   \
		(list)[(count)++] = *(made);                                                       \
	} while (0)

static void
take_framework(struct loader *l, struct framework *made)
{
	TAKE(l, l->frameworks, l->framework_count, id, made);
}

static void
take_correspondence(struct loader *l, struct correspondence *made)
{
	made->installed = l->installed;
	TAKE(l, l->correspondences, l->correspondence_count, id, made);
}

static void
take_catalogue(struct loader *l, struct catalogue *made)
{
	TAKE(l, l->catalogues, l->catalogue_count, lang, made);
}

static void
take_thesaurus(struct loader *l, struct thesaurus *made)
{
	TAKE(l, l->thesauri, l->thesaurus_count, id, made);
}

static void
add_framework(struct loader *l, struct build *b, const struct xml_node *root)
{
	struct framework made = {0};

	build_framework(b, root, &made);
	take_framework(l, &made);
}

static void
add_correspondence(struct loader *l, struct build *b, const struct xml_node *root)
{
	struct correspondence made = {0};

	build_correspondence(b, root, &made);
	take_correspondence(l, &made);
}

static void
add_catalogue(struct loader *l, struct build *b, const struct xml_node *root)
{
	struct catalogue made = {0};

	build_catalogue(b, root, &made);
	take_catalogue(l, &made);
}

static void
add_thesaurus(struct loader *l, struct build *b, const struct xml_node *root)
{
	struct thesaurus made = {0};

	build_thesaurus(b, root, &made);
	take_thesaurus(l, &made);
}

static const struct {
	const char *root;
	void (*add)(struct loader *, struct build *, const struct xml_node *);
} documents[] = {
	{"matrix", add_matrix},
	{"framework", add_framework},
	{"correspondence", add_correspondence},
	{"messages", add_catalogue},
	{"thesaurus", add_thesaurus},
};

/* -- what a document names ------------------------------------------------------------ */

static bool
is_named(const struct loader *l, const char *framework)
{
	for (size_t i = 0; i < l->named_count; i++)
		if (strcmp(l->named[i], framework) == 0)
			return true;
	return false;
}

/* Whatever has to do with a framework has an attribute of that name. */
static void
note_named(struct loader *l, struct build *b, const struct xml_node *node)
{
	const char *framework = xml_attr(node, "framework");

	if (framework != NULL && !is_named(l, framework)) {
		l->named = grow(l->named, l->named_count, sizeof(*l->named));
		l->named[l->named_count++] = build_string(b, framework);
	}
	for (const struct xml_node *c = xml_child(node, NULL); c != NULL; c = xml_next(c, NULL))
		note_named(l, b, c);
}

/* Whether a file of what services share is plainly of nothing that the document names. */
static bool
is_beside(const struct loader *l, const char *bytes)
{
	struct peek peek;

	if (!l->only_named || !peek_at(bytes, &peek))
		return false;
	if (strcmp(peek.root, "framework") == 0)
		return peek.id[0] != '\0' && !is_named(l, peek.id);
	return strcmp(peek.root, "correspondence") == 0 && peek.from[0] != '\0' &&
	       peek.to[0] != '\0' && !(is_named(l, peek.from) && is_named(l, peek.to));
}

static struct matrix *
add_other(struct build *, const char *file, struct pos);

/* -- files ---------------------------------------------------------------------------- */

static void
add_document(struct loader *l, struct xml_doc *doc)
{
	struct build b = {.arena = l->model->arena,
		.doc = doc,
		.diags = l->diags,
		.strings = &l->strings,
		.other = add_other,
		.loader = l};

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		if (strcmp(documents[i].root, doc->root->name) == 0)
			documents[i].add(l, &b, doc->root);
	if (l->only_named && strcmp(doc->root->name, "matrix") == 0)
		note_named(l, &b, doc->root);
}

static void
arena_release(struct arena **arena)
{
	arena_free(*arena);
}

/* Bytes count for the digest of the model, and of what services share if they are no matrix. What
 * is loaded for one picture has none. */
static void
add_digest(struct loader *l, const struct source_file *file, bool shared)
{
	struct sha256_ctx *const digests[] = {&l->digest, shared ? &l->shared : NULL};

	for (size_t i = 0; i < 2 && digests[i] != NULL && !l->only_named; i++) {
		sha256_update(digests[i], file->len, (const uint8_t *)file->bytes);
		sha256_update(digests[i], 1, (const uint8_t *)""); /* which no file can hold */
	}
}

static size_t
documents_taken(const struct loader *l)
{
	return l->matrix_count + l->framework_count + l->correspondence_count + l->catalogue_count +
	       l->thesaurus_count;
}

static struct source_file *
keep_file(struct loader *l, struct source_file *file)
{
	file->next = l->model->files;
	l->model->files = file;
	return file;
}

/* Takes the bytes over. */
static struct source_file *
keep_bytes(struct loader *l, const char *path, struct buf *bytes)
{
	return keep_file(l, source_file_new(l->model->arena, path, bytes));
}

/* Where there is one of that kind. */
#define TAKE_COPY(l, kind, shipped, of)                                                            \
	do {                                                                                       \
		if ((shipped) != NULL) {                                                           \
			struct kind made_ = *(shipped);                                            \
                                                                                                   \
			made_.file = (of);                                                         \
			take_##kind((l), &made_);                                                  \
		}                                                                                  \
	} while (0)

/* Of a document that came with the program all is known, and there is nothing to parse. */
static struct source_file *
take_shipped(struct loader *l, const char *path, const struct shipped *shipped)
{
	struct source_file *file =
		keep_file(l, source_file_lent(l->model->arena, path, shipped->bytes, shipped->len));

	TAKE_COPY(l, framework, shipped->framework, file);
	TAKE_COPY(l, correspondence, shipped->correspondence, file);
	TAKE_COPY(l, catalogue, shipped->catalogue, file);
	TAKE_COPY(l, thesaurus, shipped->thesaurus, file);
	return file;
}

/* Takes the bytes over. */
static struct source_file *
parse_document(struct loader *l, const char *path, struct buf *bytes)
{
	OWN(arena_release) struct arena *temporary = arena_new();
	struct source_file *file = keep_bytes(l, path, bytes);
	struct xml_doc *doc = xml_parse(temporary, file, l->diags);

	if (doc == NULL || !shape_check(doc, l->diags))
		l->unreadable = true;
	else
		add_document(l, doc);
	return file;
}

/* May take the bytes over. An installed file that gives way to one of the directory's has no part
 * in the digest: where demarc is installed must not show in what follows from the data. */
static void
add_bytes(struct loader *l, const char *path, struct buf *bytes)
{
	size_t before = documents_taken(l), matrices = l->matrix_count;
	const struct shipped *shipped = shipped_find(bytes);
	const struct source_file *file =
		shipped != NULL ? take_shipped(l, path, shipped) : parse_document(l, path, bytes);

	if (l->installed && documents_taken(l) == before)
		return;
	add_digest(l, file, l->matrix_count == matrices);
}

static void
note_time(struct loader *l, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && st.st_mtime > l->model->modified)
		l->model->modified = st.st_mtime;
}

/* false: diags has the reason, or it is nothing that the document names. */
static bool
read_file(struct loader *l, const char *path, struct buf *bytes)
{
	const char *why;

	if (!buf_read_file(bytes, path, LOAD_FILE_LIMIT, &why)) {
		diags_add(l->diags, SEVERITY_ERROR, "unreadable", (struct pos){path, 0, 0},
			"cannot read the file: %s%s", why,
			strstr(why, "limit") != NULL ? " of 8 MiB" : "");
		l->unreadable = true;
		return false;
	}
	if (l->matrix_count > 0 && is_beside(l, buf_cstr(bytes)))
		return false;
	note_time(l, path);
	l->bytes += bytes->len;
	if (l->bytes > LOAD_TOTAL_LIMIT) {
		diags_add(l->diags, SEVERITY_ERROR, "unreadable", (struct pos){path, 0, 0},
			"the files together are larger than the limit of 64 MiB");
		l->unreadable = true;
		return false;
	}
	return true;
}

static void
add_file(struct loader *l, const char *path)
{
	OWN(buf_fini) struct buf bytes = {0};

	if (read_file(l, path, &bytes))
		add_bytes(l, path, &bytes);
}

/* -- documents that ours name ---------------------------------------------------------- */

/* The tree of a document in XML or, made XML first, in JSON; what is then wrong with it has no
 * line. NULL: diags has the reason. */
static struct xml_doc *
parse_other(struct loader *l, struct arena *temporary, const char *path, struct buf *bytes)
{
	OWN(diags_fini) struct diags found = {0};
	OWN(buf_fini) struct buf xml = {0};
	bool json = strcmp(strrchr(path, '.'), ".json") == 0;
	struct xml_doc *doc = NULL;

	if (json && !read_other_json(path, bytes, &xml, l->diags))
		return NULL;
	if (json && !l->only_named)
		sha256_update(&l->digest, bytes->len, (const uint8_t *)bytes->data);
	doc = xml_parse(temporary, keep_bytes(l, path, json ? &xml : bytes), &found);
	if (doc != NULL && (!shape_check(doc, &found) || strcmp(doc->root->name, "matrix") != 0)) {
		if (found.n == 0)
			diags_add(&found, SEVERITY_ERROR, "unknown-element",
				xml_node_pos(doc, doc->root),
				"<%s>: what a party publishes is a <matrix>", doc->root->name);
		doc = NULL;
	}
	for (size_t i = 0; i < found.n; i++)
		diags_add(l->diags, found.v[i].severity, found.v[i].rule,
			json ? (struct pos){path, 0, 0} : found.v[i].pos, "%s", found.v[i].text);
	return doc;
}

/* The path of a file named in the document at path. */
static char *
path_beside(const char *path, const char *file)
{
	const char *slash = strrchr(path, '/');
	char *beside;

	if (asprintf(&beside, "%.*s%s", slash != NULL ? (int)(slash + 1 - path) : 0, path, file) <
		0)
		return NULL;
	return beside;
}

static struct matrix *
build_other(struct loader *l, const char *path, struct buf *bytes)
{
	OWN(arena_release) struct arena *temporary = arena_new();
	struct xml_doc *doc = parse_other(l, temporary, path, bytes);
	struct build b = {
		.arena = l->model->arena, .doc = doc, .diags = l->diags, .strings = &l->strings};
	struct matrix *matrix;

	if (doc == NULL) {
		l->unreadable = true;
		return NULL;
	}
	matrix = build_matrix(&b, doc->root);
	if (bytes->len > 0) /* of JSON, which the tree's file was made of */
		digest_matrix(l, matrix, bytes->data, bytes->len);
	else
		digest_matrix(l, matrix, matrix->file->bytes, matrix->file->len);
	/* of what pictures of any service may open */
	add_digest(l, doc->file, true);
	if (l->only_named)
		note_named(l, &b, doc->root);
	l->others = grow(l->others, l->other_count, sizeof(struct matrix *));
	l->others[l->other_count++] = matrix;
	return matrix;
}

/* A file that is not there is told of by check: the document that names it says what it says
 * without it. */
static struct matrix *
add_other(struct build *b, const char *file, struct pos pos)
{
	OWN(buf_fini) struct buf bytes = {0};
	struct loader *l = b->loader;
	char *path = path_beside(pos.file, file);
	struct matrix *matrix = NULL;
	struct stat st;

	if (path != NULL && (stat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR)) &&
		read_file(l, path, &bytes))
		matrix = build_other(l, path, &bytes);
	free(path);
	return matrix;
}

/* -- directories -------------------------------------------------------------------- */

/* One that is there but cannot be opened is told of: what is in it must not seem to be gone. */
static struct paths
list_directory(struct loader *l, const char *directory, const char *suffix)
{
	struct paths paths;

	if (!find_entries(directory, suffix, &paths)) {
		diags_add(l->diags, SEVERITY_ERROR, "unreadable", (struct pos){.file = directory},
			"cannot open the directory: %s", strerror(errno));
		l->unreadable = true;
	}
	return paths;
}

static size_t
add_directory(struct loader *l, const char *parent, const char *name)
{
	char *directory;
	struct paths paths;
	size_t n;

	if (asprintf(&directory, "%s/%s", parent, name) < 0)
		return 0;
	paths = list_directory(l, directory, ".xml");
	for (size_t i = 0; i < paths.n; i++)
		add_file(l, paths.v[i]);
	n = paths.n;
	paths_fini(&paths);
	free(directory);
	return n;
}

static void
add_services(struct loader *l, const char *dir)
{
	char *directory;
	struct paths paths;

	if (asprintf(&directory, "%s/matrix", dir) < 0)
		return;
	paths = list_directory(l, directory, "");
	for (size_t i = 0; i < paths.n; i++)
		if (find_is_directory(paths.v[i]))
			add_directory(l, directory, strrchr(paths.v[i], '/') + 1);
	paths_fini(&paths);
	free(directory);
	if (l->matrix_count == 0 && l->diags->count[SEVERITY_ERROR] == 0) {
		diags_add(l->diags, SEVERITY_ERROR, "unreadable", (struct pos){dir, 0, 0},
			"no document found: %s should hold matrix/<service>/<any name>.xml",
			find_is_directory(dir) ? "it" : "the directory, which cannot be opened,");
		l->unreadable = true;
	}
}

/* What services share: from dir, and what that lacks from where demarc is installed. dir may be
 * NULL. */
static void
add_shared(struct loader *l, const char *dir)
{
	static const char *const names[] = {"frameworks", "messages", "thesaurus"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (l->only_named && strcmp(names[i], "thesaurus") == 0)
			continue;
		if (dir != NULL)
			add_directory(l, dir, names[i]);
		l->installed = true;
		if (dir == NULL || !find_is_same(dir, load_shared_dir()))
			add_directory(l, load_shared_dir(), names[i]);
		l->installed = false;
	}
}

/* -- what callers ask for ------------------------------------------------------------------ */

struct model *
load_directory(const char *dir, struct diags *diags)
{
	struct loader l = loader_new(diags);

	add_shared(&l, dir);
	add_services(&l, dir);
	return loader_end(&l);
}

static bool
has_frameworks(const char *dir)
{
	char *probe;
	bool has;

	if (asprintf(&probe, "%s/frameworks", dir) < 0)
		return false;
	has = find_is_directory(probe);
	free(probe);
	return has;
}

/* The nearest directory above path that has frameworks/ in it, for the caller to free; NULL: none.
 */
static char *
ancestor_with_frameworks(const char *path)
{
	char *dir = strdup(path), *slash;

	while (dir != NULL && (slash = strrchr(dir, '/')) != NULL && slash != dir) {
		*slash = '\0';
		if (has_frameworks(dir))
			return dir;
	}
	free(dir);
	return NULL;
}

/* The data directory that a file lies in. As the path was given, so that messages name files alike;
 * else from the root, for one given from inside the directory. */
static char *
find_data_directory(const char *path)
{
	char *dir = ancestor_with_frameworks(path), *real;

	if (dir != NULL || (real = realpath(path, NULL)) == NULL)
		return dir;
	dir = ancestor_with_frameworks(real);
	free(real);
	return dir;
}

static void
add_stdin(struct loader *l)
{
	OWN(buf_fini) struct buf bytes = {0};
	const char *why;

	if (!buf_read_stream(&bytes, stdin, LOAD_FILE_LIMIT, &why)) {
		diags_add(l->diags, SEVERITY_ERROR, "unreadable", (struct pos){"-", 0, 0},
			"cannot read standard input: %s%s", why, ferror(stdin) ? "" : " of 8 MiB");
		l->unreadable = true;
		return;
	}
	add_bytes(l, "-", &bytes);
}

static struct model *
load_path(const char *path, bool only_named, struct diags *diags)
{
	struct loader l = loader_new(diags);
	char *dir = strcmp(path, "-") == 0 ? NULL : find_data_directory(path);

	l.only_named = only_named;
	if (strcmp(path, "-") == 0)
		add_stdin(&l);
	else
		add_file(&l, path);
	/* a shared document is checked by itself, beside nothing that it would repeat */
	if (l.matrix_count > 0)
		add_shared(&l, dir);
	free(dir);
	return loader_end(&l);
}

struct model *
load_file(const char *path, struct diags *diags)
{
	return load_path(path, false, diags);
}

struct model *
load_named(const char *path, struct diags *diags)
{
	return load_path(path, true, diags);
}

struct model *
load_bytes(const char *path, const struct buf *bytes, const char *dir, struct diags *diags)
{
	struct loader l = loader_new(diags);
	OWN(buf_fini) struct buf copy = {0};

	buf_add(&copy, bytes->data, bytes->len);
	add_bytes(&l, path, &copy);
	if (l.matrix_count > 0)
		add_shared(&l, dir);
	return loader_end(&l);
}

struct model *
load_shared(const char *dir, struct diags *diags)
{
	struct loader l = loader_new(diags);

	add_shared(&l, dir);
	return loader_end(&l);
}

void
load_fini(void)
{
	xml_fini();
}
