/* What an archive says of a file's size is never asked: it may be a lie. */
#include "archive.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "base/own.h"

#define LIBRARY "libzip.so.4"
static struct {
	__typeof__(zip_source_buffer_create) *source_buffer_create;
	__typeof__(zip_source_free) *source_free;
	__typeof__(zip_open_from_source) *open_from_source;
	__typeof__(zip_discard) *discard;
	__typeof__(zip_get_num_entries) *get_num_entries;
	__typeof__(zip_get_name) *get_name;
	__typeof__(zip_name_locate) *name_locate;
	__typeof__(zip_fopen_index) *fopen_index;
	__typeof__(zip_fread) *fread;
	__typeof__(zip_fclose) *fclose;
	__typeof__(zip_file_add) *file_add;
	__typeof__(zip_source_buffer) *source_of;
	__typeof__(zip_source_keep) *source_keep;
	__typeof__(zip_source_open) *source_open;
	__typeof__(zip_source_read) *source_read;
	__typeof__(zip_source_close) *source_close;
	__typeof__(zip_close) *close;
} lib;

static const struct {
	const char *name;
	void **function;
} functions[] = {
	{"zip_source_buffer_create", (void **)&lib.source_buffer_create},
	{"zip_source_free", (void **)&lib.source_free},
	{"zip_open_from_source", (void **)&lib.open_from_source},
	{"zip_discard", (void **)&lib.discard},
	{"zip_get_num_entries", (void **)&lib.get_num_entries},
	{"zip_get_name", (void **)&lib.get_name},
	{"zip_name_locate", (void **)&lib.name_locate},
	{"zip_fopen_index", (void **)&lib.fopen_index},
	{"zip_fread", (void **)&lib.fread},
	{"zip_fclose", (void **)&lib.fclose},
	{"zip_file_add", (void **)&lib.file_add},
	{"zip_source_buffer", (void **)&lib.source_of},
	{"zip_source_keep", (void **)&lib.source_keep},
	{"zip_source_open", (void **)&lib.source_open},
	{"zip_source_read", (void **)&lib.source_read},
	{"zip_source_close", (void **)&lib.source_close},
	{"zip_close", (void **)&lib.close},
};

/* Commands read archives one after the other, so no lock is needed. */
static bool
load_library(void)
{
	static void *library;

	if (library != NULL)
		return true;
	library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		*functions[i].function = dlsym(library, functions[i].name);
		if (*functions[i].function == NULL) {
			dlclose(library);
			library = NULL;
			return false;
		}
	}
	return true;
}

/* -- an archive --------------------------------------------------------------------------- */

struct archive {
	zip_source_t *source; /* kept, to be read when the archive is written */
	zip_t *zip;           /* NULL: it was written */
	size_t left;          /* bytes that may still be unpacked */
};

bool
archive_is(const char *bytes, size_t len)
{
	return len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

void
archive_close(struct archive **archive)
{
	if (*archive == NULL)
		return;
	if ((*archive)->zip != NULL)
		lib.discard((*archive)->zip);
	lib.source_free((*archive)->source);
	free(*archive);
	*archive = NULL;
}

static struct archive *
new_archive(zip_source_t *source, zip_t *zip)
{
	struct archive *archive = calloc(1, sizeof(*archive));

	if (archive == NULL)
		return NULL;
	lib.source_keep(source);
	*archive = (struct archive){source, zip, ARCHIVE_TOTAL_LIMIT};
	return archive;
}

struct archive *
archive_open(const char *bytes, size_t len, const char **why)
{
	zip_error_t error = {0};
	zip_source_t *source;
	zip_t *zip;
	struct archive *archive;

	*why = "it is packed, and the library that unpacks it is not installed: " LIBRARY
	       " of package libzip4";
	if (!load_library())
		return NULL;
	*why = "it is packed, and damaged or cut off";
	source = lib.source_buffer_create(bytes, len, 0, &error);
	if (source == NULL)
		return NULL;
	zip = lib.open_from_source(source, 0, &error);
	if (zip == NULL) {
		lib.source_free(source);
		return NULL;
	}
	archive = new_archive(source, zip);
	*why = "there are more files in it than are looked at";
	if (archive_count(archive) > ARCHIVE_PARTS_LIMIT)
		archive_close(&archive);
	return archive;
}

size_t
archive_count(const struct archive *archive)
{
	zip_int64_t n = lib.get_num_entries(archive->zip, 0);

	return n > 0 ? (size_t)n : 0;
}

const char *
archive_name(const struct archive *archive, size_t file)
{
	return lib.get_name(archive->zip, file, 0);
}

bool
archive_find(const struct archive *archive, const char *name, size_t *file)
{
	zip_int64_t at = lib.name_locate(archive->zip, name, 0);

	*file = at >= 0 ? (size_t)at : 0;
	return at >= 0;
}

static void
part_close(zip_file_t **file)
{
	if (*file != NULL)
		lib.fclose(*file);
}

const char *
archive_read(struct archive *archive, size_t file, size_t limit, struct buf *out)
{
	OWN(part_close) zip_file_t *part = lib.fopen_index(archive->zip, file, 0);
	char piece[65536];
	zip_int64_t n;

	if (part == NULL)
		return "it is encrypted, damaged or packed in an unknown way";
	while ((n = lib.fread(part, piece, sizeof(piece))) > 0) {
		if (out->len + (size_t)n > limit || (size_t)n > archive->left)
			return "it is larger than anything that is looked at";
		archive->left -= (size_t)n;
		buf_add(out, piece, (size_t)n);
	}
	return n < 0 ? "it is damaged" : NULL;
}

/* What libzip wrote into its source. */
static bool
read_written(zip_source_t *source, struct buf *out)
{
	char piece[65536];
	zip_int64_t n = -1;

	if (lib.source_open(source) != 0)
		return false;
	while ((n = lib.source_read(source, piece, sizeof(piece))) > 0)
		buf_add(out, piece, (size_t)n);
	lib.source_close(source);
	return n == 0 && !out->failed;
}

bool
archive_replace(struct archive *archive, size_t file, const struct buf *bytes)
{
	zip_source_t *source = lib.source_of(archive->zip, buf_cstr(bytes), bytes->len, 0);
	const char *name = archive_name(archive, file);

	if (source == NULL || name == NULL)
		return false;
	if (lib.file_add(archive->zip, name, source, ZIP_FL_OVERWRITE) >= 0)
		return true;
	lib.source_free(source);
	return false;
}

bool
archive_write(struct archive *archive, struct buf *out)
{
	if (lib.close(archive->zip) != 0)
		return false;
	archive->zip = NULL;
	return read_written(archive->source, out);
}
