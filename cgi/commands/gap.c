#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/own.h"
#include "command.h"
#include "compare/gap.h"

struct gap_args {
	const char *to;
	const char *lang;
	bool json;
	const char *path;
};

static const struct command_option option_table[] = {
	{.letter = 't',
		.name = "to",
		.value = "FRAMEWORK",
		.help = "a framework's id, such as iso27017-2026"},
	{.letter = 'l', .name = "lang", .value = "LANG", .help = "of titles; default: en"},
	COMMAND_FORMAT,
	{0},
};

static bool
parse(int argc, char **argv, struct gap_args *options)
{
	int c;

	while ((c = command_option(&command_gap, argc, argv)) != -1) {
		if (c == 't')
			options->to = optarg;
		else if (c == 'l')
			options->lang = optarg;
		else if (c != 'f' || !command_format(&options->json))
			return false;
	}
	if (options->to == NULL)
		return command_error("name a framework with --to, such as --to=iso27017-2026"),
		       false;
	if (argc - optind > 1)
		return command_error("one file or data directory, please"), false;
	options->path = optind < argc ? argv[optind] : command_data_directory();
	return true;
}

static const struct framework *
find_framework(const struct model *model, const char *id)
{
	OWN(buf_fini) struct buf list = {0};
	const struct framework *framework = model_framework(model, id);

	for (size_t i = 0; i < model->framework_count; i++)
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", model->frameworks[i].id);
	if (framework == NULL)
		command_error(
			"--to='%s': there is no such framework; there is: %s", id, buf_cstr(&list));
	return framework;
}

/* -- as text ------------------------------------------------------------------------------ */

/* "9.2.1 by way of iso27001-2022 5.16 (agreed)" */
static void
print_link(struct buf *out, const struct gap_link *link)
{
	buf_str(out, link->control->clause);
	if (link->map != NULL && link->correspondence != NULL)
		buf_printf(out, " by way of %s %s", link->map->framework, link->map->clause);
	else if (link->correspondence != NULL && link->published != NULL &&
		 strcmp(link->published->from, link->control->clause) != 0)
		buf_printf(
			out, " by way of %s %s", link->correspondence->from, link->published->from);
	if (link->published != NULL && link->published->standing != STANDING_AGREED)
		buf_printf(out, " (%s)", standing_name(link->published->standing));
}

static void
print_links(struct buf *out, const char *before, const struct gap_link *links, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_str(out, i > 0 ? "; " : before);
		print_link(out, &links[i]);
	}
	buf_char(out, '\n');
}

static void
print_clause(
	struct buf *out, const struct gap_clause *c, const struct matrix *matrix, const char *lang)
{
	buf_printf(out, "  %-6s %s", c->clause->number,
		texts_shown_value(&c->clause->title, matrix, lang));
}

/* What a framework asks of clouds comes first. */
static const struct {
	const char *heading;
	enum clause_kind kind;
	enum guidance guidance; /* of base clauses */
} groups[] = {
	{"cloud-specific clauses", CLAUSE_CLOUD, GUIDANCE_UNKNOWN},
	{"with guidance for customer and provider", CLAUSE_BASE, GUIDANCE_BOTH},
	{"with guidance for the provider", CLAUSE_BASE, GUIDANCE_PROVIDER},
	{"with guidance for the customer", CLAUSE_BASE, GUIDANCE_CUSTOMER},
	{"without guidance of their own for clouds", CLAUSE_BASE, GUIDANCE_NONE},
	{"others", CLAUSE_BASE, GUIDANCE_UNKNOWN},
	{"requirements for the management system", CLAUSE_MANAGEMENT, GUIDANCE_UNKNOWN},
};

static bool
is_in_group(const struct gap_clause *c, size_t group)
{
	return c->clause->kind == groups[group].kind &&
	       (c->clause->kind != CLAUSE_BASE || c->clause->guidance == groups[group].guidance);
}

static void
print_lacking(struct buf *out, const struct gap *gap, const struct matrix *matrix, const char *lang)
{
	for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
		size_t n = 0;

		for (size_t i = 0; i < gap->to->clause_count; i++) {
			const struct gap_clause *c = &gap->clauses[i];

			if (c->link_count > 0 || !is_in_group(c, g))
				continue;
			if (n++ == 0)
				buf_printf(out, "\nLacking, %s:\n", groups[g].heading);
			print_clause(out, c, matrix, lang);
			print_links(out, ": see ", c->hints, c->hint_count);
		}
	}
}

static void
print_text(struct buf *out, const struct gap *gap, const struct matrix *matrix, const char *lang)
{
	buf_printf(out, "%s, edition %u, against %s: %zu of %zu clauses addressed, %zu lacking.\n",
		texts_value(&matrix->service_name, lang), matrix->edition, gap->to->short_name,
		gap->addressed, gap->to->clause_count, gap->to->clause_count - gap->addressed);
	print_lacking(out, gap, matrix, lang);
	buf_str(out, "\nAddressed, and by which control:\n");
	for (size_t i = 0; i < gap->to->clause_count; i++)
		if (gap->clauses[i].link_count > 0) {
			print_clause(out, &gap->clauses[i], matrix, lang);
			print_links(out, ": ", gap->clauses[i].links, gap->clauses[i].link_count);
		}
	for (size_t i = 0; i < gap->lost_count; i++)
		buf_printf(out, "%s%s%s", i == 0 ? "\nControls without a known successor: " : ", ",
			gap->lost[i]->clause, i + 1 == gap->lost_count ? "\n" : "");
	for (size_t i = 0; i < gap->to->notes.count; i++)
		if (gap->to->notes.v[i].kind == NOTE_UNVERIFIED)
			buf_printf(out, "%s- %s\n",
				i == 0 ? "\nWhat is known of the framework is limited:\n" : "",
				texts_shown_value(&gap->to->notes.v[i].text, matrix, lang));
}

/* -- as JSON ------------------------------------------------------------------------------------
 */

static void
json_links(struct json *j, const char *key, const struct gap_link *links, size_t count)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(j, '{');
		json_member(j, "control", links[i].control->clause);
		if (links[i].map != NULL) {
			json_member(j, "via_framework", links[i].map->framework);
			json_member(j, "via_clause", links[i].map->clause);
		}
		if (links[i].published != NULL) {
			json_member(j, "correspondence", links[i].correspondence->id);
			json_member(j, "standing", standing_name(links[i].published->standing));
		}
		json_close(j);
	}
	json_close(j);
}

static void
print_json(struct buf *out, const struct gap *gap, const struct matrix *matrix, const char *lang)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_member(&j, "service", matrix->service);
	json_key(&j, "edition");
	json_number(&j, matrix->edition);
	json_member(&j, "to", gap->to->id);
	json_key(&j, "addressed");
	json_number(&j, (long long)gap->addressed);
	json_key(&j, "lacking");
	json_number(&j, (long long)(gap->to->clause_count - gap->addressed));
	json_key(&j, "clauses");
	json_open(&j, '[');
	for (size_t i = 0; i < gap->to->clause_count; i++) {
		const struct gap_clause *c = &gap->clauses[i];

		json_open(&j, '{');
		json_member(&j, "clause", c->clause->number);
		json_member(&j, "title", texts_shown_value(&c->clause->title, matrix, lang));
		json_key(&j, "cloud");
		json_bool(&j, c->clause->kind == CLAUSE_CLOUD);
		if (c->clause->guidance != GUIDANCE_UNKNOWN)
			json_member(&j, "guidance", guidance_name(c->clause->guidance));
		json_links(&j, "addressed_by", c->links, c->link_count);
		json_links(&j, "hints", c->hints, c->hint_count);
		json_close(&j);
	}
	json_close(&j);
	json_key(&j, "without_successor");
	json_open(&j, '[');
	for (size_t i = 0; i < gap->lost_count; i++)
		json_string(&j, gap->lost[i]->clause);
	json_close(&j);
	json_close(&j);
}

/* -- the command
 * ----------------------------------------------------------------------------------- */

static int
report(const struct model *model, const struct gap_args *options)
{
	const struct matrix *matrix = model->service_count == 1 ? model->services[0].current : NULL;
	const struct framework *to = find_framework(model, options->to);
	OWN(buf_fini) struct buf out = {0};
	struct arena *arena;
	struct gap gap;
	bool written;

	if (matrix == NULL)
		return command_error("%s holds %zu services; name the file of one", options->path,
			model->service_count);
	if (to == NULL)
		return EXIT_UNUSABLE;
	if (matrix->control_count == 0)
		return command_error("%s has no controls", options->path);
	arena = arena_new();
	gap = gap_make(arena, model, matrix, to);
	(options->json ? print_json : print_text)(&out, &gap, matrix, options->lang);
	written = options->json ? command_output(buf_cstr(&out), out.len) : command_text(&out);
	arena_free(arena);
	return !written                           ? EXIT_UNUSABLE
	       : gap.addressed < to->clause_count ? EXIT_FINDINGS
						  : EXIT_CLEAN;
}

static int
run_gap(int argc, char **argv)
{
	struct gap_args options = {.lang = "en"};
	struct diags diags = {0};
	struct model *model;
	int status;

	if (!parse(argc, argv, &options))
		return command_usage(&command_gap);
	model = command_load(options.path, &(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0)
		status = command_refuse(&diags);
	else
		status = report(model, &options);
	model_free(model);
	diags_fini(&diags);
	return status;
}

const struct command command_gap = {
	.name = "gap",
	.run = run_gap,
	.options = option_table,
	.synopsis = "gap --to=FRAMEWORK [--lang=LANG] [--format=text|json] [FILE|DATADIR]",
	.help = "Tells which clauses of a framework the document addresses, by its own mapping and by\n"
		"published correspondences, and which a document for that framework would still lack.\n"
		"Exit status: 0 nothing is lacking, 1 something is, 2 could not read.\n",
};
