/* A process that is killed, or runs out of memory, cannot remove its tree. So a tree is locked (flock) for as long as somebody
 * makes it, and the next export to the same directory removes those beside it that nobody holds. */
#include "outdir.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"

/* Beside "site" a tree is made as "site.demarc-x5aB9c"; mkdtemp(3) says the last six. */
static const char suffix[] = ".demarc-XXXXXX";
enum { RANDOM = 6 };

/* Only memory could lack, and that ends the process. */
static char *__attribute__((format(printf, 1, 2)))
string(const char *fmt, ...)
{
	char *s = NULL;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&s, fmt, ap);
	va_end(ap);
	assert(len >= 0);
	(void)len;
	return s;
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

/* Why the directory is not to be replaced; NULL: it is empty, or has a tree of ours in it. */
static const char *
objection(const char *path)
{
	OWN(free_string) char *manifest = string("%s/%s", path, OUTDIR_MANIFEST);
	struct dirent *entry;
	DIR *dir;
	bool empty = true;

	if (access(manifest, F_OK) == 0)
		return NULL;
	dir = opendir(path);
	if (dir == NULL)
		return strerror(errno);
	while ((entry = readdir(dir)) != NULL)
		empty &= strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
	closedir(dir);
	return empty ? NULL : "it holds other things than an export; name an empty or new directory";
}

static bool
refuse(char **why, const char *path, const char *reason)
{
	*why = string("%s: %s", path, reason);
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

/* Holds the tree for as long as the descriptor is open; -1: somebody else does, or it cannot be held there. */
static int
hold(const char *tree)
{
	int fd = open(tree, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Whether an entry beside the directory is called as a tree for it. */
static bool
is_tree_name(const char *name, const char *base)
{
	size_t fixed = strlen(base) + strlen(suffix) - RANDOM;

	return strlen(name) == fixed + RANDOM && strncmp(name, base, strlen(base)) == 0 &&
	       strncmp(name + strlen(base), suffix, strlen(suffix) - RANDOM) == 0;
}

static void
remove_abandoned(const char *path)
{
	OWN(free_string) char *copy = strdup(path);
	OWN(free_string) char *parent_copy = strdup(path);
	const char *base = basename(copy), *parent = dirname(parent_copy);
	DIR *dir = opendir(parent);
	struct dirent *entry;

	if (dir == NULL)
		return; /* then nothing can be made there, which is told */
	while ((entry = readdir(dir)) != NULL) {
		OWN(free_string) char *tree = string("%s/%s", parent, entry->d_name);
		int fd = is_tree_name(entry->d_name, base) ? hold(tree) : -1;

		if (fd < 0)
			continue;
		remove_tree(tree);
		close(fd);
	}
	closedir(dir);
}

bool
outdir_begin(struct outdir *out, const char *path, char **why)
{
	const char *reason;
	struct stat st;

	*out = (struct outdir){.path = plain_path(path), .held = -1};
	if (stat(out->path, &st) == 0) {
		reason = S_ISDIR(st.st_mode) ? objection(out->path) : "it is not a directory";
		if (reason != NULL)
			return refuse(why, path, reason);
	}
	remove_abandoned(out->path);
	out->fresh = string("%s%s", out->path, suffix);
	if (mkdtemp(out->fresh) == NULL) {
		int error = errno;

		free(out->fresh);
		out->fresh = NULL; /* there is nothing to remove */
		return refuse(why, path, strerror(error));
	}
	out->held = hold(out->fresh);
	if (chmod(out->fresh, 0755) != 0)
		return refuse(why, path, strerror(errno));
	return true;
}

/* -- files -------------------------------------------------------------------------------------- */

static bool
make_parents(const char *path, size_t root)
{
	char *copy = strdup(path), *slash;
	bool made = true;

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
	       old.len == bytes->len && memcmp(buf_cstr(&old), buf_cstr(bytes), old.len) == 0;
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
	OWN(free_string) char *path = string("%s/%s", out->fresh, name);
	OWN(free_string) char *old = string("%s/%s", out->path, name);

	assert(!bytes->failed); /* it has no limit */
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

/* Where the file system cannot exchange two names, there is a moment without the directory. Either way the old tree is not
 * there any more, or left as fresh. */
static bool
exchange(const char *fresh, const char *path)
{
	OWN(free_string) char *aside = NULL;

	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	aside = string("%s.old", fresh);
	if (rename(path, aside) != 0)
		return false;
	if (rename(fresh, path) == 0) {
		remove_tree(aside);
		return true;
	}
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
	if (out->held >= 0)
		close(out->held);
	free(out->fresh);
	free(out->path);
	*out = (struct outdir){.held = -1};
}
