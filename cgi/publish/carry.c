#include "carry.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"

enum { COPY_SIZE = 1 << 16 };

struct carrier {
	const char *from, *to;
	const struct manifest *ours;
	dev_t device;
	struct carried *carried;
};

/* An entry, by its path in both trees. */
struct carried_entry {
	const char *name; /* "a/b" */
	char *from, *to;
	struct stat st;
};

static void
free_string(char **s)
{
	free(*s);
}

/* Only memory could lack, and that ends the process. */
static char *
join(const char *dir, const char *name)
{
	char *path = NULL;
	int len = asprintf(&path, "%s%s%s", dir, *dir != '\0' ? "/" : "", name);

	assert(len >= 0);
	(void)len;
	return path;
}

/* -- what is told -------------------------------------------------------------------------- */

static bool
fail(struct carrier *c, const char *name, const char *reason)
{
	if (c->carried->failure.len == 0)
		buf_printf(&c->carried->failure, "%s: %s", name, reason);
	return false;
}

static bool
fail_errno(struct carrier *c, const char *name)
{
	return fail(c, name, strerror(errno));
}

/* len characters of the name: it may be a directory above that is in the way. */
static bool
put_in_the_way(struct carrier *c, const char *name, size_t len)
{
	if (c->carried->in_the_way_count++ < CARRIED_NAMED)
		buf_printf(&c->carried->in_the_way, "%s%.*s",
			c->carried->in_the_way.len > 0 ? ", " : "", (int)len, name);
	return false;
}

/* -- directories --------------------------------------------------------------------------------
 */

/* Makes the directories above the entry in the new tree, and with whole the entry too. */
static bool
make_directories(struct carrier *c, struct carried_entry *e, bool whole)
{
	size_t root = strlen(c->to) + 1;
	struct stat st;

	for (char *p = e->to + root; *p != '\0'; p++) {
		char *end = p + strcspn(p, "/"), mark = *end;
		bool made;

		if (mark == '\0' && !whole)
			return true;
		*end = '\0';
		made = mkdir(e->to, 0755) == 0 ||
		       (errno == EEXIST && lstat(e->to, &st) == 0 && S_ISDIR(st.st_mode));
		*end = mark;
		if (!made && errno == EEXIST)
			return put_in_the_way(c, e->name, (size_t)(end - e->to) - root);
		if (!made)
			return fail_errno(c, e->name);
		p = end - (mark == '\0');
	}
	return true;
}

/* The owner can be kept only by root, and needs not be. */
static void
keep_attributes(const struct carried_entry *e)
{
	if (lchown(e->to, e->st.st_uid, e->st.st_gid) < 0 &&
		lchown(e->to, (uid_t)-1, e->st.st_gid) < 0)
		errno = 0;
	chmod(e->to, e->st.st_mode & 07777);
}

/* -- files
 * ------------------------------------------------------------------------------------------ */

static bool
copy_bytes(int from, int to)
{
	char bytes[COPY_SIZE];
	ssize_t n;

	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		for (ssize_t done = 0, wrote; done < n; done += wrote)
			if ((wrote = write(to, bytes + done, (size_t)(n - done))) < 0)
				return false;
	return n == 0;
}

static bool
copy_file(const struct carried_entry *e)
{
	const struct timespec times[2] = {e->st.st_atim, e->st.st_mtim};
	OWN(fd_close) int from = open(e->from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	OWN(fd_close)
	int to = from < 0 ? -1 : open(e->to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (to < 0 || !copy_bytes(from, to))
		return false;
	keep_attributes(e);
	return futimens(to, times) == 0 && fsync(to) == 0;
}

static bool
copy_link(const struct carried_entry *e)
{
	char target[PATH_MAX];
	ssize_t len = readlink(e->from, target, sizeof(target) - 1);

	if (len < 0)
		return false;
	target[len] = '\0';
	return symlink(target, e->to) == 0;
}

/* errno of link(2) where it cannot link though all is well otherwise. */
static bool
is_without_links(int error)
{
	return error == EPERM || error == EOPNOTSUPP || error == ENOSYS || error == EMLINK;
}

/* Whether the one that is in the new tree came from this: the same file, or a copy of it. */
static bool
is_carried(const struct carried_entry *e, const struct stat *there)
{
	if (there->st_dev == e->st.st_dev && there->st_ino == e->st.st_ino)
		return true;
	return (there->st_mode & S_IFMT) == (e->st.st_mode & S_IFMT) &&
	       there->st_size == e->st.st_size && there->st_mtim.tv_sec == e->st.st_mtim.tv_sec &&
	       there->st_mtim.tv_nsec == e->st.st_mtim.tv_nsec;
}

static bool
carry_file(struct carrier *c, struct carried_entry *e)
{
	struct stat there;
	bool done;

	if (!make_directories(c, e, false))
		return false;
	if (lstat(e->to, &there) == 0)
		return is_carried(e, &there) || put_in_the_way(c, e->name, strlen(e->name));
	done = link(e->from, e->to) == 0;
	if (!done && is_without_links(errno) && (S_ISREG(e->st.st_mode) || S_ISLNK(e->st.st_mode)))
		done = S_ISREG(e->st.st_mode) ? copy_file(e) : copy_link(e);
	c->carried->count += done;
	return done || fail_errno(c, e->name);
}

/* -- trees
 * ------------------------------------------------------------------------------------------ */

static bool
carry_entry(struct carrier *c, const char *name);

/* All entries of the directory; *empty: it has none. */
static bool
carry_entries(struct carrier *c, const char *path, const char *name, bool *empty)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool carried = true;

	*empty = true;
	if (dir == NULL)
		return fail_errno(c, *name != '\0' ? name : path);
	while ((entry = readdir(dir)) != NULL) {
		OWN(free_string) char *child = join(name, entry->d_name);

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		*empty = false;
		carried &= carry_entry(c, child);
	}
	closedir(dir);
	return carried;
}

/* An empty one is nobody's but theirs; one of ours is made with its first file. */
static bool
carry_directory(struct carrier *c, struct carried_entry *e)
{
	struct stat there;
	bool empty;

	if (e->st.st_dev != c->device)
		return fail(c, e->name, "it is another file system, and cannot go along");
	if (!carry_entries(c, e->from, e->name, &empty) || (empty && !make_directories(c, e, true)))
		return false;
	if (lstat(e->to, &there) == 0 && S_ISDIR(there.st_mode))
		keep_attributes(e);
	return true;
}

static bool
carry_entry(struct carrier *c, const char *name)
{
	OWN(free_string) char *from = join(c->from, name);
	OWN(free_string) char *to = join(c->to, name);
	struct carried_entry e = {.name = name, .from = from, .to = to};

	if (lstat(from, &e.st) < 0)
		return errno == ENOENT || fail_errno(c, name); /* it went meanwhile */
	if (S_ISDIR(e.st.st_mode))
		return carry_directory(c, &e);
	return (S_ISREG(e.st.st_mode) && manifest_lists(c->ours, name)) || carry_file(c, &e);
}

bool
carry_others(const char *from, const char *to, const struct manifest *ours, struct carried *carried)
{
	struct carrier c = {.from = from, .to = to, .ours = ours, .carried = carried};
	OWN(free_string) char *top = strdup(to);
	struct carried_entry e = {.name = "", .to = top};
	bool empty;

	*carried = (struct carried){0};
	if (lstat(from, &e.st) < 0)
		return fail_errno(&c, from);
	c.device = e.st.st_dev;
	if (!carry_entries(&c, from, "", &empty))
		return false;
	keep_attributes(&e);
	return true;
}

void
carry_fini(struct carried *carried)
{
	buf_fini(&carried->in_the_way);
	buf_fini(&carried->failure);
}

/* -- removing
 * ------------------------------------------------------------------------------------------- */

static int
open_directory(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)ftw;
	if ((flag == FTW_D || flag == FTW_DNR) && (st->st_mode & S_IRWXU) != S_IRWXU)
		chmod(path, 0700);
	return 0;
}

static int
remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	remove(path);
	return 0;
}

void
carry_remove(const char *path)
{
	nftw(path, open_directory, 16, FTW_PHYS | FTW_MOUNT);
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
