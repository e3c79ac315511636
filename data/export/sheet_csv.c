#include "base/csv.h"
#include "worksheet.h"

void
worksheet_csv(const struct worksheet *sheet, struct buf *out)
{
	buf_str(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < sheet->column_count; i++) {
		buf_str(out, i > 0 ? "," : "");
		csv_write_field(out, sheet->columns[i].key);
	}
	buf_str(out, "\r\n");
	for (size_t r = 0; r < sheet->row_count; r++) {
		for (size_t c = 0; c < sheet->column_count; c++) {
			buf_str(out, c > 0 ? "," : "");
			csv_write_field(out, worksheet_at(sheet, r, c)->text);
		}
		buf_str(out, "\r\n");
	}
}
