/* A record is a header, content and padding. Content is gathered where something is to be read in
 * it, and is bounded there; what is to be done with a whole record stands in a table by its type.
 * What has no place in the table, or belongs to another request, is of no use and is left out. */
#include "intake.h"

#include <string.h>

#include <fastcgi.h>

enum { CONTENT_LIMIT = 512 };

/* -- records that we write ------------------------------------------------------------------ */

static void
put_record(struct buf *out, unsigned char type, unsigned id, const void *content, size_t len)
{
	const unsigned char header[FCGI_HEADER_LEN] = {FCGI_VERSION_1, type,
		(unsigned char)(id >> 8), (unsigned char)id, (unsigned char)(len >> 8),
		(unsigned char)len};

	buf_add(out, header, sizeof(header));
	buf_add(out, content, len);
}

static enum intake_event
reply_end(struct intake *in, unsigned id, unsigned char status)
{
	const unsigned char body[sizeof(FCGI_EndRequestBody)] = {
		[offsetof(FCGI_EndRequestBody, protocolStatus)] = status};

	put_record(&in->reply, FCGI_END_REQUEST, id, body, sizeof(body));
	return INTAKE_REPLY;
}

/* -- name-value pairs ----------------------------------------------------------------------- */

struct pair {
	const char *name;
	size_t name_len, value_len;
};

/* One byte, or four if the first has its highest bit set (FastCGI 1.0, 3.4). */
static bool
take_length(const unsigned char **p, const unsigned char *end, size_t *length)
{
	const unsigned char *s = *p;
	size_t bytes = s < end && *s >= 0x80 ? 4 : 1;

	if ((size_t)(end - s) < bytes)
		return false;
	*length = bytes == 1 ? *s
			     : (size_t)(s[0] & 0x7f) << 24 | (size_t)s[1] << 16 |
				       (size_t)s[2] << 8 | s[3];
	*p += bytes;
	return true;
}

/* false: there is none that is whole. */
static bool
take_pair(const unsigned char **p, const unsigned char *end, struct pair *pair)
{
	if (!take_length(p, end, &pair->name_len) || !take_length(p, end, &pair->value_len) ||
		pair->name_len + pair->value_len > (size_t)(end - *p))
		return false;
	pair->name = (const char *)*p;
	*p += pair->name_len + pair->value_len;
	return true;
}

static bool
pairs_are_whole(const void *bytes, size_t len)
{
	const unsigned char *p = bytes, *end = p + len;
	struct pair pair;

	while (p < end)
		if (!take_pair(&p, end, &pair))
			return false;
	return true;
}

/* -- whole records ---------------------------------------------------------------------------- */

static unsigned
record_id(const struct intake *in)
{
	return (unsigned)in->header[2] << 8 | in->header[3];
}

/* The request as records, whose second header gets its length when all variables are there. */
static void
begin_request(struct intake *in, bool keep)
{
	static const unsigned char begin[sizeof(FCGI_BeginRequestBody)] = {
		0, FCGI_RESPONDER, FCGI_KEEP_CONN};

	in->state = INTAKE_OPEN;
	in->id = record_id(in);
	in->keep = keep;
	in->too_large = false;
	in->skipped = 0;
	put_record(&in->request, FCGI_BEGIN_REQUEST, in->id, begin, sizeof(begin));
	put_record(&in->request, FCGI_PARAMS, in->id, NULL, 0);
}

enum { BEFORE_VARIABLES = sizeof(FCGI_BeginRequestRecord) + sizeof(FCGI_Header) };

static enum intake_event
on_begin(struct intake *in)
{
	const unsigned char *body = (const unsigned char *)buf_cstr(&in->content);

	if (in->content.len != sizeof(FCGI_BeginRequestBody) ||
		(in->state == INTAKE_OPEN && in->id == record_id(in)))
		return INTAKE_BROKEN;
	if (in->state == INTAKE_OPEN)
		return reply_end(in, record_id(in), FCGI_CANT_MPX_CONN);
	if (body[0] != 0 || body[1] != FCGI_RESPONDER)
		return reply_end(in, record_id(in), FCGI_UNKNOWN_ROLE);
	begin_request(in, (body[2] & FCGI_KEEP_CONN) != 0);
	return INTAKE_MORE;
}

static enum intake_event
on_abort(struct intake *in)
{
	bool open = in->state == INTAKE_OPEN;

	if (record_id(in) != in->id)
		return INTAKE_MORE;
	in->state = INTAKE_REST;
	buf_fini(&in->request);
	return open ? reply_end(in, in->id, FCGI_REQUEST_COMPLETE) : INTAKE_MORE;
}

/* An empty record is the end of them. If there was no other, the one begun for them is that end. */
static enum intake_event
on_variables(struct intake *in)
{
	unsigned char *length =
		(unsigned char *)in->request.data + BEFORE_VARIABLES - sizeof(FCGI_Header) + 4;
	size_t len = in->request.len - BEFORE_VARIABLES;

	if (in->header[4] != 0 || in->header[5] != 0)
		return INTAKE_MORE;
	if (!pairs_are_whole(in->request.data + BEFORE_VARIABLES, len))
		return INTAKE_BROKEN;
	length[0] = (unsigned char)(len >> 8);
	length[1] = (unsigned char)len;
	if (len > 0)
		put_record(&in->request, FCGI_PARAMS, in->id, NULL, 0);
	in->state = INTAKE_BODY;
	return INTAKE_REQUEST;
}

static enum intake_event
on_body(struct intake *in)
{
	if (in->state == INTAKE_BODY && record_id(in) == in->id && in->header[4] == 0 &&
		in->header[5] == 0)
		in->state = INTAKE_REST;
	return INTAKE_MORE;
}

/* Of what may be asked we know one thing: requests come one after the other. */
static enum intake_event
on_get_values(struct intake *in)
{
	static const char answer[] = "\x0f\x01" FCGI_MPXS_CONNS "0";
	const unsigned char *p = (const unsigned char *)buf_cstr(&in->content),
			    *end = p + in->content.len;
	struct pair pair;
	bool asked = false;

	while (take_pair(&p, end, &pair))
		asked |= pair.name_len == strlen(FCGI_MPXS_CONNS) &&
			 memcmp(pair.name, FCGI_MPXS_CONNS, pair.name_len) == 0;
	put_record(&in->reply, FCGI_GET_VALUES_RESULT, FCGI_NULL_REQUEST_ID, answer,
		asked ? sizeof(answer) - 1 : 0);
	return INTAKE_REPLY;
}

static enum intake_event
on_unknown(struct intake *in)
{
	const unsigned char body[sizeof(FCGI_UnknownTypeBody)] = {in->header[1]};

	put_record(&in->reply, FCGI_UNKNOWN_TYPE, FCGI_NULL_REQUEST_ID, body, sizeof(body));
	return INTAKE_REPLY;
}

/* -- records as they come --------------------------------------------------------------------- */

/* Where the content of a record goes. */
enum intake_content { SKIPPED, GATHERED, VARIABLES };

struct record_kind {
	enum intake_content content;
	enum intake_event (*done)(struct intake *); /* NULL: nothing is to be done */
};

static const struct record_kind kinds[] = {
	[FCGI_BEGIN_REQUEST] = {GATHERED, on_begin},
	[FCGI_ABORT_REQUEST] = {SKIPPED, on_abort},
	[FCGI_PARAMS] = {VARIABLES, on_variables},
	[FCGI_STDIN] = {SKIPPED, on_body},
};
static const struct record_kind get_values = {GATHERED, on_get_values},
				unknown = {SKIPPED, on_unknown}, useless = {SKIPPED, NULL};

/* What the record under way is to us. Those with the id 0 belong to no request. */
static const struct record_kind *
kind_of(const struct intake *in)
{
	unsigned char type = in->header[1];

	if (record_id(in) == FCGI_NULL_REQUEST_ID)
		return type == FCGI_GET_VALUES ? &get_values : &unknown;
	if (type == FCGI_PARAMS && (in->state != INTAKE_OPEN || record_id(in) != in->id))
		return &useless;
	return type < sizeof(kinds) / sizeof(kinds[0]) ? &kinds[type] : &useless;
}

static enum intake_event
begin_record(struct intake *in)
{
	in->content_left = (size_t)in->header[4] << 8 | in->header[5];
	in->padding_left = in->header[6];
	if (in->header[0] != FCGI_VERSION_1 ||
		(kind_of(in)->content == GATHERED && in->content_left > CONTENT_LIMIT))
		return INTAKE_BROKEN;
	return INTAKE_MORE;
}

static void
skip(struct intake *in, size_t len)
{
	in->skipped += len;
}

/* Once there are too many variables, all are left out. */
static void
take_variables(struct intake *in, const void *bytes, size_t len)
{
	if (!in->too_large && in->request.len + len <= BEFORE_VARIABLES + INTAKE_VARIABLES) {
		buf_add(&in->request, bytes, len);
		return;
	}
	in->too_large = true;
	in->request.len = BEFORE_VARIABLES;
	skip(in, len);
}

static void
take_content(struct intake *in, const void *bytes, size_t len)
{
	enum intake_content content = kind_of(in)->content;

	if (content == GATHERED)
		buf_add(&in->content, bytes, len);
	else if (content == VARIABLES)
		take_variables(in, bytes, len);
	else
		skip(in, len);
}

static enum intake_event
end_record(struct intake *in)
{
	const struct record_kind *kind = kind_of(in);
	enum intake_event event = kind->done != NULL ? kind->done(in) : INTAKE_MORE;

	in->header_len = 0;
	buf_clear(&in->content);
	skip(in, sizeof(in->header)); /* empty records in any number are of no use either */
	return in->skipped > INTAKE_SKIPPED ? INTAKE_BROKEN : event;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Takes some of what the record still lacks: of its header, else its content, else its padding. */
static size_t
take_some(struct intake *in, const unsigned char *bytes, size_t len, enum intake_event *event)
{
	size_t n;

	if (in->header_len < sizeof(in->header)) {
		n = least(len, sizeof(in->header) - in->header_len);
		memcpy(in->header + in->header_len, bytes, n);
		in->header_len += n;
		if (in->header_len == sizeof(in->header))
			*event = begin_record(in);
	} else if (in->content_left > 0) {
		n = least(len, in->content_left);
		take_content(in, bytes, n);
		in->content_left -= n;
	} else {
		n = least(len, in->padding_left);
		in->padding_left -= n;
	}
	return n;
}

size_t
intake_feed(struct intake *in, const void *bytes, size_t len, enum intake_event *event)
{
	const unsigned char *p = bytes;
	size_t used = 0;

	buf_clear(&in->reply);
	if (in->state != INTAKE_OPEN)
		buf_fini(&in->request);
	*event = INTAKE_MORE;
	while (used < len && *event == INTAKE_MORE) {
		used += take_some(in, p + used, len - used, event);
		if (*event == INTAKE_MORE && in->header_len == sizeof(in->header) &&
			in->content_left == 0 && in->padding_left == 0)
			*event = end_record(in);
	}
	return used;
}

bool
intake_is_at_rest(const struct intake *in)
{
	return in->state == INTAKE_REST && in->header_len == 0;
}

void
intake_fini(struct intake *in)
{
	buf_fini(&in->request);
	buf_fini(&in->reply);
	buf_fini(&in->content);
}
