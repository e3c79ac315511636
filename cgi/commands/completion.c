/* What bash and zsh need to complete a command line, written from the tables that the program
 * itself reads: a new command or option is known to them at once. */
#include "completion.h"

#include <string.h>

#include "base/own.h"

/* -- bash ------------------------------------------------------------------------------------ */

/* Several of the words, with commas between. */
static bool
is_list(const struct command_option *option)
{
	return strcmp(option->value, "LIST") == 0;
}

static bool
is_file(const struct command_option *option)
{
	return strcmp(option->value, "FILE") == 0 || strcmp(option->value, "PATH") == 0;
}

/* A line of the case that says what stands behind an option, unless that is a file. */
static void
put_bash_values(const struct command *command, struct buf *out)
{
	struct command_option list[COMMAND_OPTION_LIMIT];
	size_t count = command_options(command, list);

	for (size_t i = 0; i < count; i++) {
		OWN(buf_fini) struct buf words = {0};

		if (list[i].value == NULL || is_file(&list[i]))
			continue;
		command_words(command, &list[i], &words);
		buf_printf(out, "\t%s:--%s", command->name, list[i].name);
		if (list[i].is_short)
			buf_printf(out, " | %s:-%c", command->name, list[i].letter);
		buf_printf(out, ") words='%s'%s ;;\n", buf_cstr(&words),
			is_list(&list[i]) ? " list=yes" : "");
	}
}

static void
put_bash_options(const struct command *command, struct buf *out)
{
	struct command_option list[COMMAND_OPTION_LIMIT];
	size_t count = command_options(command, list);
	OWN(buf_fini) struct buf first = {0};

	command_words(command, NULL, &first);
	buf_printf(out, "\t%s) options='--help", command->name);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, " --%s%s", list[i].name, list[i].value != NULL ? "=" : "");
	buf_printf(out, "' first='%s' ;;\n", buf_cstr(&first));
}

/* Bash has "--format=svg" as three words, since "=" parts words. */
void
completion_bash(const struct command *const *table, struct buf *out)
{
	buf_str(out,
		"# bash completion of demarc; demarc completion bash\n"
		"_demarc() {\n"
		"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
		"\tlocal command=${COMP_WORDS[1]} options='' first='' list='' words=files\n"
		"\tif [ \"$word\" = = ]; then word=''; elif [ \"$before\" = = ]; then\n"
		"\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n\tfi\n"
		"\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '--help --version");
	for (size_t i = 0; table[i] != NULL; i++)
		buf_printf(out, " %s", table[i]->name);
	buf_str(out, "' -- \"$word\"))\n\t\treturn\n\tfi\n\tcase $command in\n");
	for (size_t i = 0; table[i] != NULL; i++)
		put_bash_options(table[i], out);
	buf_str(out, "\tesac\n\tcase $command:$before in\n");
	for (size_t i = 0; table[i] != NULL; i++)
		put_bash_values(table[i], out);
	buf_str(out, "\tesac\n"
		     "\tcase $word in\n"
		     "\t-*) words=$options ;;\n"
		     "\t*) [ \"$COMP_CWORD\" -ne 2 ] || [ -z \"$first\" ] || words=$first ;;\n"
		     "\tesac\n"
		     "\tif [ \"$words\" = files ]; then\n"
		     "\t\tcompopt -o filenames\n"
		     "\t\tCOMPREPLY=($(compgen -f -- \"$word\"))\n"
		     "\t\treturn\n\tfi\n"
		     "\tif [ -n \"$list\" ] && [[ $word == *,* ]]; then\n"
		     "\t\twords=$(printf \"${word%,*},%s \" $words)\n\tfi\n"
		     "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
		     "\t[[ \"${COMPREPLY[0]-}\" != *= ]] || compopt -o nospace\n"
		     "}\n"
		     "complete -F _demarc demarc\n");
}

/* -- zsh --------------------------------------------------------------------------------------- */

/* A line of help within '...[here]...'. */
static void
put_zsh_text(const char *text, struct buf *out)
{
	for (size_t i = 0; text[i] != '\0' && text[i] != '\n'; i++) {
		if (strchr("[]:\\", text[i]) != NULL)
			buf_char(out, '\\');
		if (text[i] == '\'')
			buf_str(out, "'\\'");
		buf_char(out, text[i]);
	}
}

static void
put_zsh_value(const struct command_option *option, const char *words, struct buf *out)
{
	buf_printf(out, ":%s:", option->value);
	if (is_file(option))
		buf_str(out, "_files");
	else
		buf_printf(out, is_list(option) ? "_values -s , one %s" : "(%s)", words);
}

/* '--format=[text or json]:FORMAT:(text json)', or files in the place of the words. */
static void
put_zsh_option(const struct command *command, const struct command_option *option, struct buf *out)
{
	OWN(buf_fini) struct buf words = {0}, rest = {0};

	command_words(command, option, &words);
	buf_char(&rest, '[');
	put_zsh_text(option->help, &rest);
	buf_char(&rest, ']');
	if (option->value != NULL)
		put_zsh_value(option, buf_cstr(&words), &rest);
	buf_printf(out, " \\\n\t\t\t'--%s%s%s'", option->name, option->value != NULL ? "=" : "",
		buf_cstr(&rest));
	if (option->is_short)
		buf_printf(out, " \\\n\t\t\t'-%c%s'", option->letter, buf_cstr(&rest));
}

static void
put_zsh_command(const struct command *command, struct buf *out)
{
	struct command_option list[COMMAND_OPTION_LIMIT];
	size_t count = command_options(command, list);
	OWN(buf_fini) struct buf first = {0};

	command_words(command, NULL, &first);
	buf_printf(out, "\t%s)\n\t\t_arguments '--help[tell more]'", command->name);
	for (size_t i = 0; i < count; i++)
		put_zsh_option(command, &list[i], out);
	if (first.len > 0)
		buf_printf(out, " \\\n\t\t\t'1:what:(%s)'", buf_cstr(&first));
	buf_str(out, " \\\n\t\t\t'*:file:_files'\n\t\t;;\n");
}

void
completion_zsh(const struct command *const *table, struct buf *out)
{
	buf_str(out, "#compdef demarc\n# zsh completion of demarc; demarc completion zsh\n"
		     "if ((CURRENT == 2)); then\n\tcompadd -- --help --version");
	for (size_t i = 0; table[i] != NULL; i++)
		buf_printf(out, " %s", table[i]->name);
	buf_str(out,
		"\n\treturn\nfi\nlocal command=${words[2]}\nshift words\n((CURRENT--))\ncase $command in\n");
	for (size_t i = 0; table[i] != NULL; i++)
		put_zsh_command(table[i], out);
	buf_str(out, "\t*) _files ;;\nesac\n");
}
