/* The configuration is made by hand and holds nothing but our files. What fontconfig knows of one
 * it keeps for each directory of the system's fonts, and we take it from there; to find it out
 * again is a tenth of a picture. So the configuration names the directory of those caches, and no
 * other. It also becomes fontconfig's current one, since Pango's start would otherwise load the
 * system's. Everything here happens under one mutex, once; afterwards it is read only. */
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
#include "face_file.h"
#include "type.h"

#define FONT_PACKAGES "fonts-inter, fonts-morisawa-bizud-gothic and fonts-vlgothic"

enum { FONTS_MAX = 64 };

/* The faces that pictures are drawn with, and where Debian's packages put them. */
static const struct {
	const char *dir, *file;
} own_faces[] = {
	{"/usr/share/fonts/opentype/inter", "Inter-Regular.otf"},
	{"/usr/share/fonts/opentype/inter", "Inter-SemiBold.otf"},
	{"/usr/share/fonts/truetype/bizud-gothic", "BIZUDPGothic-Regular.ttf"},
	{"/usr/share/fonts/truetype/bizud-gothic", "BIZUDPGothic-Bold.ttf"},
	{"/usr/share/fonts/truetype/vlgothic", "VL-PGothic-Regular.ttf"},
};

/* Where Debian's fontconfig keeps the caches of the system's fonts. */
static const char caches[] = "<fontconfig><cachedir>/var/cache/fontconfig</cachedir></fontconfig>";

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
	face_files_close();
}

/* The set that the fonts go into. It is made when something is added, be it a directory that is not
 * there. */
static FcFontSet *
font_set(void)
{
	if (FcConfigGetFonts(fonts.config, FcSetApplication) == NULL)
		FcConfigAppFontAddDir(fonts.config, (const FcChar8 *)"/nonexistent");
	return FcConfigGetFonts(fonts.config, FcSetApplication);
}

static void
unload(FcCache **cache)
{
	if (*cache != NULL)
		FcDirCacheUnload(*cache);
}

static void
free_set(FcFontSet **set)
{
	if (*set != NULL)
		FcFontSetDestroy(*set);
}

/* What the cache of the file's directory says of it. false: there is none that is up to date, or it
 * knows no such file. */
static bool
add_cached(const char *path)
{
	OWN(free_string) char *dir = strndup(path, (size_t)(strrchr(path, '/') - path));
	OWN(unload) FcCache *cache = FcDirCacheLoad((const FcChar8 *)dir, fonts.config, NULL);
	OWN(free_set) FcFontSet *known = cache != NULL ? FcCacheCopySet(cache) : NULL;
	FcFontSet *set = font_set();
	bool found = false;

	for (int i = 0; known != NULL && set != NULL && i < known->nfont; i++) {
		FcChar8 *file;

		if (FcPatternGetString(known->fonts[i], FC_FILE, 0, &file) != FcResultMatch ||
			strcmp((const char *)file, path) != 0)
			continue;
		FcPatternReference(known->fonts[i]);
		FcFontSetAdd(set, known->fonts[i]);
		found = true;
	}
	return found;
}

/* Takes the file in, once; false: it is missing, no font, or one too many. */
static bool
add_file(const char *path)
{
	struct stat st;

	if (fonts_find(path) < fonts.count)
		return true;
	if (fonts.count == FONTS_MAX || stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
		(!(path[0] == '/' && add_cached(path)) &&
			!FcConfigAppFontAddFile(fonts.config, (const FcChar8 *)path)))
		return false;
	fonts.paths[fonts.count++] = strdup(path);
	return true;
}

static bool
add_file_in(const char *dir, const char *name)
{
	OWN(free_string) char *path = NULL;

	return asprintf(&path, "%s/%s", dir, name) > 0 && add_file(path);
}

/* dirs: a list separated by colons; NULL: Debian's own. */
static bool
add_own_face(size_t face, const char *dirs)
{
	OWN(free_string) char *list = strdup(dirs != NULL ? dirs : own_faces[face].dir);
	char *next = list, *dir;

	while ((dir = strsep(&next, ":")) != NULL)
		if (add_file_in(dir, own_faces[face].file))
			return true;
	return false;
}

static bool
add_own_faces(const char *dirs, struct diags *diags)
{
	for (size_t i = 0; i < sizeof(own_faces) / sizeof(*own_faces); i++)
		if (!add_own_face(i, dirs)) {
			diags_add(diags, SEVERITY_ERROR, "missing-font",
				(struct pos){.file = dirs != NULL ? "DEMARC_FONT_DIR"
								  : own_faces[i].dir},
				"no font %s here, which pictures are drawn with: install the Debian "
				"packages " FONT_PACKAGES
				", or name the directories of their files in DEMARC_FONT_DIR",
				own_faces[i].file);
			return false;
		}
	return true;
}

static int
is_font_name(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot != NULL && (strcasecmp(dot, ".ttf") == 0 || strcasecmp(dot, ".otf") == 0 ||
				      strcasecmp(dot, ".ttc") == 0);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name); /* alphasort follows the locale */
}

/* Every font of a directory, by name. What is no font is passed over. false: it is no directory. */
static bool
add_directory(const char *dir)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, is_font_name, by_name);

	for (int i = 0; i < n; i++) {
		add_file_in(dir, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return n >= 0;
}

/* Files and directories, separated by colons. */
static bool
add_others(const char *names, struct diags *diags)
{
	OWN(free_string) char *list = strdup(names != NULL ? names : "");
	char *next = list, *name;
	const char *why = NULL;

	while (why == NULL && (name = strsep(&next, ":")) != NULL) {
		if (name[0] != '\0' && !add_file(name) && !add_directory(name))
			why = "no font file and no directory of fonts, which DEMARC_FONTS was to name";
		if (fonts.count == FONTS_MAX)
			why = "DEMARC_FONTS names too many fonts: name the files that are needed";
	}
	if (why != NULL)
		diags_add(diags, SEVERITY_ERROR, "missing-font", (struct pos){.file = names}, "%s",
			why);
	return why == NULL;
}

static const char *
environment(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

bool
fonts_load(struct diags *diags)
{
	OWN(unlock) pthread_mutex_t *lock = &fonts.lock;

	pthread_mutex_lock(lock);
	if (fonts.config != NULL)
		return true;
	fonts.config = FcConfigCreate();
	FcConfigParseAndLoadFromMemory(fonts.config, (const FcChar8 *)caches, FcFalse);
	if (!add_own_faces(environment("DEMARC_FONT_DIR"), diags) ||
		!add_others(environment("DEMARC_FONTS"), diags)) {
		forget();
		return false;
	}
	FcConfigSetCurrent(fonts.config);
	return true;
}

const char *
fonts_families(enum script_face first)
{
	return first == JAPANESE_FIRST ? "BIZ UDPGothic,VL PGothic,Inter"
				       : "Inter,BIZ UDPGothic,VL PGothic";
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

/* Tags that do not follow from the fonts would be kept by caches, and name other bytes in the next
 * process. So there is no going on without; a generation of workers that ends here never goes into
 * service. */
static void
end_unreadable(const char *path)
{
	terminal_line(stderr, "demarc: cannot read the font %s: %s", path, strerror(errno));
	_Exit(2);
}

/* The length of what an OpenType file (not a collection) starts with: its header and the directory
 * of its tables, which has a checksum and the length of each (OpenType, "Organization of an
 * OpenType Font"); 0: it is another kind of file. */
static size_t
directory_length(const uint8_t *start, size_t len)
{
	static const char *const kinds[] = {"\0\1\0\0", "OTTO", "true"};
	size_t tables = len < 12 ? 0 : (size_t)start[4] << 8 | start[5];

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (tables > 0 && memcmp(start, kinds[i], 4) == 0)
			return 12 + 16 * tables;
	return 0;
}

/* Checksums tell one file from another as well as all of its bytes, which are 12 million here and
 * would be two fifths of a page that a CGI program makes. */
static void
hash_file(struct sha256_ctx *hash, const char *path)
{
	OWN(file_close) FILE *f = fopen(path, "rbe");
	uint8_t bytes[1 << 16];
	struct stat st = {0};
	size_t n = f != NULL && fstat(fileno(f), &st) == 0 ? fread(bytes, 1, sizeof(bytes), f) : 0;
	size_t directory = directory_length(bytes, n);

	if (directory > 0 && directory <= n) {
		sha256_update(hash, directory, bytes);
		sha256_update(hash, sizeof(st.st_size), (const uint8_t *)&st.st_size);
		return;
	}
	for (; n > 0; n = fread(bytes, 1, sizeof(bytes), f))
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
	forget();
}
