/* mangle quick|full FILE…: each document with every special sequence of XML put in at many places,
 * cut off at many places, and with single bytes changed, always in the same way. The loader must
 * neither end by a signal nor take what libxml2, reading the same bytes by itself, calls not
 * well-formed. Prints how many there were; the change that ended it is told.
 *
 * Unlike a fuzzer's, the documents are whole ones: some faults of a parser show only past the first
 * chunks that it reads. And the ordinary build is tried as well as the sanitized one, which hides
 * what depends on the allocator. */
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "base/own.h"
#include "check/check.h"
#include "load/load.h"

enum { HANG_S = 120 };

struct extent {
	const char *name;
	size_t places;  /* of each sequence in a document */
	size_t cuts;    /* of a document; each byte, if it has fewer */
	size_t changes; /* of single bytes */
};

static const struct extent extents[] = {{"quick", 10, 400, 400}, {"full", 200, SIZE_MAX, 2000}};

#define SEQUENCE(text)                                                                             \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}
static const struct sequence {
	const char *text;
	size_t len;
} sequences[] = {
	SEQUENCE("]]>"),
	SEQUENCE("]]"),
	SEQUENCE("]"),
	SEQUENCE("<![CDATA["),
	SEQUENCE("<![CDATA[]]>"),
	SEQUENCE("<![CDATA[]]>]]>"),
	SEQUENCE("<!--"),
	SEQUENCE("-->"),
	SEQUENCE("--"),
	SEQUENCE("<!-- -- -->"),
	SEQUENCE("<!---->"),
	SEQUENCE("<!--->"),
	SEQUENCE("<?"),
	SEQUENCE("?>"),
	SEQUENCE("<?x"),
	SEQUENCE("<?x?>"),
	SEQUENCE("<?xml"),
	SEQUENCE("<?xml version=\"1.0\"?>"),
	SEQUENCE("<!"),
	SEQUENCE("<!["),
	SEQUENCE("<!DOCTYPE"),
	SEQUENCE("<!DOCTYPE matrix [<!ENTITY e \"f\">]>"),
	SEQUENCE("<!ENTITY"),
	SEQUENCE("<!ENTITY e \"f\">"),
	SEQUENCE("<!ELEMENT a ANY>"),
	SEQUENCE("<!ATTLIST a b CDATA #IMPLIED>"),
	SEQUENCE("<![INCLUDE["),
	SEQUENCE("<"),
	SEQUENCE(">"),
	SEQUENCE("</"),
	SEQUENCE("/>"),
	SEQUENCE("<>"),
	SEQUENCE("</>"),
	SEQUENCE("<a>"),
	SEQUENCE("</a>"),
	SEQUENCE("<a/>"),
	SEQUENCE("<a b>"),
	SEQUENCE("<a b=c/>"),
	SEQUENCE("<a b='1' b='2'/>"),
	SEQUENCE("<a b='<'/>"),
	SEQUENCE("</matrix>"),
	SEQUENCE("<matrix"),
	SEQUENCE("<x:a/>"),
	SEQUENCE("<:a/>"),
	SEQUENCE("<a xmlns=''/>"),
	SEQUENCE("<a xmlns='urn:other'/>"),
	SEQUENCE("<a xmlns:x=''/>"),
	SEQUENCE("<a xmlns:xml='x'/>"),
	SEQUENCE(" xmlns='urn:demarc:1'"),
	SEQUENCE(" xml:lang='ja'"),
	SEQUENCE(" xml:lang=''"),
	SEQUENCE(" id='x'"),
	SEQUENCE("'"),
	SEQUENCE("\""),
	SEQUENCE("="),
	SEQUENCE(":"),
	SEQUENCE("&"),
	SEQUENCE("&;"),
	SEQUENCE("&amp;"),
	SEQUENCE("&amp"),
	SEQUENCE("&lt;"),
	SEQUENCE("&e;"),
	SEQUENCE("%e;"),
	SEQUENCE("&#"),
	SEQUENCE("&#;"),
	SEQUENCE("&#x"),
	SEQUENCE("&#0;"),
	SEQUENCE("&#x0;"),
	SEQUENCE("&#38;"),
	SEQUENCE("&#60;"),
	SEQUENCE("&#xd800;"),
	SEQUENCE("&#x10ffff;"),
	SEQUENCE("&#x110000;"),
	SEQUENCE("&#99999999999999999999;"),
	SEQUENCE("&#x202e;"),
	SEQUENCE("\0"),
	SEQUENCE("\x01"),
	SEQUENCE("\x1b[31m"),
	SEQUENCE("\x7f"),
	SEQUENCE("\t"),
	SEQUENCE("\r"),
	SEQUENCE("\r\n"),
	SEQUENCE("\xff"),
	SEQUENCE("\x80"),
	SEQUENCE("\xc0\x80"),
	SEQUENCE("\xc2\x85"),
	SEQUENCE("\xe2\x80\xa8"),
	SEQUENCE("\xe2\x80\xae"),
	SEQUENCE("\xed\xa0\x80"),
	SEQUENCE("\xef\xbb\xbf"),
	SEQUENCE("\xef\xbf\xbe"),
	SEQUENCE("\xef\xbf\xbf"),
	SEQUENCE("\xf0\x9f\x98\x80"),
	SEQUENCE("\xf4\x90\x80\x80"),
};
enum { SEQUENCE_COUNT = sizeof(sequences) / sizeof(sequences[0]) };

static char current[4400]; /* what is tried, in words, for whoever ends us */
static size_t tried;

static void
on_signal(int signal)
{
	static const char hang[] = "it hangs: ", fault[] = "a signal ended it: ";
	ssize_t ignored = signal == SIGALRM ? write(STDOUT_FILENO, hang, sizeof(hang) - 1)
					    : write(STDOUT_FILENO, fault, sizeof(fault) - 1);

	ignored += write(STDOUT_FILENO, current, strlen(current));
	(void)ignored;
	_exit(1);
}

/* What libxml2 says by itself. Whatever may have a DOCTYPE is not given to it: it would expand what
 * it declares. */
static bool
is_well_formed(const struct buf *bytes)
{
	xmlDocPtr doc;

	if (memmem(bytes->data, bytes->len, "<!", 2) != NULL &&
		memmem(bytes->data, bytes->len, "<!DOCTYPE", 9) != NULL)
		return false;
	doc = xmlReadMemory(bytes->data, (int)bytes->len, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlFreeDoc(doc);
	return doc != NULL;
}

/* A DOCTYPE within a comment or the like is no such thing, and the one thing that may be taken
 * though the above says no. */
static bool
may_be_taken(const struct buf *bytes)
{
	return memmem(bytes->data, bytes->len, "<!DOCTYPE", 9) != NULL || is_well_formed(bytes);
}

static void
try(const struct buf *bytes)
{
	OWN(diags_fini) struct diags diags = {0};
	struct model *model;

	alarm(HANG_S);
	model = load_bytes("mangled.xml", bytes, NULL, &diags);
	if (model != NULL)
		check_model(model, &(struct check_options){.unlinked = true}, &diags);
	diags_sort(&diags);
	if ((model == NULL && diags.count[SEVERITY_ERROR] == 0) ||
		(diags.count[SEVERITY_ERROR] == 0 && bytes->len > 0 && !may_be_taken(bytes))) {
		printf("%s: %s\n",
			model == NULL ? "refused without a word" : "not well-formed, but taken",
			current);
		exit(1);
	}
	model_free(model);
	tried++;
}

/* The i-th of n places, from the first byte to past the last. */
static size_t
place(const struct buf *document, size_t i, size_t n)
{
	return n <= 1 ? 0 : (size_t)((unsigned long long)document->len * i / (n - 1));
}

static void
put_in(const char *path, const struct buf *document, const struct sequence *sequence, size_t at)
{
	OWN(buf_fini) struct buf bytes = {0};

	snprintf(current, sizeof(current), "%.4096s: '%.64s' put in at byte %zu\n", path,
		sequence->text, at);
	buf_add(&bytes, document->data, at);
	buf_add(&bytes, sequence->text, sequence->len);
	buf_add(&bytes, document->data + at, document->len - at);
	try(&bytes);
}

static void
cut_off(const char *path, const struct buf *document, size_t at)
{
	OWN(buf_fini) struct buf bytes = {0};

	snprintf(current, sizeof(current), "%.4096s: cut off after %zu bytes\n", path, at);
	buf_add(&bytes, document->data, at);
	try(&bytes);
}

static void
change(const char *path, struct buf *document, size_t at, char byte)
{
	char before = document->data[at];

	snprintf(current, sizeof(current), "%.4096s: byte %zu becomes 0x%02x\n", path, at,
		(unsigned char)byte);
	document->data[at] = byte;
	try(document);
	document->data[at] = before;
}

/* The same numbers everywhere (Knuth, The Art of Computer Programming 2, 3.3.4, table 1). */
static uint64_t
next_number(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static void
mangle(const char *path, const struct extent *extent)
{
	OWN(buf_fini) struct buf document = {0};
	const char *why;
	uint64_t random = 1;
	size_t cuts;

	if (!buf_read_file(&document, path, LOAD_FILE_LIMIT, &why) || document.len == 0) {
		printf("cannot read %s\n", path);
		exit(1);
	}
	for (size_t s = 0; s < SEQUENCE_COUNT; s++)
		for (size_t i = 0; i < extent->places; i++)
			put_in(path, &document, &sequences[s], place(&document, i, extent->places));
	cuts = extent->cuts < document.len ? extent->cuts : document.len;
	for (size_t i = 0; i < cuts; i++)
		cut_off(path, &document, place(&document, i, cuts + 1));
	for (size_t i = 0; i < extent->changes; i++) {
		size_t at = next_number(&random) % document.len;

		change(path, &document, at, (char)next_number(&random));
	}
}

int
main(int argc, char **argv)
{
	static const int ends[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM};
	const struct extent *extent =
		argc > 2 && strcmp(argv[1], extents[1].name) == 0 ? &extents[1] : &extents[0];

	if (argc < 3) {
		puts("usage: mangle quick|full FILE...");
		return 2;
	}
	/* what is freed is unmapped or overwritten at once, so that its use shows */
	mallopt(M_MMAP_THRESHOLD, 4096);
	mallopt(M_PERTURB, 0xa5);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		signal(ends[i], on_signal);
	for (int i = 2; i < argc; i++)
		mangle(argv[i], extent);
	load_fini();
	printf("%zu changed documents, %d of them whole ones\n%zu passed, 0 failed\n", tried,
		argc - 2, tried);
	return 0;
}
