/* Structs of the model as initialisers in C. What a struct points to is a compound literal in its
 * place; only clauses and their groups, which point to each other, have names. */
#include "shipped.h"

#include "model/language.h"

struct printer {
	struct buf *out;
	unsigned number; /* of the file, which names end with */
	bool fits;
};

/* -- values ---------------------------------------------------------------------------- */

static void
put_string(struct printer *p, const char *s)
{
	if (s == NULL) {
		buf_str(p->out, "NULL");
		return;
	}
	buf_char(p->out, '"');
	for (; *s != '\0'; s++)
		if (*s == '"' || *s == '\\' || *s == '?')
			buf_printf(p->out, "\\%c", *s);
		else if ((unsigned char)*s < ' ')
			buf_printf(p->out, "\\%03o", (unsigned char)*s);
		else
			buf_char(p->out, *s);
	buf_char(p->out, '"');
}

static void
put_member(struct printer *p, const char *name, const char *value)
{
	buf_printf(p->out, ".%s = ", name);
	put_string(p, value);
	buf_str(p->out, ", ");
}

static void
put_number(struct printer *p, const char *name, size_t value)
{
	buf_printf(p->out, ".%s = %zu, ", name, value);
}

/* ".name = (const TYPE[]){ITEMS}, .count_name = N, "; nothing for an empty list. put: one item. */
#define PUT_LIST(p, name, type, list, count_name, count, put)                                      \
	do {                                                                                       \
		if ((count) == 0)                                                                  \
			break;                                                                     \
		buf_str((p)->out, "." name " = (const " type "[]){\n");                            \
		for (size_t i_ = 0; i_ < (count); i_++) {                                          \
			put((p), &(list)[i_]);                                                     \
			buf_str((p)->out, ",\n");                                                  \
		}                                                                                  \
		buf_str((p)->out, "}, ");                                                          \
		put_number((p), count_name, (count));                                              \
	} while (0)

/* -- words ------------------------------------------------------------------------------- */

static void
put_text(struct printer *p, const struct text *text)
{
	p->fits &= !text->marked && text->language <= LANGUAGE_FIXED;
	buf_str(p->out, "{");
	put_member(p, "value", text->value);
	put_number(p, "place", text->place);
	put_number(p, "language", text->language);
	put_number(p, "standing", text->standing);
	put_number(p, "sources", text->sources);
	buf_str(p->out, "}");
}

static void
put_texts(struct printer *p, const char *name, const struct texts *texts)
{
	buf_printf(p->out, ".%s = {", name);
	PUT_LIST(p, "v", "struct text", texts->v, "count", texts->count, put_text);
	buf_str(p->out, "}, ");
}

static void
put_note(struct printer *p, const struct note *note)
{
	buf_str(p->out, "{");
	put_number(p, "kind", note->kind);
	put_texts(p, "text", &note->text);
	put_number(p, "place", note->place);
	buf_str(p->out, "}");
}

static void
put_notes(struct printer *p, const struct notes *notes)
{
	buf_str(p->out, ".notes = {");
	PUT_LIST(p, "v", "struct note", notes->v, "count", notes->count, put_note);
	buf_str(p->out, "}, ");
}

static void
put_source(struct printer *p, const struct source *source)
{
	buf_str(p->out, "{");
	put_member(p, "id", source->id);
	put_member(p, "words", source->words);
	buf_str(p->out, "}");
}

static void
put_key(struct printer *p, const char *const *key)
{
	put_string(p, *key);
}

static void
put_place(struct printer *p, const unsigned *place)
{
	buf_printf(p->out, "%u", *place);
}

static void
put_index(struct printer *p, const char *name, const struct index *index)
{
	buf_printf(p->out, ".%s = {", name);
	PUT_LIST(p, "order", "unsigned", index->order, "n", index->n, put_place);
	buf_str(p->out, "}, ");
}

/* -- frameworks ---------------------------------------------------------------------------- */

static void
put_group(struct printer *p, const struct clause_group *group)
{
	buf_str(p->out, "{");
	put_member(p, "id", group->id);
	put_texts(p, "title", &group->title);
	put_notes(p, &group->notes);
	put_number(p, "first_clause", group->first_clause);
	put_number(p, "clause_count", group->clause_count);
	put_number(p, "place", group->place);
	buf_str(p->out, "}");
}

static void
put_clause(struct printer *p, const struct clause *clause, size_t group)
{
	buf_str(p->out, "{");
	put_member(p, "number", clause->number);
	put_member(p, "token", clause->token);
	put_member(p, "parent_number", clause->parent_number);
	if (clause->parent != NULL)
		buf_printf(p->out, ".parent = &clauses_%u[%u], ", p->number, clause->parent->index);
	put_number(p, "kind", clause->kind);
	put_number(p, "guidance", clause->guidance);
	put_number(p, "level", clause->level);
	put_number(p, "index", clause->index);
	put_texts(p, "title", &clause->title);
	put_notes(p, &clause->notes);
	buf_printf(p->out, ".group = &groups_%u[%zu], ", p->number, group);
	put_number(p, "place", clause->place);
	buf_str(p->out, "},\n");
}

static void
put_clauses(struct printer *p, const struct framework *f)
{
	buf_printf(p->out, "static const struct clause clauses_%u[%zu];\n", p->number,
		f->clause_count);
	buf_printf(p->out, "static const struct clause_group groups_%u[] = {\n", p->number);
	for (size_t i = 0; i < f->group_count; i++) {
		put_group(p, &f->groups[i]);
		buf_str(p->out, ",\n");
	}
	buf_printf(p->out, "};\nstatic const struct clause clauses_%u[%zu] = {\n", p->number,
		f->clause_count);
	for (size_t i = 0; i < f->clause_count; i++)
		put_clause(p, &f->clauses[i], (size_t)(f->clauses[i].group - f->groups));
	buf_str(p->out, "};\n");
}

static void
put_framework(struct printer *p, const struct framework *f)
{
	size_t n = f->clause_count;

	put_clauses(p, f);
	buf_printf(p->out, "static const struct framework framework_%u = {", p->number);
	put_member(p, "id", f->id);
	put_member(p, "short_name", f->short_name);
	put_member(p, "numbers_of", f->numbers_of);
	put_member(p, "year", f->year);
	put_member(p, "status", f->status);
	put_member(p, "replaced_by", f->replaced_by);
	put_member(p, "withdrawn", f->withdrawn);
	put_member(p, "catalog", f->catalog);
	put_texts(p, "name", &f->name);
	put_texts(p, "title", &f->title);
	PUT_LIST(p, "sources", "struct source", f->sources, "source_count", f->source_count,
		put_source);
	put_notes(p, &f->notes);
	buf_printf(p->out, ".groups = groups_%u, .clauses = clauses_%u, ", p->number, p->number);
	put_number(p, "group_count", f->group_count);
	PUT_LIST(p, "keys", "char *const", f->keys, "clause_count", n, put_key);
	put_index(p, "clause_index", &f->clause_index);
	if (f->tokens != NULL) {
		buf_str(p->out, ".tokens = (const char *const[]){");
		for (size_t i = 0; i < n; i++) {
			put_string(p, f->tokens[i]);
			buf_str(p->out, ",\n");
		}
		buf_str(p->out, "}, ");
	}
	put_index(p, "token_index", &f->token_index);
	put_index(p, "key_index", &f->key_index);
	put_number(p, "place", f->place);
	buf_str(p->out, "};\n");
}

/* -- correspondences and catalogues ---------------------------------------------------------- */

static void
put_map(struct printer *p, const struct correspondence_map *map)
{
	buf_str(p->out, "{");
	put_member(p, "from", map->from);
	put_member(p, "to", map->to);
	put_number(p, "relation", map->relation);
	put_number(p, "standing", map->standing);
	put_number(p, "sources", map->sources);
	put_notes(p, &map->notes);
	put_number(p, "place", map->place);
	buf_str(p->out, "}");
}

static void
put_correspondence(struct printer *p, const struct correspondence *c)
{
	buf_printf(p->out, "static const struct correspondence correspondence_%u = {", p->number);
	put_member(p, "id", c->id);
	put_member(p, "from", c->from);
	put_member(p, "to", c->to);
	put_texts(p, "name", &c->name);
	PUT_LIST(p, "sources", "struct source", c->sources, "source_count", c->source_count,
		put_source);
	put_notes(p, &c->notes);
	PUT_LIST(p, "maps", "struct correspondence_map", c->maps, "map_count", c->map_count,
		put_map);
	put_number(p, "place", c->place);
	buf_str(p->out, "};\n");
}

static void
put_message(struct printer *p, const struct message *message)
{
	buf_str(p->out, "{");
	put_member(p, "id", message->id);
	put_member(p, "value", message->value);
	buf_str(p->out, "}");
}

static void
put_catalogue(struct printer *p, const struct catalogue *c)
{
	buf_printf(p->out, "static const struct catalogue catalogue_%u = {", p->number);
	put_member(p, "lang", c->lang);
	put_member(p, "name", c->name);
	PUT_LIST(p, "messages", "struct message", c->messages, "message_count", c->message_count,
		put_message);
	put_number(p, "place", c->place);
	buf_str(p->out, "};\n");
}

/* -- thesauri ------------------------------------------------------------------------------ */

static void
put_word(struct printer *p, const struct listed_word *word)
{
	buf_str(p->out, "{");
	put_member(p, "word", word->word);
	put_member(p, "lang", word->lang);
	buf_str(p->out, "}");
}

static void
put_about(struct printer *p, const struct about_clause *about)
{
	buf_str(p->out, "{");
	put_member(p, "framework", about->framework);
	put_member(p, "clause", about->clause);
	put_number(p, "place", about->place);
	buf_str(p->out, "}");
}

static void
put_word_group(struct printer *p, const struct word_group *group)
{
	buf_str(p->out, "{");
	put_member(p, "id", group->id);
	PUT_LIST(p, "words", "struct listed_word", group->words, "word_count", group->word_count,
		put_word);
	PUT_LIST(p, "near", "struct listed_word", group->near, "near_count", group->near_count,
		put_word);
	PUT_LIST(p, "abouts", "struct about_clause", group->abouts, "about_count",
		group->about_count, put_about);
	put_number(p, "place", group->place);
	buf_str(p->out, "}");
}

static void
put_thesaurus(struct printer *p, const struct thesaurus *t)
{
	buf_printf(p->out, "static const struct thesaurus thesaurus_%u = {", p->number);
	put_member(p, "id", t->id);
	PUT_LIST(p, "ignored", "struct listed_word", t->ignored, "ignored_count", t->ignored_count,
		put_word);
	PUT_LIST(p, "groups", "struct word_group", t->groups, "group_count", t->group_count,
		put_word_group);
	put_number(p, "place", t->place);
	buf_str(p->out, "};\n");
}

bool
shipped_print(struct buf *out, const struct model *model, unsigned number)
{
	struct printer p = {.out = out, .number = number, .fits = true};
	size_t before = out->len;

	if (model->framework_count > 0)
		put_framework(&p, &model->frameworks[0]);
	else if (model->correspondence_count > 0)
		put_correspondence(&p, &model->correspondences[0]);
	else if (model->catalogue_count > 0)
		put_catalogue(&p, &model->catalogues[0]);
	else if (model->thesaurus_count > 0)
		put_thesaurus(&p, &model->thesauri[0]);
	else
		p.fits = false;
	if (!p.fits && out->len > before) {
		out->len = before;
		out->data[before] = '\0';
	}
	return p.fits;
}
