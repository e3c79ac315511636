#include "model.h"

#include <ctype.h>
#include <stdlib.h>
#include <stddef.h>
#include <string.h>

#include "base/index.h"

void
model_free(struct model *model)
{
	if (model == NULL)
		return;
	model_forget_files(model);
	arena_free(model->arena); /* the model itself lives in it */
}

void
model_forget_files(struct model *model)
{
	for (struct source_file *file = model->files; file != NULL; file = file->next)
		source_file_forget(file);
}

/* -- words ---------------------------------------------------------------- */

bool
language_match(const char *a, const char *b)
{
	size_t n = strcspn(a, "-"), m = strcspn(b, "-");

	return n == m && strncasecmp(a, b, n) == 0;
}

const char *
text_lang(const struct text *text)
{
	return language_tag(text->language);
}

/* NULL: it is plain words. */
static const struct runs *
runs_of(const struct text *text)
{
	const void *marked;

	if (!text->marked)
		return NULL;
	marked = text->value - offsetof(struct marked, value);
	return ((const struct marked *)marked)->runs;
}

size_t
text_run_count(const struct text *text)
{
	const struct runs *runs = runs_of(text);

	return runs != NULL ? runs->count : 1;
}

struct run
text_run(const struct text *text, size_t i)
{
	const struct runs *runs = runs_of(text);

	return runs != NULL
		       ? runs->v[i]
		       : (struct run){.kind = RUN_TEXT, .place = text->place, .value = text->value};
}

/* That of the tag, else of its primary language; NULL: neither is there. */
static const struct text *
find_text(const struct texts *texts, const char *lang)
{
	for (size_t i = 0; i < texts->count; i++)
		if (strcasecmp(text_lang(&texts->v[i]), lang) == 0)
			return &texts->v[i];
	for (size_t i = 0; i < texts->count; i++)
		if (language_match(text_lang(&texts->v[i]), lang))
			return &texts->v[i];
	return NULL;
}

static const struct text *
first_text(const struct texts *texts)
{
	return texts->count > 0 ? &texts->v[0] : NULL;
}

const struct text *
texts_in(const struct texts *texts, const char *lang)
{
	const struct text *text = find_text(texts, lang);

	return text != NULL ? text : first_text(texts);
}

const struct text *
texts_shown(const struct texts *texts, const struct matrix *matrix, const char *lang)
{
	const char *const wanted[] = {lang, matrix != NULL ? matrix->original : lang, "en"};
	const struct text *text = NULL;

	for (size_t i = 0; text == NULL && i < sizeof(wanted) / sizeof(wanted[0]); i++)
		text = find_text(texts, wanted[i]);
	return text != NULL ? text : first_text(texts);
}

const char *
texts_shown_value(const struct texts *texts, const struct matrix *matrix, const char *lang)
{
	const struct text *text = texts_shown(texts, matrix, lang);

	return text != NULL ? text->value : "";
}

const char *
texts_value(const struct texts *texts, const char *lang)
{
	const struct text *text = texts_in(texts, lang);

	return text != NULL ? text->value : "";
}

static bool
texts_equal(const struct texts *a, const struct texts *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->v[i].language != b->v[i].language ||
			strcmp(a->v[i].value, b->v[i].value) != 0)
			return false;
	return true;
}

/* -- tables ------------------------------------------------------------------ */

size_t
table_cell_count(const struct table *table)
{
	return table->column_count > 0 ? table->column_count : 1;
}

/* How often the list has the part; the order of a list says nothing. */
static size_t
part_count(const struct parts *parts, const struct part *part)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->count; i++)
		n += parts->v[i].party == part->party && parts->v[i].does == part->does &&
		     texts_equal(&parts->v[i].text, &part->text);
	return n;
}

static bool
parts_equal(const struct parts *a, const struct parts *b)
{
	if (a->count != b->count || a->shared != b->shared)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (part_count(a, &a->v[i]) != part_count(b, &a->v[i]))
			return false;
	return true;
}

static bool
condition_equal(const struct condition *a, const struct condition *b)
{
	return a->kind == b->kind && a->cell == b->cell &&
	       (a->id == b->id || (a->id && b->id && strcmp(a->id, b->id) == 0)) &&
	       texts_equal(&a->name, &b->name) && parts_equal(&a->parts, &b->parts) &&
	       texts_equal(&a->reason, &b->reason);
}

bool
cell_equal(const struct cell *a, const struct cell *b)
{
	if (a->kind != b->kind || a->condition_count != b->condition_count ||
		a->footnote_count != b->footnote_count)
		return false;
	for (size_t i = 0; i < a->condition_count; i++)
		if (!condition_equal(&a->conditions[i], &b->conditions[i]))
			return false;
	for (size_t i = 0; i < a->footnote_count; i++)
		if (a->footnotes[i] != b->footnotes[i])
			return false;
	return parts_equal(&a->parts, &b->parts) && texts_equal(&a->reason, &b->reason);
}

bool
does_is_duty(enum does does)
{
	return does <= DOES_SUPPORTS;
}

/* The next part at or after i that answers; parts.count if there is none. */
static size_t
next_answer(const struct parts *parts, size_t i)
{
	while (i < parts->count && parts->v[i].does != DOES_ANSWERS)
		i++;
	return i;
}

const struct part *
parts_find(const struct parts *parts, const struct party *party, int does)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == party &&
			(does == PARTS_ANY || (int)parts->v[i].does == does))
			return &parts->v[i];
	return NULL;
}

/* Whether all that answer in a answer in b too. */
static bool
owners_within(const struct parts *a, const struct parts *b)
{
	for (size_t i = next_answer(a, 0); i < a->count; i = next_answer(a, i + 1))
		if (parts_find(b, a->v[i].party, DOES_ANSWERS) == NULL)
			return false;
	return true;
}

bool
cell_same_owner(const struct cell *a, const struct cell *b)
{
	if (a->kind != b->kind || a->kind != CELL_PARTS)
		return a->kind == b->kind && texts_equal(&a->reason, &b->reason);
	return a->parts.shared == b->parts.shared && owners_within(&a->parts, &b->parts) &&
	       owners_within(&b->parts, &a->parts);
}

const struct party *
cell_owner(const struct cell *cell)
{
	size_t i = next_answer(&cell->parts, 0);

	return i < cell->parts.count ? cell->parts.v[i].party : NULL;
}

size_t
parts_doing(const struct parts *parts, enum does does)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->count; i++) {
		size_t j = 0;

		while (j < i &&
			(parts->v[j].does != does || parts->v[j].party != parts->v[i].party))
			j++;
		n += parts->v[i].does == does && j == i;
	}
	return n;
}

size_t
table_owner_run(const struct table *table, size_t first, size_t column)
{
	const struct row *rows = table->rows;
	size_t i = first + 1;

	while (i < table->row_count && table->merge == TABLE_MERGE_EQUAL &&
		rows[i].group == rows[first].group &&
		cell_same_owner(&rows[first].cells[column], &rows[i].cells[column]))
		i++;
	return i - first;
}

/* -- lookups ------------------------------------------------------------------ */

#define FIND(list, count, field, key)                                                              \
	do {                                                                                       \
		for (size_t i_ = 0; i_ < (count); i_++)                                            \
			if (strcmp((list)[i_].field, (key)) == 0)                                  \
				return &(list)[i_];                                                \
		return NULL;                                                                       \
	} while (0)

const struct service *
model_service(const struct model *model, const char *id)
{
	FIND(model->services, model->service_count, id, id);
}

bool
service_is_current(const struct service *service, const struct matrix *matrix)
{
	bool settled = matrix->for_plan != NULL || matrix->for_option != NULL;

	return service->current == matrix ||
	       (settled && service->current->edition == matrix->edition);
}

const struct matrix *
service_edition(const struct service *service, unsigned number)
{
	for (size_t i = 0; i < service->edition_count; i++)
		if (service->editions[i]->edition == number)
			return service->editions[i];
	return NULL;
}

const struct framework *
model_framework(const struct model *model, const char *id)
{
	FIND(model->frameworks, model->framework_count, id, id);
}

static const char *
language_like(const struct matrix *matrix, const char *tag)
{
	for (size_t i = 0; tag != NULL && i < matrix->language_count; i++)
		if (language_match(matrix->languages[i].tag, tag))
			return matrix->languages[i].tag;
	return NULL;
}

const char *
model_default_language(const struct model *model, const struct matrix *matrix)
{
	const char *tag = language_like(matrix, model->default_language);

	if (tag == NULL)
		tag = language_like(matrix, "en");
	return tag != NULL ? tag : matrix->original;
}

const struct correspondence *
model_correspondence(const struct model *model, const char *from, const char *to)
{
	for (size_t i = 0; i < model->correspondence_count; i++)
		if (strcmp(model->correspondences[i].from, from) == 0 &&
			strcmp(model->correspondences[i].to, to) == 0)
			return &model->correspondences[i];
	return NULL;
}

const struct clause *
framework_clause(const struct framework *framework, const char *number)
{
	size_t at;

	if (framework->clause_index.n == 0)
		FIND(framework->clauses, framework->clause_count, number, number);
	if (index_find(&framework->clause_index, framework->clauses, sizeof(struct clause), number,
		    &at))
		return &framework->clauses[at];
	return framework->tokens != NULL && index_find(&framework->token_index, framework->tokens,
						    sizeof(char *), number, &at)
		       ? &framework->clauses[at]
		       : NULL;
}

const struct correspondence_map *
correspondence_from(const struct correspondence *correspondence, const char *clause, size_t *count)
{
	const struct correspondence_map *maps = correspondence->maps;
	size_t i = 0, n = 0;

	while (i < correspondence->map_count && strcmp(maps[i].from, clause) != 0)
		i++;
	while (i + n < correspondence->map_count && strcmp(maps[i + n].from, clause) == 0)
		n++;
	*count = n;
	return n > 0 ? &maps[i] : NULL;
}

struct pos
matrix_pos(const struct matrix *matrix)
{
	return source_file_pos(matrix->file, matrix->place);
}

const struct party *
matrix_party(const struct matrix *matrix, const char *id)
{
	FIND(matrix->parties, matrix->party_count, id, id);
}

const struct party *
matrix_first_customer(const struct matrix *matrix)
{
	for (size_t i = 0; i < matrix->party_count; i++)
		if (matrix->parties[i].kind == PARTY_CUSTOMER)
			return &matrix->parties[i];
	return &matrix->parties[0];
}

const struct reference *
matrix_reference(const struct matrix *matrix, const char *id)
{
	FIND(matrix->references, matrix->reference_count, id, id);
}

const struct contact *
matrix_contact(const struct matrix *matrix, const char *id)
{
	FIND(matrix->contacts, matrix->contact_count, id, id);
}

const struct term *
matrix_term(const struct matrix *matrix, const char *id)
{
	FIND(matrix->terms, matrix->term_count, id, id);
}

const struct fact *
fact_find(const struct fact *facts, size_t count, const char *id)
{
	FIND(facts, count, id, id);
}

const struct row *
matrix_row(const struct matrix *matrix, const char *id)
{
	for (size_t i = 0; i < matrix->table_count; i++)
		for (size_t j = 0; j < matrix->tables[i].row_count; j++)
			if (strcmp(matrix->tables[i].rows[j].id, id) == 0)
				return &matrix->tables[i].rows[j];
	return NULL;
}

const struct table *
matrix_table_of(const struct matrix *matrix, const struct row *row)
{
	for (size_t i = 0; i < matrix->table_count; i++)
		if (row >= matrix->tables[i].rows &&
			row < matrix->tables[i].rows + matrix->tables[i].row_count)
			return &matrix->tables[i];
	return NULL;
}

const struct table *
matrix_table(const struct matrix *matrix, const char *id)
{
	FIND(matrix->tables, matrix->table_count, id, id);
}

const struct language *
matrix_language(const struct matrix *matrix, const char *tag)
{
	FIND(matrix->languages, matrix->language_count, tag, tag);
}

const struct matrix *
matrix_opened(const struct matrix *matrix, const struct party *party)
{
	for (size_t i = 0; i < matrix->opened_count; i++)
		if (matrix->opened[i].party == party)
			return matrix->opened[i].matrix;
	return NULL;
}

const struct row *
opening_row(const struct publication *p, const struct opening *opening)
{
	return p->matrix != NULL && opening->their_row != NULL
		       ? matrix_row(p->matrix, opening->their_row)
		       : NULL;
}

const struct control *
opening_control(const struct publication *p, const struct opening *opening)
{
	return p->matrix != NULL && opening->their_clause != NULL
		       ? matrix_control(p->matrix, opening->their_clause)
		       : NULL;
}

bool
opening_has_column(const struct publication *p, const struct opening *opening,
	const struct row *row, size_t column)
{
	const struct table *table = matrix_table_of(p->matrix, row);

	return opening->column == NULL || column >= table->column_count ||
	       strcmp(table->columns[column].id, opening->column) == 0;
}

const struct control *
matrix_control(const struct matrix *matrix, const char *clause)
{
	size_t at;

	if (matrix->control_index.n == 0)
		FIND(matrix->controls, matrix->control_count, clause, clause);
	if (index_find(
		    &matrix->control_index, matrix->controls, sizeof(struct control), clause, &at))
		return &matrix->controls[at];
	for (at = 0; at < matrix->control_count; at++)
		if (strcmp(control_token(&matrix->controls[at]), clause) == 0)
			return &matrix->controls[at];
	return NULL;
}

const struct control *
matrix_contradiction(const struct matrix *matrix, const struct control *control)
{
	bool noted = false;

	for (size_t i = 0; i < control->notes.count; i++)
		noted |= control->notes.v[i].kind == NOTE_DISCREPANCY;
	for (size_t i = 0; noted && i < control->see_count; i++)
		if (control->sees[i].kind == SEE_CLAUSE)
			return matrix_control(matrix, control->sees[i].target);
	return NULL;
}

const struct texts *
party_short(const struct party *party)
{
	return party->short_name.count > 0 ? &party->short_name : &party->name;
}

const struct control_extra *
control_extra(const struct control *control)
{
	static const struct control_extra nothing;

	return control->extra != NULL ? control->extra : &nothing;
}

const struct fact_extra *
fact_extra(const struct fact *fact)
{
	static const struct fact_extra nothing;

	return fact->extra != NULL ? fact->extra : &nothing;
}

const char *
control_token(const struct control *control)
{
	return control_extra(control)->token != NULL ? control_extra(control)->token
						     : control->clause;
}

const char *
control_as_published(const struct control *control)
{
	return control->own != NULL ? control->own->as_published : NULL;
}

const struct texts *
control_own_title(const struct control *control)
{
	static const struct texts none;

	return control->own != NULL ? &control->own->title : &none;
}

const struct counterpart *
control_counterpart(
	const struct control *control, const char *framework, const struct counterpart *after)
{
	for (size_t i = after != NULL ? (size_t)(after - control->maps) + 1 : 0;
		i < control->map_count; i++)
		if (strcmp(control->maps[i].framework, framework) == 0)
			return &control->maps[i];
	return NULL;
}

bool
control_maps_to(const struct control *control, const char *framework, const char *clause)
{
	const struct counterpart *map = control_counterpart(control, framework, NULL);

	while (map != NULL && strcmp(map->clause, clause) != 0)
		map = control_counterpart(control, framework, map);
	return map != NULL;
}

const struct clause *
control_clause(
	const struct model *model, const struct matrix *matrix, const struct control *control)
{
	return framework_clause(model_framework(model, matrix->control_framework), control->clause);
}

const struct clause *
counterpart_clause(const struct model *model, const struct counterpart *map)
{
	return framework_clause(model_framework(model, map->framework), map->clause);
}

const struct texts *
control_title(const struct model *model, const struct matrix *matrix, const struct control *control)
{
	const struct framework *framework;
	const struct clause *clause = NULL;

	if (control_own_title(control)->count > 0)
		return control_own_title(control);
	framework = model_framework(model, matrix->control_framework);
	if (framework != NULL)
		clause = framework_clause(framework, control->clause);
	return clause != NULL ? &clause->title : control_own_title(control);
}

/* -- words of the interface ------------------------------------------------------ */

const struct catalogue *
model_catalogue(const struct model *model, const char *lang)
{
	for (size_t i = 0; i < model->catalogue_count; i++)
		if (strcasecmp(model->catalogues[i].lang, lang) == 0)
			return &model->catalogues[i];
	for (size_t i = 0; i < model->catalogue_count; i++)
		if (language_match(model->catalogues[i].lang, lang))
			return &model->catalogues[i];
	return NULL;
}

const char *
contact_scheme(const struct contact *contact)
{
	const char *value = contact->value;

	if (value == NULL)
		return NULL;
	if (contact->kind == CONTACT_EMAIL)
		return "mailto:";
	if (contact->kind == CONTACT_TELEPHONE)
		return "tel:";
	return strncmp(value, "https://", 8) == 0 || strncmp(value, "http://", 7) == 0 ? "" : NULL;
}

bool
contact_is_security(const struct contact *contact)
{
	return contact->topic == CONTACT_FOR_SECURITY && contact_scheme(contact) != NULL &&
	       strncmp(contact->value, "http://", 7) != 0;
}

bool
model_has_security_contact(const struct model *model)
{
	for (size_t i = 0; i < model->service_count; i++) {
		const struct matrix *m = model->services[i].current;

		for (size_t j = 0; j < m->contact_count; j++)
			if (contact_is_security(&m->contacts[j]))
				return true;
	}
	return false;
}

const char *
model_message_language(const struct model *model, const char *lang)
{
	return model_catalogue(model, lang) != NULL ? lang : "en";
}

static int
message_order(const void *key, const void *element)
{
	return strcmp(key, ((const struct message *)element)->id);
}

const struct message *
catalogue_message(const struct catalogue *catalogue, const char *id)
{
	return bsearch(id, catalogue->messages, catalogue->message_count, sizeof(struct message),
		message_order);
}

static const struct message *
find_message(const struct model *model, const char *lang, const char *id)
{
	const struct catalogue *catalogue = model_catalogue(model, lang);

	return catalogue != NULL ? catalogue_message(catalogue, id) : NULL;
}

const char *
model_message(const struct model *model, const char *lang, const char *id)
{
	const struct message *m = find_message(model, lang, id);

	if (m == NULL)
		m = find_message(model, "en", id);
	return m != NULL ? m->value : id;
}
