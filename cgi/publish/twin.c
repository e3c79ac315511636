#include "twin.h"

#include <string.h>

#include "address/target.h"
#include "base/own.h"

/* By the words alone, before anything is looked up. */
static bool
names_edition(const char *address)
{
	return strstr(address, "edition=") != NULL || strstr(address, "/editions/") != NULL;
}

/* An SVG has links in it, and takes no time to speak of. */
static bool
is_drawn(const struct target *target)
{
	return target->route == ROUTE_DOCUMENT ||
	       (target->route == ROUTE_DIAGRAM && target->picture.format != FORMAT_SVG);
}

const char *
twin_address(struct arena *arena, const struct model *model, const char *address)
{
	OWN(buf_fini) struct buf query = {0};
	struct request request;
	struct target target;
	struct link link;

	if (!names_edition(address))
		return NULL;
	request_from_target(&request, "GET", address, NULL, 0, arena);
	target_find(&target, model, &request);
	if (target.status != 200 || target.edition == 0 || !is_drawn(&target) ||
		!service_is_current(target.service, target.matrix))
		return NULL;
	target.edition = 0;
	target_query(&target, &query);
	link = target_link(&target);
	link.query = arena_strdup(arena, buf_cstr(&query));
	return link_string(arena, &link);
}
