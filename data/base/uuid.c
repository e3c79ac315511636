#include "uuid.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <nettle/sha1.h>

/* The 16 bytes that the text stands for. */
static void
read_bytes(const char *text, uint8_t bytes[16])
{
	unsigned value;

	for (size_t i = 0; i < 16 && sscanf(text, "%2x", &value) == 1; i++) {
		bytes[i] = (uint8_t)value;
		text += text[2] == '-' ? 3 : 2;
	}
}

void
uuid_v5(const char *space, const char *name, char out[UUID_SIZE])
{
	uint8_t bytes[16] = {0}, digest[SHA1_DIGEST_SIZE];
	struct sha1_ctx hash;

	read_bytes(space, bytes);
	sha1_init(&hash);
	sha1_update(&hash, sizeof(bytes), bytes);
	sha1_update(&hash, strlen(name), (const uint8_t *)name);
	sha1_digest(&hash, sizeof(digest), digest);
	digest[6] = (uint8_t)((digest[6] & 0x0f) | 0x50);
	digest[8] = (uint8_t)((digest[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < 16; i++)
		out += sprintf(
			out, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", digest[i]);
}
