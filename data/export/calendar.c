#include "calendar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/own.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "model/names.h"
#include "model/value.h"
#include "model/words.h"

enum { LINE_OCTETS = 75 }; /* of a line, without its end (RFC 5545, 3.1) */

struct calendar {
	struct buf *out;
	struct arena *arena;
	const struct model *model;
	const struct matrix *matrix;
	const struct export_pages *pages;
	const char *lang;
};

/* One day, and what is then. */
struct event {
	const char *date; /* ISO 8601 */
	const char *id;   /* one of the service's events has it, whatever the edition */
	const char *kind; /* message calendar.<kind> */
	const char *what;
	enum export_page page;
	const char *at; /* the id of the page's thing; NULL: none */
};

/* -- lines ---------------------------------------------------------------------------------- */

/* A line is folded between characters; what follows begins with a space. */
static void
put_line(struct calendar *c, const char *line)
{
	size_t used = 0, len;

	for (; *line != '\0'; line += len) {
		utf8_next(line, &len);
		if (used + len > LINE_OCTETS) {
			buf_str(c->out, "\r\n ");
			used = 1;
		}
		buf_add(c->out, line, len);
		used += len;
	}
	buf_str(c->out, "\r\n");
}

/* A property of type TEXT (3.3.11). */
static void
put_text(struct calendar *c, const char *name, const char *words)
{
	OWN(buf_fini) struct buf line = {0};

	buf_printf(&line, "%s:", name);
	for (; *words != '\0'; words++) {
		if (strchr("\\;,", *words) != NULL)
			buf_char(&line, '\\');
		if (*words == '\n')
			buf_str(&line, "\\n");
		else if (*words != '\r')
			buf_char(&line, *words);
	}
	put_line(c, buf_cstr(&line));
}

/* "2026-01-31" -> "20260131", some days on. */
static const char *
compact(struct calendar *c, const char *date, int days)
{
	struct tm day = {0};
	char out[16];

	sscanf(date, "%4d-%2d-%2d", &day.tm_year, &day.tm_mon, &day.tm_mday);
	day.tm_year -= 1900;
	day.tm_mon -= 1;
	day.tm_mday += days;
	timegm(&day);
	strftime(out, sizeof(out), "%Y%m%d", &day);
	return arena_strdup(c->arena, out);
}

/* -- events ------------------------------------------------------------------------------------ */

static void
put_uid(struct calendar *c, const char *id)
{
	char uuid[UUID_SIZE];

	uuid_v5(UUID_SPACE_URL,
		arena_printf(c->arena, "urn:demarc:1/%s/date/%s", c->matrix->service, id), uuid);
	put_text(c, "UID", arena_printf(c->arena, "urn:uuid:%s", uuid));
}

static void
put_event(struct calendar *c, const struct event *e)
{
	OWN(buf_fini) struct buf summary = {0};

	words_message(&summary, c->model, c->lang, arena_printf(c->arena, "calendar.%s", e->kind),
		"what", e->what, "service", texts_value(&c->matrix->service_name, c->lang));
	put_line(c, "BEGIN:VEVENT");
	put_uid(c, e->id);
	put_line(c, arena_printf(c->arena, "DTSTAMP:%sT000000Z", compact(c, c->matrix->date, 0)));
	put_line(c, arena_printf(c->arena, "DTSTART;VALUE=DATE:%s", compact(c, e->date, 0)));
	put_line(c, arena_printf(c->arena, "DTEND;VALUE=DATE:%s", compact(c, e->date, 1)));
	put_text(c, arena_printf(c->arena, "SUMMARY;LANGUAGE=%s", c->lang), buf_cstr(&summary));
	put_text(c, "CATEGORIES", e->kind);
	put_line(c, "TRANSP:TRANSPARENT");
	if (c->pages != NULL && e->at != NULL)
		put_line(c,
			arena_printf(c->arena, "URL:%s",
				c->pages->address(c->pages, c->arena, c->matrix, e->page, e->at)));
	put_line(c, "END:VEVENT");
}

static void
put_certifications(struct calendar *c)
{
	for (size_t i = 0; i < c->matrix->certification_count; i++) {
		const struct certification *x = &c->matrix->certifications[i];

		if (x->expires != NULL)
			put_event(c,
				&(struct event){x->expires,
					arena_printf(c->arena, "certification/%s/%s/%s", x->scheme,
						x->number != NULL ? x->number : "", x->expires),
					"certification", texts_value(&x->name, c->lang),
					EXPORT_PAGE_QUESTION, "certifications"});
	}
}

static bool
is_first_use(const struct matrix *m, size_t use)
{
	for (size_t i = 0; i < use; i++)
		if (strcmp(m->uses[i].framework, m->uses[use].framework) == 0)
			return false;
	return true;
}

static void
put_frameworks(struct calendar *c)
{
	for (size_t i = 0; i < c->matrix->uses_count; i++) {
		const struct framework *framework =
			model_framework(c->model, c->matrix->uses[i].framework);

		if (framework != NULL && framework->withdrawn != NULL && is_first_use(c->matrix, i))
			put_event(c,
				&(struct event){.date = framework->withdrawn,
					.id = arena_printf(c->arena, "framework/%s", framework->id),
					.kind = "withdrawn",
					.what = framework->short_name});
	}
}

/* -- dates and periods of notice among the facts -------------------------------------------------
 */

/* "notice" or "notice-suppliers": what is announced takes effect when the period has passed. */
static bool
is_notice(const struct fact *fact)
{
	return fact->kind == FACT_DURATION && strncmp(fact->id, "notice", 6) == 0 &&
	       (fact->id[6] == '\0' || fact->id[6] == '-');
}

/* The day on which a period that begins with the edition has passed. */
static const char *
notice_end(struct calendar *c, const char *duration)
{
	struct tm day = {0};
	char out[16];
	long parts[7];

	if (!value_duration(duration, parts))
		return NULL;
	sscanf(c->matrix->date, "%4d-%2d-%2d", &day.tm_year, &day.tm_mon, &day.tm_mday);
	day.tm_year += (int)parts[0] - 1900;
	day.tm_mon += (int)parts[1] - 1;
	day.tm_mday += (int)(7 * parts[2] + parts[3] + parts[4] / 24);
	if (timegm(&day) == -1 || day.tm_year > 9999 - 1900 ||
		strftime(out, sizeof(out), "%Y-%m-%d", &day) == 0)
		return NULL;
	return arena_strdup(c->arena, out);
}

static void
put_facts(struct calendar *c, const char *of, const char *at, enum export_page page,
	const struct texts *title, const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = &facts[i];
		const char *end = is_notice(fact) && c->matrix->replaces > 0
					  ? notice_end(c, fact->value)
					  : NULL;
		struct event e = {fact->kind == FACT_DATE ? fact->value : end,
			arena_printf(c->arena, "fact/%s/%s%s", of, fact->id,
				end == NULL ? ""
					    : arena_printf(c->arena, "/%u", c->matrix->edition)),
			end != NULL ? "notice" : "date",
			arena_printf(c->arena, "%s: %s", texts_value(title, c->lang),
				texts_value(&fact->name, c->lang)),
			page, at};

		if (e.date != NULL)
			put_event(c, &e);
	}
}

static void
put_dates(struct calendar *c)
{
	const struct matrix *m = c->matrix;

	for (size_t i = 0; i < m->control_count; i++)
		put_facts(c, arena_printf(c->arena, "control/%s", control_token(&m->controls[i])),
			control_token(&m->controls[i]), EXPORT_PAGE_CONTROL,
			control_title(c->model, m, &m->controls[i]), m->controls[i].facts,
			m->controls[i].fact_count);
	for (size_t t = 0; t < m->table_count; t++)
		for (size_t r = 0; r < m->tables[t].row_count; r++) {
			const struct row *row = &m->tables[t].rows[r];

			put_facts(c, arena_printf(c->arena, "row/%s", row->id), row->id,
				EXPORT_PAGE_ROW, &row->name, row->facts, row->fact_count);
		}
}

void
write_calendar(struct buf *out, const struct model *model, const struct matrix *matrix,
	const struct export_pages *pages)
{
	struct calendar c = {out, arena_new(), model, matrix, pages, matrix->original};

	put_line(&c, "BEGIN:VCALENDAR");
	put_line(&c, "VERSION:2.0");
	put_line(&c, "PRODID:-//demarc//demarc//EN");
	put_text(&c, "NAME", texts_value(&matrix->service_name, c.lang));
	put_event(&c, &(struct event){.date = matrix->date,
			      .id = arena_printf(c.arena, "edition/%u", matrix->edition),
			      .kind = "edition",
			      .what = arena_printf(c.arena, "%s (%u)",
				      texts_value(&matrix->title, c.lang), matrix->edition)});
	put_certifications(&c);
	put_frameworks(&c);
	put_dates(&c);
	put_line(&c, "END:VCALENDAR");
	arena_free(c.arena);
}
