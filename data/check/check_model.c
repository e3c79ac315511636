/* The rules for what services share, and then those of each document. */
#include "checker.h"

#include <stdlib.h>
#include <string.h>

/* A parent comes before what is below it, so that there is no circle. */
static void
check_parent(struct checker *c, const struct framework *framework, const struct clause *clause)
{
	(void)framework;
	if (clause->parent_number != NULL &&
		(clause->parent == NULL || clause->parent->index >= clause->index))
		checker_report(c, RULE_UNKNOWN_CLAUSE, clause->place,
			"clause '%s' is below '%s', which no clause before it is", clause->number,
			clause->parent_number);
}

static void
check_framework(struct checker *c, const struct framework *framework)
{
	struct names names = {0};

	c->file = framework->file;
	NAMES_ADD(c, &names, framework->clauses, framework->clause_count, number);
	names_check(c, &names, "clause");
	NAMES_ADD(c, &names, framework->clauses, framework->clause_count, token);
	names_check(c, &names, "token of a clause");
	for (size_t i = 0; i < framework->clause_count; i++)
		check_parent(c, framework, &framework->clauses[i]);
	NAMES_ADD(c, &names, framework->groups, framework->group_count, id);
	names_check(c, &names, "group");
}

static void
check_correspondence(struct checker *c, const struct correspondence *correspondence)
{
	/* a file checked alone has no frameworks beside it */
	if (c->model->framework_count == 0)
		return;
	c->file = correspondence->file;
	for (size_t i = 0; i < correspondence->map_count; i++) {
		const struct correspondence_map *map = &correspondence->maps[i];

		if (checker_clause(c, correspondence->from, map->from, map->place) != NULL)
			checker_clause(c, correspondence->to, map->to, map->place);
	}
}

static void
check_word_group(struct checker *c, const struct word_group *group)
{
	for (size_t i = 0; i < group->about_count; i++)
		if (model_framework(c->model, group->abouts[i].framework) != NULL)
			checker_clause(c, group->abouts[i].framework, group->abouts[i].clause,
				group->abouts[i].place);
}

/* A framework that is not there is no fault: a thesaurus may know more of them than one site. */
static void
check_thesaurus(struct checker *c, const struct thesaurus *thesaurus)
{
	struct names names = {0};

	c->file = thesaurus->file;
	NAMES_ADD(c, &names, thesaurus->groups, thesaurus->group_count, id);
	names_check(c, &names, "group");
	for (size_t i = 0; i < thesaurus->group_count; i++)
		check_word_group(c, &thesaurus->groups[i]);
}

/* Messages are in the order of their ids in both. What is lacking is told at the catalogue,
 * whichever of the two lacks it. */
static void
check_has_all(struct checker *c, const struct catalogue *of, const struct catalogue *in,
	const struct catalogue *catalogue)
{
	const struct message *there = in->messages, *end = there + in->message_count;

	for (size_t i = 0; i < of->message_count; i++) {
		const char *id = of->messages[i].id;
		int order = -1;

		while (there < end && (order = strcmp(there->id, id)) < 0)
			there++;
		if (there == end || order != 0)
			checker_report(c, RULE_MISSING_MESSAGE, catalogue->place,
				in == catalogue
					? "no message '%s' in '%s'"
					: "message '%s' of '%s' is missing in 'en', which must have all",
				id, catalogue->lang);
	}
}

/* English is the one that has all: model_message() falls back to it. */
static void
check_catalogues(struct checker *c)
{
	const struct catalogue *english = model_catalogue(c->model, "en");

	for (size_t i = 0; i < c->model->catalogue_count; i++) {
		const struct catalogue *catalogue = &c->model->catalogues[i];

		c->file = catalogue->file;
		for (size_t j = 1; j < catalogue->message_count; j++)
			if (strcmp(catalogue->messages[j].id, catalogue->messages[j - 1].id) == 0)
				checker_report(c, RULE_DUPLICATE_ID, catalogue->place,
					"message '%s' is there twice", catalogue->messages[j].id);
		if (english == NULL || catalogue == english)
			continue;
		check_has_all(c, english, catalogue, catalogue);
		check_has_all(c, catalogue, english, catalogue);
	}
}

#define DOCUMENTS_ADD(names, list, count)                                                          \
	do {                                                                                       \
		for (size_t i_ = 0; i_ < (count); i_++)                                            \
			names_add((names), (list)[i_].id, (list)[i_].file, (list)[i_].place);      \
	} while (0)

static void
check_shared(struct checker *c)
{
	struct names names = {0};

	DOCUMENTS_ADD(&names, c->model->frameworks, c->model->framework_count);
	names_check(c, &names, "framework");
	DOCUMENTS_ADD(&names, c->model->correspondences, c->model->correspondence_count);
	names_check(c, &names, "correspondence");
	for (size_t i = 0; i < c->model->framework_count; i++)
		check_framework(c, &c->model->frameworks[i]);
	for (size_t i = 0; i < c->model->correspondence_count; i++)
		check_correspondence(c, &c->model->correspondences[i]);
	DOCUMENTS_ADD(&names, c->model->thesauri, c->model->thesaurus_count);
	names_check(c, &names, "thesaurus");
	for (size_t i = 0; i < c->model->thesaurus_count; i++)
		check_thesaurus(c, &c->model->thesauri[i]);
	check_catalogues(c);
}

static void
found_edition(struct checker *c, const struct matrix *first, const struct matrix *again)
{
	c->file = again->file;
	checker_report(c, RULE_DUPLICATE_EDITION, again->place,
		"edition %u of '%s' is already in %s", again->edition, again->service, first->path);
}

static void
check_editions(struct checker *c, const struct service *service)
{
	for (size_t i = 1; i < service->edition_count; i++)
		if (service->editions[i]->edition == service->editions[i - 1]->edition)
			found_edition(c, service->editions[i - 1], service->editions[i]);
}

void
check_model(const struct model *model, const struct check_options *options, struct diags *diags)
{
	struct checker c = {.model = model, .options = options, .diags = diags};

	check_shared(&c);
	for (size_t i = 0; i < model->service_count; i++) {
		check_editions(&c, &model->services[i]);
		for (size_t j = 0; j < model->services[i].edition_count; j++) {
			c.matrix = model->services[i].editions[j];
			c.file = c.matrix->file;
			memset(c.missing, 0, sizeof(c.missing));
			c.used = calloc(c.matrix->acceptance_count + 1, sizeof(*c.used));
			check_matrix(&c);
			check_acceptances(&c);
			free(c.used);
			c.used = NULL;
		}
	}
}
