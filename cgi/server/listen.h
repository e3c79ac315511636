/* listen: the socket that fronts connect to. */
#ifndef DEMARC_SERVER_LISTEN_H
#define DEMARC_SERVER_LISTEN_H

#include <stdbool.h>
#include <sys/types.h>

/* With fd -1 and all else zero it is none. */
struct listening {
	int fd;
	const char *path; /* of the file that was made for it; NULL: none was */
	dev_t device;     /* the file itself, whatever has that path now */
	ino_t inode;
};

/* Listens on a path, ":PORT" of the loopback, or "HOST:PORT". A socket's file that nobody listens
 * on is replaced; a new one has the mode 0660. The address must live as long. false: a message was
 * printed. */
bool
listening_open(struct listening *, const char *address);

/* Removes its file, if it is still its own, and closes it. It is none then. */
void
listening_close(struct listening *);

#endif
