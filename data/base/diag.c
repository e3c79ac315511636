#include "diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "json.h"
#include "own.h"
#include "terminal.h"
#include "utf8.h"

enum {
	KIND_LIMIT = 100,
	SOURCE_LIMIT = 8 << 20,
	LINE_BEFORE = 59,
	LINE_AFTER = 60,
	LINES_SHOWN = 12
};

const char *
severity_name(enum severity severity)
{
	static const char *const names[] = {[SEVERITY_ACCEPTED] = "accepted",
		[SEVERITY_NOTE] = "note",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error"};

	return names[severity];
}

static struct diag_kind *
find_kind(struct diags *diags, enum severity severity, const char *rule)
{
	for (size_t i = 0; i < diags->kind_count; i++)
		if (diags->kinds[i].severity == severity && strcmp(diags->kinds[i].rule, rule) == 0)
			return &diags->kinds[i];
	diags->kinds = realloc(diags->kinds, (diags->kind_count + 1) * sizeof(*diags->kinds));
	diags->kinds[diags->kind_count] = (struct diag_kind){rule, severity, 0};
	return &diags->kinds[diags->kind_count++];
}

static size_t
kind_limit(const struct diags *diags)
{
	return diags->limit > 0 ? diags->limit : KIND_LIMIT;
}

/* Room for one more of the kind; NULL: enough are listed. */
static struct diag *
add_one(struct diags *diags, enum severity severity, const char *rule, struct pos pos)
{
	diags->count[severity]++;
	if (find_kind(diags, severity, rule)->count++ >= kind_limit(diags))
		return NULL;
	if (diags->n == diags->cap) {
		diags->cap = diags->cap ? diags->cap * 2 : 16;
		diags->v = realloc(diags->v, diags->cap * sizeof(diags->v[0]));
	}
	diags->v[diags->n] = (struct diag){diags->n, severity, rule, pos, NULL, NULL};
	diags->v[diags->n].pos.file = strdup(pos.file ? pos.file : "");
	return &diags->v[diags->n++];
}

void
diags_accept(
	struct diags *diags, const char *rule, struct pos pos, const char *reason, const char *text)
{
	struct diag *d = add_one(diags, SEVERITY_ACCEPTED, rule, pos);

	if (d == NULL)
		return;
	d->text = strdup(text);
	d->reason = strdup(reason);
}

void
diags_add(struct diags *diags, enum severity severity, const char *rule, struct pos pos,
	const char *fmt, ...)
{
	char line[2048];
	struct diag *d = add_one(diags, severity, rule, pos);
	va_list ap;

	if (d == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	d->text = strdup(line);
}

size_t
diags_count(const struct diags *diags, const char *rule)
{
	size_t count = 0;

	for (size_t i = 0; i < diags->kind_count; i++)
		if (strcmp(diags->kinds[i].rule, rule) == 0)
			count += diags->kinds[i].count;
	return count;
}

static int
diag_order(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int by_file = strcmp(a->pos.file, b->pos.file);

	if (by_file != 0)
		return by_file;
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line ? -1 : 1;
	if (a->pos.column != b->pos.column)
		return a->pos.column < b->pos.column ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

void
diags_sort(struct diags *diags)
{
	if (diags->n > 0)
		qsort(diags->v, diags->n, sizeof(diags->v[0]), diag_order);
}

/* -- lines of the source ------------------------------------------------------------- */

/* A file and a place in it. Findings come in the order of their places, so each is looked for from
 * the one before: a long file or a long line is gone through once. */
struct diag_source {
	const char *path; /* NULL: none is read */
	struct buf bytes;
	const char *line; /* the start of the line */
	const char *end;  /* of the line, without "\r\n" */
	const char *at;   /* the character */
	unsigned line_number;
	unsigned column;
};

static const char *
line_end(const char *line)
{
	return line + strcspn(line, "\r\n");
}

static void
rewind_source(struct diag_source *s)
{
	s->line = s->at = buf_cstr(&s->bytes);
	s->end = line_end(s->line);
	s->line_number = s->column = 1;
}

static void
read_source(struct diag_source *s, const char *path)
{
	const char *why;

	if (s->path != NULL && strcmp(s->path, path) == 0)
		return;
	buf_clear(&s->bytes);
	buf_read_file(&s->bytes, path, SOURCE_LIMIT, &why);
	s->path = path;
	rewind_source(s);
}

/* false: the file has no such line. */
static bool
go_to_line(struct diag_source *s, unsigned number)
{
	const char *line = s->line;
	unsigned at = s->line_number;

	if (number < at) {
		line = buf_cstr(&s->bytes);
		at = 1;
	}
	for (; at < number; at++) {
		line = strchr(line, '\n');
		if (line == NULL)
			return false;
		line++;
	}
	if (line != s->line)
		*s = (struct diag_source){s->path, s->bytes, line, line_end(line), line, number, 1};
	return true;
}

static void
go_to_column(struct diag_source *s, unsigned column)
{
	size_t step;

	if (column < s->column) {
		s->at = s->line;
		s->column = 1;
	}
	for (; s->column < column && s->at < s->end; s->column++, s->at += step)
		utf8_next(s->at, &step);
}

/* Some characters on, or back, but no further than the line. */
static const char *
forward(const struct diag_source *s, unsigned count)
{
	const char *p = s->at;
	size_t step;

	for (; count > 0 && p < s->end; count--, p += step)
		utf8_next(p, &step);
	return p;
}

static const char *
backward(const struct diag_source *s, unsigned count)
{
	const char *p = s->at;

	for (; count > 0 && p > s->line; count--)
		do
			p--;
		while (p > s->line && ((unsigned char)*p & 0xc0) == 0x80);
	return p;
}

/* What stands below a character to leave it as much room as it takes. */
static void
add_blank(struct buf *carets, const char *character, int width)
{
	if (*character == '\t')
		buf_char(carets, '\t');
	else
		buf_printf(carets, "%*s", width, "");
}

/* The part of the line around the place, then a caret under it. */
static void
print_source(FILE *out, struct diag_source *s, struct pos pos)
{
	OWN(buf_fini) struct buf shown = {0}, carets = {0};
	const char *start, *end;
	size_t step;

	if (!go_to_line(s, pos.line) || s->line == s->end)
		return;
	go_to_column(s, pos.column);
	start = backward(s, LINE_BEFORE);
	end = forward(s, LINE_AFTER);
	for (const char *p = start; p < end; p += step) {
		int width = terminal_add_character(&shown, p, &step);

		if (p < s->at)
			add_blank(&carets, p, width);
	}
	terminal_line(out, "%s%s%s", start > s->line ? "  … " : "    ", buf_cstr(&shown),
		end < s->end ? " …" : "");
	terminal_line(out, "    %s^", buf_cstr(&carets));
}

/* -- printing -------------------------------------------------------------------------- */

static void
print_diag(FILE *out, const struct diag *d)
{
	char place[32] = "";

	if (d->pos.line > 0)
		snprintf(place, sizeof(place), ":%u:%u", d->pos.line, d->pos.column);
	terminal_line(out, "%s%s%s%s: %s [%s]%s%s", d->pos.file, place, *d->pos.file ? ": " : "",
		severity_name(d->severity), d->text, d->rule, d->reason != NULL ? ": " : "",
		d->reason != NULL ? d->reason : "");
}

/* Whether who has read one has read the other. Each error is one to mend. */
static bool
says_the_same(const struct diag *a, const struct diag *b)
{
	return a->severity == b->severity && a->severity != SEVERITY_ERROR &&
	       strcmp(a->rule, b->rule) == 0 && strcmp(a->text, b->text) == 0 &&
	       strcmp(a->pos.file, b->pos.file) == 0 &&
	       (a->reason == NULL ? b->reason == NULL
				  : b->reason != NULL && strcmp(a->reason, b->reason) == 0);
}

/* For each, the next one that says the same (0: none), and whether one before it does. */
struct repeats {
	size_t *next;
	bool *told;
};

static uint64_t
hash_of(const struct diag *d)
{
	uint64_t hash = hash_string(hash_string(HASH_START, d->rule), d->text);

	return hash_string(hash, d->reason != NULL ? d->reason : "");
}

/* Each is looked for in a table of the last ones so far, with a second place for whom it meets. */
static void
find_repeats(const struct diags *diags, struct repeats *repeats)
{
	size_t size = 1, *last, place;

	while (size < 2 * diags->n)
		size *= 2;
	repeats->next = calloc(diags->n + 1, sizeof(*repeats->next));
	repeats->told = calloc(diags->n + 1, sizeof(*repeats->told));
	last = calloc(size, sizeof(*last)); /* a place in the list, from 1; 0: empty */
	for (size_t i = 0; i < diags->n; i++) {
		place = hash_of(&diags->v[i]) & (size - 1);
		while (last[place] > 0 && !says_the_same(&diags->v[last[place] - 1], &diags->v[i]))
			place = (place + 1) & (size - 1);
		if (last[place] > 0) {
			repeats->next[last[place] - 1] = i;
			repeats->told[i] = true;
		}
		last[place] = i + 1;
	}
	free(last);
}

static void
free_repeats(struct repeats *repeats)
{
	free(repeats->next);
	free(repeats->told);
}

/* "… the same 3 more times, in lines 12, 15, 20". */
static void
print_others(FILE *out, const struct diags *diags, const struct repeats *repeats, size_t i)
{
	OWN(buf_fini) struct buf lines = {0};
	size_t n = 0, shown = 0;
	unsigned last = diags->v[i].pos.line;

	for (size_t j = repeats->next[i]; j > 0; j = repeats->next[j]) {
		n++;
		if (diags->v[j].pos.line == last || ++shown > LINES_SHOWN)
			continue;
		last = diags->v[j].pos.line;
		buf_printf(&lines, "%s%u", shown > 1 ? ", " : "", last);
	}
	if (n > 0)
		terminal_line(out, "    … the same %zu more time%s%s%s%s%s", n, n == 1 ? "" : "s",
			shown > 0 ? ", in line" : "",
			shown > 1   ? "s "
			: shown > 0 ? " "
				    : "",
			buf_cstr(&lines), shown > LINES_SHOWN ? ", …" : "");
}

void
diags_print(const struct diags *diags, FILE *out)
{
	struct diag_source source = {0};
	OWN(free_repeats) struct repeats repeats = {0};

	find_repeats(diags, &repeats);
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *d = &diags->v[i];

		if (repeats.told[i])
			continue;
		print_diag(out, d);
		if (d->pos.line > 0) {
			read_source(&source, d->pos.file);
			print_source(out, &source, d->pos);
		}
		print_others(out, diags, &repeats, i);
	}
	for (size_t i = 0; i < diags->kind_count; i++)
		if (diags->kinds[i].count > kind_limit(diags))
			terminal_line(out, "… and %zu more of this kind: %s [%s]",
				diags->kinds[i].count - kind_limit(diags),
				severity_name(diags->kinds[i].severity), diags->kinds[i].rule);
	buf_fini(&source.bytes);
}

static void
add_diag(struct json *j, const struct diag *d)
{
	json_open(j, '{');
	json_member(j, "file", d->pos.file);
	json_key(j, "line");
	json_number(j, d->pos.line);
	json_key(j, "column");
	json_number(j, d->pos.column);
	json_member(j, "severity", severity_name(d->severity));
	json_member(j, "rule", d->rule);
	json_member(j, "message", d->text);
	json_member(j, "reason", d->reason);
	json_close(j);
}

static void
add_count(struct json *j, const char *key, size_t n)
{
	json_key(j, key);
	json_number(j, (long long)n);
}

/* What is not listed, by kind; nothing if all is. */
static void
add_more(struct json *j, const struct diags *diags)
{
	bool some = false;

	for (size_t i = 0; i < diags->kind_count; i++) {
		const struct diag_kind *kind = &diags->kinds[i];

		if (kind->count <= kind_limit(diags))
			continue;
		if (!some) {
			json_key(j, "more");
			json_open(j, '[');
		}
		some = true;
		json_open(j, '{');
		json_member(j, "rule", kind->rule);
		json_member(j, "severity", severity_name(kind->severity));
		add_count(j, "count", kind->count - kind_limit(diags));
		json_close(j);
	}
	if (some)
		json_close(j);
}

void
diags_json(const struct diags *diags, struct buf *out)
{
	struct json j;

	json_init_dense(&j, out);
	json_open(&j, '{');
	json_key(&j, "diagnostics");
	json_open(&j, '[');
	for (size_t i = 0; i < diags->n; i++)
		add_diag(&j, &diags->v[i]);
	json_close(&j);
	add_more(&j, diags);
	add_count(&j, "errors", diags->count[SEVERITY_ERROR]);
	add_count(&j, "warnings", diags->count[SEVERITY_WARNING]);
	add_count(&j, "accepted", diags->count[SEVERITY_ACCEPTED]);
	json_close(&j);
}

void
diags_fini(struct diags *diags)
{
	for (size_t i = 0; i < diags->n; i++) {
		free((char *)diags->v[i].pos.file);
		free(diags->v[i].text);
		free(diags->v[i].reason);
	}
	free(diags->v);
	free(diags->kinds);
	*diags = (struct diags){.limit = diags->limit};
}
