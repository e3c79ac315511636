/* value: how values are spelled: ids, dates, languages, durations, addresses. What is not spelled
 * so is refused where a document is read (shape.h, fact.h), so everything behind may rely on it. */
#ifndef DEMARC_MODEL_VALUE_H
#define DEMARC_MODEL_VALUE_H

#include <stdbool.h>

/* An identifier: NCName of ASCII, up to 64; one or more with white space between. */
bool
value_is_id(const char *);
bool
value_is_ids(const char *);

/* The form of a tag of BCP 47: letters first, then letters and digits, in parts of one to eight. */
bool
value_is_language(const char *);

/* A whole number of up to nine digits; one that fits 16 bits; one from 1. */
bool
value_is_whole(const char *);
bool
value_is_count(const char *);
bool
value_is_positive(const char *);

/* A number such as -1 or 99.9. */
bool
value_is_number(const char *);

/* A date of ISO 8601, YYYY-MM-DD, that exists; a year of four digits. */
bool
value_is_date(const char *);
bool
value_is_year(const char *);

/* Reads an ISO 8601 duration, "P1Y2M3DT4H5M6S" or "P2W", into numbers in the order years, months,
 * weeks, days, hours, minutes, seconds. false: it is none. */
bool
value_duration(const char *, long parts[7]);
bool
value_is_duration(const char *);

/* R/ and a duration (ISO 8601 repeating intervals), one or more with spaces between. */
bool
value_is_frequency(const char *);

/* ISO 3166-1, two letters; the same or ISO 3166-2. */
bool
value_is_country(const char *);
bool
value_is_region(const char *);

/* One or more regions with a space between. */
bool
value_is_regions(const char *);

/* A clause number as published, such as 9.2.1, AC-2(1) or GOVERN 1.1: up to 32 characters, single
 * spaces between them. */
bool
value_is_clause(const char *);

/* What stands for a clause in addresses: up to 64 letters, digits, ".", "-" and "_", a letter or
 * digit first. */
bool
value_is_token(const char *);

/* An address that is safe and useful as a link: https, http, mailto, tel; only of the web. */
bool
value_is_uri(const char *);
bool
value_is_url(const char *);

/* What names a published catalogue: an address of the web, or a UUID as a URN (RFC 9562, 4). */
bool
value_is_catalog(const char *);

/* A file in a folder beside the document, as XML or JSON: "suppliers/stratus.xml". */
bool
value_is_file(const char *);

/* The everyday part of RFC 5322: what a mail program takes from a link. */
bool
value_is_email(const char *);

/* "true" or "false"; anything but white space. */
bool
value_is_boolean(const char *);
bool
value_is_some(const char *);

#endif
