/* face_file: a font's face as HarfBuzz reads it from its file: mapped, and its tables looked
 * through, once in the process, however many threads and sizes ask for it. */
#ifndef DEMARC_TEXT_FACE_FILE_H
#define DEMARC_TEXT_FACE_FILE_H

#include <hb.h>

/* A reference to the face, for the caller to destroy; index as fontconfig gives it, whose named
 * instance is passed over. NULL: the file cannot be read, or is no font. Thread-safe. */
hb_face_t *
face_file_open(const char *path, int index);

/* The named instance of a variable font that an index of fontconfig's means, from 1; 0: none. */
unsigned
face_file_instance(int index);

/* Lets go of all that were opened; those who have references keep them. */
void
face_files_close(void);

#endif
