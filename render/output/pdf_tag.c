#include "pdf_tag.h"

#include <math.h>

void
pdf_tag_string(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, "%s='", name);
	for (; *value != '\0'; value++) {
		if (*value == '\'' || *value == '\\')
			buf_char(out, '\\');
		buf_char(out, *value);
	}
	buf_str(out, "' ");
}

void
pdf_tag_number(struct buf *out, double value)
{
	long long thousandths = llround(value * 1000);

	if (thousandths < 0) {
		buf_char(out, '-');
		thousandths = -thousandths;
	}
	buf_printf(out, "%lld.%03lld ", thousandths / 1000, thousandths % 1000);
}
