/* metrics: what the server counts, for Prometheus; in memory that all its processes share.
 *
 * What a site calls while it makes a content (metrics_cache, metrics_picture, metrics_busy) takes
 * NULL for a command without a server, and does nothing then. */
#ifndef DEMARC_HEALTH_METRICS_H
#define DEMARC_HEALTH_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "diagram/diagram.h"

struct metrics;

/* Counters shared with all processes forked afterwards, at 0. NULL: errno says why. */
struct metrics *
metrics_new(void);

/* -- counted by workers -------------------------------------------------------------------- */

/* A request to the route (-1: none) was answered in so many seconds. */
void
metrics_request(struct metrics *, int route, int http_status, double seconds);

/* A content was asked for, and was there already (hit) or had to be made. */
void
metrics_cache(struct metrics *, bool hit);

/* A picture was drawn in so many seconds. */
void
metrics_picture(struct metrics *, enum diagram_kind, enum diagram_format, double seconds);

/* A picture was refused, since too many were being drawn. */
void
metrics_busy(struct metrics *);

/* The calling process is a worker from now on. Call it before it is confined: it opens a file to
 * read its own size from. */
void
metrics_join(struct metrics *);

/* How large the worker is now; looked at once a second at most. cache_bytes: what its
 * cache holds; index_bytes: what indexes for the search take. */
void
metrics_size(struct metrics *, size_t cache_bytes, size_t index_bytes);

/* The worker is alive: it says so every second, and with each answer. */
void
metrics_beat(struct metrics *);

/* -- counted by leaders and the supervisor ------------------------------------------------------
 */

/* A worker died and will be replaced. */
void
metrics_worker_died(struct metrics *);

/* A worker was ended because it no longer said that it is alive. */
void
metrics_worker_stuck(struct metrics *);

/* How often the process has said that it is alive; 0: it has not begun to. */
unsigned long long
metrics_beats(const struct metrics *, pid_t);

/* Forgets workers that are no more. */
void
metrics_sweep(struct metrics *);

/* -- printed --------------------------------------------------------------------------------------
 */

/* Text format 0.0.4 of Prometheus: what was counted so far. Times are in seconds, sizes in bytes.
 */
void
metrics_print(const struct metrics *, struct buf *out);

/* One metric with a single value, in that format. */
void
metrics_print_one(struct buf *out, const char *name, const char *type, const char *help,
	unsigned long long value);

#endif
