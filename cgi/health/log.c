#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/terminal.h"

void
log_event(const char *event, const char *fmt, ...)
{
	char line[2048], when[32];
	time_t now = time(NULL);
	struct tm tm;
	size_t len;
	va_list ap;

	gmtime_r(&now, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	len = (size_t)snprintf(
		line, sizeof(line), "%s demarc[%ld] event=%s ", when, (long)getpid(), event);
	va_start(ap, fmt);
	vsnprintf(line + len, sizeof(line) - len, fmt, ap);
	va_end(ap);
	for (char *end = line; (end = strchr(end, '\n')) != NULL;)
		*end = ' '; /* one event, one line */
	terminal_line(stderr, "%s", line);
}
