/* demarc diff: a line for each change, or the same as JSON. Lines are for people and grep: thing,
 * what about it, before and after, whom it concerns; what is said of several things is one line. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/own.h"
#include "command.h"
#include "compare/concern.h"
#include "compare/diff.h"
#include "model/fact.h"

/* Both files, and what is shown of them. */
struct comparison {
	const struct model *models[2]; /* before, after */
	struct diff diff;
	const size_t *groups; /* diff_groups */
	struct arena *arena;
	struct buf out;
};

static const struct command_option option_table[] = {
	COMMAND_FORMAT,
	{0},
};

static bool
parse(int argc, char **argv, bool *json)
{
	int c;

	while ((c = command_option(&command_diff, argc, argv)) != -1) {
		if (c != 'f' || !command_format(json))
			return false;
	}
	if (argc - optind != 2)
		return command_error("name two files: the older edition, then the newer one"),
		       false;
	return true;
}

/* The file's model; NULL, and why is told: it is no document without errors. */
static struct model *
load(const char *path)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model = command_load(path, &(struct check_options){0}, &diags);

	if (model != NULL && diags.count[SEVERITY_ERROR] == 0 && model->service_count == 1)
		return model;
	if (diags.count[SEVERITY_ERROR] > 0)
		command_refuse(&diags);
	else
		command_error("%s: holds no single document to compare", path);
	model_free(model);
	return NULL;
}

/* -- one side in words ---------------------------------------------------------------------- */

static void
add_owners(struct buf *out, const struct parts *parts)
{
	const char *comma = "";

	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].does == DOES_ANSWERS) {
			buf_printf(out, "%s%s", comma, parts->v[i].party->id);
			comma = ", ";
		}
	if (comma[0] == '\0')
		buf_str(out, "nobody");
}

static void
add_part(struct buf *out, const struct part *part)
{
	const char *words = texts_value(&part->text, "en");

	buf_str(out, does_name(part->does));
	if (words[0] != '\0')
		buf_printf(out, ": %s", words);
}

/* What the side holds, after the fields of the aspect; nothing for an empty side. */
static void
add_side(const struct comparison *c, struct buf *out, const struct change_side *side, int which)
{
	if (side->text != NULL)
		buf_str(out, side->text->value);
	else if (side->parts != NULL)
		add_owners(out, side->parts);
	else if (side->part != NULL)
		add_part(out, side->part);
	else if (side->fact != NULL)
		fact_words(c->models[which], which == 0 ? c->diff.before : c->diff.after,
			side->fact, "en", out);
	else if (side->map != NULL)
		buf_printf(out, side->map->relation == RELATION_UNSTATED ? "%s" : "%s (%s)",
			side->map->clause, relation_name(side->map->relation));
	else if (side->value != NULL)
		buf_str(out, side->value);
}

static const char *
side_words(const struct comparison *c, const struct change *change, int which)
{
	OWN(buf_fini) struct buf words = {0};

	add_side(c, &words, which == 0 ? &change->before : &change->after, which);
	return arena_strdup(c->arena, buf_cstr(&words));
}

/* The language of a wording; NULL: the change is in none. */
static const char *
change_lang(const struct change *change)
{
	const struct text *text =
		change->after.text != NULL ? change->after.text : change->before.text;

	return text != NULL ? text_lang(text) : NULL;
}

/* -- text -------------------------------------------------------------------------------------- */

static void
print_spans(struct comparison *c, const char *before, const char *after)
{
	static const char *const open[] = {"", "[-", "{+"}, *const close[] = {"", "-]", "+}"};
	size_t count;
	const struct word_span *spans = diff_words(c->arena, before, after, &count);

	for (size_t i = 0; i < count; i++) {
		buf_str(&c->out, open[spans[i].kind]);
		buf_add(&c->out, spans[i].words, spans[i].len);
		buf_str(&c->out, close[spans[i].kind]);
	}
}

/* "row boundary/os", "control 12.4.1" */
static void
print_thing(struct buf *out, const struct change *change)
{
	buf_str(out, change_thing_name(change->thing));
	if (change->id != NULL)
		buf_printf(out, " %s%s%s", change->table != NULL ? change->table : "",
			change->table != NULL ? "/" : "", change->id);
	if (change->column != NULL)
		buf_printf(out, " %s", change->column);
}

/* "status changed: provided -> customer" */
static void
print_what(struct comparison *c, const struct change *change)
{
	const char *before = side_words(c, change, 0), *after = side_words(c, change, 1);
	const char *lang = change_lang(change);

	if (change->aspect == ASPECT_WHOLE) {
		buf_str(&c->out, change_verb_name(change->verb));
		return;
	}
	buf_str(&c->out, change_aspect_name(change->aspect));
	if (change->detail != NULL)
		buf_printf(&c->out, " %s", change->detail);
	if (lang != NULL)
		buf_printf(&c->out, " (%s)", lang);
	buf_printf(&c->out, " %s: ", change_verb_name(change->verb));
	if (change->verb != CHANGE_CHANGED)
		buf_str(&c->out, change->verb == CHANGE_ADDED ? after : before);
	else if (lang != NULL || change->aspect == ASPECT_PART)
		print_spans(c, before, after);
	else
		buf_printf(&c->out, "%s -> %s", before, after);
}

/* " [customer must act: duty-added; aws: duty-moved; chrofy]" */
static void
print_concerns(struct comparison *c, const struct change *change)
{
	struct concerns concerns = change_concerns(&c->diff, change, c->arena);

	for (size_t i = 0; i < concerns.count; i++) {
		const struct concern *one = &concerns.v[i];

		buf_printf(&c->out, "%s%s%s", i == 0 ? " [" : "; ", one->party->id,
			one->act ? " must act" : "");
		if (one->effect != EFFECT_TOLD)
			buf_printf(&c->out, ": %s", change_effect_name(one->effect));
	}
	buf_str(&c->out, concerns.count > 0 ? "]\n" : "\n");
}

static size_t
group_size(const struct comparison *c, size_t first)
{
	size_t n = 0;

	for (size_t i = first; i < c->diff.count; i++)
		n += c->groups[i] == first;
	return n;
}

/* "15 controls: fact inherited changed: No -> Yes (5.1, 5.2, …)" */
static void
print_group(struct comparison *c, size_t first, size_t n)
{
	const struct change *change = &c->diff.v[first];
	const char *comma = " (";

	buf_printf(&c->out, "%zu %ss: ", n,
		change->thing == THING_PARTY ? "partie" : change_thing_name(change->thing));
	print_what(c, change);
	for (size_t i = first; i < c->diff.count; i++) {
		const struct change *other = &c->diff.v[i];

		if (c->groups[i] != first)
			continue;
		buf_printf(&c->out, "%s%s%s%s%s%s", comma, other->table != NULL ? other->table : "",
			other->table != NULL ? "/" : "", other->id != NULL ? other->id : "",
			other->column != NULL ? " " : "",
			other->column != NULL ? other->column : "");
		comma = ", ";
	}
	buf_char(&c->out, ')');
	print_concerns(c, change);
}

static void
print_change(struct comparison *c, const struct change *change)
{
	print_thing(&c->out, change);
	buf_str(&c->out, ": ");
	print_what(c, change);
	print_concerns(c, change);
}

static void
print_text(struct comparison *c)
{
	c->groups = diff_groups(&c->diff, c->arena);
	for (size_t i = 0; i < c->diff.count; i++) {
		size_t n = c->groups[i] == i ? group_size(c, i) : 0;

		if (n > 1)
			print_group(c, i, n);
		else if (n == 1)
			print_change(c, &c->diff.v[i]);
	}
}

/* -- JSON
 * ------------------------------------------------------------------------------------------ */

static void
add_concerns(struct json *json, struct comparison *c, const struct change *change)
{
	struct concerns concerns = change_concerns(&c->diff, change, c->arena);

	json_key(json, "concerns");
	json_open(json, '[');
	for (size_t i = 0; i < concerns.count; i++) {
		json_open(json, '{');
		json_member(json, "party", concerns.v[i].party->id);
		json_member(json, "effect", change_effect_name(concerns.v[i].effect));
		json_key(json, "act");
		json_bool(json, concerns.v[i].act);
		json_close(json);
	}
	json_close(json);
}

static void
add_change(struct json *json, struct comparison *c, const struct change *change)
{
	json_open(json, '{');
	json_member(json, "verb", change_verb_name(change->verb));
	json_member(json, "place", change_thing_name(change->thing));
	json_member(json, "aspect", change_aspect_name(change->aspect));
	json_member(json, "id", change->id);
	json_member(json, "table", change->table);
	json_member(json, "column", change->column);
	json_member(json, "detail", change->detail);
	json_member(json, "lang", change_lang(change));
	if (change->aspect != ASPECT_WHOLE && change->verb != CHANGE_ADDED)
		json_member(json, "before", side_words(c, change, 0));
	if (change->aspect != ASPECT_WHOLE && change->verb != CHANGE_REMOVED)
		json_member(json, "after", side_words(c, change, 1));
	add_concerns(json, c, change);
	json_close(json);
}

static void
add_edition(struct json *json, const char *name, const struct matrix *matrix)
{
	json_key(json, name);
	json_open(json, '{');
	json_member(json, "service", matrix->service);
	json_key(json, "edition");
	json_number(json, matrix->edition);
	json_member(json, "date", matrix->date);
	json_close(json);
}

static void
print_json(struct comparison *c)
{
	struct json json;

	json_init_lines(&json, &c->out);
	json_open(&json, '{');
	add_edition(&json, "before", c->diff.before);
	add_edition(&json, "after", c->diff.after);
	json_key(&json, "changes");
	json_open(&json, '[');
	for (size_t i = 0; i < c->diff.count; i++)
		add_change(&json, c, &c->diff.v[i]);
	json_close(&json);
	json_close(&json);
}

/* -- the command
 * -------------------------------------------------------------------------------------- */

static int
compare(const struct model *before, const struct model *after, bool json)
{
	struct comparison c = {.models = {before, after}, .arena = arena_new()};
	bool printed;

	diff_matrices(&c.diff, before->services[0].current, after->services[0].current, c.arena);
	if (json)
		print_json(&c);
	else
		print_text(&c);
	printed = json ? command_output(buf_cstr(&c.out), c.out.len) : command_text(&c.out);
	buf_fini(&c.out);
	arena_free(c.arena);
	return !printed ? EXIT_UNUSABLE : c.diff.count > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int
run_diff(int argc, char **argv)
{
	struct model *before, *after;
	bool json = false;
	int status = EXIT_UNUSABLE;

	if (!parse(argc, argv, &json))
		return command_usage(&command_diff);
	before = load(argv[optind]);
	after = before != NULL ? load(argv[optind + 1]) : NULL;
	if (after != NULL)
		status = compare(before, after, json);
	model_free(before);
	model_free(after);
	return status;
}

const struct command command_diff = {
	.name = "diff",
	.run = run_diff,
	.options = option_table,
	.synopsis = "diff [--format=text|json] OLD NEW",
	.help = "Tells what the edition in the file NEW says otherwise than the one in OLD, cell by\n"
		"cell. Exit status: 0 no difference, 1 differences, 2 a file could not be used.\n",
};
