/* log: one line on stderr for each event worth knowing, as key=value with the time in UTC. Requests
 * are the front's to log. */
#ifndef DEMARC_HEALTH_LOG_H
#define DEMARC_HEALTH_LOG_H

/* "2026-01-31T12:00:00Z demarc[123] event=reload key=value …"; fmt gives what follows the event. */
void
log_event(const char *event, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
