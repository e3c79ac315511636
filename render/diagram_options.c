/* The table of options, and what is said with it: each row reads its value, says what would be right, and
 * puts what differs from the default into the key. */
#include <string.h>

#include "base/own.h"
#include "diagram.h"
#include "kind.h"

static const char *const theme_names[THEME__COUNT] = {"auto", "light", "dark"};

static bool
set_lang(struct diagram_request *request, const char *value)
{
	const struct language *language = matrix_language(request->matrix, value);

	if (language != NULL)
		request->lang = language->tag;
	return language != NULL;
}

static void
allowed_langs(const struct diagram_request *request, struct buf *out)
{
	const struct matrix *matrix = request->matrix;

	for (size_t i = 0; i < matrix->language_count; i++)
		buf_printf(out, "%s%s",
			i == 0                           ? ""
			: i + 1 < matrix->language_count ? ", "
							 : " or ",
			matrix->languages[i].tag);
}

static void
key_lang(const struct diagram_request *request, struct buf *out)
{
	if (strcmp(request->lang, request->matrix->original) != 0)
		buf_str(out, request->lang);
}

static bool
set_theme(struct diagram_request *request, const char *value)
{
	for (int theme = 0; theme < THEME__COUNT; theme++)
		if (strcmp(theme_names[theme], value) == 0) {
			request->theme = (enum diagram_theme)theme;
			return true;
		}
	return false;
}

/* PNG has one set of colours: auto is light there. */
static void
key_theme(const struct diagram_request *request, struct buf *out)
{
	if (request->theme != THEME_AUTO && (request->format == FORMAT_SVG || request->theme == THEME_DARK))
		buf_str(out, theme_names[request->theme]);
}

static bool
set_highlight(struct diagram_request *request, const char *value)
{
	const struct party *party = matrix_party(request->matrix, value);

	if (party != NULL)
		request->highlight = party;
	return party != NULL;
}

static void
allowed_parties(const struct diagram_request *request, struct buf *out)
{
	const struct matrix *matrix = request->matrix;

	for (size_t i = 0; i < matrix->party_count; i++)
		buf_printf(out, "%s%s",
			i == 0                        ? ""
			: i + 1 < matrix->party_count ? ", "
						      : " or ",
			matrix->parties[i].id);
}

static void
key_highlight(const struct diagram_request *request, struct buf *out)
{
	if (request->highlight != NULL)
		buf_str(out, request->highlight->id);
}

/* A whole number without sign, leading zero or anything else, from least to most; 0: it is none. */
static unsigned
whole_number(const char *value, unsigned least, unsigned most)
{
	unsigned n = 0;

	if (value[0] == '0')
		return 0;
	for (; *value >= '0' && *value <= '9' && n <= most; value++)
		n = n * 10 + (unsigned)(*value - '0');
	return *value == '\0' && n >= least && n <= most ? n : 0;
}

static bool
set_width(struct diagram_request *request, const char *value)
{
	unsigned width = whole_number(value, DIAGRAM_WIDTH_MIN, DIAGRAM_WIDTH_MAX);

	if (width > 0)
		request->width_px = width;
	return width > 0;
}

static void
key_width(const struct diagram_request *request, struct buf *out)
{
	if (kind_width(request) != kind_of(request)->width_px)
		buf_int(out, (long long)request->width_px);
}

static bool
set_scale(struct diagram_request *request, const char *value)
{
	unsigned scale = whole_number(value, 1, 4);

	if (scale == 1 || scale == 2 || scale == 4)
		request->scale = scale;
	return scale == 1 || scale == 2 || scale == 4;
}

static void
key_scale(const struct diagram_request *request, struct buf *out)
{
	if (request->format == FORMAT_PNG && request->scale != 1)
		buf_int(out, (long long)request->scale);
}

static bool
set_background(struct diagram_request *request, const char *value)
{
	request->transparent = strcmp(value, "transparent") == 0;
	return request->transparent || strcmp(value, "auto") == 0;
}

static void
key_background(const struct diagram_request *request, struct buf *out)
{
	if (request->transparent)
		buf_str(out, "transparent");
}

static const struct diagram_option options[] = {
	{"lang", "a language of the document", "diagram.option.lang", set_lang, allowed_langs, key_lang},
	{"theme", "auto, light or dark", "diagram.option.theme", set_theme, NULL, key_theme},
	{"highlight", "the id of a party", "diagram.option.highlight", set_highlight, allowed_parties,
		key_highlight},
	{"width", "a whole number of pixels from 320 to 4096", "diagram.option.width", set_width, NULL,
		key_width},
	{"scale", "1, 2 or 4", "diagram.option.scale", set_scale, NULL, key_scale},
	{"background", "auto or transparent", "diagram.option.background", set_background, NULL,
		key_background},
};

enum { OPTION_COUNT = sizeof(options) / sizeof(*options) };

const struct diagram_option *
diagram_options(size_t *count)
{
	*count = OPTION_COUNT;
	return options;
}

enum option_result
diagram_option_set(
	struct diagram_request *request, const char *name, const char *value, struct buf *allowed_buf)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		struct diagram_request changed = *request;

		if (strcmp(options[i].name, name) != 0)
			continue;
		if (options[i].set(&changed, value)) {
			*request = changed;
			return OPTION_TAKEN;
		}
		if (options[i].allowed_here != NULL)
			options[i].allowed_here(request, allowed_buf);
		else
			buf_str(allowed_buf, options[i].allowed);
		return OPTION_BAD;
	}
	return OPTION_UNKNOWN;
}

void
diagram_key(const struct diagram_request *request, struct buf *out)
{
	OWN(buf_fini) struct buf value = {0};
	size_t start = out->len;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		buf_clear(&value);
		options[i].key(request, &value);
		if (value.len > 0)
			buf_printf(out, "%s%s=%s", out->len > start ? "&" : "", options[i].name, value.data);
	}
}

void
diagram_request_init(struct diagram_request *request, const struct model *model, const struct matrix *matrix,
	enum diagram_kind kind, enum diagram_format format)
{
	*request = (struct diagram_request){
		.model = model,
		.matrix = matrix,
		.kind = kind,
		.format = format,
		.lang = matrix->original,
		.scale = 1,
	};
}
