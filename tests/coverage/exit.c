/* Linked into the program that measures coverage: processes that leave by _exit write down what they counted. */
#include <unistd.h>

void
__gcov_dump(void);
void
__real__exit(int) __attribute__((noreturn));
void
__real__Exit(int) __attribute__((noreturn));
void
__wrap__exit(int) __attribute__((noreturn));
void
__wrap__Exit(int) __attribute__((noreturn));

void
__wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}

void
__wrap__Exit(int status)
{
	__gcov_dump();
	__real__Exit(status);
}
