#include "outdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"

static char *
join(const char *dir, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		abort();
	return path;
}

static void
free_string(char **s)
{
	free(*s);
}

/* -- removing ---------------------------------------------------------------------------- */

static int
remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static void
remove_tree(const char *path)
{
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* -- beginning ------------------------------------------------------------------------------ */

/* Whether the directory is empty or has a tree of ours in it. */
static bool
is_ours(const char *path)
{
	OWN(free_string) char *manifest = join(path, OUTDIR_MANIFEST);
	struct dirent *entry;
	DIR *dir;
	bool empty = true;

	if (access(manifest, F_OK) == 0)
		return true;
	dir = opendir(path);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		empty &= strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	if (dir != NULL)
		closedir(dir);
	return dir != NULL && empty;
}

static bool
refuse(char **why, const char *path, const char *reason)
{
	if (asprintf(why, "%s: %s", path, reason) < 0)
		abort();
	return false;
}

/* The path without slashes at its end, links followed if it is there. */
static char *
plain_path(const char *path)
{
	char *real = realpath(path, NULL), *copy = real != NULL ? real : strdup(path);
	size_t len;

	for (len = strlen(copy); len > 1 && copy[len - 1] == '/'; len--)
		copy[len - 1] = '\0';
	return copy;
}

bool
outdir_begin(struct outdir *out, const char *path, char **why)
{
	struct stat st;

	*out = (struct outdir){.path = plain_path(path)};
	if (stat(out->path, &st) == 0 && !S_ISDIR(st.st_mode))
		return refuse(why, path, "it is not a directory");
	if (stat(out->path, &st) == 0 && !is_ours(out->path))
		return refuse(why, path, "it holds other things than an export; name an empty or new directory");
	if (asprintf(&out->fresh, "%s.new-XXXXXX", out->path) < 0)
		abort();
	if (mkdtemp(out->fresh) == NULL || chmod(out->fresh, 0755) != 0) {
		int error = errno;

		free(out->fresh);
		out->fresh = NULL;
		return refuse(why, path, strerror(error));
	}
	return true;
}

/* -- files -------------------------------------------------------------------------------------- */

static bool
make_parents(const char *path, size_t root)
{
	char *copy = strdup(path), *slash;
	bool made = copy != NULL;

	for (slash = copy + root + 1; made && (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		made = mkdir(copy, 0755) == 0 || errno == EEXIST;
		*slash = '/';
	}
	free(copy);
	return made;
}

static bool
has_bytes(const char *path, const struct buf *bytes)
{
	OWN(buf_fini) struct buf old = {0};
	const char *why;
	struct stat st;

	return stat(path, &st) == 0 && (size_t)st.st_size == bytes->len && buf_read_file(&old, path, bytes->len + 1, &why) &&
	       old.len == bytes->len && (old.len == 0 || memcmp(old.data, bytes->data, old.len) == 0);
}

static bool
write_new(const char *path, const struct buf *bytes)
{
	FILE *f = fopen(path, "wxe");
	bool written;

	if (f == NULL)
		return false;
	written = bytes->len == 0 || fwrite(bytes->data, bytes->len, 1, f) == 1;
	return fclose(f) == 0 && written;
}

bool
outdir_file(struct outdir *out, const char *name, const struct buf *bytes)
{
	OWN(free_string) char *path = join(out->fresh, name);
	OWN(free_string) char *old = join(out->path, name);

	if (bytes->failed) {
		errno = ENOMEM;
		return false;
	}
	if (!make_parents(path, strlen(out->fresh)))
		return false;
	out->files++;
	if (has_bytes(old, bytes) && link(old, path) == 0) {
		out->kept++;
		return true;
	}
	return write_new(path, bytes);
}

/* -- the end --------------------------------------------------------------------------------------- */

/* Where the file system cannot exchange two names, there is a moment without the directory. */
static bool
exchange(const char *fresh, const char *path)
{
	OWN(free_string) char *aside = NULL;

	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (asprintf(&aside, "%s.old", fresh) < 0)
		abort();
	if (rename(path, aside) != 0)
		return false;
	if (rename(fresh, path) == 0)
		return rename(aside, fresh) == 0;
	rename(aside, path);
	return false;
}

bool
outdir_commit(struct outdir *out)
{
	if (access(out->path, F_OK) == 0) {
		if (!exchange(out->fresh, out->path))
			return false;
		remove_tree(out->fresh);
	} else if (rename(out->fresh, out->path) != 0) {
		return false;
	}
	free(out->fresh);
	out->fresh = NULL;
	return true;
}

void
outdir_fini(struct outdir *out)
{
	if (out->fresh != NULL)
		remove_tree(out->fresh);
	free(out->fresh);
	free(out->path);
	*out = (struct outdir){0};
}
