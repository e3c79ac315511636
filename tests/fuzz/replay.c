/* replay FILE|FOLDER…: gives each file to the target that it is linked with, without a fuzzer; so
 * what a fuzzer once found is tried with every `make test`, by the ordinary compiler. Prints how
 * many there were. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/own.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t
replay_file(const char *path)
{
	OWN(buf_fini) struct buf bytes = {0};
	const char *why;

	if (!buf_read_file(&bytes, path, 1 << 20, &why))
		return 0;
	fprintf(stderr, "%s\n", path); /* the last one printed is the one that ended it */
	LLVMFuzzerTestOneInput((const uint8_t *)buf_cstr(&bytes), bytes.len);
	return 1;
}

static size_t
replay(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t count = 0;
	char inside[4096];

	if (dir == NULL)
		return replay_file(path);
	while ((entry = readdir(dir)) != NULL) {
		snprintf(inside, sizeof(inside), "%s/%s", path, entry->d_name);
		if (entry->d_name[0] != '.')
			count += replay(inside);
	}
	closedir(dir);
	return count;
}

int
main(int argc, char **argv)
{
	size_t count = 0;

	for (int i = 1; i < argc; i++)
		count += replay(argv[i]);
	printf("%zu replayed\n", count);
	return count == 0;
}
