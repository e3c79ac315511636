/* limit: no file can hang the process or eat the machine's memory while it is loaded. */
#ifndef DEMARC_LIMIT_H
#define DEMARC_LIMIT_H

enum {
	LIMIT_CPU_S = 10,           /* of processor time for one loading */
	LIMIT_MEMORY_MIB = 1024,    /* of address space beyond what is in use */
};

/* From here on, loading may use so much more. Past it the process says so and ends with status 2. */
void
limit_loading(void);

/* Takes the limits away again. */
void
limit_lift(void);

#endif
