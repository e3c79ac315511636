/* A change of the program changes the build id that the linker puts into a note of the executable,
 * so nobody has to remember to raise a number. */
#include "identity.h"

#include <elf.h>
#include <link.h>
#include <pthread.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/hash.h"
#include "diagram/diagram.h"

#ifndef DEMARC_VERSION
#define DEMARC_VERSION "0"
#endif

/* -- the build --------------------------------------------------------------------- */

static char build_hex[2 * 64 + 1];
static pthread_once_t build_once = PTHREAD_ONCE_INIT;

/* Reads the build id from the notes at p (elf(5), "Notes"). */
static bool
read_notes(const char *p, size_t len)
{
	while (len >= sizeof(ElfW(Nhdr))) {
		const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)(const void *)p;
		size_t name = (note->n_namesz + 3) & ~(size_t)3,
		       size = (note->n_descsz + 3) & ~(size_t)3;
		const char *bytes = p + sizeof(*note) + name;

		if (sizeof(*note) + name + size > len)
			return false;
		if (note->n_type == NT_GNU_BUILD_ID && note->n_descsz <= 64) {
			hex_print((const uint8_t *)bytes, note->n_descsz, build_hex);
			return true;
		}
		p = bytes + size;
		len -= sizeof(*note) + name + size;
	}
	return false;
}

/* The first object is the program itself. */
static int
read_program(struct dl_phdr_info *info, size_t size, void *data)
{
	(void)size, (void)data;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_NOTE &&
			read_notes((const char *)info->dlpi_addr + info->dlpi_phdr[i].p_vaddr,
				info->dlpi_phdr[i].p_memsz))
			break;
	return 1;
}

static void
find_build(void)
{
	dl_iterate_phdr(read_program, NULL);
}

const char *
identity_build_id(void)
{
	pthread_once(&build_once, find_build);
	return build_hex[0] != '\0' ? build_hex : DEMARC_VERSION;
}

/* -- tags ---------------------------------------------------------------------------- */

/* Each field with its terminator, so that none runs into the next. */
static void
add_field(struct sha256_ctx *hash, const char *field)
{
	sha256_update(hash, strlen(field) + 1, (const uint8_t *)field);
}

static void
digest_hex(struct sha256_ctx *hash, size_t len, char *out)
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(hash, len, digest);
	hex_print(digest, len, out);
}

void
identity_init(struct identity *identity, const struct model *model, const char *base_url)
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	add_field(&hash, identity_build_id());
	add_field(&hash, model->digest_hex);
	add_field(&hash, diagram_environment());
	add_field(&hash, base_url);
	digest_hex(&hash, SHA256_DIGEST_SIZE, identity->hex);
}

void
identity_etag(
	const struct identity *identity, const char *key, enum coding coding, char etag[ETAG_SIZE])
{
	struct sha256_ctx hash;
	const char *name = coding_name(coding);

	sha256_init(&hash);
	add_field(&hash, identity->hex);
	add_field(&hash, key);
	add_field(&hash, name != NULL ? name : "");
	etag[0] = '"';
	digest_hex(&hash, 16, etag + 1);
	memcpy(etag + 33, "\"", 2);
}

void
identity_version(const struct identity *identity, const char *key, char version[VERSION_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	add_field(&hash, identity->hex);
	add_field(&hash, key);
	digest_hex(&hash, 8, version);
}

void
identity_version_of(const void *bytes, size_t len, char version[VERSION_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	sha256_update(&hash, len, bytes);
	digest_hex(&hash, 8, version);
}
