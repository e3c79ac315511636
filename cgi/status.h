/* status: what the supervisor and its workers know together, in memory that they share.
 *
 * Counters are added to by every worker; words are written by the supervisor alone. */
#ifndef DEMARC_STATUS_H
#define DEMARC_STATUS_H

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
status_serving(struct status *, unsigned generation, const char *digest_hex, unsigned workers, int64_t now);

/* A reload failed, or found nothing new; the old generation goes on. */
void
status_degraded(struct status *, const char *reason, int64_t now);
void
status_unchanged(struct status *);

/* -- written by generations and workers ------------------------------------------ */

void
status_worker_died(struct status *);

/* A request was answered in so many seconds. */
void
status_request(struct status *, int http_status, double seconds);

/* -- told -------------------------------------------------------------------------- */

/* JSON: {"status":"ready"|"degraded",…}. *http_status is 200 while pages are served, degraded or not, so that a balancer
 * keeps the node. NULL is a command without a supervisor: ready. */
void
status_healthz(const struct status *, struct buf *out, int *http_status);

/* Prometheus text format 0.0.4. */
void
status_metrics(const struct status *, struct buf *out);

#endif
