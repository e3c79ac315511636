#include "headers.h"

#include <string.h>

#include "address/asset.h"

bool
headers_compressible(const struct target *t)
{
	return !(t->route == ROUTE_DIAGRAM && t->picture.format != FORMAT_SVG) &&
	       t->route != ROUTE_DOCUMENT && (t->data == NULL || !t->data->packed);
}

#define PAGE_POLICY                                                                                                                          \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " \
	"frame-ancestors 'none'"
#define PICTURE_POLICY "default-src 'none'; style-src 'unsafe-inline'"
#define SHORT "public, max-age=300, stale-while-revalidate=86400"

void
headers_security(struct response *response, enum cache_class cache, bool open)
{
	response_header(response, "X-Content-Type-Options", "nosniff");
	response_header(response, "Referrer-Policy", "strict-origin-when-cross-origin");
	if (open) { /* pictures and data, for other sites too */
		response_header(response, "Content-Security-Policy", PICTURE_POLICY);
		response_header(response, "Cross-Origin-Resource-Policy", "cross-origin");
		response_header(response, "Access-Control-Allow-Origin", "*");
	} else if (cache == CACHE_FILE) {
		response_header(response, "Content-Security-Policy", PICTURE_POLICY);
		response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
	} else {
		response_header(response, "Content-Security-Policy", PAGE_POLICY);
		response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
		response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
	}
}

/* Whether the request carries the hash of what it will get. */
static bool
is_versioned(
	const struct headers_of *site, const struct request *request, const struct target *target)
{
	const char *v = request_parameter(request, "v");
	char version[VERSION_SIZE];
	struct asset asset;

	if (v == NULL)
		return false;
	if (target->route == ROUTE_STATIC && asset_find(target->file, &asset))
		identity_version_of(asset.data, asset.len, version);
	else
		identity_version(site->identity, target->key, version);
	return strcmp(v, version) == 0;
}

static const char *
content_type(const struct target *target)
{
	struct asset asset;

	if (target->route == ROUTE_DIAGRAM)
		return diagram_format_type(target->picture.format);
	if (target->data != NULL)
		return target->data->type;
	if (target->route == ROUTE_STATIC)
		return asset_find(target->file, &asset) ? asset.type : "application/octet-stream";
	return route_table[target->route].type;
}

/* What a 304 repeats of the 200 that it stands for (RFC 9110, 15.4.5). */
void
headers_validators(const struct headers_of *site, const struct request *request,
	const struct target *target, struct response *response, const char *etag)
{
	bool home = target->route == ROUTE_HOME;

	response_header(response, "Cache-Control",
		is_versioned(site, request, target) ? "public, max-age=31536000, immutable"
						    : SHORT);
	if (headers_compressible(target))
		response_header(response, "Vary",
			home ? "Accept-Language, Accept-Encoding" : "Accept-Encoding");
	response_header(response, "ETag", etag);
	if (site->modified[0] != '\0')
		response_header(response, "Last-Modified", site->modified);
}

/* Whether the client has it already. The tag decides where there is one (RFC 9110, 13.2.2). A time
 * counts only when it is the very one we gave: data that were put back are older than what the
 * client has, and new to it all the same. */
bool
headers_unchanged(const struct headers_of *site, const struct request *request, const char *etag)
{
	if (request->if_none_match[0] != '\0')
		return etag_match(request->if_none_match, etag);
	return site->modified[0] != '\0' && strcmp(request->if_modified_since, site->modified) == 0;
}

void
headers_description(const struct request *request, const struct target *target,
	struct response *response, enum coding coding)
{
	bool picture = target->route == ROUTE_DIAGRAM, document = target->route == ROUTE_DOCUMENT;

	response_header(response, "Content-Type", content_type(target));
	if (coding_name(coding) != NULL)
		response_header(response, "Content-Encoding", coding_name(coding));
	if (target->data != NULL)
		response_header(response, "Content-Disposition",
			arena_printf(request->arena, "inline; filename=\"%s\"",
				data_file_name(request->arena, target->data, target->matrix)));
	if (document)
		response_header(response, "Content-Disposition",
			arena_printf(request->arena, "inline; filename=\"%s-%u-%s.pdf\"",
				target->matrix->service, target->matrix->edition, target->lang));
	if (picture)
		response_header(response, "Content-Language", target->picture.lang);
	else if (document || route_table[target->route].cache == CACHE_PAGE)
		response_header(response, "Content-Language", target->lang);
	headers_security(response, route_table[target->route].cache,
		picture || document || target->data != NULL);
}
