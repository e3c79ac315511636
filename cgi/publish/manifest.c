#include "manifest.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SIZE_LIMIT = 1 << 30 };

static int
compare(const void *a, const void *b)
{
	const struct manifest_line *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Cuts a line at its tabs. */
static struct manifest_line
take_line(char *s)
{
	char *address = s + strcspn(s, "\t");
	char *seal;

	if (*address != '\0')
		*address++ = '\0';
	seal = address + strcspn(address, "\t");
	if (*seal != '\0')
		*seal++ = '\0';
	return (struct manifest_line){s, address, seal};
}

static void
take_lines(struct manifest *m)
{
	size_t lines = 1;

	for (size_t i = 0; i < m->text.len; i++)
		lines += m->text.data[i] == '\n';
	m->lines = calloc(lines + 1, sizeof(*m->lines));
	m->lines[m->count++] = (struct manifest_line){MANIFEST_NAME, "", ""};
	for (char *s = m->text.data + strlen(MANIFEST_FIRST_LINE), *end;
		(end = strchr(s, '\n')) != NULL; s = end + 1) {
		*end = '\0';
		m->lines[m->count++] = take_line(s);
	}
	qsort(m->lines, m->count, sizeof(*m->lines), compare);
}

bool
manifest_read(struct manifest *m, const char *dir, bool *found, const char **why)
{
	char path[PATH_MAX];
	struct stat st;

	*m = (struct manifest){0};
	*found = false;
	if ((size_t)snprintf(path, sizeof(path), "%s/%s", dir, MANIFEST_NAME) >= sizeof(path) ||
		lstat(path, &st) < 0) {
		*why = strerror(errno);
		return errno == ENOENT;
	}
	*found = true;
	*why = "it is not that of an export";
	if (!S_ISREG(st.st_mode) || !buf_read_file(&m->text, path, SIZE_LIMIT, why))
		return false;
	if (strncmp(buf_cstr(&m->text), MANIFEST_FIRST_LINE, strlen(MANIFEST_FIRST_LINE)) != 0) {
		*why = "it is not that of an export, which begins with \"# demarc export 1\"";
		return false;
	}
	take_lines(m);
	return true;
}

static const struct manifest_line *
find(const struct manifest *m, const char *name)
{
	const struct manifest_line key = {.name = name};

	return m->count > 0 ? bsearch(&key, m->lines, m->count, sizeof(*m->lines), compare) : NULL;
}

bool
manifest_lists(const struct manifest *m, const char *name)
{
	return find(m, name) != NULL;
}

const char *
manifest_seal(const struct manifest *m, const char *name)
{
	const struct manifest_line *line = find(m, name);

	return line != NULL ? line->seal : "";
}

/* The first line whose name is not before the prefix, or not before all that begin with it. */
static size_t
bound(const struct manifest *m, const char *prefix, bool behind)
{
	size_t low = 0, high = m->count, len = strlen(prefix);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(m->lines[middle].name, prefix, len);

		if (order < 0 || (behind && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct manifest_line *
manifest_below(const struct manifest *m, const char *prefix, size_t *count)
{
	size_t first = bound(m, prefix, false);

	*count = bound(m, prefix, true) - first;
	return m->lines + first;
}

void
manifest_fini(struct manifest *m)
{
	buf_fini(&m->text);
	free(m->lines);
	*m = (struct manifest){0};
}

void
manifest_add(struct buf *out, const char *name, const char *address, const char *seal)
{
	if (out->len == 0)
		buf_str(out, MANIFEST_FIRST_LINE);
	buf_printf(out, "%s\t%s%s%s\n", name, address, *seal != '\0' ? "\t" : "", seal);
}
