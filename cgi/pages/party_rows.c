#include "party_rows.h"

#include "links.h"
#include "model/names.h"
#include "passage.h"
#include "pieces.h"
#include "wording.h"

/* Whether the party does this in the cell. */
static bool
does_in(const struct parts *parts, const struct party *party, enum does does)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->v[i].party == party && parts->v[i].does == does)
			return true;
	return false;
}

/* How the party shares the row with others: once for each way that a cell of its tells. */
static void
write_shared(struct page *page, const struct row *row, size_t cells, const struct party *party, enum does does)
{
	bool told[SHARED__COUNT] = {0};

	for (size_t c = 0; c < cells; c++) {
		const struct parts *parts = &row->cells[c].parts;

		if (does_in(parts, party, does) && !told[parts->shared])
			part_shared(page, parts);
		told[parts->shared] = true;
	}
}

static bool
does_in_row(const struct table *table, size_t row, const struct party *party, enum does does)
{
	for (size_t c = 0; c < table_cell_count(table); c++)
		if (does_in(&table->rows[row].cells[c].parts, party, does))
			return true;
	return false;
}

/* Whether the party does in this row what the column is about: "runs" is told only where it does not
 * answer. */
static bool
counts_in_row(const struct table *table, size_t row, const struct party *party, enum does does)
{
	return does_in_row(table, row, party, does) &&
	       (does == DOES_ANSWERS || !does_in_row(table, row, party, DOES_ANSWERS));
}

bool
part_party_rows(struct page *page, const struct party *party, enum does does, const char *heading)
{
	struct html *h = page->html;
	bool any = false;

	for (size_t t = 0; t < page->matrix->table_count; t++) {
		const struct table *table = &page->matrix->tables[t];

		for (size_t r = 0; r < table->row_count; r++) {
			struct link link = page_link(page, ROUTE_BOUNDARY);

			if (!counts_in_row(table, r, party, does))
				continue;
			if (!any) {
				html_simple(h, heading, NULL, say_name(page, "overview", does_name(does)));
				html_open(h, "ul");
			}
			any = true;
			link.anchor = table->rows[r].id;
			html_open(h, "li");
			part_open_link(page, &link);
			part_plain(page, &table->rows[r].name);
			html_close(h, "a");
			write_shared(page, &table->rows[r], table_cell_count(table), party, does);
			html_close(h, "li");
		}
	}
	if (any)
		html_close(h, "ul");
	return any;
}
