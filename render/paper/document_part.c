#include <string.h>

#include "base/own.h"
#include "document_part.h"

enum { LABEL_WIDTH = 130 };

/* -- words ---------------------------------------------------------------------------------- */

const char *
document_say(const struct document *d, const char *id)
{
	return model_message(d->model, d->lang, id);
}

const char *
document_name(const struct document *d, const char *kind, const char *name)
{
	return document_say(d, arena_printf(d->arena, "%s.%s", kind, name));
}

struct passage *
document_passage(const struct document *d)
{
	return passage_new(d->arena, d->lang);
}

const char *
document_control_destination(const struct document *d, const char *clause)
{
	return arena_printf(d->arena, "control-%s", clause);
}

const char *
document_thing_destination(const struct document *d, const char *kind, const char *id)
{
	return arena_printf(d->arena, "%s-%s", kind, id);
}

void
document_add_clause(const struct document *d, struct passage *passage, const char *framework,
	const char *number)
{
	const char *primary = d->matrix->control_framework;
	bool own = primary != NULL && (framework == NULL || strcmp(framework, primary) == 0);

	passage_to_destination(
		passage, number, own ? document_control_destination(d, number) : NULL);
}

void
document_add_reference(
	const struct document *d, struct passage *passage, const struct reference *reference)
{
	passage_to_uri(
		passage, say_text(d->arena, &d->request, &reference->title), reference->href);
}

static const char *
contact_uri(const struct document *d, const struct contact *contact)
{
	const char *value = contact->value;

	if (value == NULL)
		return NULL;
	if (contact->kind == CONTACT_EMAIL)
		return arena_printf(d->arena, "mailto:%s", value);
	if (contact->kind == CONTACT_TELEPHONE)
		return arena_printf(d->arena, "tel:%s", value);
	return strncmp(value, "https://", 8) == 0 || strncmp(value, "http://", 7) == 0 ? value
										       : NULL;
}

void
document_add_contact(const struct document *d, struct passage *passage,
	const struct contact *contact, const char *words)
{
	passage_to_uri(passage,
		words != NULL ? words : say_text(d->arena, &d->request, &contact->name),
		contact_uri(d, contact));
}

/* A reference, contact or table of that id. */
static void
add_thing(const struct document *d, struct passage *passage, const char *words, const char *id)
{
	const struct reference *reference = matrix_reference(d->matrix, id);
	const struct contact *contact = matrix_contact(d->matrix, id);

	if (reference != NULL && reference->href != NULL)
		passage_to_uri(passage, words, reference->href);
	else if (reference != NULL)
		passage_to_destination(
			passage, words, document_thing_destination(d, "reference", id));
	else if (contact != NULL)
		document_add_contact(d, passage, contact, words);
	else
		passage_to_destination(passage, words, document_thing_destination(d, "table", id));
}

/* Says once a passage that words are in a language that its reader does not expect. */
static void
tell_language(const struct document *d, struct passage *passage, const char *lang)
{
	if (language_match(lang, d->lang) ||
		language_match(lang, model_message_language(d->model, d->lang)) ||
		(passage->said_language != NULL && strcmp(passage->said_language, lang) == 0))
		return;
	passage_quiet(passage, arena_printf(d->arena, " [%s]", lang));
	passage->said_language = lang;
}

void
document_add(const struct document *d, struct passage *passage, const struct texts *texts)
{
	const struct text *text = texts_shown(texts, d->matrix, d->lang);

	for (size_t i = 0; text != NULL && i < text_run_count(text); i++) {
		const struct run run = text_run(text, i);

		if (run.kind == RUN_REF)
			add_thing(d, passage, run.value, run.target);
		else if (run.kind == RUN_CLAUSE)
			document_add_clause(d, passage, run.framework, run.value);
		else if (run.kind == RUN_TERM)
			passage_to_destination(passage, run.value,
				document_thing_destination(d, "term", run.target));
		else
			passage_add(passage, run.value);
	}
	if (text != NULL)
		tell_language(d, passage, text_lang(text));
}

struct passage *
document_words(const struct document *d, const struct texts *texts)
{
	const struct text *text = texts_shown(texts, d->matrix, d->lang);
	struct passage *passage = passage_new(d->arena, text != NULL ? text_lang(text) : d->lang);

	document_add(d, passage, texts);
	return passage;
}

/* -- blocks ------------------------------------------------------------------------------------ */

void
document_chapter(const struct document *d, const char *id, const char *destination, bool new_page)
{
	struct passage *words = document_passage(d);

	passage_add(words, document_say(d, id));
	paper_heading(d->paper, 1, words, destination, new_page);
}

void
document_paragraph(const struct document *d, const struct texts *texts)
{
	if (texts->count > 0)
		paper_paragraph(d->paper, PAPER_BODY, document_words(d, texts), 0, NULL);
}

void
document_notes(const struct document *d, const struct notes *notes, const struct texts *name)
{
	for (size_t i = 0; i < notes->count; i++) {
		struct passage *words = document_passage(d);

		passage_strong(words, document_name(d, "note", note_kind_name(notes->v[i].kind)));
		passage_add(words, document_say(d, "cell.colon"));
		if (name != NULL && name->count > 0) {
			document_add(d, words, name);
			passage_add(words, document_say(d, "cell.colon"));
		}
		document_add(d, words, &notes->v[i].text);
		paper_paragraph(d->paper, PAPER_NOTE, words, 12, NULL);
	}
}

struct paper_cell
document_cell(const struct document *d, enum paper_style style, const struct passage *passage)
{
	struct paper_cell cell = {0};

	if (passage != NULL) {
		cell.first = ARENA_NEW(d->arena, struct paper_piece);
		*cell.first = (struct paper_piece){passage, style, NULL};
	}
	return cell;
}

struct paper_cell
document_head(const struct document *d, const char *id)
{
	struct passage *words = document_passage(d);

	passage_add(words, document_say(d, id));
	return document_cell(d, PAPER_HEAD, words);
}

void
document_field(const struct document *d, const char *label, const struct paper_cell *value)
{
	struct passage *words = document_passage(d);
	struct paper_cell cell;

	passage_add(words, label);
	cell = document_cell(d, PAPER_HEAD, words);
	paper_field(d->paper, &cell, value, LABEL_WIDTH);
}
