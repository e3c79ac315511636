/* names: how the XML spells each enum of model.h. Tables end with NULL; "" is an enum's "not said".
 */
#ifndef DEMARC_MODEL_NAMES_H
#define DEMARC_MODEL_NAMES_H

#include "model.h"

extern const char *const party_kind_names[];
extern const char *const does_names[];
extern const char *const sharing_names[];
extern const char *const contact_topic_names[]; /* the first is "" */
extern const char *const control_status_names[];
extern const char *const fact_kind_names[];
extern const char *const fact_bound_names[];
extern const char *const relation_names[];
extern const char *const standing_names[];
extern const char *const note_kind_names[];
extern const char *const reference_kind_names[];
extern const char *const contact_kind_names[];
extern const char *const row_kind_names[];
extern const char *const table_kind_names[];
extern const char *const table_merge_names[];
extern const char *const condition_kind_names[];
extern const char *const edition_status_names[];
extern const char *const uses_role_names[];
extern const char *const guidance_names[];
extern const char *const block_kind_names[];
extern const char *const clause_kind_names[];
extern const char *const clause_level_names[];
extern const char *const language_role_names[];
extern const char *const framework_status_names[];

/* The enum spelled name, or -1. */
int
name_value(const char *const *names, const char *name);

#endif
