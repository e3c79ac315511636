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
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Cuts the text into names, each up to its tab. */
static void
take_names(struct manifest *m)
{
	size_t lines = 1;

	for (size_t i = 0; i < m->text.len; i++)
		lines += m->text.data[i] == '\n';
	m->names = calloc(lines + 1, sizeof(*m->names));
	m->names[m->count++] = MANIFEST_NAME;
	for (char *s = m->text.data + strlen(MANIFEST_FIRST_LINE), *end;
		(end = strchr(s, '\n')) != NULL; s = end + 1) {
		*end = '\0';
		s[strcspn(s, "\t")] = '\0';
		m->names[m->count++] = s;
	}
	qsort(m->names, m->count, sizeof(*m->names), compare);
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
	take_names(m);
	return true;
}

bool
manifest_lists(const struct manifest *m, const char *name)
{
	return m->count > 0 &&
	       bsearch(&name, m->names, m->count, sizeof(*m->names), compare) != NULL;
}

void
manifest_fini(struct manifest *m)
{
	buf_fini(&m->text);
	free(m->names);
	*m = (struct manifest){0};
}

void
manifest_add(struct buf *out, const char *name, const char *address)
{
	if (out->len == 0)
		buf_str(out, MANIFEST_FIRST_LINE);
	buf_printf(out, "%s\t%s\n", name, address);
}
