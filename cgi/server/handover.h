/* handover: connections, from the one process that listens to those that answer.
 *
 * The supervisor alone has the listening socket. So whatever becomes of it, nobody is left who
 * seems to listen, and a spawner that starts it again finds the place free. Connections go over a
 * channel that all workers of a generation read, whichever is free; when the channel ends, so does
 * the generation. */
#ifndef DEMARC_SERVER_HANDOVER_H
#define DEMARC_SERVER_HANDOVER_H

struct handover;

/* Starts a thread that takes connections, once there is a channel to hand them to; until then they
 * wait in the socket's queue. NULL: errno says why. The thread lets go of the socket at
 * handover_end. */
struct handover *
handover_start(int listen_fd);

/* From now on hands them to this channel, and closes the one before; -1: to none. The channel is
 * the handover's then. */
void
handover_to(struct handover *, int channel);

/* Ends the thread and closes the channel. NULL is allowed. */
void
handover_end(struct handover *);

/* A channel: its first end receives, its second sends. -1: errno says why. */
int
handover_channel(int ends[2]);

/* The next connection of a channel, of those that were sent before it ended too. -1: errno is
 * EAGAIN if there is none now, 0 if the channel has ended. */
int
handover_take(int channel);

#endif
