/* The configuration is made by hand and holds nothing but our files. It also becomes fontconfig's current
 * one, since Pango's start would otherwise load the system's. Everything here happens under one mutex,
 * once; afterwards it is read only. */
#include "fonts.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <nettle/sha2.h>

#include "base/own.h"
#include "base/terminal.h"
#include "theme.h"

#ifndef DEMARC_FONT_DIR
#define DEMARC_FONT_DIR "/usr/share/fonts/truetype/bizud-gothic"
#endif
#define FONT_PACKAGE "fonts-morisawa-bizud-gothic"

enum { FONTS_MAX = 64 };

static const char *const family_files[FACE__COUNT] = {
	[FACE_REGULAR] = "BIZUDPGothic-Regular.ttf",
	[FACE_BOLD] = "BIZUDPGothic-Bold.ttf",
};

static struct {
	pthread_mutex_t lock;
	FcConfig *config; /* NULL: not loaded */
	char *paths[FONTS_MAX];
	size_t count;
	char identity[2 * SHA256_DIGEST_SIZE + 1];
} fonts = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void
unlock(pthread_mutex_t **lock)
{
	pthread_mutex_unlock(*lock);
}

static void
free_string(char **s)
{
	free(*s);
}

static void
forget(void)
{
	for (size_t i = 0; i < fonts.count; i++)
		free(fonts.paths[i]);
	fonts.count = 0;
	fonts.identity[0] = '\0';
	if (fonts.config != NULL)
		FcConfigDestroy(fonts.config);
	fonts.config = NULL;
}

/* Takes the file in; false: it is missing, no font, or one too many. */
static bool
add_file(const char *dir, const char *name)
{
	char *path;
	struct stat st;

	if (fonts.count == FONTS_MAX || asprintf(&path, "%s/%s", dir, name) < 0)
		return false;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
		!FcConfigAppFontAddFile(fonts.config, (const FcChar8 *)path)) {
		free(path);
		return false;
	}
	fonts.paths[fonts.count++] = path;
	return true;
}

static bool
add_family(const char *dir, struct diags *diags)
{
	for (size_t i = 0; i < FACE__COUNT; i++)
		if (!add_file(dir, family_files[i])) {
			diags_add(diags, SEVERITY_ERROR, "missing-font", (struct pos){.file = dir},
				"no font %s here, which pictures are drawn with: install the Debian "
				"package " FONT_PACKAGE ", or name its directory in DEMARC_FONT_DIR",
				family_files[i]);
			return false;
		}
	return true;
}

static int
is_font_name(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot != NULL &&
	       (strcasecmp(dot, ".ttf") == 0 || strcasecmp(dot, ".otf") == 0 || strcasecmp(dot, ".ttc") == 0);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name); /* alphasort follows the locale */
}

/* Every font of a directory, by name. What is no font is passed over. */
static void
add_directory(const char *dir)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_font_name, by_name);

	for (int i = 0; i < n; i++) {
		add_file(dir, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

bool
fonts_load(struct diags *diags)
{
	OWN(unlock) pthread_mutex_t *lock = &fonts.lock;
	OWN(free_string) char *dirs = NULL;
	const char *wanted = getenv("DEMARC_FONT_DIR");
	char *next, *dir;

	pthread_mutex_lock(lock);
	if (fonts.config != NULL)
		return true;
	dirs = strdup(wanted != NULL && wanted[0] != '\0' ? wanted : DEMARC_FONT_DIR);
	fonts.config = FcConfigCreate();
	next = dirs;
	dir = strsep(&next, ":");
	if (!add_family(dir, diags)) {
		forget();
		return false;
	}
	while ((dir = strsep(&next, ":")) != NULL)
		add_directory(dir);
	FcConfigSetCurrent(fonts.config);
	return true;
}

const char *
fonts_family(void)
{
	return "BIZ UDPGothic";
}

FcConfig *
fonts_config(void)
{
	return fonts.config;
}

size_t
fonts_count(void)
{
	return fonts.count;
}

const char *
fonts_path(size_t font)
{
	return fonts.paths[font];
}

size_t
fonts_find(const char *path)
{
	size_t i = 0;

	while (i < fonts.count && strcmp(fonts.paths[i], path) != 0)
		i++;
	return i;
}

/* Tags that do not follow from the fonts would be kept by caches, and name other bytes in the next process. So there is
 * no going on without; a generation of workers that ends here never goes into service. */
static void
end_unreadable(const char *path)
{
	terminal_line(stderr, "demarc: cannot read the font %s: %s", path, strerror(errno));
	_Exit(2);
}

static void
hash_file(struct sha256_ctx *hash, const char *path)
{
	OWN(file_close) FILE *f = fopen(path, "rbe");
	uint8_t bytes[1 << 16];
	size_t n;

	while (f != NULL && (n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		sha256_update(hash, n, bytes);
	if (f == NULL || ferror(f))
		end_unreadable(path);
}

const char *
fonts_identity(void)
{
	OWN(unlock) pthread_mutex_t *lock = &fonts.lock;
	struct sha256_ctx hash;
	uint8_t digest[SHA256_DIGEST_SIZE];

	pthread_mutex_lock(lock);
	if (fonts.identity[0] != '\0' || fonts.count == 0)
		return fonts.identity;
	sha256_init(&hash);
	for (size_t i = 0; i < fonts.count; i++)
		hash_file(&hash, fonts.paths[i]);
	sha256_digest(&hash, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(fonts.identity + 2 * i, 3, "%02x", digest[i]);
	return fonts.identity;
}

void
fonts_fini(void)
{
	OWN(unlock) pthread_mutex_t *lock = &fonts.lock;

	pthread_mutex_lock(lock);
	if (fonts.config == NULL)
		return;
	forget();
	FcFini();
}
