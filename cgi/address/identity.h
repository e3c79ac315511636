/* identity: entity tags and content hashes, from what decides the bytes and without the bytes. */
#ifndef DEMARC_ADDRESS_IDENTITY_H
#define DEMARC_ADDRESS_IDENTITY_H

#include "model/model.h"
#include "http/negotiate.h"

enum { ETAG_SIZE = 35, VERSION_SIZE = 17 }; /* with quotes and terminator */

/* Program, model, fonts and base address, all in one. Zero-terminated hex of SHA-256. */
struct identity {
	char hex[65];
};

/* base_url: as in struct site_options, "" if none. */
void
identity_init(struct identity *, const struct model *, const char *base_url);

/* The strong entity tag, with its quotes, of the content that a canonical key stands for (RFC 9110,
 * 8.8.3). */
void
identity_etag(const struct identity *, const char *key, enum coding, char etag[ETAG_SIZE]);

/* The hash that "v=" carries for the key. */
void
identity_version(const struct identity *, const char *key, char version[VERSION_SIZE]);

/* The same for content at hand, whatever the program: for files. */
void
identity_version_of(const void *bytes, size_t len, char version[VERSION_SIZE]);

/* What tells this build of the program from others: the linker's build id as hex, else the version.
 */
const char *
identity_build_id(void);

#endif
