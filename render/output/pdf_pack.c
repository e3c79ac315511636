/* Cairo's file has objects with generation 0, a plain table of their places, and a trailer with
 * root and information. Each object ends where the next one begins; those with a stream stay
 * outside, with the length of the stream, which cairo has put into an object of its own, written
 * in. */
#include "pdf_pack.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/own.h"

enum { OBJECTS_LIMIT = 1 << 22, OBJECTS_AT_ONCE = 400, LEVEL = 9 };

enum where { FREE, OUTSIDE, INSIDE };

struct object {
	size_t start, end; /* of what stands between "obj" and "endobj" */
	bool stream;
	enum where where;
	size_t place;   /* OUTSIDE: its offset; INSIDE: the number of the stream */
	unsigned index; /* INSIDE: which of it it is */
};

struct pack {
	const char *bytes;
	size_t len;
	struct object *objects;
	size_t count; /* the table's, object 0 included */
	size_t made;  /* streams of objects, numbered from count on */
	size_t root, info;
	const char *lang;
	struct buf *out;
	struct object *places; /* of the streams made */
};

static void
pack_fini(struct pack *pack)
{
	free(pack->objects);
	free(pack->places);
}

/* -- reading ---------------------------------------------------------------------------- */

/* The number after a word, from an offset on; 0: it is not there. */
static size_t
number_after(const struct pack *pack, size_t from, const char *word)
{
	const char *at = memmem(pack->bytes + from, pack->len - from, word, strlen(word));

	return at != NULL ? strtoul(at + strlen(word), NULL, 10) : 0;
}

struct start {
	size_t offset;
	size_t number;
};

static int
compare_starts(const void *a, const void *b)
{
	const struct start *x = a, *y = b;

	return (x->offset > y->offset) - (x->offset < y->offset);
}

static bool
ends_with(const struct pack *pack, size_t end, const char *word)
{
	size_t len = strlen(word);

	return end >= len && memcmp(pack->bytes + end - len, word, len) == 0;
}

static size_t
trim(const struct pack *pack, size_t end)
{
	while (end > 0 && (pack->bytes[end - 1] == '\n' || pack->bytes[end - 1] == ' '))
		end--;
	return end;
}

/* "12 0 obj ... endobj" up to where the next object or the table begins. */
static bool
read_object(struct pack *pack, const struct start *start, size_t limit)
{
	struct object *object = &pack->objects[start->number];
	const char *obj = memmem(pack->bytes + start->offset, limit - start->offset, "obj", 3);
	size_t end = trim(pack, limit);

	if (obj == NULL || strtoul(pack->bytes + start->offset, NULL, 10) != start->number ||
		!ends_with(pack, end, "endobj"))
		return false;
	object->start = (size_t)(obj + 3 - pack->bytes);
	object->end = trim(pack, end - strlen("endobj"));
	object->stream = ends_with(pack, object->end, "endstream");
	object->where = object->stream ? OUTSIDE : INSIDE;
	return object->start <= object->end;
}

/* The table: "xref", "0 count", then twenty bytes for each object. */
static size_t
read_table(struct pack *pack, size_t table, struct start *starts)
{
	enum { ENTRY = 20 };
	const char *entry = strchr(pack->bytes + table + strlen("xref\n"), '\n');
	size_t n = 0;

	if (entry == NULL || (size_t)(pack->bytes + pack->len - ++entry) < pack->count * ENTRY)
		return 0;
	for (size_t i = 1; i < pack->count; i++)
		if (entry[i * ENTRY + 17] == 'n')
			starts[n++] = (struct start){strtoul(entry + i * ENTRY, NULL, 10), i};
	qsort(starts, n, sizeof(*starts), compare_starts);
	return n;
}

static bool
read_objects(struct pack *pack, size_t table)
{
	struct start *starts = calloc(pack->count, sizeof(*starts));
	size_t n = read_table(pack, table, starts);
	bool ok = n > 0 && starts[n - 1].offset < table;

	for (size_t i = 0; i < n && ok; i++)
		ok = read_object(pack, &starts[i], i + 1 < n ? starts[i + 1].offset : table);
	free(starts);
	return ok;
}

static bool
read_file(struct pack *pack)
{
	size_t from = pack->len > 64 ? pack->len - 64 : 0,
	       table = number_after(pack, from, "startxref\n");

	if (table == 0 || table >= pack->len || memcmp(pack->bytes + table, "xref\n0 ", 7) != 0)
		return false;
	pack->count = number_after(pack, table, "xref\n0 ");
	pack->root = number_after(pack, table, "/Root ");
	pack->info = number_after(pack, table, "/Info ");
	if (pack->count < 2 || pack->count > OBJECTS_LIMIT || pack->root == 0 ||
		pack->root >= pack->count || pack->info >= pack->count)
		return false;
	pack->objects = calloc(pack->count, sizeof(*pack->objects));
	pack->places = calloc(pack->count / OBJECTS_AT_ONCE + 1, sizeof(*pack->places));
	if (!read_objects(pack, table))
		return false;
	pack->objects[pack->info].where = OUTSIDE;
	return true;
}

/* -- writing -------------------------------------------------------------------------------- */

static void
put_stream(struct buf *out, const struct buf *bytes)
{
	uLongf size = compressBound(bytes->len);
	OWN(buf_fini) struct buf packed = {0};

	packed.data = malloc(size);
	packed.cap = size;
	if (compress2((Bytef *)packed.data, &size, (const Bytef *)buf_cstr(bytes), bytes->len,
		    LEVEL) != Z_OK)
		out->failed = true;
	packed.len = size;
	buf_printf(out, " /Filter /FlateDecode /Length %zu >>\nstream\n", packed.len);
	buf_add(out, packed.data, packed.len);
	buf_str(out, "\nendstream\nendobj\n");
}

static void
put_body(struct pack *pack, size_t number, struct buf *out)
{
	static const char catalogue[] = "/Type /Catalog";
	const struct object *object = &pack->objects[number];
	const char *body = pack->bytes + object->start;
	size_t len = object->end - object->start;
	const char *type =
		number == pack->root ? memmem(body, len, catalogue, strlen(catalogue)) : NULL;

	if (type == NULL) {
		buf_add(out, body, len);
		return;
	}
	type += strlen(catalogue);
	buf_add(out, body, (size_t)(type - body));
	buf_printf(out,
		" /Lang (%s) /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>",
		pack->lang);
	buf_add(out, type, len - (size_t)(type - body));
}

/* "/Length 10 0 R" becomes the number itself, and object 10 is free. */
static void
put_outside(struct pack *pack, size_t number)
{
	static const char key[] = "/Length ";
	struct object *object = &pack->objects[number];
	const char *body = pack->bytes + object->start, *stream, *at, *after;
	size_t len = object->end - object->start, length;

	object->place = pack->out->len;
	buf_printf(pack->out, "%zu 0 obj", number);
	stream = object->stream ? memmem(body, len, "stream\n", 7) : NULL;
	at = stream != NULL ? memmem(body, (size_t)(stream - body), key, strlen(key)) : NULL;
	length = at != NULL ? strtoul(at + strlen(key), (char **)(uintptr_t)&after, 10) : 0;
	if (at != NULL && strncmp(after, " 0 R", 4) == 0 && length > 0 && length < pack->count &&
		!pack->objects[length].stream) {
		buf_add(pack->out, body, (size_t)(at - body) + strlen(key));
		buf_printf(pack->out, "%lu",
			strtoul(pack->bytes + pack->objects[length].start, NULL, 10));
		buf_add(pack->out, after + 4, len - (size_t)(after + 4 - body));
		pack->objects[length].where = FREE;
	} else {
		buf_add(pack->out, body, len);
	}
	buf_str(pack->out, "\nendobj\n");
}

/* The next objects that go inside, from one on; returns the one after them. */
static size_t
put_inside(struct pack *pack, size_t from)
{
	OWN(buf_fini) struct buf head = {0}, bodies = {0}, all = {0};
	size_t number = pack->count + pack->made, i = from;
	unsigned n = 0;

	for (; i < pack->count && n < OBJECTS_AT_ONCE; i++) {
		if (pack->objects[i].where != INSIDE)
			continue;
		pack->objects[i].place = number;
		pack->objects[i].index = n++;
		buf_printf(&head, "%zu %zu ", i, bodies.len);
		put_body(pack, i, &bodies);
		buf_char(&bodies, '\n');
	}
	if (n == 0)
		return i;
	buf_add(&all, head.data, head.len);
	buf_add(&all, bodies.data, bodies.len);
	pack->places[pack->made++].place = pack->out->len;
	buf_printf(pack->out, "%zu 0 obj\n<< /Type /ObjStm /N %u /First %zu", number, n, head.len);
	put_stream(pack->out, &all);
	return i;
}

static void
put_entry(struct buf *table, enum where where, size_t place, unsigned index)
{
	buf_char(table, (char)where);
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(table, (char)(place >> shift & 255));
	buf_char(table, (char)(index >> 8 & 255));
	buf_char(table, (char)(index & 255));
}

/* The table as a stream: a byte that says how, four that say where, two that say which. */
static void
put_table(struct pack *pack)
{
	OWN(buf_fini) struct buf table = {0};
	size_t at = pack->out->len, number = pack->count + pack->made;

	put_entry(&table, FREE, 0, 65535);
	for (size_t i = 1; i < pack->count; i++)
		put_entry(&table, pack->objects[i].where, pack->objects[i].place,
			pack->objects[i].index);
	for (size_t i = 0; i < pack->made; i++)
		put_entry(&table, OUTSIDE, pack->places[i].place, 0);
	put_entry(&table, OUTSIDE, at, 0);
	buf_printf(pack->out, "%zu 0 obj\n<< /Type /XRef /Size %zu /W [1 4 2] /Root %zu 0 R",
		number, number + 1, pack->root);
	if (pack->info > 0)
		buf_printf(pack->out, " /Info %zu 0 R", pack->info);
	put_stream(pack->out, &table);
	buf_printf(pack->out, "startxref\n%zu\n%%%%EOF\n", at);
}

static const char header[] = "%PDF-1.5\n%\xb5\xed\xae\xfb\n";

bool
pdf_pack(const struct buf *plain, const char *lang, struct buf *out)
{
	OWN(buf_fini) struct buf packed = {0};
	OWN(pack_fini)
	struct pack pack = {
		.bytes = buf_cstr(plain), .len = plain->len, .lang = lang, .out = &packed};

	if (!read_file(&pack))
		return false;
	buf_str(&packed, header);
	for (size_t i = 1; i < pack.count; i++)
		if (pack.objects[i].where == OUTSIDE)
			put_outside(&pack, i);
	for (size_t i = 1; i < pack.count;)
		i = put_inside(&pack, i);
	put_table(&pack);
	if (!packed.failed)
		buf_add(out, packed.data, packed.len);
	return !packed.failed;
}
