/* An archive is a list of files; which slide shows which of them is in files of XML (slides.h). */
#include "office.h"

#include <dlfcn.h>
#include <string.h>

#include <zip.h>

#include "base/buf.h"
#include "base/own.h"
#include "slides.h"

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

struct office {
	struct arena *arena;
	zip_t *zip;
	size_t left; /* bytes that may still be unpacked */
};

static void
office_close(struct office *office)
{
	if (office->zip != NULL)
		lib.discard(office->zip);
}

static bool
office_open(struct office *office, const char *bytes, size_t len, const char **why)
{
	zip_error_t error = {0};
	zip_source_t *source;

	*why = "it is packed, and the library that unpacks it is not installed: " LIBRARY
	       " of package libzip4";
	if (!load_library())
		return false;
	*why = "it is packed, and damaged or cut off";
	source = lib.source_buffer_create(bytes, len, 0, &error);
	if (source == NULL)
		return false;
	office->zip = lib.open_from_source(source, ZIP_RDONLY, &error);
	if (office->zip == NULL) {
		lib.source_free(source);
		return false;
	}
	*why = "there are more files in it than are looked at";
	return lib.get_num_entries(office->zip, 0) <= OFFICE_PARTS_LIMIT;
}

static void
part_close(zip_file_t **file)
{
	if (*file != NULL)
		lib.fclose(*file);
}

/* Unpacks one file. What the archive says of its size is not asked: it may be a lie. Returns why it
 * could not; NULL: it could. */
static const char *
unpack(struct office *office, zip_int64_t index, size_t limit, struct buf *out)
{
	OWN(part_close) zip_file_t *file = lib.fopen_index(office->zip, (zip_uint64_t)index, 0);
	char piece[65536];
	zip_int64_t n;

	if (file == NULL)
		return "it is encrypted, damaged or packed in an unknown way";
	while ((n = lib.fread(file, piece, sizeof(piece))) > 0) {
		if (out->len + (size_t)n > limit || (size_t)n > office->left)
			return "it is larger than anything that is looked at";
		office->left -= (size_t)n;
		buf_add(out, piece, (size_t)n);
	}
	return n < 0 ? "it is damaged" : NULL;
}

/* -- for slides.h --------------------------------------------------------------------------- */

static bool
read_part(void *archive, const char *name, size_t limit, struct buf *out)
{
	struct office *office = archive;
	zip_int64_t index = lib.name_locate(office->zip, name, 0);

	return index >= 0 && unpack(office, index, limit, out) == NULL;
}

/* -- pictures --------------------------------------------------------------------------------- */

/* Where the programs put pictures: ppt/media/, word/media/, Pictures/. */
static bool
is_picture(const char *name)
{
	static const char *const folders[] = {"media/", "Pictures/"};
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		const char *at = strstr(name, folders[i]);

		if (at != NULL && (at == name || at[-1] == '/') && name[len - 1] != '/')
			return true;
	}
	return false;
}

/* Names are the archive's own; what a terminal would take for an order is left out. */
static const char *
printable(struct arena *arena, const char *name)
{
	char *copy = arena_strdup(arena, name);

	for (char *p = copy; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 127)
			*p = '?';
	return copy;
}

bool
office_is(const char *bytes, size_t len)
{
	return len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

bool
office_read(struct arena *arena, const char *bytes, size_t len,
	void (*visit)(const struct office_picture *, void *data), void *data, const char **why)
{
	OWN(office_close) struct office office = {.arena = arena, .left = OFFICE_TOTAL_LIMIT};
	const struct slides *slides;

	if (!office_open(&office, bytes, len, why))
		return false;
	slides = slides_find(arena, read_part, &office);
	for (zip_int64_t i = 0; i < lib.get_num_entries(office.zip, 0); i++) {
		const char *name = lib.get_name(office.zip, (zip_uint64_t)i, 0);
		OWN(buf_fini) struct buf picture = {0};
		struct office_picture found;

		if (name == NULL || !is_picture(name) || slides_only_instead(slides, name))
			continue;
		found = (struct office_picture){.part = printable(arena, name),
			.slides = slides_showing(slides, arena, name)};
		found.why = unpack(&office, i, OFFICE_PART_LIMIT, &picture);
		found.bytes = found.why == NULL ? buf_cstr(&picture) : NULL;
		found.len = picture.len;
		visit(&found, data);
	}
	return true;
}
