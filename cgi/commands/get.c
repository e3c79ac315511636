#include <stdio.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "site/site.h"

enum { HEADER_LIMIT = 32 };

struct get_args {
	const char *method;
	const char *headers[HEADER_LIMIT];
	size_t header_count;
	bool body_only;
};

static const struct command_option option_table[] = {
	{.letter = 'H',
		.is_short = true,
		.name = "header",
		.value = "LINE",
		.help = "a header of the request; may be repeated"},
	{.letter = 'X',
		.is_short = true,
		.name = "request",
		.value = "METHOD",
		.words = "GET HEAD",
		.help = "GET (default), HEAD, ..."},
	{.letter = 'b', .is_short = true, .name = "body", .help = "print the body alone"},
	{0},
};

static bool
parse(int argc, char **argv, struct get_args *options)
{
	int c;

	while ((c = command_option(&command_get, argc, argv)) != -1) {
		if (c == 'H' && strchr(optarg, ':') == NULL)
			return command_error("-H '%s': write 'Name: value'", optarg), false;
		if (c == 'H' && options->header_count == HEADER_LIMIT)
			return command_error("more than %d headers", HEADER_LIMIT), false;
		if (c == 'H')
			options->headers[options->header_count++] = optarg;
		else if (c == 'X')
			options->method = optarg;
		else if (c == 'b')
			options->body_only = true;
		else
			return false;
	}
	if (argc - optind < 1 || argc - optind > 2)
		return command_error("name one path, such as /, and perhaps a data directory"),
		       false;
	return true;
}

static int
answer(struct site *site, const char *target, const struct get_args *options)
{
	struct arena *arena = arena_new();
	struct request request;
	struct response response = {0};
	struct buf out = {0};
	bool written;

	request_from_target(
		&request, options->method, target, options->headers, options->header_count, arena);
	site_respond(site, &request, &response);
	if (options->body_only)
		written = command_output(response.body, response.head ? 0 : response.body_len);
	else {
		response_http(&response, &out);
		written = command_output(buf_cstr(&out), out.len);
	}
	buf_fini(&out);
	site_release(site, &response);
	arena_free(arena);
	return !written ? EXIT_UNUSABLE : response.status < 400 ? EXIT_CLEAN : EXIT_FINDINGS;
}

static int
run_get(int argc, char **argv)
{
	struct get_args options = {.method = "GET"};
	struct site_options site_options = {0};
	struct diags diags = {0};
	struct model *model;
	struct site *site;
	int status;

	if (!parse(argc, argv, &options))
		return command_usage(&command_get);
	if (!command_base_url(&site_options.base_url) || !command_language(&site_options.language))
		return EXIT_UNUSABLE;
	model = command_load(argc - optind == 2 ? argv[optind + 1] : command_data_directory(),
		&(struct check_options){0}, &diags);
	if (model == NULL || diags.count[SEVERITY_ERROR] > 0) {
		status = command_refuse(&diags);
		model_free(model);
		diags_fini(&diags);
		return status;
	}
	diags_fini(&diags);
	site = site_new(model, &site_options);
	status = answer(site, argv[optind], &options);
	site_free(site);
	return status;
}

const struct command command_get = {
	.name = "get",
	.run = run_get,
	.options = option_table,
	.synopsis = "get [-H 'Name: value'] [-X METHOD] [-b] URLPATH [DATADIR]",
	.help = "Answers one request without a web server: status, headers and body as HTTP.\n"
		"Exit status: 0 for a status below 400, 1 otherwise.\n",
};
