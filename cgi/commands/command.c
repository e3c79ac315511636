#include "command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/terminal.h"
#include "diagram/diagram.h"
#include "load/load.h"
#include "server/limit.h"

int
command_error(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = strdup(fmt);
	va_end(ap);
	terminal_line(stderr, "demarc: %s", text);
	free(text);
	return EXIT_UNUSABLE;
}

int
command_usage(const struct command *command)
{
	terminal_line(stderr, "usage: demarc %s", command->synopsis);
	return EXIT_UNUSABLE;
}

bool
command_is_base_url(const char *url)
{
	const char *rest = strncmp(url, "https://", 8) == 0  ? url + 8
			   : strncmp(url, "http://", 7) == 0 ? url + 7
							     : "/";
	size_t len = strlen(url);

	return *rest != '/' && *rest != '\0' && url[len - 1] != '/' &&
	       strcspn(url, " \"<>?#'&\\") == len;
}

bool
command_base_url(const char **base_url)
{
	const char *set = getenv("DEMARC_BASE_URL");

	*base_url = set != NULL ? set : "";
	if (**base_url == '\0' || command_is_base_url(*base_url))
		return true;
	command_error(
		"DEMARC_BASE_URL='%s': write an address such as https://trust.example.com, without a slash at its end",
		set);
	return false;
}

bool
command_given_base_url(const char *option, const char **base_url)
{
	if (option == NULL)
		return command_base_url(base_url);
	*base_url = option;
	if (command_is_base_url(option))
		return true;
	command_error("--base-url='%s': write an address such as https://trust.example.com or "
		      "https://example.com/trust, without a slash at its end",
		option);
	return false;
}

static bool
tell_of_output(bool written)
{
	bool ok = written && fflush(stdout) == 0;

	if (!ok)
		command_error("cannot write to standard output");
	return ok;
}

bool
command_output(const void *bytes, size_t len)
{
	return tell_of_output(fwrite(bytes, 1, len, stdout) == len);
}

bool
command_text(const struct buf *text)
{
	return tell_of_output(terminal_lines(stdout, buf_cstr(text)));
}

bool
command_format(bool *json)
{
	*json = strcmp(optarg, "json") == 0;
	if (!*json && strcmp(optarg, "text") != 0)
		return command_error("--format='%s': write text or json", optarg), false;
	return true;
}

const char *
command_data_directory(void)
{
	const char *dir = getenv("DEMARC_DATA");

	return dir != NULL && *dir != '\0' ? dir : "data";
}

static struct model *
load(const char *path, struct model *(*load_one)(const char *, struct diags *),
	const struct check_options *options, struct diags *diags)
{
	struct stat st;
	struct model *model;
	struct limits before = limit_loading();

	model = stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? load_directory(path, diags)
							    : load_one(path, diags);
	if (model != NULL)
		diagram_check(model, options, diags);
	limit_lift(&before);
	return model;
}

struct model *
command_load(const char *path, const struct check_options *options, struct diags *diags)
{
	return load(path, load_file, options, diags);
}

struct model *
command_load_named(const char *path, const struct check_options *options, struct diags *diags)
{
	return load(path, load_named, options, diags);
}

bool
command_is_unusable(const struct diags *diags)
{
	return diags_count(diags, "unreadable") > 0 || diags_count(diags, "missing-font") > 0;
}

int
command_refuse(struct diags *diags)
{
	diags_sort(diags);
	diags_print(diags, stderr);
	return command_is_unusable(diags) ? EXIT_UNUSABLE : EXIT_FINDINGS;
}

bool
command_read(const char *path, size_t limit, struct buf *bytes)
{
	const char *why;

	if (strcmp(path, "-") != 0)
		return buf_read_file(bytes, path, limit, &why) ||
		       (command_error("cannot read %s: %s", path, why), false);
	if (buf_read_stream(bytes, stdin, limit, &why))
		return true;
	if (ferror(stdin))
		command_error("cannot read standard input: %s", why);
	else
		command_error("standard input is larger than the limit of %zu MiB", limit >> 20);
	return false;
}

int
command_write(const struct buf *bytes, const char *path)
{
	if (path == NULL || strcmp(path, "-") == 0)
		return command_output(buf_cstr(bytes), bytes->len) ? EXIT_CLEAN : EXIT_UNUSABLE;
	if (buf_write_file(bytes, path))
		return EXIT_CLEAN;
	return command_error("cannot write %s: %s", path, strerror(errno));
}

void
command_today(char day[COMMAND_DAY_SIZE])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now =
		epoch != NULL && *epoch != '\0' ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm parts;

	if (gmtime_r(&now, &parts) == NULL ||
		strftime(day, COMMAND_DAY_SIZE, "%Y-%m-%d", &parts) == 0)
		snprintf(day, COMMAND_DAY_SIZE, "1970-01-01");
}
