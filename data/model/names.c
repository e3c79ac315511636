/* How the XML spells the enums of model.h: one table each, used by the loader, the shapes and all
 * output. */
#include "names.h"

#include <string.h>

#define NAMES(enumeration, table)                                                                  \
	const char *enumeration##_name(enum enumeration value)                                     \
	{                                                                                          \
		return (table)[value];                                                             \
	}                                                                                          \
	_Static_assert(1, "")

const char *const party_kind_names[PARTY_KIND__COUNT + 1] = {[PARTY_CUSTOMER] = "customer",
	[PARTY_PROVIDER] = "provider",
	[PARTY_SUPPLIER] = "supplier",
	[PARTY_PARTNER] = "partner",
	[PARTY_AUTHORITY] = "authority",
	[PARTY_OTHER] = "other"};
const char *const does_names[DOES__COUNT + 1] = {[DOES_ANSWERS] = "answers",
	[DOES_RUNS] = "runs",
	[DOES_SUPPORTS] = "supports",
	[DOES_MAY] = "may",
	[DOES_CONSULTED] = "consulted",
	[DOES_INFORMED] = "informed"};
const char *const contact_topic_names[CONTACT_TOPIC__COUNT + 1] = {[CONTACT_FOR_UNSTATED] = "",
	[CONTACT_FOR_SECURITY] = "security",
	[CONTACT_FOR_PRIVACY] = "privacy",
	[CONTACT_FOR_ACCOUNTS] = "accounts",
	[CONTACT_FOR_SUPPORT] = "support"};
const char *const sharing_names[SHARED__COUNT + 1] = {
	[SHARED_UNSTATED] = "", [SHARED_JOINTLY] = "jointly", [SHARED_DIVIDED] = "divided"};
const char *const control_status_names[CONTROL_STATUS__COUNT + 1] = {
	[CONTROL_PROVIDED] = "provided",
	[CONTROL_PARTIAL] = "partial",
	[CONTROL_SHARED] = "shared",
	[CONTROL_NOT_OFFERED] = "not-offered",
	[CONTROL_INHERITED] = "inherited",
	[CONTROL_INHERITED_PARTIAL] = "inherited-partial",
	[CONTROL_CUSTOMER] = "customer",
	[CONTROL_NOT_APPLICABLE] = "not-applicable"};
const char *const fact_kind_names[FACT_KIND__COUNT + 1] = {[FACT_DURATION] = "duration",
	[FACT_BUSINESS_DAYS] = "business-days",
	[FACT_FREQUENCY] = "frequency",
	[FACT_REGION] = "region",
	[FACT_JURISDICTION] = "jurisdiction",
	[FACT_EMAIL] = "email",
	[FACT_URL] = "url",
	[FACT_PROTOCOL] = "protocol",
	[FACT_SERVICE] = "service",
	[FACT_ROLE] = "role",
	[FACT_ALGORITHM] = "algorithm",
	[FACT_BOOLEAN] = "boolean",
	[FACT_NUMBER] = "number",
	[FACT_DATE] = "date",
	[FACT_PARTY] = "party",
	[FACT_REFERENCE] = "reference",
	[FACT_CONTACT] = "contact",
	[FACT_TEXT] = "text"};
const char *const fact_bound_names[BOUND__COUNT + 1] = {[BOUND_NONE] = "",
	[BOUND_EXACT] = "exact",
	[BOUND_AT_MOST] = "at-most",
	[BOUND_AT_LEAST] = "at-least",
	[BOUND_ONE_OF] = "one-of"};
const char *const relation_names[RELATION__COUNT + 1] = {[RELATION_UNSTATED] = "",
	[RELATION_EQUAL] = "equal",
	[RELATION_SUBSET] = "subset",
	[RELATION_SUPERSET] = "superset",
	[RELATION_INTERSECTS] = "intersects",
	[RELATION_NONE] = "none"};
const char *const standing_names[STANDING__COUNT + 1] = {[STANDING_NONE] = "",
	[STANDING_AGREED] = "agreed",
	[STANDING_SINGLE_SOURCE] = "single-source",
	[STANDING_TIE] = "tie",
	[STANDING_INFERRED] = "inferred",
	[STANDING_UNVERIFIED] = "unverified"};
const char *const note_kind_names[NOTE__COUNT + 1] = {[NOTE_INTERPRETATION] = "interpretation",
	[NOTE_DISCREPANCY] = "discrepancy",
	[NOTE_UNVERIFIED] = "unverified",
	[NOTE_TRANSLATION] = "translation",
	[NOTE_REMARK] = "remark"};
const char *const reference_kind_names[REFERENCE_KIND__COUNT + 1] = {
	[REFERENCE_DOCUMENT] = "document",
	[REFERENCE_PAGE] = "page",
	[REFERENCE_STANDARD] = "standard",
	[REFERENCE_POLICY] = "policy",
	[REFERENCE_MANUAL] = "manual",
	[REFERENCE_TERMS] = "terms",
	[REFERENCE_SPECIFICATION] = "specification"};
const char *const contact_kind_names[CONTACT_KIND__COUNT + 1] = {[CONTACT_EMAIL] = "email",
	[CONTACT_TELEPHONE] = "telephone",
	[CONTACT_PAGE] = "page",
	[CONTACT_DESK] = "desk"};
const char *const row_kind_names[ROW_KIND__COUNT + 1] = {[ROW_LAYER] = "layer",
	[ROW_INTERFACE] = "interface",
	[ROW_RESOURCE] = "resource",
	[ROW_REQUIREMENT] = "requirement"};
const char *const table_kind_names[TABLE_KIND__COUNT + 1] = {[TABLE_LAYERS] = "layers",
	[TABLE_RESOURCES] = "resources",
	[TABLE_REQUIREMENTS] = "requirements"};
const char *const table_merge_names[TABLE_MERGE__COUNT + 1] = {
	[TABLE_MERGE_EQUAL] = "equal", [TABLE_MERGE_NONE] = "none"};
const char *const condition_kind_names[CONDITION_KIND__COUNT + 1] = {[CONDITION_PLAN] = "plan",
	[CONDITION_OPTION] = "option",
	[CONDITION_CONTRACT] = "contract",
	[CONDITION_OTHER] = "other"};
const char *const edition_status_names[EDITION_STATUS__COUNT + 1] = {[EDITION_DRAFT] = "draft",
	[EDITION_PUBLISHED] = "published",
	[EDITION_WITHDRAWN] = "withdrawn"};
const char *const uses_role_names[USES__COUNT + 1] = {
	[USES_PRIMARY] = "primary", [USES_MAPPED] = "mapped", [USES_CONTEXT] = "context"};
const char *const guidance_names[GUIDANCE__COUNT + 1] = {[GUIDANCE_UNKNOWN] = "",
	[GUIDANCE_NONE] = "none",
	[GUIDANCE_CUSTOMER] = "customer",
	[GUIDANCE_PROVIDER] = "provider",
	[GUIDANCE_BOTH] = "both"};
const char *const clause_kind_names[] = {
	[CLAUSE_BASE] = "base", [CLAUSE_CLOUD] = "cloud", [CLAUSE_MANAGEMENT] = "management", NULL};
const char *const clause_level_names[LEVEL__COUNT + 1] = {
	[LEVEL_CONTROL] = "control", [LEVEL_ENHANCEMENT] = "enhancement", [LEVEL_PART] = "part"};
const char *const block_kind_names[BLOCK__COUNT + 1] = {
	[BLOCK_PARAGRAPH] = "paragraph", [BLOCK_ITEM] = "item"};
const char *const language_role_names[] = {"original", "translation", NULL};
const char *const framework_status_names[] = {"current", "withdrawn", "superseded", NULL};

NAMES(party_kind, party_kind_names);
NAMES(does, does_names);
NAMES(sharing, sharing_names);
NAMES(control_status, control_status_names);
NAMES(fact_kind, fact_kind_names);
NAMES(relation, relation_names);
NAMES(standing, standing_names);
NAMES(note_kind, note_kind_names);
NAMES(reference_kind, reference_kind_names);
NAMES(contact_kind, contact_kind_names);
NAMES(row_kind, row_kind_names);
NAMES(condition_kind, condition_kind_names);
NAMES(edition_status, edition_status_names);
NAMES(uses_role, uses_role_names);
NAMES(guidance, guidance_names);
NAMES(block_kind, block_kind_names);
NAMES(clause_level, clause_level_names);

int
name_value(const char *const *names, const char *name)
{
	for (int i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}
