/* status: how the server stands, as its supervisor says, in memory that all its processes share.
 * What is counted is in metrics.h. */
#ifndef DEMARC_HEALTH_STATUS_H
#define DEMARC_HEALTH_STATUS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct status;

/* A page shared with all processes forked afterwards. NULL: errno says why. */
struct status *
status_new(void);

/* -- written by the supervisor ------------------------------------------------- */

/* A generation serves from now on; the site is no longer degraded. now in seconds since 1970. */
void
status_serving(struct status *, unsigned generation, const char *digest_hex, unsigned workers,
	int64_t now);

/* A reload failed, or found nothing new; the old generation goes on. Why is for the log alone: it
 * holds paths, and words that nobody has published. */
void
status_degraded(struct status *, int64_t now);
void
status_unchanged(struct status *);

/* -- printed -------------------------------------------------------------------------- */

/* JSON: {"status":"ready"|"degraded",…}, with "degraded_at", since when, in seconds since 1970.
 * Anybody may read it. *http_status is 200 while pages are served, degraded or not, so that a
 * balancer keeps the node. NULL is a command without a supervisor: ready. */
void
status_healthz(const struct status *, struct buf *out, int *http_status);

/* The same for Prometheus, as metrics_print does it. */
void
status_metrics(const struct status *, struct buf *out);

#endif
