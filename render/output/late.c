#include "late.h"

#include "library.h"

struct late_calls late_table;

#define LATE_SYMBOL(name) {#name, &(name)},
static const struct library_symbol cairo_symbols[] = {LATE_CAIRO(LATE_SYMBOL)};
static const struct library_symbol pango_symbols[] = {LATE_PANGO(LATE_SYMBOL)};

static struct library cairo = {
	.file = "libcairo.so.2",
	.purpose = "PNG, WebP and PDF are drawn with",
	.advice = "install the Debian package libcairo2, or ask for SVG",
	.symbols = cairo_symbols,
	.count = sizeof(cairo_symbols) / sizeof(*cairo_symbols),
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

static struct library pango = {
	.file = "libpangocairo-1.0.so.0",
	.purpose = "the document is set with",
	.advice = "install the Debian package libpangocairo-1.0-0",
	.symbols = pango_symbols,
	.count = sizeof(pango_symbols) / sizeof(*pango_symbols),
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

bool
late_cairo(struct diags *diags)
{
	return library_load(&cairo, diags);
}

bool
late_pango(struct diags *diags)
{
	return late_cairo(diags) && library_load(&pango, diags);
}
