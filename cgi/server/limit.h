/* limit: no file can hang the process or eat the machine's memory while it is loaded. */
#ifndef DEMARC_SERVER_LIMIT_H
#define DEMARC_SERVER_LIMIT_H

#include <sys/resource.h>

enum {
	LIMIT_CPU_S = 10,        /* of processor time for one loading */
	LIMIT_MEMORY_MIB = 1024, /* of address space beyond what is in use */
};

/* Whether this build has sanitizers, which need what is denied to others: terabytes of address
 * space, for one. */
#if defined(__has_feature) /* clang */
#define LIMIT_SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__) /* gcc */
#define LIMIT_SANITIZED 1
#else
#define LIMIT_SANITIZED 0
#endif

/* The soft limits as they were. */
struct limits {
	struct rlimit cpu;
	struct rlimit memory;
};

/* From here on, loading may use so much more, or what the limits that are there already allow. Past
 * it the process says so and ends with status 2. */
struct limits
limit_loading(void);

/* Sets the limits back. */
void
limit_lift(const struct limits *before);

#endif
