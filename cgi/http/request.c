/* Strings are measured, then copied to the arena: what is too long is refused or passed over before
 * anything looks at it. The path of CGI is decoded by the front (RFC 3875, 4.1.5), so it is encoded
 * again, and a request looks alike whatever it came through. */
#include "request.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "percent.h"
#include "host.h"

enum {
	HEADER_ACCEPT_LANGUAGE,
	HEADER_ACCEPT_ENCODING,
	HEADER_IF_NONE_MATCH,
	HEADER_IF_MODIFIED_SINCE,
	HEADER_HOST,
	HEADER__COUNT
};

/* What the struct gets of a header's value. */
typedef const char *
read_fn(struct arena *, const char *value);

/* Small letters, since hosts have no others (RFC 3986, 6.2.2.1); what is no host is none. */
static const char *
read_host(struct arena *arena, const char *value)
{
	char *host = arena_strdup(arena, host_is_valid(value) ? value : "");

	for (char *p = host; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return host;
}

static const char *
read_text(struct arena *arena, const char *value)
{
	return arena_strdup(arena, value);
}

static const struct {
	const char *http, *cgi;
	size_t offset;
	read_fn *read;
} headers[HEADER__COUNT] = {
	[HEADER_ACCEPT_LANGUAGE] = {"Accept-Language", "HTTP_ACCEPT_LANGUAGE",
		offsetof(struct request, accept_language), read_text},
	[HEADER_ACCEPT_ENCODING] = {"Accept-Encoding", "HTTP_ACCEPT_ENCODING",
		offsetof(struct request, accept_encoding), read_text},
	[HEADER_IF_NONE_MATCH] = {"If-None-Match", "HTTP_IF_NONE_MATCH",
		offsetof(struct request, if_none_match), read_text},
	[HEADER_IF_MODIFIED_SINCE] = {"If-Modified-Since", "HTTP_IF_MODIFIED_SINCE",
		offsetof(struct request, if_modified_since), read_text},
	[HEADER_HOST] = {"Host", "HTTP_HOST", offsetof(struct request, host), read_host},
};

static const char **
header_slot(struct request *request, size_t header)
{
	return (const char **)((char *)request + headers[header].offset);
}

static void
clear(struct request *request, struct arena *arena)
{
	*request = (struct request){.method = "", .path = "/", .query = "", .arena = arena};
	for (size_t i = 0; i < HEADER__COUNT; i++)
		*header_slot(request, i) = "";
}

static void
refuse(struct request *request, int status)
{
	if (request->refused == 0)
		request->refused = status;
}

/* Each only says what the client would rather have, or has already: without it there is a right
 * answer too. */
static void
take_header(struct request *request, size_t header, const char *value)
{
	if (strlen(value) <= REQUEST_HEADER_LIMIT)
		*header_slot(request, header) = headers[header].read(request->arena, value);
}

/* One name=value of the query, len bytes of it. */
static void
take_parameter(struct request *request, const char *s, size_t len)
{
	const char *equals = memchr(s, '=', len);
	size_t name_len = equals != NULL ? (size_t)(equals - s) : len;
	struct parameter *p;

	if (len == 0)
		return;
	if (request->parameter_count == REQUEST_PARAMETER_LIMIT) {
		refuse(request, 400);
		return;
	}
	p = &request->parameters[request->parameter_count++];
	p->name = percent_decode(request->arena, s, name_len, true);
	p->value = equals != NULL
			   ? percent_decode(request->arena, equals + 1, len - name_len - 1, true)
			   : "";
	if (p->name == NULL || p->value == NULL) {
		request->parameter_count--;
		refuse(request, 400);
	}
}

static void
take_query(struct request *request, const char *query)
{
	request->query = arena_strdup(request->arena, query);
	for (const char *s = request->query;;) {
		size_t len = strcspn(s, "&");

		take_parameter(request, s, len);
		s += len;
		if (*s++ == '\0')
			return;
	}
}

/* What is too long or not a path is refused, and not kept. */
static void
take_target(struct request *request, const char *path, const char *query)
{
	if (strlen(path) + strlen(query) > REQUEST_TARGET_LIMIT) {
		refuse(request, 414);
		return;
	}
	if (path[0] != '/' || percent_decode(request->arena, path, strlen(path), false) == NULL) {
		refuse(request, 400);
		return;
	}
	for (const unsigned char *p = (const unsigned char *)query; *p != '\0'; p++)
		if (*p <= ' ' || *p == 0x7f) {
			refuse(request, 400);
			return;
		}
	request->path = arena_strdup(request->arena, path);
	take_query(request, query);
}

/* The value of a CGI variable; "" if it is not there. */
static const char *
variable(char *const *environment, const char *name)
{
	size_t len = strlen(name);

	for (; *environment != NULL; environment++)
		if (strncmp(*environment, name, len) == 0 && (*environment)[len] == '=')
			return *environment + len + 1;
	return "";
}

void
request_from_cgi(struct request *request, char *const *environment, struct arena *arena)
{
	const char *script = variable(environment, "SCRIPT_NAME"),
		   *info = variable(environment, "PATH_INFO");
	const char *https = variable(environment, "HTTPS"),
		   *method = variable(environment, "REQUEST_METHOD");
	struct buf path = {.limit = (size_t)4 * REQUEST_TARGET_LIMIT};

	clear(request, arena);
	if (strlen(method) > 32 || *method == '\0')
		refuse(request, 400);
	else
		request->method = arena_strdup(arena, method);
	request->https = *https != '\0' && strcasecmp(https, "off") != 0;
	for (size_t i = 0; i < HEADER__COUNT; i++)
		take_header(request, i, variable(environment, headers[i].cgi));
	percent_encode_path(&path, script);
	percent_encode_path(&path, info);
	if (path.failed)
		refuse(request, 414);
	else
		take_target(request, path.len > 0 ? path.data : "/",
			variable(environment, "QUERY_STRING"));
	buf_fini(&path);
}

/* Takes the header line if it is one that is looked at. */
static void
take_line(struct request *request, const char *line)
{
	size_t len = strcspn(line, ":");

	for (size_t i = 0; i < HEADER__COUNT; i++)
		if (line[len] == ':' && strlen(headers[i].http) == len &&
			strncasecmp(headers[i].http, line, len) == 0)
			take_header(request, i, line + len + 1 + strspn(line + len + 1, " \t"));
}

void
request_from_target(struct request *request, const char *method, const char *target,
	const char *const *lines, size_t line_count, struct arena *arena)
{
	char *path;
	const char *query = "";

	clear(request, arena);
	request->method = arena_strdup(arena, method);
	path = arena_strndup(arena, target, strcspn(target, "#"));
	if (strchr(path, '?') != NULL) {
		query = strchr(path, '?') + 1;
		*strchr(path, '?') = '\0';
	}
	for (size_t i = 0; i < line_count; i++)
		take_line(request, lines[i]);
	take_target(request, path, query);
}

const struct request *
request_below(const struct request *request, const char *mount)
{
	size_t len = strlen(mount);
	const char *rest = request->path + len;
	struct request *below;

	if (len == 0 || strncmp(request->path, mount, len) != 0 || (*rest != '/' && *rest != '\0'))
		return request;
	below = ARENA_NEW(request->arena, struct request);
	*below = *request;
	below->path = *rest != '\0' ? rest : "/";
	return below;
}

const char *
request_base(const struct request *request)
{
	if (request->host[0] == '\0')
		return "";
	return arena_printf(
		request->arena, "%s://%s", request->https ? "https" : "http", request->host);
}

const char *
request_parameter(const struct request *request, const char *name)
{
	for (size_t i = request->parameter_count; i-- > 0;)
		if (strcmp(request->parameters[i].name, name) == 0)
			return request->parameters[i].value;
	return NULL;
}
