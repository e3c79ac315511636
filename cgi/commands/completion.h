/* completion: scripts by which shells complete a command line of the program. */
#ifndef DEMARC_COMMANDS_COMPLETION_H
#define DEMARC_COMMANDS_COMPLETION_H

#include "base/buf.h"
#include "command.h"

/* Append the script for a table of commands, which NULL ends: for bash one to be read (bash(1),
 * Programmable Completion), for zsh the function _demarc (zshcompsys(1)). */
void
completion_bash(const struct command *const *table, struct buf *out);
void
completion_zsh(const struct command *const *table, struct buf *out);

#endif
