/* host: what of a Host header can be believed: that it is the name of a host at all. */
#ifndef DEMARC_HTTP_HOST_H
#define DEMARC_HTTP_HOST_H

#include <stdbool.h>

/* Whether the string is "host" or "host:port" as http addresses have it (RFC 9110, 7.2; RFC
 * 3986, 3.2.2): a name of letters, digits, hyphens, underscores and dots, an IPv4 address, or an
 * IPv6 address in brackets; the port from 0 to 65535 or left out. Percent signs and the marks that
 * RFC 3986 allows in names beside these are in no name that DNS knows, and refused. */
bool
host_is_valid(const char *);

/* The path of "https://host/path", within the string; "" if it has none. */
const char *
host_path(const char *address);

#endif
