#include "link.h"

#include <assert.h>
#include <string.h>

#include "base/own.h"
#include "http/percent.h"

/* Prints the value of the pattern's {name}. */
static void
print_name(struct buf *out, const struct link *link, const char *name, size_t len)
{
	const struct {
		const char *name, *value;
	} values[] = {{"service", link->service}, {"lang", link->lang}, {"clause", link->clause},
		{"party", link->party}, {"range", link->range}, {"file", link->file}};
	size_t i = 0;

	while (strlen(values[i].name) != len || memcmp(values[i].name, name, len) != 0) {
		i++;
		assert(i < sizeof(values) / sizeof(values[0]));
	}
	assert(values[i].value != NULL);
	percent_encode(out, values[i].value);
}

/* Prints the path. "/{edition}" stands for "/editions/N", or for nothing. */
static void
print_path(struct buf *out, const struct link *link)
{
	static const char edition[] = "/{edition}";
	const char *p = route_table[link->to].pattern;

	while (*p != '\0') {
		if (strncmp(p, edition, strlen(edition)) == 0) {
			if (link->edition > 0)
				buf_printf(out, "/editions/%u", link->edition);
			p += strlen(edition);
		} else if (*p == '{') {
			size_t len = strcspn(p + 1, "}");

			print_name(out, link, p + 1, len);
			p += len + 2;
		} else {
			buf_char(out, *p++);
		}
	}
}

void
link_print(struct buf *out, const struct link *link)
{
	OWN(buf_fini) struct buf query = {0};

	print_path(out, link);
	if (route_takes_choice(link->to) && link->plan != NULL)
		percent_argument(&query, "plan", link->plan);
	if (route_takes_choice(link->to) && link->option != NULL)
		percent_argument(&query, "option", link->option);
	if (link->query != NULL && link->query[0] != '\0')
		buf_printf(&query, "%s%s", query.len > 0 ? "&" : "", link->query);
	if (query.len > 0)
		buf_printf(out, "?%s", buf_cstr(&query));
	if (link->version != NULL)
		buf_printf(out, "%cv=%s", query.len > 0 ? '&' : '?', link->version);
	if (link->anchor != NULL) {
		buf_char(out, '#');
		percent_encode(out, link->anchor);
	}
}

const char *
link_string(struct arena *arena, const struct link *link)
{
	struct buf out = {0};
	const char *string;

	link_print(&out, link);
	string = arena_strdup(arena, buf_cstr(&out));
	buf_fini(&out);
	return string;
}
