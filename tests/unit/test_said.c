/* Pictures say of each cell what the model says: for generated tables, every party of every cell is
 * named beside its row, no other is, and words stand with the party whose they are. */
#include "render_drawn.h"

static void
compare(const struct fixture *f, const struct drawn *drawn, size_t r, size_t c,
	const struct where *where, int most_w)
{
	const struct cell *cell = &f->table.rows[r].cells[c];

	for (int words = 0; words < 2; words++)
		if (named(drawn, where, most_w, words) != meant(cell, words)) {
			fputs(drawn->dump.data, stderr);
			fail_msg("row %zu, column %zu: named %x, meant %x, words %d", r, c,
				named(drawn, where, most_w, words), meant(cell, words), words);
		}
}

/* Tables with columns, each of which has its name above it and a box beside each row. */
static void
compare_columns(const struct fixture *f, enum diagram_kind kind)
{
	struct drawn drawn = {0};
	size_t n = f->table.column_count;
	int pitch;

	draw(f, kind, &drawn);
	pitch = find_text(&drawn, column_names[1])->x - find_text(&drawn, column_names[0])->x;
	for (size_t r = 0; r < f->table.row_count; r++) {
		const struct piece *label = find_text(&drawn, f->table.rows[r].name.v[0].value);
		const struct piece row = box_of(&drawn, label, 600);

		for (size_t c = 0; c < n; c++) {
			int x = find_text(&drawn, column_names[c])->x - 2;
			struct where where = {x, x + pitch, row.y, row.y + row.h};

			compare(f, &drawn, r, c, &where, pitch);
		}
	}
	drawn_fini(&drawn);
}

static void
columns_say_what_cells_say(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct fixture f;

		make_table(&f, seed * 2654435761U, 2 + seed % 2);
		compare_columns(&f, DIAGRAM_MATRIX);
		compare_columns(&f, DIAGRAM_STACK);
		fixture_fini(&f);
	}
}

/* Between a group's last row and one that is in no group a line is drawn, and the alternative text
 * names the group. */
static void
rows_after_a_group_stand_apart(void **state)
{
	static const enum diagram_kind kinds[] = {DIAGRAM_STACK, DIAGRAM_MATRIX};
	static const struct row_spec rows[] = {{"in", "Within", {"A:a", "A:a"}, 0, NULL},
		{"out", "Without", {"A:b", "A:b"}, 0, NULL}};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(kinds); i++) {
		struct drawn drawn = {0};
		struct fixture f;
		const struct piece *in, *out;
		bool line = false;

		fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
		if (i % 2 == 0)
			fixture_columns(&f, column_names, 2);
		fixture_group(&f, fixture_rows(&f, rows, COUNT(rows)), "Together", 0, 1);
		draw(&f, kinds[i / 2], &drawn);
		in = find_text(&drawn, "Within");
		out = find_text(&drawn, "Without");
		for (size_t k = 0; k < drawn.count; k++)
			line = line || (!drawn.pieces[k].text && drawn.pieces[k].h == 1 &&
					       drawn.pieces[k].w > 1000 &&
					       drawn.pieces[k].y > in->y + in->h &&
					       drawn.pieces[k].y < out->y);
		assert_true(line);
		assert_non_null(strstr(drawn.dump.data, "item \"Together: Within"));
		assert_non_null(strstr(drawn.dump.data, "item \"Without"));
		drawn_fini(&drawn);
		fixture_fini(&f);
	}
}

/* On a card each party has a swatch before its name, and a bar of that paint in each cell that it
 * answers for. */
static void
compare_card(const struct fixture *f)
{
	enum { SWATCH = 20, BAR = 12 };
	struct drawn drawn = {0};

	draw(f, DIAGRAM_CARD, &drawn);
	for (size_t p = 0; p < COUNT(four); p++) {
		size_t meant = 0, bars = 0;
		int paint = -1;

		for (size_t r = 0; r < f->table.row_count; r++)
			for (size_t c = 0; c < table_cell_count(&f->table); c++)
				for (size_t i = 0; i < f->table.rows[r].cells[c].parts.count; i++) {
					const struct part *part =
						&f->table.rows[r].cells[c].parts.v[i];

					meant += part->does == DOES_ANSWERS &&
						 part->party->index == p;
				}
		if (meant == 0)
			continue;
		for (size_t i = 0; i < drawn.count; i++)
			if (drawn.pieces[i].w == SWATCH && drawn.pieces[i].h == SWATCH &&
				strstr(drawn.pieces[i + 1].words, four[p].name) != NULL)
				paint = drawn.pieces[i].paint;
		for (size_t i = 0; i < drawn.count; i++)
			bars += !drawn.pieces[i].text && drawn.pieces[i].w == BAR &&
				drawn.pieces[i].paint == paint;
		assert_int_equal(bars, meant);
	}
	drawn_fini(&drawn);
}

static void
cards_show_all_who_answer(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct fixture f;

		make_table(&f, seed * 2654435761U, seed % (COLUMNS_MAX + 1));
		compare_card(&f);
		fixture_fini(&f);
	}
}

/* Each table has its name above its bands; where the only one is called as the document, that is
 * said once; and where there is no room for so many names, they stand beside the figure. */
static void
a_card_names_the_tables(void **state)
{
	static const struct row_spec rows[] = {{"one", "Rowone", {"A:a"}, 0, NULL}};
	const size_t counts[] = {1, 2, 20};

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		OWN(buf_fini) struct buf said = {0};
		struct diagram_request request;
		struct drawn drawn = {0};
		struct table *tables;
		struct fixture f;
		size_t titles = 0;

		fixture_init(&f, "en", "Service", "Tableone", four, COUNT(four));
		f.matrix.title = texts(&f, "Document");
		fixture_rows(&f, rows, COUNT(rows));
		tables = arena_array(f.arena, counts[i], sizeof(*tables));
		for (size_t t = 0; t < counts[i]; t++) {
			tables[t] = f.table;
			tables[t].title = t == 0 ? f.table.title : texts(&f, "Tabletwo");
		}
		f.matrix.tables = tables;
		f.matrix.table_count = counts[i];
		draw(&f, DIAGRAM_CARD, &drawn);
		diagram_request_init(&request, &f.model, &f.matrix, DIAGRAM_CARD, FORMAT_SVG);
		diagram_description(&request, &said);
		assert_int_equal(look_for(&drawn, "Tableone") != NULL, counts[i] < 20);
		assert_int_equal(look_for(&drawn, "Tabletwo") != NULL, counts[i] == 2);
		assert_int_equal(strstr(drawn.dump.data, "Tableone, Tabletwo") != NULL, i == 2);
		assert_non_null(strstr(said.data, "Tables: Tableone"));
		drawn_fini(&drawn);
		drawn = (struct drawn){0};
		tables[0].title = f.matrix.title;
		draw(&f, DIAGRAM_CARD, &drawn);
		for (size_t k = 0; k < drawn.count; k++)
			titles += drawn.pieces[k].text &&
				  strcmp(drawn.pieces[k].words, "Document\"") == 0;
		assert_int_equal(titles, counts[i] == 2 ? 2 : 1);
		drawn_fini(&drawn);
		fixture_fini(&f);
	}
}

/* Without tables the controls are shown, each in the colour of who answers for it. */
static void
a_card_without_tables_shows_the_controls(void **state)
{
	enum { TILES = 7, BAR = 12 };
	struct control_spec specs[TILES];
	struct drawn drawn = {0};
	struct fixture f;
	size_t bars = 0;

	(void)state;
	fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
	for (size_t i = 0; i < TILES; i++)
		specs[i] = (struct control_spec){arena_printf(f.arena, "5.%zu", i + 1), "A:a", ""};
	fixture_controls(&f, specs, TILES);
	f.matrix.table_count = 0;
	draw(&f, DIAGRAM_CARD, &drawn);
	for (size_t i = 0; i < drawn.count; i++)
		bars += !drawn.pieces[i].text && drawn.pieces[i].w == BAR;
	assert_int_equal(bars, TILES);
	assert_non_null(strstr(drawn.dump.data, "27017:2015: 7"));
	find_text(&drawn, "Alphaco");
	assert_null(look_for(&drawn, "Bravoco"));
	drawn_fini(&drawn);
	fixture_fini(&f);
}

/* The card of a control that is met in part says so, and where the limits are; and how its parties
 * share it. */
static void
a_card_says_the_limits_of_a_control(void **state)
{
	static const struct control_spec spec = {"5.1.1", "A:a;A:b;C:c", ""};
	static const struct row_spec row = {"one", "Rowone", {"A:a"}, 0, NULL};
	OWN(buf_fini) struct buf out = {0};
	struct control_extra extra = {0};
	struct diagram_request request;
	struct control *control;
	struct fixture f;

	(void)state;
	fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
	fixture_rows(&f, &row, 1);
	fixture_controls(&f, &spec, 1);
	control = (struct control *)f.matrix.controls;
	extra.limits = texts(&f, "Europe only");
	control->extra = &extra;
	control->status = CONTROL_PARTIAL;
	control->parts.shared = SHARED_JOINTLY;
	diagram_request_init(&request, &f.model, &f.matrix, DIAGRAM_CARD, FORMAT_SVG);
	request.control = control;
	diagram_description(&request, &out);
	assert_non_null(strstr(out.data, "With limits (Europe only)"));
	assert_non_null(strstr(out.data,
		"Responsible: Alphaco, Bravoco  ·  shared jointly  ·  Consulted: Carolco"));
	fixture_fini(&f);
}

/* Of one party: what it says in each column stands with that column, and who shares a row with it
 * is named. */
static void
words_of_a_party_stand_with_their_column(void **state)
{
	static const struct row_spec rows[] = {
		{"one", "Rowone", {"A:a=First words.", "A:a=Second words."}, 0, NULL},
		{"two", "Rowtwo", {"A:a=Mine.;A:b=Not mine.", "A:b"}, 0, NULL},
		{"three", "Rowthree", {"A:a", "A:a"}, 0, NULL},
	};
	OWN(buf_fini) struct buf described = {0};
	struct diagram_request request;
	struct drawn drawn = {0};
	struct fixture f;

	(void)state;
	fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
	fixture_columns(&f, column_names, 2);
	fixture_rows(&f, rows, COUNT(rows));
	draw(&f, DIAGRAM_PARTY, &drawn);
	diagram_request_init(&request, &f.model, &f.matrix, DIAGRAM_PARTY, FORMAT_SVG);
	diagram_description(&request, &described);
	for (size_t i = 0; i < 2; i++) {
		const char *said = i == 0 ? drawn.dump.data : described.data;

		assert_non_null(strstr(said, "Colone: First words. Coltwo: Second words."));
		assert_non_null(strstr(said, "Colone: together with Bravoco; Mine."));
		assert_non_null(strstr(said, "All columns"));
		assert_null(strstr(said, "Not mine"));
	}
	drawn_fini(&drawn);
	fixture_fini(&f);
}

/* Those with a part in the cell, or under one of its conditions. */
static unsigned
told(const struct cell *cell)
{
	unsigned out = meant(cell, false);

	for (size_t i = 0; i < cell->condition_count; i++)
		for (size_t k = 0; k < cell->conditions[i].parts.count; k++)
			out |= 1U << cell->conditions[i].parts.v[k].party->index;
	return out;
}

/* Which parties the words name up to their end, or up to those of another column. */
static unsigned
named_in(const char *words, const char *end)
{
	unsigned out = 0;

	for (size_t p = 0; p < COUNT(four); p++) {
		const char *at = strstr(words, four[p].name);

		out |= at != NULL && at < end ? 1U << p : 0;
	}
	return out;
}

/* The words of a row: each column's name all who have a part in its cell, and no one else. */
static void
compare_words(const struct fixture *f, const char *dump, size_t r)
{
	const char *words = strstr(
			   dump, arena_printf(f->arena, "%s – ", f->table.rows[r].name.v[0].value)),
		   *end;

	assert_non_null(words);
	end = strchr(words, '\n');
	for (size_t c = 0; c < table_cell_count(&f->table); c++) {
		const char *from = f->table.column_count > 0 ? strstr(words, column_names[c])
							     : words,
			   *to = end;

		assert_true(from != NULL && from < end);
		if (c + 1 < f->table.column_count)
			to = strstr(from, column_names[c + 1]);
		assert_int_equal(named_in(from, to), told(&f->table.rows[r].cells[c]));
	}
}

static void
words_of_rows_say_what_cells_say(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++)
		for (int kind = 0; kind <= DIAGRAM_MATRIX; kind++) {
			struct drawn drawn = {0};
			struct fixture f;

			make_table(&f, seed * 2654435761U, seed % (COLUMNS_MAX + 1));
			draw(&f, (enum diagram_kind)kind, &drawn);
			for (size_t r = 0; r < f.table.row_count; r++)
				compare_words(&f, drawn.dump.data, r);
			drawn_fini(&drawn);
			fixture_fini(&f);
		}
}

/* By party: beside each row, in the column of each party, stands what it does, and nothing where it
 * does nothing. */
static void
party_columns_say_what_cells_say(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct drawn drawn = {0};
		struct fixture f;

		make_table(&f, seed * 2654435761U, 0);
		draw(&f, DIAGRAM_MATRIX, &drawn);
		for (size_t r = 0; r < f.table.row_count; r++) {
			const struct cell *cell = &f.table.rows[r].cells[0];
			const struct piece *label =
				find_text(&drawn, f.table.rows[r].name.v[0].value);
			const struct piece row = box_of(&drawn, label, 1150);
			unsigned seen = 0;

			for (size_t i = 0; i < drawn.count; i++) {
				const struct piece *p = &drawn.pieces[i], *head = NULL;
				unsigned party = 0;

				if (!p->text || p->y < row.y || p->y + p->h > row.y + row.h ||
					p->x < 300 || meant(cell, false) == 0)
					continue;
				for (unsigned n = 0; n < COUNT(four); n++)
					for (size_t k = 0; k < i; k++)
						if (drawn.pieces[k].text &&
							drawn.pieces[k].x <= p->x &&
							strncmp(drawn.pieces[k].words, four[n].name,
								strlen(four[n].name)) == 0 &&
							(head == NULL ||
								drawn.pieces[k].x > head->x)) {
							head = &drawn.pieces[k];
							party = n;
						}
				seen |= 1U << party;
			}
			assert_int_equal(seen, meant(cell, false));
		}
		drawn_fini(&drawn);
		fixture_fini(&f);
	}
}

static void
add_row_condition(struct fixture *f, struct row *row, const char *spec)
{
	struct condition *v = ARENA_NEW(f->arena, struct condition);

	*v = (struct condition){
		.kind = CONDITION_PLAN, .name = texts(f, "Gold"), .parts = parts(f, spec)};
	row->conditions.v = v;
	row->conditions.count = 1;
}

static bool
ends_in(const char *words, const char *end)
{
	size_t len = strlen(words), tail = strlen(end);

	return len >= tail && strcmp(words + len - tail, end) == 0;
}

/* How parties share is said and drawn, each way in its own; conditions of a row and marks of title,
 * column and row are there, in pictures with columns and without. */
static void
sharing_conditions_and_marks_are_drawn(void **state)
{
	static const struct row_spec rows[] = {{"one", "Rowone", {"A:a;A:b", "A:b;C:c"}, 0, NULL},
		{"two", "Rowtwo", {"A:a;A:b", "A:b"}, 0, NULL}};
	static const char *const words[2][2] = {
		{"Responsible, each for its own part\"", "Jointly responsible\""},
		{"Responsible for its part\"", "Jointly responsible\""}};

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		enum diagram_kind kind = i < 2 || i > 5 ? DIAGRAM_STACK : DIAGRAM_MATRIX;
		unsigned width_px = i < 4 ? 1200 : 320; /* too narrow for columns: folded */
		struct drawn drawn = {0};
		struct fixture f;
		struct row *r;
		size_t n = 0;

		fixture_init(&f, "en", "Service", "Title", four, COUNT(four));
		if (i % 2 == 0)
			fixture_columns(&f, column_names, 2);
		r = fixture_rows(&f, rows, COUNT(rows));
		((struct cell *)r[0].cells)->parts.shared = SHARED_DIVIDED;
		((struct cell *)r[1].cells)->parts.shared = SHARED_JOINTLY;
		add_row_condition(&f, &r[1], "A:d");
		fixture_footnote(&f, &r[0], "Note.");
		r[1].marks = f.table.marks = (struct marks){r[0].cells[0].footnotes, 1};
		if (i % 2 == 0)
			((struct column *)f.table.columns)[1].marks = f.table.marks;
		draw_at(&f, kind, width_px, &drawn);
		for (size_t k = 0; k < drawn.count; k++)
			n += drawn.pieces[k].text && ends_in(drawn.pieces[k].words, "*1\"");
		/* at title, column, row and cell, and the note itself; folded, the column's name
		 * stands in each row */
		assert_int_equal(n, i % 2 != 0 ? 4 : i < 4 ? 5 : 6);
		for (size_t k = 0; k < 2 && i < 4; k++) /* in a list lines break in them */
			assert_non_null(strstr(drawn.dump.data, words[kind != DIAGRAM_STACK][k]));
		assert_non_null(strstr(drawn.dump.data, "shared, each its own part"));
		assert_non_null(strstr(drawn.dump.data, "shared jointly"));
		assert_non_null(strstr(strstr(drawn.dump.data, "\"Rowtwo\""), "Deltaco"));
		assert_int_equal(i % 2 == 0, strstr(drawn.dump.data, "Carolco") != NULL);
		drawn_fini(&drawn);
		fixture_fini(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_say_what_cells_say),
		cmocka_unit_test(words_of_rows_say_what_cells_say),
		cmocka_unit_test(party_columns_say_what_cells_say),
		cmocka_unit_test(rows_after_a_group_stand_apart),
		cmocka_unit_test(cards_show_all_who_answer),
		cmocka_unit_test(a_card_names_the_tables),
		cmocka_unit_test(a_card_without_tables_shows_the_controls),
		cmocka_unit_test(a_card_says_the_limits_of_a_control),
		cmocka_unit_test(words_of_a_party_stand_with_their_column),
		cmocka_unit_test(sharing_conditions_and_marks_are_drawn),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
