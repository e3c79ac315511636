#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void
log_event(const char *event, const char *fmt, ...)
{
	char line[2048], when[32];
	time_t now = time(NULL);
	struct tm tm;
	size_t len;
	ssize_t ignored;
	va_list ap;

	gmtime_r(&now, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
	len = (size_t)snprintf(line, sizeof(line), "%s demarc[%ld] event=%s ", when, (long)getpid(), event);
	va_start(ap, fmt);
	vsnprintf(line + len, sizeof(line) - len - 1, fmt, ap);
	va_end(ap);
	len = strlen(line);
	for (size_t i = 0; i < len; i++) /* one event, one line, and nothing that a terminal obeys */
		if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
			line[i] = ' ';
	line[len++] = '\n';
	ignored = write(STDERR_FILENO, line, len); /* whole, so that lines of several processes do not mix */
	(void)ignored;
}
