/* The starter is in the program, so that there is one wherever the program is. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"
#include "command.h"

#ifndef DEMARC_SCHEMA_DIR
#define DEMARC_SCHEMA_DIR "data/schema"
#endif

__asm__(".section .rodata\n"
	"starter_text:\n"
	".incbin \"" DEMARC_SCHEMA_DIR "/starter.xml\"\n"
	".byte 0\n"
	".previous\n");
extern const char starter_text[] __attribute__((visibility("hidden")));

/* Makes dir, and matrix/example/ in it. */
static bool
make_directories(const char *dir, char *path, size_t size)
{
	static const char *const parts[] = {"", "/matrix", "/matrix/example"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		snprintf(path, size, "%s%s", dir, parts[i]);
		if (mkdir(path, 0777) != 0 && errno != EEXIST)
			return command_error("cannot make %s: %s", path, strerror(errno)), false;
	}
	return true;
}

int
cmd_new(int argc, char **argv)
{
	static const struct option names[] = {{NULL, 0, NULL, 0}};
	OWN(buf_fini) struct buf starter = {0};
	char path[4096];

	if (getopt_long(argc, argv, "", names, NULL) != -1)
		return command_usage("new");
	if (argc - optind != 1)
		return command_error("name one directory, which will be the data directory"), command_usage("new");
	if (strlen(argv[optind]) > sizeof(path) - 64)
		return command_error("the path is too long");
	snprintf(path, sizeof(path), "%s/matrix", argv[optind]);
	if (access(path, F_OK) == 0)
		return command_error("%s is there already", path);
	if (!make_directories(argv[optind], path, sizeof(path)))
		return EXIT_UNUSABLE;
	strcat(path, "/edition-1.xml");
	buf_str(&starter, starter_text);
	if (!buf_write_file(&starter, path))
		return command_error("cannot write %s: %s", path, strerror(errno));
	printf("%s: edit it, then run: demarc check %s\n", path, argv[optind]);
	return EXIT_CLEAN;
}
