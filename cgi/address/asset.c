/* The assembler puts the files into the read-only data; it looks for them in DEMARC_STATIC_DIR, a
 * path from where the compiler was started. */
#include "asset.h"

#include <string.h>

#ifndef DEMARC_STATIC_DIR
#define DEMARC_STATIC_DIR "static"
#endif

#define EMBED(symbol, file)                                                                        \
	__asm__(".section .rodata\n"                                                               \
		".balign 16\n" #symbol "_begin:\n"                                                 \
		".incbin \"" DEMARC_STATIC_DIR "/" file "\"\n" #symbol "_end:\n"                   \
		".byte 0\n"                                                                        \
		".previous\n");                                                                    \
	extern const char symbol##_begin[] __attribute__((visibility("hidden")));                  \
	extern const char symbol##_end[] __attribute__((visibility("hidden")))

EMBED(asset_style, "style.css");
EMBED(asset_filter, "filter.js");
EMBED(asset_search, "search.js");
EMBED(asset_duties, "duties.js");
EMBED(asset_embed, "embed.js");
EMBED(asset_favicon, "favicon.svg");

/* Lengths are differences of addresses, which no constant expression has. */
static const struct {
	const char *name, *type, *begin, *end;
} rows[] = {
	{"style.css", "text/css; charset=utf-8", asset_style_begin, asset_style_end},
	{"filter.js", "text/javascript; charset=utf-8", asset_filter_begin, asset_filter_end},
	{"search.js", "text/javascript; charset=utf-8", asset_search_begin, asset_search_end},
	{"duties.js", "text/javascript; charset=utf-8", asset_duties_begin, asset_duties_end},
	{"embed.js", "text/javascript; charset=utf-8", asset_embed_begin, asset_embed_end},
	{"favicon.svg", "image/svg+xml", asset_favicon_begin, asset_favicon_end},
};

size_t
asset_count(void)
{
	return sizeof(rows) / sizeof(rows[0]);
}

struct asset
asset_at(size_t i)
{
	size_t len = (size_t)(rows[i].end - rows[i].begin);

	return (struct asset){rows[i].name, rows[i].type, rows[i].begin, len};
}

bool
asset_find(const char *name, struct asset *asset)
{
	for (size_t i = 0; i < asset_count(); i++)
		if (strcmp(rows[i].name, name) == 0) {
			*asset = asset_at(i);
			return true;
		}
	return false;
}
