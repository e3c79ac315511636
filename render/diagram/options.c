/* The table of options, and what is said with it: each row reads its value, lists or describes what
 * would be right, and puts what differs from the default into the key. */
#include <string.h>

#include "base/own.h"
#include "diagram.h"
#include "kinds/boundary.h"
#include "kinds/kind.h"
#include "kinds/mapped.h"

/* -- choices of words ------------------------------------------------------------------ */

static const char *const theme_names[THEME__COUNT + 1] = {
	"auto", "light", "dark", "print", "contrast"};
static const char *const scale_names[] = {"1", "2", "4", NULL};
static const char *const background_names[] = {"auto", "transparent", NULL};
static const char *const letters_names[] = {"outline", "live", NULL};

/* The height of a slide on a screen of 96 dots an inch: 7.5 inches, whatever the shape. */
enum { SLIDE_HEIGHT = 720 };

static const char *const aspect_names[DIAGRAM_ASPECT__COUNT + 1] = {
	"auto", "16:9", "4:3", "1:1", "wide"};
static const struct aspect {
	int w, h;
} aspects[DIAGRAM_ASPECT__COUNT] = {{0, 0}, {16, 9}, {4, 3}, {1, 1}, {21, 9}};

bool
diagram_aspect(const struct diagram_request *request, int *w, int *h)
{
	*w = aspects[request->aspect].w;
	*h = aspects[request->aspect].h;
	return request->aspect != DIAGRAM_ASPECT_AUTO;
}

int
kind_own_width(const struct diagram_request *request)
{
	const struct aspect *aspect = &aspects[request->aspect];

	if (request->aspect == DIAGRAM_ASPECT_AUTO)
		return kind_of(request)->width_px;
	return SLIDE_HEIGHT * aspect->w / aspect->h;
}

int
kind_width(const struct diagram_request *request)
{
	return request->width_px > 0 ? (int)request->width_px : kind_own_width(request);
}

/* The place of the value in a list of names; -1: it is not there. */
static int
place_of(const char *const *names, const char *value)
{
	for (int i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], value) == 0)
			return i;
	return -1;
}

/* -- lang -------------------------------------------------------------------------------- */

static bool
set_lang(struct diagram_request *request, const char *value)
{
	const struct language *language = matrix_language(request->matrix, value);

	if (language != NULL)
		request->lang = language->tag;
	return language != NULL;
}

static const char *
lang_choice(const struct diagram_request *request, size_t i)
{
	return i < request->matrix->language_count ? request->matrix->languages[i].tag : NULL;
}

static void
key_lang(const struct diagram_request *request, struct buf *out)
{
	if (strcmp(request->lang, request->matrix->original) != 0)
		buf_str(out, request->lang);
}

/* -- theme --------------------------------------------------------------------------------- */

static bool
set_theme(struct diagram_request *request, const char *value)
{
	int theme = place_of(theme_names, value);

	if (theme >= 0)
		request->theme = (enum diagram_theme)theme;
	return theme >= 0;
}

static const char *
theme_choice(const struct diagram_request *request, size_t i)
{
	(void)request;
	return theme_names[i];
}

/* Only SVG can follow the reader: auto is light elsewhere. */
static void
key_theme(const struct diagram_request *request, struct buf *out)
{
	bool is_default = request->theme == THEME_AUTO ||
			  (request->theme == THEME_LIGHT && request->format != FORMAT_SVG);

	if (!is_default)
		buf_str(out, theme_names[request->theme]);
}

/* -- highlight ------------------------------------------------------------------------------- */

static bool
set_highlight(struct diagram_request *request, const char *value)
{
	const struct party *party = matrix_party(request->matrix, value);

	if (party != NULL)
		request->highlight = party;
	return party != NULL;
}

static const char *
highlight_choice(const struct diagram_request *request, size_t i)
{
	return i < request->matrix->party_count ? request->matrix->parties[i].id : NULL;
}

static const struct party *
subject(const struct diagram_request *request)
{
	const struct kind *kind = kind_of(request);

	return kind->subject != NULL ? kind->subject(request->matrix) : NULL;
}

static void
key_highlight(const struct diagram_request *request, struct buf *out)
{
	if (request->highlight != NULL && request->highlight != subject(request))
		buf_str(out, request->highlight->id);
}

/* -- open ------------------------------------------------------------------------------------ */

static const struct matrix *
closed(const struct diagram_request *request)
{
	return request->open != NULL ? request->plain : request->matrix;
}

/* The tables asked for are the same ones in the other matrix. */
static bool
set_open(struct diagram_request *request, const char *value)
{
	const struct matrix *before = request->matrix, *plain = closed(request);
	const struct party *party = matrix_party(plain, value);
	const struct matrix *opened = party != NULL ? matrix_opened(plain, party) : NULL;

	if (opened == NULL)
		return false;
	request->open = party;
	request->plain = plain;
	request->matrix = opened;
	for (size_t i = 0; i < request->table_count; i++)
		request->tables[i] = &opened->tables[request->tables[i] - before->tables];
	return true;
}

static const char *
open_choice(const struct diagram_request *request, size_t i)
{
	const struct matrix *plain = closed(request);

	return i < plain->opened_count ? plain->opened[i].party->id : NULL;
}

static void
key_open(const struct diagram_request *request, struct buf *out)
{
	if (request->open != NULL)
		buf_str(out, request->open->id);
}

/* -- sizes ------------------------------------------------------------------------------------- */

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
	if (kind_width(request) != kind_own_width(request))
		buf_int(out, (long long)request->width_px);
}

static bool
set_scale(struct diagram_request *request, const char *value)
{
	if (place_of(scale_names, value) < 0)
		return false;
	request->scale = (unsigned)(value[0] - '0');
	return true;
}

static const char *
scale_choice(const struct diagram_request *request, size_t i)
{
	(void)request;
	return scale_names[i];
}

static void
key_scale(const struct diagram_request *request, struct buf *out)
{
	if (diagram_format_is_raster(request->format) && request->scale != 1)
		buf_int(out, (long long)request->scale);
}

static bool
set_aspect(struct diagram_request *request, const char *value)
{
	int aspect = place_of(aspect_names, value);

	if (aspect >= 0)
		request->aspect = (enum diagram_aspect)aspect;
	return aspect >= 0;
}

static const char *
aspect_choice(const struct diagram_request *request, size_t i)
{
	(void)request;
	return aspect_names[i];
}

static void
key_aspect(const struct diagram_request *request, struct buf *out)
{
	if (request->aspect != DIAGRAM_ASPECT_AUTO)
		buf_str(out, aspect_names[request->aspect]);
}

/* -- background and letters -----------------------------------------------------------------------
 */

static bool
set_background(struct diagram_request *request, const char *value)
{
	int place = place_of(background_names, value);

	request->transparent = place == 1;
	return place >= 0;
}

static const char *
background_choice(const struct diagram_request *request, size_t i)
{
	(void)request;
	return background_names[i];
}

static void
key_background(const struct diagram_request *request, struct buf *out)
{
	if (request->transparent)
		buf_str(out, "transparent");
}

static bool
set_letters(struct diagram_request *request, const char *value)
{
	int place = place_of(letters_names, value);

	request->live = place == 1;
	return place >= 0;
}

static const char *
letters_choice(const struct diagram_request *request, size_t i)
{
	(void)request;
	return letters_names[i];
}

static void
key_letters(const struct diagram_request *request, struct buf *out)
{
	if (request->live && request->format == FORMAT_SVG)
		buf_str(out, "live");
}

/* -- what a card is about
 * ----------------------------------------------------------------------------- */

static bool
set_clause(struct diagram_request *request, const char *value)
{
	const struct control *control = matrix_control(request->matrix, value);

	if (control != NULL)
		request->control = control;
	return control != NULL;
}

static void
key_clause(const struct diagram_request *request, struct buf *out)
{
	if (request->control != NULL && request->kind == DIAGRAM_CARD)
		buf_str(out, control_token(request->control));
}

/* -- which tables
 * --------------------------------------------------------------------------------------- */

const struct table *
diagram_table(const struct matrix *matrix, size_t i)
{
	return boundary_candidate(matrix, i);
}

void
diagram_show_table(struct diagram_request *request, const struct table *table)
{
	bool only = boundary_candidate(request->matrix, 0) == table &&
		    boundary_candidate(request->matrix, 1) == NULL;

	request->tables[0] = table;
	request->table_count = only ? 0 : 1;
}

static const char *
table_choice(const struct diagram_request *request, size_t i)
{
	const struct table *table = boundary_candidate(request->matrix, i);

	return table != NULL ? table->id : NULL;
}

static void
key_tables(const struct diagram_request *request, struct buf *out)
{
	for (size_t i = 0; i < request->table_count && kind_of(request)->shows_tables; i++)
		buf_printf(out, "%s%s", i > 0 ? "," : "", request->tables[i]->id);
}

/* -- which framework ------------------------------------------------------------------------ */

static const char *
framework_choice(const struct diagram_request *request, size_t i)
{
	const struct framework *framework = mapped_candidate(request, i);

	return framework != NULL ? framework->id : NULL;
}

static bool
set_framework(struct diagram_request *request, const char *value)
{
	const struct framework *framework;

	for (size_t i = 0; (framework = mapped_candidate(request, i)) != NULL; i++)
		if (strcmp(framework->id, value) == 0) {
			request->framework = i > 0 ? framework : NULL;
			return true;
		}
	return false;
}

static void
key_framework(const struct diagram_request *request, struct buf *out)
{
	if (request->framework != NULL && kind_of(request)->shows_framework)
		buf_str(out, request->framework->id);
}

/* -- which page ------------------------------------------------------------------------------ */

static bool
set_page(struct diagram_request *request, const char *value)
{
	unsigned page = whole_number(value, 1, DIAGRAM_PAGES_MAX);

	if (page > 0)
		request->page = page;
	return page > 0;
}

static void
key_page(const struct diagram_request *request, struct buf *out)
{
	if (request->page > 0 && kind_of(request)->paging != NULL)
		buf_int(out, (long long)request->page);
}

size_t
diagram_pages(const struct diagram_request *request)
{
	return paging_count(kind_of(request)->paging, request);
}

bool
diagram_has_page(const struct diagram_request *request)
{
	return request->page <= 1 ||
	       request->page <= paging_count(kind_of(request)->paging, request);
}

bool
diagram_is_drawn_whole(const struct diagram_request *request)
{
	return paging_page(kind_of(request)->paging, request) == 0;
}

bool
diagram_is_shown_whole(const struct diagram_request *request)
{
	return paging_is_shown_whole(kind_of(request)->paging, request);
}

/* -- the table
 * -------------------------------------------------------------------------------------------- */

static const struct diagram_option options[] = {
	{"lang", "a language of the document", "diagram.option.lang", lang_choice, set_lang,
		key_lang},
	{"theme", "auto, light, dark, print or contrast", "diagram.option.theme", theme_choice,
		set_theme, key_theme},
	{"highlight", "the id of a party", "diagram.option.highlight", highlight_choice,
		set_highlight, key_highlight},
	{"width", "a whole number of pixels from 320 to 4096", "diagram.option.width", NULL,
		set_width, key_width},
	{"scale", "1, 2 or 4", "diagram.option.scale", scale_choice, set_scale, key_scale},
	{"aspect", "auto, 16:9, 4:3, 1:1 or wide", "diagram.option.aspect", aspect_choice,
		set_aspect, key_aspect},
	{"background", "auto or transparent", "diagram.option.background", background_choice,
		set_background, key_background},
	{"text", "outline or live", "diagram.option.text", letters_choice, set_letters,
		key_letters},
	{"clause", "a control's clause", "diagram.option.clause", NULL, set_clause, key_clause},
	{"table", "ids of tables with commas between", "diagram.option.table", table_choice,
		boundary_choose, key_tables},
	{"framework", "the id of a framework", "diagram.option.framework", framework_choice,
		set_framework, key_framework},
	{"open", "the id of a supplier whose own document is there", "diagram.option.open",
		open_choice, set_open, key_open},
	{"page", "a page of a long picture, from 1 on", "diagram.option.page", NULL, set_page,
		key_page},
};

enum { OPTION_COUNT = sizeof(options) / sizeof(*options) };

const struct diagram_option *
diagram_options(size_t *count)
{
	*count = OPTION_COUNT;
	return options;
}

static void
list_choices(const struct diagram_option *option, const struct diagram_request *request,
	const char *before_last, struct buf *out)
{
	const char *value;

	for (size_t i = 0; (value = option->choice(request, i)) != NULL; i++) {
		if (i > 0)
			buf_str(out, option->choice(request, i + 1) != NULL ? ", " : before_last);
		buf_str(out, value);
	}
}

void
diagram_option_allowed(const struct diagram_option *option, const struct diagram_request *request,
	const char *before_last, struct buf *out)
{
	if (option->choice != NULL && option->choice(request, 0) != NULL)
		list_choices(option, request, before_last, out);
	else
		buf_str(out, option->allowed);
}

enum option_result
diagram_option_set(struct diagram_request *request, const char *name, const char *value,
	struct buf *allowed_buf)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		struct diagram_request changed = *request;

		if (strcmp(options[i].name, name) != 0)
			continue;
		if (options[i].set(&changed, value)) {
			*request = changed;
			return OPTION_TAKEN;
		}
		diagram_option_allowed(&options[i], request, " or ", allowed_buf);
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
			buf_printf(out, "%s%s=%s", out->len > start ? "&" : "", options[i].name,
				value.data);
	}
}

void
diagram_request_init(struct diagram_request *request, const struct model *model,
	const struct matrix *matrix, enum diagram_kind kind, enum diagram_format format)
{
	*request = (struct diagram_request){
		.model = model,
		.matrix = matrix,
		.kind = kind,
		.format = format,
		.lang = matrix->original,
		.scale = 1,
	};
	request->highlight = subject(request);
}
