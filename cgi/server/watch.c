/* The same directories that load_directory reads: matrix/<service>/, frameworks/, messages/,
 * thesaurus/. Each
 * entry is hashed; they are summed, so that the order readdir gives does not matter. */
#include "watch.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"

enum { DEPTH_LIMIT = 4, ENTRY_LIMIT = 10000 };

static uint64_t
entry_signature(const char *path, const struct stat *st)
{
	uint64_t hash = HASH_START;

	hash = hash_string(hash, path);
	hash = hash_bytes(hash, &st->st_dev, sizeof(st->st_dev));
	hash = hash_bytes(hash, &st->st_ino, sizeof(st->st_ino));
	hash = hash_bytes(hash, &st->st_size, sizeof(st->st_size));
	hash = hash_bytes(hash, &st->st_mode, sizeof(st->st_mode));
	hash = hash_bytes(hash, &st->st_mtim, sizeof(st->st_mtim));
	return hash_bytes(hash, &st->st_ctim, sizeof(st->st_ctim));
}

static uint64_t
directory_signature(const char *path, int depth)
{
	DIR *dir = depth < DEPTH_LIMIT ? opendir(path) : NULL;
	struct dirent *entry;
	char child[PATH_MAX];
	struct stat st;
	uint64_t sum = 0;

	if (dir == NULL)
		return 0;
	for (int n = 0; n < ENTRY_LIMIT && (entry = readdir(dir)) != NULL; n++) {
		size_t len = (size_t)snprintf(child, sizeof(child), "%s/%s", path, entry->d_name);

		if (entry->d_name[0] == '.' || len >= sizeof(child) || stat(child, &st) < 0)
			continue;
		/* a directory's own time changes with editors' temporary files, which are none of
		 * ours */
		sum += S_ISDIR(st.st_mode) ? directory_signature(child, depth + 1)
					   : entry_signature(child, &st);
	}
	closedir(dir);
	return sum;
}

uint64_t
watch_signature(const char *dir)
{
	static const char *const names[] = {"matrix", "frameworks", "messages", "thesaurus"};
	char child[PATH_MAX];
	uint64_t sum = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(child, sizeof(child), "%s/%s", dir, names[i]);
		sum += directory_signature(child, 1);
	}
	return sum;
}
