#include "face_file.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/own.h"

struct face_file {
	char *path;
	unsigned face;
	hb_face_t *opened;
	struct face_file *next;
};

static struct face_file *files;
static pthread_mutex_t files_lock = PTHREAD_MUTEX_INITIALIZER;

static void
unlock(pthread_mutex_t **lock)
{
	pthread_mutex_unlock(*lock);
}

unsigned
face_file_instance(int index)
{
	return (unsigned)index >> 16 & 0x7fff;
}

static hb_face_t *
read_face(const char *path, unsigned face)
{
	hb_blob_t *file = hb_blob_create_from_file_or_fail(path);
	hb_face_t *opened = file != NULL ? hb_face_create(file, face) : NULL;

	hb_blob_destroy(file);
	if (opened != NULL && hb_face_get_glyph_count(opened) > 0) {
		hb_face_make_immutable(opened);
		return opened;
	}
	hb_face_destroy(opened);
	return NULL;
}

static void
keep(const char *path, unsigned face, hb_face_t *opened)
{
	struct face_file *f = malloc(sizeof(*f));

	*f = (struct face_file){strdup(path), face, opened, files};
	files = f;
}

hb_face_t *
face_file_open(const char *path, int index)
{
	OWN(unlock) pthread_mutex_t *lock = &files_lock;
	unsigned face = (unsigned)index & 0xffff;
	hb_face_t *opened;

	pthread_mutex_lock(lock);
	for (const struct face_file *f = files; f != NULL; f = f->next)
		if (f->face == face && strcmp(f->path, path) == 0)
			return hb_face_reference(f->opened);
	opened = read_face(path, face);
	if (opened != NULL)
		keep(path, face, opened);
	return opened != NULL ? hb_face_reference(opened) : NULL;
}

void
face_files_close(void)
{
	OWN(unlock) pthread_mutex_t *lock = &files_lock;

	pthread_mutex_lock(lock);
	for (struct face_file *f; (f = files) != NULL; free(f)) {
		files = f->next;
		hb_face_destroy(f->opened);
		free(f->path);
	}
}
