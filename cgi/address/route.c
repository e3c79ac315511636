#include "route.h"

#include <string.h>

#include "http/percent.h"

#define HTML "text/html; charset=utf-8"
#define TEXT "text/plain; charset=utf-8"
#define MOVES ""

const struct route route_table[ROUTE__COUNT] = {
	[ROUTE_HOME] = {"/", HTML, 0, CACHE_PAGE, NULL,
		"the only service's start page, or the list of services; in the reader's language"},
	[ROUTE_SERVICE] = {"/{service}/{edition}/", MOVES, 0, CACHE_NEVER, NULL,
		"the start page in the reader's language"},
	[ROUTE_OVERVIEW] = {"/{service}/{edition}/{lang}/", HTML, 0, CACHE_PAGE, "nav.overview",
		"what this is, the boundary, what is whose"},
	[ROUTE_BOUNDARY] = {"/{service}/{edition}/{lang}/boundary", HTML, NEED_TABLES, CACHE_PAGE,
		"nav.boundary", "the tables of responsibility and their picture"},
	[ROUTE_CONTROLS] = {"/{service}/{edition}/{lang}/controls", HTML, NEED_CONTROLS, CACHE_PAGE,
		"nav.controls",
		"all controls; ?party= &status= &shared= &theme= &cld= choose among them"},
	[ROUTE_CONTROL] = {"/{service}/{edition}/{lang}/controls/{clause}", HTML, NEED_CONTROLS,
		CACHE_PAGE, NULL, "one control"},
	[ROUTE_SEARCH] = {"/{service}/{edition}/{lang}/search", HTML, 0, CACHE_PAGE, NULL,
		"what the document says of the words ?q=, best answer first"},
	[ROUTE_SEARCH_INDEX] = {"/{service}/{edition}/{lang}/search.json", "application/json", 0,
		CACHE_FILE, NULL, "all that is searched, for the search in the browser"},
	[ROUTE_PARTY] = {"/{service}/{edition}/{lang}/parties/{party}", HTML, 0, CACHE_PAGE, NULL,
		"what is one party's: its layers, and its part in each control as a checklist"},
	[ROUTE_PARTY_FEED] = {"/{service}/{lang}/parties/{party}/feed.atom",
		"application/atom+xml; charset=utf-8", 0, CACHE_HOST, NULL,
		"an Atom feed of what each edition changed for a party"},
	[ROUTE_SUPPLIER] = {"/{service}/{edition}/{lang}/suppliers/{party}", HTML, NEED_PUBLICATION,
		CACHE_PAGE, NULL,
		"what a supplier's own document says of our rows and clauses, in its words"},
	[ROUTE_MAPPING] = {"/{service}/{edition}/{lang}/mapping", HTML, NEED_MAPPING, CACHE_PAGE,
		"nav.mapping", "each clause's counterpart, both ways"},
	[ROUTE_CHANGES] = {"/{service}/{edition}/{lang}/changes", HTML, 0, CACHE_PAGE,
		"nav.changes", "the editions, and what the last one changed"},
	[ROUTE_DIFFERENCE] = {"/{service}/{lang}/changes/{range}", HTML, 0, CACHE_PAGE, NULL,
		"what changed from edition A to edition B: A..B"},
	[ROUTE_ABOUT] = {"/{service}/{edition}/{lang}/about", HTML, 0, CACHE_PAGE, "nav.about",
		"scope, terms, sources, contacts, and how the document was read"},
	[ROUTE_ANSWERS] = {"/{service}/{edition}/{lang}/answers", HTML, NEED_CONTROLS, CACHE_PAGE,
		NULL, "how to have a questionnaire filled from the document"},
	[ROUTE_DATA] = {"/{service}/{edition}/{lang}/data", HTML, 0, CACHE_PAGE, "nav.data",
		"the document as data: what there is, with size and hash"},
	[ROUTE_DATA_HOME] = {"/{service}/{edition}/data/", MOVES, 0, CACHE_NEVER, NULL,
		"the same in the reader's language"},
	[ROUTE_DATA_FILE] = {"/{service}/{edition}/data/{file}", NULL, 0, CACHE_FILE, NULL,
		"the document in one form: matrix.xlsx, matrix.json, controls.csv, ..."},
	[ROUTE_OSCAL] = {"/{service}/{edition}/data/oscal/{file}", NULL, 0, CACHE_FILE, NULL,
		"the document in a form of OSCAL"},
	[ROUTE_EMBED] = {"/{service}/{edition}/{lang}/embed", HTML, 0, CACHE_PAGE, NULL,
		"choose a picture with ?kind= &format= and its options; see it, and take its address or markup"},
	[ROUTE_DIAGRAM] = {"/{service}/diagrams/{file}", NULL, 0, CACHE_PICTURE, NULL,
		"a picture: KIND.FORMAT with the options of demarc render, and edition="},
	[ROUTE_DOCUMENT] = {"/{service}/{edition}/{lang}/document.pdf", "application/pdf", 0,
		CACHE_PICTURE, NULL,
		"the whole document as a paper, with contents, outline and links"},
	[ROUTE_FEED] = {"/{service}/feed.atom", "application/atom+xml; charset=utf-8", 0,
		CACHE_HOST, NULL, "an Atom feed with an entry for each edition"},
	[ROUTE_STATIC] = {"/static/{file}", NULL, 0, CACHE_FILE, NULL, "style sheet and icon"},
	[ROUTE_HEALTHZ] = {"/healthz", "application/json", 0, CACHE_NEVER, NULL,
		"whether the program is well"},
	[ROUTE_METRICS] = {"/metrics", "text/plain; version=0.0.4; charset=utf-8", 0, CACHE_NEVER,
		NULL, "figures for Prometheus"},
	[ROUTE_ROBOTS] = {"/robots.txt", TEXT, 0, CACHE_HOST, NULL, "for crawlers"},
	[ROUTE_SITEMAP] = {"/sitemap.xml", "application/xml; charset=utf-8", 0, CACHE_HOST, NULL,
		"all pages of the current editions"},
	[ROUTE_SECURITY] = {"/.well-known/security.txt", TEXT, 0, CACHE_HOST, NULL,
		"whom to tell of a weakness (RFC 9116), where a document has a contact's address"},
	[ROUTE_LLMS] = {"/llms.txt", TEXT, 0, CACHE_HOST, NULL,
		"what there is, in Markdown, for programs that read pages"},
};

enum { SEGMENTS = 8 };

/* The decoded segments of a path, empty ones left out. More than SEGMENTS: SEGMENTS + 1 comes back.
 */
static size_t
split(const char *path, struct arena *arena, const char *segments[SEGMENTS])
{
	size_t n = 0;

	for (;;) {
		size_t len;

		path += strspn(path, "/");
		len = strcspn(path, "/");
		if (len == 0)
			return n;
		if (n == SEGMENTS)
			return SEGMENTS + 1;
		segments[n] = percent_decode(arena, path, len, false);
		if (segments[n++] == NULL)
			return SEGMENTS + 1;
		path += len;
	}
}

/* The place in captures for the pattern's segment "{name}" of len characters. */
static const char **
capture_slot(struct captures *captures, const char *name, size_t len)
{
	const struct {
		const char *name;
		const char **slot;
	} slots[] = {{"{service}", &captures->service}, {"{lang}", &captures->lang},
		{"{clause}", &captures->clause}, {"{party}", &captures->party},
		{"{range}", &captures->range}, {"{file}", &captures->file},
		{"{edition}", &captures->edition}};

	for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
		if (strlen(slots[i].name) == len && memcmp(slots[i].name, name, len) == 0)
			return slots[i].slot;
	return NULL;
}

static bool
match(const char *pattern, const char *const *segments, size_t n, struct captures *captures)
{
	size_t at = 0;

	*captures = (struct captures){0};
	for (;;) {
		size_t len;
		const char **slot;

		pattern += strspn(pattern, "/");
		len = strcspn(pattern, "/");
		if (len == 0)
			return at == n;
		slot = capture_slot(captures, pattern, len);
		if (slot == &captures->edition) {
			if (at + 1 < n && strcasecmp(segments[at], "editions") == 0) {
				*slot = segments[at + 1];
				at += 2;
			}
		} else if (at == n) {
			return false;
		} else if (slot != NULL) {
			*slot = segments[at++];
		} else if (strlen(segments[at]) != len ||
			   strncasecmp(pattern, segments[at], len) != 0) {
			return false;
		} else {
			at++;
		}
		pattern += len;
	}
}

/* Whose page it would be, in which language: from the segments in front, as far as they say. */
static void
find_scope(const char *const *segments, size_t n, struct captures *captures)
{
	const char *overview = route_table[ROUTE_OVERVIEW].pattern;
	bool readable = n >= 2 && n <= SEGMENTS;
	size_t front = readable && strcasecmp(segments[1], "editions") == 0 ? 4 : 2;

	if (!readable || n < front || !match(overview, segments, front, captures))
		*captures = (struct captures){0};
}

/* How much a pattern says itself: more segments of its own first, then those whose own stand
 * further in front. So /static/x is no service, and /chrofy/data/x no language. {edition} may be
 * left out of an address and counts nothing. */
static unsigned
rank(const char *pattern)
{
	unsigned own = 0, front = 0, at = 1u << 15;

	for (;;) {
		size_t len;

		pattern += strspn(pattern, "/");
		len = strcspn(pattern, "/");
		if (len == 0)
			return own << 16 | front;
		if (*pattern != '{') {
			own++;
			front |= at;
		}
		if (strncmp(pattern, "{edition}", len) != 0)
			at >>= 1;
		pattern += len;
	}
}

int
route_find(const char *path, struct arena *arena, struct captures *captures)
{
	const char *segments[SEGMENTS];
	size_t n = split(path, arena, segments);
	struct captures fit;
	int found = -1;

	find_scope(segments, n, captures);
	for (int id = 0; n <= SEGMENTS && id < ROUTE__COUNT; id++) {
		const char *pattern = route_table[id].pattern;

		if (match(pattern, segments, n, &fit) &&
			(found < 0 || rank(pattern) > rank(route_table[found].pattern))) {
			found = id;
			*captures = fit;
		}
	}
	return found;
}

bool
route_only_redirects(enum route_id id)
{
	return route_table[id].type != NULL && route_table[id].type[0] == '\0';
}

bool
route_takes_choice(enum route_id id)
{
	static const bool takes[ROUTE__COUNT] = {[ROUTE_OVERVIEW] = true,
		[ROUTE_BOUNDARY] = true,
		[ROUTE_CONTROLS] = true,
		[ROUTE_CONTROL] = true,
		[ROUTE_PARTY] = true,
		[ROUTE_MAPPING] = true,
		[ROUTE_ABOUT] = true,
		[ROUTE_DATA] = true,
		[ROUTE_DATA_FILE] = true,
		[ROUTE_OSCAL] = true,
		[ROUTE_EMBED] = true,
		[ROUTE_DIAGRAM] = true};

	return takes[id];
}

bool
route_names(enum route_id id, const struct party *party)
{
	return id != ROUTE_SUPPLIER ||
	       (party->published != NULL && party->published->matrix != NULL);
}

static bool
has_mapping(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->uses_count; i++)
		if (matrix->uses[i].role == USES_MAPPED)
			return matrix->control_count > 0;
	return false;
}

static bool
has_publication(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->party_count; i++)
		if (route_names(ROUTE_SUPPLIER, &matrix->parties[i]))
			return true;
	return false;
}

bool
route_available(enum route_id id, const struct matrix *matrix)
{
	unsigned needs = route_table[id].needs;

	return (!(needs & NEED_TABLES) || matrix->table_count > 0) &&
	       (!(needs & NEED_CONTROLS) || matrix->control_count > 0) &&
	       (!(needs & NEED_MAPPING) || has_mapping(matrix)) &&
	       (!(needs & NEED_PUBLICATION) || has_publication(matrix));
}
