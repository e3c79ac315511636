/* An archive is a list of files; which slide shows which of them is in files of XML (slides.h). */
#include "office.h"

#include <string.h>

#include "base/buf.h"
#include "base/own.h"
#include "packed/archive.h"
#include "slides.h"

static bool
read_part(void *archive, const char *name, size_t limit, struct buf *out)
{
	size_t file;

	return archive_find(archive, name, &file) &&
	       archive_read(archive, file, limit, out) == NULL;
}

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
office_read(struct arena *arena, const char *bytes, size_t len,
	void (*visit)(const struct office_picture *, void *data), void *data, const char **why)
{
	OWN(archive_close) struct archive *archive = archive_open(bytes, len, why);
	const struct slides *slides;

	if (archive == NULL)
		return false;
	slides = slides_find(arena, read_part, archive);
	for (size_t i = 0; i < archive_count(archive); i++) {
		const char *name = archive_name(archive, i);
		OWN(buf_fini) struct buf picture = {0};
		struct office_picture found;

		if (name == NULL || !is_picture(name) || slides_only_instead(slides, name))
			continue;
		found = (struct office_picture){.part = printable(arena, name),
			.slides = slides_showing(slides, arena, name)};
		found.why = archive_read(archive, i, OFFICE_PART_LIMIT, &picture);
		found.bytes = found.why == NULL ? buf_cstr(&picture) : NULL;
		found.len = picture.len;
		visit(&found, data);
	}
	return true;
}
