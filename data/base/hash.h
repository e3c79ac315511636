/* hash: FNV-1a in 64 bits (RFC 9923), for tables and for telling whether something has changed; not
 * against anybody who chooses what is hashed. Digests that must hold against that are SHA-256
 * (nettle). */
#ifndef DEMARC_BASE_HASH_H
#define DEMARC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* What a hash begins with. */
#define HASH_START UINT64_C(14695981039346656037)

/* The hash of what was hashed before and then these bytes; of a string, without its terminator. */
uint64_t
hash_bytes(uint64_t hash, const void *, size_t len);
uint64_t
hash_string(uint64_t hash, const char *);

/* A hash of a string for a table in memory: eight bytes at a time, so not the same on every
 * machine, and not to be kept. */
uint64_t
hash_for_table(const char *, size_t len);

/* Writes the bytes as 2 * len small hexadecimal digits and a terminator. */
void
hex_print(const void *, size_t len, char *out);

#endif
