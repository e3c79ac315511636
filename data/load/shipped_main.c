/* A program for the build alone: the documents named as its arguments -> shipped_documents, in C on
 * standard output. Linked with a table of none, it parses whatever it reads. */
#include <stdio.h>
#include <stdlib.h>

#include "base/terminal.h"
#include "load.h"
#include "shipped.h"

/* The bytes themselves, as the assembler takes them from the file. */
static void
print_bytes(struct buf *out, const char *path, unsigned number)
{
	buf_printf(out,
		"__asm__(\".section .rodata\\n\"\n"
		"\t\"shipped_bytes_%u:\\n\"\n"
		"\t\".incbin \\\"%s\\\"\\n\"\n"
		"\t\".byte 0\\n\"\n"
		"\t\".previous\\n\");\n"
		"extern const char shipped_bytes_%u[] __attribute__((visibility(\"hidden\")));\n",
		number, path, number);
}

static void
print_row(struct buf *rows, const struct model *model, unsigned number)
{
	const char *what = model->framework_count > 0        ? "framework"
			   : model->correspondence_count > 0 ? "correspondence"
			   : model->catalogue_count > 0      ? "catalogue"
							     : "thesaurus";

	buf_printf(rows, "\t{.bytes = shipped_bytes_%u, .len = %zu, .%s = &%s_%u},\n", number,
		model->files->len, what, what, number);
}

static bool
print_document(struct buf *out, struct buf *rows, const char *path, unsigned number)
{
	struct diags diags = {0};
	struct model *model = load_file(path, &diags);
	bool clean = model != NULL && diags.n == 0;

	diags_print(&diags, stderr);
	if (clean && shipped_print(out, model, number)) {
		print_bytes(out, path, number);
		print_row(rows, model, number);
	} else if (clean) {
		terminal_line(stderr, "%s: left to the parser", path);
	}
	model_free(model);
	diags_fini(&diags);
	return clean;
}

int
main(int argc, char **argv)
{
	struct buf out = {0}, rows = {0};
	bool ok = true;

	buf_str(&out, "#include \"load/shipped.h\"\n\n");
	for (int i = 1; i < argc && ok; i++)
		ok = print_document(&out, &rows, argv[i], (unsigned)i);
	buf_printf(&out, "const struct shipped shipped_documents[] = {\n%s\t{0},\n};\n",
		buf_cstr(&rows));
	ok = ok && fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
	buf_fini(&out);
	buf_fini(&rows);
	load_fini();
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
