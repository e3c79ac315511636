#include "published.h"

#include <string.h>

#include "base/own.h"

void
published_of(struct published *p, struct arena *arena, const struct model *model,
	const struct matrix *matrix, const struct control *control, const char *framework,
	const struct counterpart *map)
{
	OWN(buf_fini) struct buf clauses = {0};
	const struct correspondence_map *maps = NULL;
	size_t count = 0;

	*p = (struct published){
		.relation = map != NULL ? map->relation : RELATION_UNSTATED, .source = ""};
	if (p->relation != RELATION_UNSTATED)
		p->source = "document";
	p->correspondence = model_correspondence(model, matrix->control_framework, framework);
	if (p->correspondence != NULL)
		maps = correspondence_from(p->correspondence, control->clause, &count);
	for (size_t i = 0; i < count; i++) {
		buf_printf(&clauses, "%s%s", i > 0 ? " " : "", maps[i].to);
		if (map == NULL || p->relation != RELATION_UNSTATED ||
			strcmp(maps[i].to, map->clause) != 0)
			continue;
		p->relation = maps[i].relation;
		p->source = p->relation != RELATION_UNSTATED ? p->correspondence->id : "";
	}
	p->clauses = arena_strdup(arena, buf_cstr(&clauses));
}
