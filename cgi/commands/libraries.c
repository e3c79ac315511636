/* Which libraries the process runs with: asked of the libraries themselves, by name, so that those
 * that are loaded on demand are told of too, and so is one that is lacking. libfcgi, libseccomp and
 * nettle are left out: the first does not know its version, and the others make no bytes of theirs
 * that a reader sees. */
#include "libraries.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uversion.h>

/* How a library tells its version. */
enum told {
	TOLD_BY_TEXT,     /* a function that gives "1.2.3" */
	TOLD_AS_TEXT,     /* a pointer to it */
	TOLD_BY_HUNDREDS, /* a function that gives 10203 */
	TOLD_BY_BITS,     /* a function that gives 0x01002003 */
};

static const struct {
	const char *name, *file, *symbol;
	enum told told;
} libraries[] = {
	{"cairo", "libcairo.so.2", "cairo_version_string", TOLD_BY_TEXT},
	{"pango", "libpango-1.0.so.0", "pango_version_string", TOLD_BY_TEXT},
	{"harfbuzz", "libharfbuzz.so.0", "hb_version_string", TOLD_BY_TEXT},
	{"fontconfig", "libfontconfig.so.1", "FcGetVersion", TOLD_BY_HUNDREDS},
	{"libgd", "libgd.so.3", "gdVersionString", TOLD_BY_TEXT},
	{"libxml2", "libxml2.so.2", "xmlParserVersion", TOLD_AS_TEXT},
	{"libzip", "libzip.so.4", "zip_libzip_version", TOLD_BY_TEXT},
	{"jansson", "libjansson.so.4", "jansson_version_str", TOLD_BY_TEXT},
	{"zlib", "libz.so.1", "zlibVersion", TOLD_BY_TEXT},
	{"brotli", "libbrotlienc.so.1", "BrotliEncoderVersion", TOLD_BY_BITS},
};

/* POSIX has functions and objects of one size; C does not know that. */
static const char *
text_of(void *symbol)
{
	const char *(*function)(void);

	memcpy(&function, &symbol, sizeof(function));
	return function();
}

static uint32_t
number_of(void *symbol)
{
	uint32_t (*function)(void);

	memcpy(&function, &symbol, sizeof(function));
	return function();
}

/* libxml2 writes 20914 for 2.9.14, perhaps with more behind it. */
static void
put_hundreds(uint32_t number, struct buf *out)
{
	buf_printf(out, "%u.%u.%u", number / 10000, number / 100 % 100, number % 100);
}

static void
put_version(void *symbol, enum told told, struct buf *out)
{
	uint32_t number;

	if (told == TOLD_BY_TEXT) {
		buf_str(out, text_of(symbol));
	} else if (told == TOLD_AS_TEXT) {
		put_hundreds((uint32_t)strtoul(*(const char **)symbol, NULL, 10), out);
	} else if (told == TOLD_BY_HUNDREDS) {
		put_hundreds(number_of(symbol), out);
	} else {
		number = number_of(symbol);
		buf_printf(out, "%u.%u.%u", number >> 24, number >> 12 & 0xfff, number & 0xfff);
	}
}

/* Its names have the version in them, so it cannot be asked for as the others are. */
static void
put_icu(struct buf *out)
{
	UVersionInfo version;
	char text[U_MAX_VERSION_STRING_LENGTH];

	u_getVersion(version);
	u_versionToString(version, text);
	buf_printf(out, "  ICU %s\n", text);
}

void
libraries_print(struct buf *out)
{
	for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		void *handle = dlopen(libraries[i].file, RTLD_LAZY | RTLD_LOCAL);
		void *symbol = handle != NULL ? dlsym(handle, libraries[i].symbol) : NULL;

		buf_printf(out, "  %s ", libraries[i].name);
		if (symbol != NULL)
			put_version(symbol, libraries[i].told, out);
		else
			buf_str(out, "is not installed");
		buf_char(out, '\n');
		if (handle != NULL)
			dlclose(handle);
	}
	put_icu(out);
}
