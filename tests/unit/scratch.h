/* scratch: a directory below /tmp for what a test program writes. Fixtures of cmocka; the name is
 * in scratch. */
#ifndef DEMARC_TESTS_SCRATCH_H
#define DEMARC_TESTS_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char scratch[64];

static int
make_scratch(void **state)
{
	(void)state;
	strcpy(scratch, "/tmp/demarc-test-XXXXXX");
	return mkdtemp(scratch) == NULL;
}

static int
remove_scratch(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", scratch);
	return system(command);
}

#endif
