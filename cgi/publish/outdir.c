/* A process that is killed, or runs out of memory, cannot remove its tree. So a tree is locked
 * (flock) for as long as somebody makes it, and the next export to the same directory removes those
 * beside it that nobody holds. */
#include "outdir.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"
#include "base/terminal.h"
#include "carry.h"

/* Beside "site" a tree is made as "site.demarc-x5aB9c"; mkdtemp(3) says the last six. */
static const char suffix[] = ".demarc-XXXXXX";
enum { RANDOM = 6, NAMED = 5 };

/* Only memory could lack, and that ends the process. */
static char *__attribute__((format(printf, 1, 2))) string(const char *fmt, ...)
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

/* -- beginning ------------------------------------------------------------------------------ */

static bool
refuse(char **why, const char *path, const char *reason)
{
	*why = string("%s: %s", path, reason);
	return false;
}

/* Whether a directory without a manifest is empty. */
static bool
is_empty(const struct outdir *out, char **why)
{
	OWN(buf_fini) struct buf names = {0};
	DIR *dir = opendir(out->path);
	struct dirent *entry;
	size_t count = 0;

	if (dir == NULL)
		return refuse(why, out->name, strerror(errno));
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
			count++ < NAMED)
			buf_printf(&names, "%s%s", count > 1 ? ", " : "", entry->d_name);
	closedir(dir);
	if (count == 0)
		return true;
	*why = string(
		"%s: it holds other things than an export (%s%s); name an empty or new directory",
		out->name, buf_cstr(&names), count > NAMED ? ", ..." : "");
	return false;
}

/* Whether the directory, which is there, may be replaced: it is empty, or has a tree of ours in it.
 */
static bool
is_replaceable(struct outdir *out, char **why)
{
	const char *reason;
	struct stat st;
	bool found;

	if (stat(out->path, &st) < 0 || !S_ISDIR(st.st_mode))
		return refuse(why, out->name, "it is not a directory");
	manifest_fini(&out->ours);
	if (manifest_read(&out->ours, out->path, &found, &reason))
		return found || is_empty(out, why);
	*why = string(
		"%s/%s: %s; name an empty or new directory", out->name, MANIFEST_NAME, reason);
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

/* Holds the tree for as long as the descriptor is open; -1: somebody else does, or it cannot be
 * held there. */
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
		carry_remove(tree);
		close(fd);
	}
	closedir(dir);
}

bool
outdir_begin(struct outdir *out, const char *path, char **why)
{
	*out = (struct outdir){.name = path, .path = plain_path(path), .held = -1};
	if (access(out->path, F_OK) == 0 && !is_replaceable(out, why))
		return false;
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

/* -- files --------------------------------------------------------------------------------------
 */

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
has_bytes(const struct buf *old, const void *data)
{
	const struct buf *bytes = data;

	return old->len == bytes->len && memcmp(buf_cstr(old), buf_cstr(bytes), old->len) == 0;
}

enum { OLD_LIMIT = 1 << 30 };

/* Whether the old file's bytes fit, and it now has its place in the new tree too. */
static bool
keep_old(struct outdir *out, const char *name, const char *path,
	bool (*fits)(const struct buf *, const void *), const void *data, struct buf *bytes)
{
	OWN(free_string) char *old = string("%s/%s", out->path, name);
	const char *why;
	struct stat st;

	if (!manifest_lists(&out->ours, name) || lstat(old, &st) != 0 || !S_ISREG(st.st_mode) ||
		!buf_read_file(bytes, old, OLD_LIMIT, &why) || !fits(bytes, data) ||
		link(old, path) != 0)
		return false;
	out->kept++;
	return true;
}

bool
outdir_put(struct outdir *out, const char *name, const struct buf *bytes, bool *same)
{
	OWN(free_string) char *path = string("%s/%s", out->fresh, name);
	OWN(buf_fini) struct buf old = {0};

	assert(!bytes->failed); /* it has no limit */
	if (!make_parents(path, strlen(out->fresh)))
		return false;
	out->files++;
	*same = keep_old(out, name, path, has_bytes, bytes, &old);
	return *same || buf_write_new(bytes, path);
}

bool
outdir_keep(struct outdir *out, const char *name, bool (*fits)(const struct buf *, const void *),
	const void *data, struct buf *old)
{
	OWN(free_string) char *path = string("%s/%s", out->fresh, name);

	if (!make_parents(path, strlen(out->fresh)) || !keep_old(out, name, path, fits, data, old))
		return false;
	out->files++;
	return true;
}

bool
outdir_get(const struct outdir *out, const char *name, struct buf *bytes)
{
	OWN(free_string) char *path = string("%s/%s", out->fresh, name);
	const char *why;

	return buf_read_file(bytes, path, OLD_LIMIT, &why);
}

void
outdir_list(struct outdir *out, const char *name, const char *address, const char *seal)
{
	manifest_add(&out->manifest, name, address, seal);
}

bool
outdir_file(struct outdir *out, const char *name, const char *address, const struct buf *bytes)
{
	bool same;

	outdir_list(out, name, address, "");
	return outdir_put(out, name, bytes, &same);
}

/* -- the end
 * --------------------------------------------------------------------------------------- */

/* Gives the new tree the old one's name, and returns the name that the old one has then, to be
 * freed; NULL: errno says why not. Where the file system cannot exchange two names, there is a
 * moment without the directory. */
static char *
exchange(const char *fresh, const char *path)
{
	char *aside;

	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
		return string("%s", fresh);
	if (errno != EINVAL && errno != ENOSYS)
		return NULL;
	aside = string("%s.old", fresh);
	if (rename(path, aside) == 0) {
		if (rename(fresh, path) == 0)
			return aside;
		rename(aside, path);
	}
	free(aside);
	return NULL;
}

/* Waits until no other export replaces the directory, and lets none do so as long as the descriptor
 * is open. -1: it cannot be held, which need not stop anybody. */
static int
hold_replaced(const char *path)
{
	struct stat held, there;

	for (;;) {
		int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX) < 0 || fstat(fd, &held) < 0 || stat(path, &there) < 0 ||
			(held.st_dev == there.st_dev && held.st_ino == there.st_ino))
			return fd;
		close(fd); /* it was the old one by then */
	}
}

/* What others have in the old tree, also what came since the export began. */
static bool
take_others(struct outdir *out, char **why)
{
	OWN(carry_fini) struct carried carried = {0};
	bool done = carry_others(out->path, out->fresh, &out->ours, &carried);

	out->others = carried.count;
	if (carried.in_the_way_count > 0)
		*why = string(
			"%s: not of an earlier export, and where files of this one go: %s%s; move them away",
			out->name, buf_cstr(&carried.in_the_way),
			carried.in_the_way_count > CARRIED_NAMED ? ", ..." : "");
	else if (!done)
		*why = string("cannot keep %s/%s", out->name, buf_cstr(&carried.failure));
	return done;
}

/* What others put into the old tree while the two changed places is looked for once more; if it
 * cannot be saved, the tree stays, under a name that no export removes. */
static void
remove_old(struct outdir *out, const char *old)
{
	OWN(carry_fini) struct carried carried = {0};
	OWN(free_string) char *left = string("%s.left", out->fresh);

	if (carry_others(old, out->path, &out->ours, &carried)) {
		carry_remove(old);
		if (access(old, F_OK) == 0)
			terminal_line(stderr,
				"demarc: %s could not be removed as a whole; all of it that is not of an export is in %s too",
				old, out->name);
	} else if (rename(old, left) == 0) {
		terminal_line(stderr,
			"demarc: %s changed while it was replaced; what it was is in %s", out->name,
			left);
	}
}

static bool
replace(struct outdir *out, char **why)
{
	OWN(fd_close) int held = hold_replaced(out->path);
	OWN(free_string) char *old = NULL;

	if (!is_replaceable(out, why) ||
		!take_others(out, why)) /* another export may have been faster */
		return false;
	old = exchange(out->fresh, out->path);
	if (old == NULL)
		return refuse(why, out->name, strerror(errno));
	remove_old(out, old);
	return true;
}

bool
outdir_commit(struct outdir *out, char **why)
{
	bool same;

	if (!outdir_put(out, MANIFEST_NAME, &out->manifest, &same))
		return refuse(why, MANIFEST_NAME, strerror(errno));
	if (access(out->path, F_OK) == 0) {
		if (!replace(out, why))
			return false;
	} else if (rename(out->fresh, out->path) != 0) {
		return refuse(why, out->name, strerror(errno));
	}
	free(out->fresh);
	out->fresh = NULL;
	return true;
}

void
outdir_fini(struct outdir *out)
{
	if (out->fresh != NULL)
		carry_remove(out->fresh);
	if (out->held >= 0)
		close(out->held);
	free(out->fresh);
	free(out->path);
	manifest_fini(&out->ours);
	buf_fini(&out->manifest);
	*out = (struct outdir){.held = -1};
}
