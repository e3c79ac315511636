/* The starter is in the program, so that there is one wherever the program is. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/own.h"
#include "base/terminal.h"
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

static const char *const parts[] = {"", "/matrix", "/matrix/example"};
enum { PART_COUNT = sizeof(parts) / sizeof(parts[0]) };

/* Makes dir, and matrix/example/ in it. made tells which were not there before. */
static bool
make_directories(const char *dir, char *path, size_t size, bool *made)
{
	for (size_t i = 0; i < PART_COUNT; i++) {
		snprintf(path, size, "%s%s", dir, parts[i]);
		made[i] = mkdir(path, 0777) == 0;
		if (!made[i] && errno != EEXIST)
			return command_error("cannot make %s: %s", path, strerror(errno)), false;
	}
	return true;
}

/* So that the next try does not find half of it there. */
static void
remove_directories(const char *dir, char *path, size_t size, const bool *made)
{
	for (size_t i = PART_COUNT; i-- > 0;) {
		snprintf(path, size, "%s%s", dir, parts[i]);
		if (made[i])
			rmdir(path);
	}
}

/* path becomes the file's. */
static bool
write_starter(const char *dir, char *path, size_t size)
{
	OWN(buf_fini) struct buf starter = {0};

	snprintf(path, size, "%s%s/edition-1.xml", dir, parts[PART_COUNT - 1]);
	buf_str(&starter, starter_text);
	return buf_write_file(&starter, path) ||
	       (command_error("cannot write %s: %s", path, strerror(errno)), false);
}

static int
run_new(int argc, char **argv)
{
	bool made[PART_COUNT] = {false};
	char path[4096];

	if (command_option(&command_new, argc, argv) != -1)
		return command_usage(&command_new);
	if (argc - optind != 1)
		return command_error("name one directory, which will be the data directory"),
		       command_usage(&command_new);
	if (strlen(argv[optind]) > sizeof(path) - 64)
		return command_error("the path is too long");
	snprintf(path, sizeof(path), "%s/matrix", argv[optind]);
	if (access(path, F_OK) == 0)
		return command_error("%s is there already", path);
	if (!make_directories(argv[optind], path, sizeof(path), made) ||
		!write_starter(argv[optind], path, sizeof(path))) {
		remove_directories(argv[optind], path, sizeof(path), made);
		return EXIT_UNUSABLE;
	}
	terminal_line(stdout, "%s: edit it, then run: demarc check %s", path, argv[optind]);
	return EXIT_CLEAN;
}

const struct command command_new = {
	.name = "new",
	.run = run_new,
	.synopsis = "new DIR",
	.help = "Makes a data directory with a commented matrix to start from, which passes check.\n",
};
