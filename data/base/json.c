#include "json.h"

#include <assert.h>
#include <string.h>

void
json_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

void
json_init_dense(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out, .dense = true};
}

void
json_init_lines(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out, .dense = true, .lines = true};
}

static void
new_line(struct json *j)
{
	buf_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth && !j->dense; i++)
		buf_str(j->out, "  ");
}

/* Whether what is in the open value has lines of its own. */
static bool
has_lines(const struct json *j)
{
	if (!j->dense)
		return j->depth > 0;
	return j->depth > 0 && j->stack[j->depth - 1] == ']' && (!j->lines || j->depth == 2);
}

/* What comes before a key, or before a value that has none. */
static void
begin(struct json *j)
{
	if (j->key) {
		j->key = false;
		return;
	}
	if (j->some)
		buf_char(j->out, ',');
	if (has_lines(j))
		new_line(j);
	j->some = true;
}

void
json_open(struct json *j, char bracket)
{
	assert(j->depth < JSON_DEPTH);
	begin(j);
	buf_char(j->out, bracket);
	j->stack[j->depth++] = bracket == '{' ? '}' : ']';
	j->some = false;
}

void
json_close(struct json *j)
{
	bool line = j->some && (!j->dense || j->lines) && has_lines(j);

	assert(j->depth > 0 && !j->key);
	j->depth--;
	if (line)
		new_line(j);
	buf_char(j->out, j->stack[j->depth]);
	j->some = true;
	if (j->depth == 0)
		buf_char(j->out, '\n');
}

void
json_key_plain(struct json *j, const char *name)
{
	assert(j->depth > 0 && j->stack[j->depth - 1] == '}');
	begin(j);
	buf_json(j->out, name);
	buf_str(j->out, j->dense ? ":" : ": ");
	j->key = true;
}

void
json_key(struct json *j, const char *name)
{
	char key[64];
	size_t n = strlen(name);

	assert(n < sizeof(key));
	for (size_t i = 0; i <= n; i++)
		key[i] = (char)(name[i] == '-' ? '_' : name[i]);
	json_key_plain(j, key);
}

void
json_string(struct json *j, const char *s)
{
	begin(j);
	buf_json(j->out, s);
}

void
json_number(struct json *j, long long n)
{
	begin(j);
	buf_int(j->out, n);
}

void
json_bool(struct json *j, bool b)
{
	begin(j);
	buf_str(j->out, b ? "true" : "false");
}

void
json_member(struct json *j, const char *key, const char *value)
{
	if (value == NULL)
		return;
	json_key(j, key);
	json_string(j, value);
}
