#include "diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "own.h"
#include "utf8.h"

enum { DIAGS_LIMIT = 1000, SOURCE_LIMIT = 8 << 20, LINE_BEFORE = 60, LINE_AFTER = 60 };

const char *
severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_NOTE] = "note", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};

	return names[severity];
}

void
diags_add(struct diags *diags, enum severity severity, const char *rule, struct pos pos, const char *fmt, ...)
{
	char line[2048];
	va_list ap;

	diags->count[severity]++;
	if (diags->n >= (diags->limit ? diags->limit : DIAGS_LIMIT))
		return;
	if (diags->n == diags->cap) {
		diags->cap = diags->cap ? diags->cap * 2 : 16;
		diags->v = realloc(diags->v, diags->cap * sizeof(diags->v[0]));
	}
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	diags->v[diags->n] = (struct diag){severity, rule, pos, strdup(line)};
	diags->v[diags->n++].pos.file = strdup(pos.file ? pos.file : "");
}

/* An insertion sort keeps the order of equals; the list comes nearly sorted. */
static int
diag_order(const struct diag *a, const struct diag *b)
{
	int by_file = strcmp(a->pos.file, b->pos.file);

	if (by_file != 0)
		return by_file;
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line ? -1 : 1;
	return a->pos.column < b->pos.column ? -1 : a->pos.column > b->pos.column;
}

void
diags_sort(struct diags *diags)
{
	for (size_t i = 1; i < diags->n; i++) {
		struct diag d = diags->v[i];
		size_t j = i;

		for (; j > 0 && diag_order(&diags->v[j - 1], &d) > 0; j--)
			diags->v[j] = diags->v[j - 1];
		diags->v[j] = d;
	}
}

/* The line of a text, without its end. */
static const char *
find_line(const struct buf *source, unsigned line, size_t *len)
{
	const char *p = buf_cstr(source);

	while (--line > 0) {
		p = strchr(p, '\n');
		if (p == NULL)
			return NULL;
		p++;
	}
	*len = strcspn(p, "\r\n");
	return p;
}

/* Controls would act on the terminal. */
static void
print_character(FILE *out, const char *s, size_t len)
{
	if ((unsigned char)*s < 0x20 || (unsigned char)*s == 0x7f)
		fputc(*s == '\t' ? '\t' : '?', out);
	else
		fwrite(s, 1, len, out);
}

/* The bytes of count characters, at most len. */
static size_t
span(const char *s, size_t len, size_t count)
{
	size_t i = 0, step;

	for (; i < len && count > 0; i += step, count--)
		utf8_next(s + i, &step);
	return i < len ? i : len;
}

/* The part of the line around the place, then a caret under it. */
static void
print_source(FILE *out, const struct buf *source, struct pos pos)
{
	size_t len = 0, step, start = 0, caret, end;
	const char *line = find_line(source, pos.line, &len);

	if (line == NULL || len == 0)
		return;
	if (pos.column > LINE_BEFORE)
		start = span(line, len, pos.column - LINE_BEFORE);
	caret = span(line, len, pos.column - 1);
	end = caret + span(line + caret, len - caret, LINE_AFTER);
	fputs(start > 0 ? "  … " : "    ", out);
	for (size_t i = start; i < end; i += step) {
		utf8_next(line + i, &step);
		print_character(out, line + i, step);
	}
	fputs(end < len ? " …\n    " : "\n    ", out);
	for (size_t i = start; i < caret; i += step) {
		int width = utf8_width(utf8_next(line + i, &step));

		if (line[i] == '\t')
			fputc('\t', out);
		else
			fprintf(out, "%*s", width, "");
	}
	fputs("^\n", out);
}

void
diags_print(const struct diags *diags, FILE *out)
{
	OWN(buf_fini) struct buf source = {0};
	const char *loaded = NULL, *why;
	size_t total = diags->count[SEVERITY_ERROR] + diags->count[SEVERITY_WARNING] + diags->count[SEVERITY_NOTE];

	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *d = &diags->v[i];

		fputs(d->pos.file, out);
		if (d->pos.line > 0)
			fprintf(out, ":%u:%u", d->pos.line, d->pos.column);
		fprintf(out, "%s%s: %s [%s]\n", *d->pos.file ? ": " : "", severity_name(d->severity), d->text, d->rule);
		if (d->pos.line == 0)
			continue;
		if (loaded == NULL || strcmp(loaded, d->pos.file) != 0) {
			buf_clear(&source);
			buf_read_file(&source, d->pos.file, SOURCE_LIMIT, &why);
			loaded = d->pos.file;
		}
		print_source(out, &source, d->pos);
	}
	if (total > diags->n)
		fprintf(out, "… and %zu more\n", total - diags->n);
}

void
diags_json(const struct diags *diags, struct buf *out)
{
	buf_str(out, "{\"diagnostics\":[");
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *d = &diags->v[i];

		buf_str(out, i > 0 ? ",\n{\"file\":" : "\n{\"file\":");
		buf_json(out, d->pos.file);
		buf_printf(out, ",\"line\":%u,\"column\":%u,\"severity\":\"%s\",\"rule\":", d->pos.line, d->pos.column,
			severity_name(d->severity));
		buf_json(out, d->rule);
		buf_str(out, ",\"message\":");
		buf_json(out, d->text);
		buf_char(out, '}');
	}
	buf_printf(out, "],\"errors\":%zu,\"warnings\":%zu}\n", diags->count[SEVERITY_ERROR],
		diags->count[SEVERITY_WARNING]);
}

void
diags_fini(struct diags *diags)
{
	for (size_t i = 0; i < diags->n; i++) {
		free((char *)diags->v[i].pos.file);
		free(diags->v[i].text);
	}
	free(diags->v);
	*diags = (struct diags){.limit = diags->limit};
}
