#include "find.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"
#include "load.h"

enum { FILES_LIMIT = 1000 };

bool
find_is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
find_is_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* -- entries ---------------------------------------------------------------------------- */

static void
dir_close(DIR **dir)
{
	if (*dir != NULL)
		closedir(*dir);
}

static int
path_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Editors leave "#x.xml#", ".x.xml.swp" and "x.xml~" beside what they edit. */
static bool
is_wanted(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return name[0] != '.' && name[0] != '#' && n > m && strcmp(name + n - m, suffix) == 0;
}

/* Room for one more; doubles at powers of two. */
static void
add_path(struct paths *paths, char *path)
{
	if ((paths->n & (paths->n - 1)) == 0)
		paths->v = realloc(paths->v, (paths->n > 0 ? paths->n * 2 : 1) * sizeof(*paths->v));
	paths->v[paths->n++] = path;
}

bool
find_entries(const char *directory, const char *suffix, struct paths *paths)
{
	OWN(dir_close) DIR *dir = opendir(directory);
	struct dirent *entry;

	*paths = (struct paths){0};
	if (dir == NULL)
		return errno == ENOENT || errno == ENOTDIR;
	while (paths->n < FILES_LIMIT && (entry = readdir(dir)) != NULL) {
		char *path;

		if (is_wanted(entry->d_name, suffix) &&
			asprintf(&path, "%s/%s", directory, entry->d_name) >= 0)
			add_path(paths, path);
	}
	if (paths->n > 0)
		qsort(paths->v, paths->n, sizeof(*paths->v), path_order);
	return true;
}

void
paths_fini(struct paths *paths)
{
	for (size_t i = 0; i < paths->n; i++)
		free(paths->v[i]);
	free(paths->v);
}

/* -- what services share ---------------------------------------------------------------- */

/* Where the program itself is: cuts the last names off its path, so many of them. false: unknown.
 */
static bool
program_directory(char *path, size_t size, unsigned names)
{
	ssize_t n = readlink("/proc/self/exe", path, size - 1);

	path[n > 0 ? n : 0] = '\0';
	for (char *end; names > 0; names--) {
		if ((end = strrchr(path, '/')) == NULL)
			return false;
		*end = '\0';
	}
	return true;
}

/* The data directory of the checkout that the program was built in, build/<flavor>/demarc; false:
 * it was not, or is installed by now. */
static bool
checkout_data(char *path, size_t size)
{
	char *name;

	if (!program_directory(path, size, 2) || (name = strrchr(path, '/')) == NULL ||
		strcmp(name, "/build") != 0)
		return false;
	snprintf(name, size - (size_t)(name - path), "/data/frameworks");
	if (!find_is_directory(path))
		return false;
	*strrchr(path, '/') = '\0';
	return true;
}

const char *
load_shared_dir(void)
{
	static char checkout[PATH_MAX];
	const char *dir = getenv("DEMARC_SHARED");

	if (dir != NULL && *dir != '\0')
		return dir;
	return checkout_data(checkout, sizeof(checkout)) ? checkout : DEMARC_SHARED_DIR;
}
