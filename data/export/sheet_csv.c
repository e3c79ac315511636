#include <string.h>

#include "base/csv.h"
#include "worksheet.h"

static void
write_field(struct buf *out, const char *s)
{
	bool guarded = csv_needs_apostrophe(s);

	if (!guarded && strcspn(s, ",\"\r\n;") == strlen(s)) {
		buf_str(out, s);
		return;
	}
	buf_str(out, guarded ? "\"'" : "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	buf_char(out, '"');
}

void
sheet_csv(const struct worksheet *sheet, struct buf *out)
{
	buf_str(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < sheet->column_count; i++) {
		buf_str(out, i > 0 ? "," : "");
		write_field(out, sheet->columns[i].key);
	}
	buf_str(out, "\r\n");
	for (size_t r = 0; r < sheet->row_count; r++) {
		for (size_t c = 0; c < sheet->column_count; c++) {
			buf_str(out, c > 0 ? "," : "");
			write_field(out, sheet_at(sheet, r, c)->text);
		}
		buf_str(out, "\r\n");
	}
}
