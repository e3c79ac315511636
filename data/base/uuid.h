/* uuid: names -> UUIDs of version 5 (RFC 9562, 5.5), so that the same thing has the same one in
 * every export. */
#ifndef DEMARC_BASE_UUID_H
#define DEMARC_BASE_UUID_H

enum { UUID_SIZE = 37 }; /* with terminator */

/* The UUID of a name in a namespace, which is a UUID itself in text form. */
void
uuid_v5(const char *space, const char *name, char out[UUID_SIZE]);

/* For names that are URLs or URNs (RFC 9562, 6.6). */
#define UUID_SPACE_URL "6ba7b811-9dad-11d1-80b4-00c04fd430c8"

#endif
