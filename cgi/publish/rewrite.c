/* Our own writers print every address that leads into the site as an attribute in double quotes,
 * with "&amp;" for the ampersand and nothing else to undo; so no parser is needed to find them. In
 * the index of the search they are members "href". */
#include "rewrite.h"

#include <ctype.h>
#include <string.h>

#include "base/own.h"

static bool
is_search_index(const char *target)
{
	static const char name[] = "/search.json";
	size_t len = strcspn(target, "?");

	return len >= strlen(name) && strncmp(target + len - strlen(name), name, strlen(name)) == 0;
}

bool
rewrite_concerns(const char *type, const char *target)
{
	static const char *const types[] = {"text/html", "image/svg+xml", "application/atom+xml"};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strncmp(type, types[i], strlen(types[i])) == 0)
			return true;
	return is_search_index(target) || strcmp(target, "/sitemap.xml") == 0 ||
	       strcmp(target, "/robots.txt") == 0 || strcmp(target, "/llms.txt") == 0;
}

/* -- taking an address apart ------------------------------------------------------------- */

/* Adds the query's parameters but the content hash, which names what the plain address gives as
 * well. */
static void
add_query(struct buf *out, const char *query, size_t len)
{
	bool first = true;

	while (len > 0) {
		size_t n = 0;

		while (n < len && query[n] != '&')
			n++;
		if (n > 0 && strncmp(query, "v=", 2) != 0) {
			buf_char(out, first ? '?' : '&');
			buf_add(out, query, n);
			first = false;
		}
		n += n < len;
		query += n;
		len -= n;
	}
}

/* Adds the address with its ampersands as they are; in samples of HTML they are escaped twice. */
static void
add_plain(struct buf *out, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		const char *and = memchr(s, '&', (size_t)(end - s));
		size_t n = and != NULL ? (size_t)(and+1 - s) : (size_t)(end - s);

		buf_add(out, s, n);
		s += n;
		if (and == NULL || end - s < 4 || memcmp(s, "amp;", 4) != 0)
			continue;
		s += 4;
		if (end - s >= 4 && memcmp(s, "amp;", 4) == 0)
			s += 4;
	}
}

/* An address of len bytes, without the base address. */
static struct address
take_apart(struct arena *arena, const char *s, size_t len, bool absolute)
{
	OWN(buf_fini) struct buf plain = {0}, target = {0};
	const char *query, *anchor;
	size_t path;

	add_plain(&plain, s, len);
	anchor = strchr(buf_cstr(&plain), '#');
	if (anchor == NULL)
		anchor = buf_cstr(&plain) + plain.len;
	path = strcspn(buf_cstr(&plain), "?#");
	query = buf_cstr(&plain) + path;
	buf_add(&target, buf_cstr(&plain), path);
	if (*query == '?')
		add_query(&target, query + 1, (size_t)(anchor - query - 1));
	if (target.len == 0)
		buf_char(&target, '/');
	return (struct address){
		arena_strdup(arena, buf_cstr(&target)), arena_strdup(arena, anchor), absolute};
}

/* -- finding -------------------------------------------------------------------------------- */

struct rewriter {
	struct buf *out;
	const char *end;
	const char *here;
	const char *base_url;
	struct arena *arena;
	rewrite_fn *replace;
	void *data;
};

/* The address of len bytes at s, its target from skip on. */
static void
put_address(const struct rewriter *r, const char *s, size_t len, size_t skip)
{
	const struct address address = take_apart(r->arena, s + skip, len - skip, skip > 0);

	if (!r->replace(&address, r->out, r->data))
		buf_add(r->out, s, len);
}

/* The same for "../ja/boundary", seen from where we are. */
static void
put_relative(const struct rewriter *r, const char *s, size_t len)
{
	OWN(buf_fini) struct buf full = {0};
	size_t dir = strcspn(r->here, "?"), up = 0;
	struct address address;

	for (; len - up >= 3 && strncmp(s + up, "../", 3) == 0; up += 3)
		continue;
	for (size_t levels = up / 3 + 1; levels > 0 && dir > 0; levels--)
		while (dir > 0 && r->here[--dir] != '/')
			continue;
	buf_add(&full, r->here, dir + 1);
	buf_add(&full, s + up, len - up);
	address = take_apart(r->arena, buf_cstr(&full), full.len, false);
	if (!r->replace(&address, r->out, r->data))
		buf_add(r->out, s, len);
}

/* "url 1x, url 2x" */
static void
put_srcset(const struct rewriter *r, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		size_t n = 0;

		while (s + n < end && s[n] != ' ' && s[n] != ',')
			n++;
		if (n > 1 && s[0] == '/' && s[1] != '/')
			put_address(r, s, n, 0);
		else
			buf_add(r->out, s, n);
		s += n;
		if (s < end)
			buf_char(r->out, *s++);
	}
}

static bool
is_before(const struct buf *out, const char *word)
{
	size_t len = strlen(word);

	return out->len >= len && memcmp(out->data + out->len - len, word, len) == 0;
}

static bool
is_in_quotes(const struct buf *out)
{
	return is_before(out, "=\"") || is_before(out, "\"href\":\"");
}

/* Whether an absolute address, perhaps in the middle of words or code, ends here. Of the characters
 * that are written as entities only the ampersand is a part of addresses; a plus sign, which is
 * always encoded, is AsciiDoc's. */
static bool
ends_address(const char *s)
{
	return isspace((unsigned char)*s) || (unsigned char)*s >= 0x80 ||
	       strchr("\"'<>,()[]+", *s) != NULL || (*s == '&' && strncmp(s, "&amp;", 5) != 0);
}

/* Bytes of an absolute address that begins at s. */
static size_t
address_length(const struct rewriter *r, const char *s)
{
	size_t n = strlen(r->base_url);

	while (s + n < r->end && !ends_address(s + n))
		n++;
	return n;
}

/* What follows the base address must be a path, or nothing: https://a.example.org is not
 * https://a.example. */
static bool
starts_with_base(const struct rewriter *r, const char *s)
{
	size_t len = strlen(r->base_url);

	return len > 0 && (size_t)(r->end - s) >= len && memcmp(s, r->base_url, len) == 0 &&
	       (s + len == r->end || strchr("/\"<?#", s[len]) != NULL ||
		       isspace((unsigned char)s[len]));
}

/* What stands at s instead of an address that begins there goes out. The bytes of the address; 0:
 * none begins there. */
static size_t
put_address_at(const struct rewriter *r, const char *s)
{
	size_t left = (size_t)(r->end - s), n;

	if (left > 1 && s[0] == '/' && s[1] != '/' && is_in_quotes(r->out)) {
		n = (size_t)((const char *)memchr(s, '"', left) - s);
		if (is_before(r->out, "srcset=\""))
			put_srcset(r, s, n);
		else
			put_address(r, s, n, 0);
		return n;
	}
	if (left > 3 && memcmp(s, "../", 3) == 0 && is_before(r->out, "=\"")) {
		n = (size_t)((const char *)memchr(s, '"', left) - s);
		put_relative(r, s, n);
		return n;
	}
	if (!starts_with_base(r, s))
		return 0;
	n = address_length(r, s);
	put_address(r, s, n, strlen(r->base_url));
	return n;
}

/* The next place after s where an address may begin: behind a quote, or at *base, which is kept at
 * the next base address. */
static const char *
next_place(const struct rewriter *r, const char *s, const char **base)
{
	size_t left = (size_t)(r->end - s);
	const char *quote = memchr(s, '"', left), *next = quote != NULL ? quote + 1 : r->end;

	if (*base <= s) {
		*base = r->base_url[0] != '\0'
				? memmem(s + 1, left - 1, r->base_url, strlen(r->base_url))
				: NULL;
		if (*base == NULL)
			*base = r->end;
	}
	return *base < next ? *base : next;
}

void
rewrite_addresses(struct buf *out, const char *bytes, size_t len, const char *here,
	const char *base_url, struct arena *arena, rewrite_fn *replace, void *data)
{
	const struct rewriter r = {out, bytes + len, here, base_url, arena, replace, data};
	const char *base = bytes, *next;

	for (const char *s = bytes; s < r.end; s = next) {
		size_t n = put_address_at(&r, s);

		next = n > 0 ? s + n : next_place(&r, s, &base);
		if (n == 0)
			buf_add(out, s, (size_t)(next - s));
	}
}

/* -- files ------------------------------------------------------------------------------------- */

/* A query as part of a file name: "party=a&q=b c" is "_party-a_q-b~20c". */
static void
add_query_name(struct buf *out, const char *query)
{
	for (const char *p = query; *p != '\0'; p++)
		if (*p == '?' || *p == '&')
			buf_char(out, '_');
		else if (*p == '=')
			buf_char(out, '-');
		else if (isalnum((unsigned char)*p) || *p == '.' || *p == '-')
			buf_char(out, *p);
		else
			buf_char(out, '~');
}

const char *
rewrite_file_name(struct arena *arena, const char *target, bool page)
{
	OWN(buf_fini) struct buf name = {0};
	size_t path = strcspn(target, "?");
	const char *dot = NULL;

	for (size_t i = 0; i < path; i++)
		if (target[i] == '.' || target[i] == '/')
			dot = target[i] == '.' ? target + i : NULL;
	if (page || dot == NULL)
		dot = target + path;
	buf_add(&name, target + 1, (size_t)(dot - target - 1));
	if (path > 0 && target[path - 1] == '/')
		buf_str(&name, "index");
	add_query_name(&name, target + path);
	buf_add(&name, dot, (size_t)(target + path - dot));
	if (page)
		buf_str(&name, ".html");
	return arena_strdup(arena, buf_cstr(&name));
}

void
rewrite_relative(struct buf *out, const char *from, const char *to)
{
	size_t common = 0;

	for (size_t i = 0; from[i] != '\0' && from[i] == to[i]; i++)
		if (from[i] == '/')
			common = i + 1;
	for (const char *p = from + common; *p != '\0'; p++)
		if (*p == '/')
			buf_str(out, "../");
	buf_str(out, to + common);
}
