#include "response.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void
response_header(struct response *response, const char *name, const char *value)
{
	for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
		if ((*p < ' ' && *p != '\t') || *p == 0x7f)
			return;
	if (response->header_count == RESPONSE_HEADER_LIMIT)
		return;
	response->headers[response->header_count].name = name;
	response->headers[response->header_count].value = value;
	response->header_count++;
}

void
http_date(time_t t, char out[HTTP_DATE_SIZE])
{
	static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tm tm;

	out[0] = '\0';
	if (t > 0 && gmtime_r(&t, &tm) != NULL && tm.tm_year < 9999 - 1900)
		snprintf(out, HTTP_DATE_SIZE, "%s, %02u %s %04u %02u:%02u:%02u GMT",
			days[tm.tm_wday], (unsigned)tm.tm_mday % 100, months[tm.tm_mon],
			(unsigned)(tm.tm_year + 1900) % 10000, (unsigned)tm.tm_hour % 100,
			(unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);
}

static const struct {
	int status;
	const char *reason;
} reasons[] = {
	{200, "OK"},
	{301, "Moved Permanently"},
	{302, "Found"},
	{304, "Not Modified"},
	{400, "Bad Request"},
	{404, "Not Found"},
	{405, "Method Not Allowed"},
	{414, "URI Too Long"},
	{500, "Internal Server Error"},
	{503, "Service Unavailable"},
};
static_assert(
	sizeof(reasons) / sizeof(reasons[0]) == RESPONSE_STATUS_COUNT, "one place for each status");

size_t
response_status_index(int status)
{
	size_t i = 0;

	while (i < RESPONSE_STATUS_COUNT && reasons[i].status != status)
		i++;
	return i;
}

int
response_status_at(int index)
{
	return index < RESPONSE_STATUS_COUNT ? reasons[index].status : 0;
}

const char *
response_reason(int status)
{
	size_t i = response_status_index(status);

	return i < RESPONSE_STATUS_COUNT ? reasons[i].reason : "Unknown";
}

size_t
response_body_sent(const struct response *response)
{
	return response->status == 304 || response->head ? 0 : response->body_len;
}

/* Headers and empty line. A 304 has no Content-Length (RFC 9110, 15.4.5). */
static void
write_headers(const struct response *response, struct buf *out)
{
	for (size_t i = 0; i < response->header_count; i++)
		buf_printf(
			out, "%s: %s\r\n", response->headers[i].name, response->headers[i].value);
	if (response->status != 304)
		buf_printf(out, "Content-Length: %zu\r\n", response->body_len);
	buf_str(out, "\r\n");
}

void
response_cgi_head(const struct response *response, struct buf *out)
{
	buf_printf(out, "Status: %d %s\r\n", response->status, response_reason(response->status));
	write_headers(response, out);
}

void
response_cgi(const struct response *response, struct buf *out)
{
	response_cgi_head(response, out);
	buf_add(out, response->body, response_body_sent(response));
}

void
response_http(const struct response *response, struct buf *out)
{
	buf_printf(out, "HTTP/1.1 %d %s\r\n", response->status, response_reason(response->status));
	write_headers(response, out);
	buf_add(out, response->body, response_body_sent(response));
}
