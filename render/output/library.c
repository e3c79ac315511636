#include "library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/own.h"

static void
unlock(pthread_mutex_t **lock)
{
	pthread_mutex_unlock(*lock);
}

/* POSIX has functions and objects of one size; C does not know that. */
static bool
find(void *handle, const struct library_symbol *symbol)
{
	void *found = dlsym(handle, symbol->name);

	memcpy(symbol->function, &found, sizeof(found));
	return found != NULL;
}

static bool
find_all(void *handle, const struct library *library)
{
	size_t i = 0;

	while (i < library->count && find(handle, &library->symbols[i]))
		i++;
	return i == library->count;
}

bool
library_load(struct library *library, struct diags *diags)
{
	OWN(unlock) pthread_mutex_t *lock = &library->lock;
	void *handle;

	pthread_mutex_lock(lock);
	if (library->loaded)
		return true;
	handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
	if (handle == NULL || !find_all(handle, library)) {
		diags_add(diags, SEVERITY_ERROR, "missing-library",
			(struct pos){.file = library->file}, "cannot load what %s: %s: %s",
			library->purpose, dlerror(), library->advice);
		if (handle != NULL)
			dlclose(handle);
		return false;
	}
	library->loaded = true;
	return true;
}
