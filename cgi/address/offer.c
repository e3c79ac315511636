#include "offer.h"

#include <string.h>

#include "data_file.h"

enum { HTML, SVG, PNG, WEBP, PDF, XLSX, CSV, ICS, JSON, XML, OSCAL, FORMATS };

static const char *const names[FORMATS + 1] = {[HTML] = "html",
	[SVG] = "svg",
	[PNG] = "png",
	[WEBP] = "webp",
	[PDF] = "pdf",
	[XLSX] = "xlsx",
	[CSV] = "csv",
	[ICS] = "ics",
	[JSON] = "json",
	[XML] = "xml",
	[OSCAL] = "oscal"};

enum {
	PICTURES = 1u << SVG | 1u << PNG | 1u << WEBP | 1u << PDF,
	DATA = 1u << XLSX | 1u << CSV | 1u << ICS | 1u << JSON | 1u << XML | 1u << OSCAL,
};

/* Pages that show nothing but ways to files: one of these must be there. */
static const unsigned leads_to[ROUTE__COUNT] = {[ROUTE_EMBED] = PICTURES,
	[ROUTE_DATA] = DATA | 1u << PDF,
	[ROUTE_DATA_HOME] = DATA | 1u << PDF,
	[ROUTE_ANSWERS] = 1u << CSV | 1u << XML};

const char *
offer_name(size_t i)
{
	return i < FORMATS ? names[i] : NULL;
}

/* FORMATS: there is none of that name. */
static unsigned
find(const char *name, size_t len)
{
	unsigned i = 0;

	while (i < FORMATS && (strlen(names[i]) != len || memcmp(names[i], name, len) != 0))
		i++;
	return i;
}

bool
offer_read(struct offer *offer, const char *list, struct buf *unknown)
{
	unsigned chosen = 0;

	for (;; list++) {
		size_t len = strcspn(list, ",");
		unsigned format = find(list, len);

		if (format == FORMATS) {
			buf_add(unknown, list, len);
			return false;
		}
		chosen |= 1u << format;
		list += len;
		if (*list == '\0')
			break;
	}
	offer->withheld = ((1u << FORMATS) - 1) & ~chosen;
	return true;
}

static bool
has(const struct offer *offer, unsigned format)
{
	return (offer->withheld & 1u << format) == 0;
}

/* By the end of a file's name. */
static bool
has_file(const struct offer *offer, const char *file)
{
	const char *dot = strrchr(file, '.');

	return dot != NULL && has(offer, find(dot + 1, strlen(dot + 1)));
}

bool
offer_has(const struct offer *offer, enum route_id to, const char *file)
{
	if (to == ROUTE_OSCAL)
		return has(offer, OSCAL);
	if (to == ROUTE_DOCUMENT)
		return has(offer, PDF);
	if (to == ROUTE_DIAGRAM || to == ROUTE_DATA_FILE)
		return has_file(offer, file);
	return has(offer, HTML) && (leads_to[to] == 0 || (leads_to[to] & ~offer->withheld) != 0);
}

bool
offer_has_picture(const struct offer *offer, enum diagram_format format)
{
	const char *name = diagram_format_name(format);

	return has(offer, find(name, strlen(name)));
}

bool
offer_has_data(const struct offer *offer, const struct export_format *format)
{
	struct link link = {0};

	data_file_link(&link, format);
	return offer_has(offer, link.to, link.file);
}
