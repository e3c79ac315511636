#include "host.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A name of DNS has 253 characters at most, and may end with a dot (RFC 1035, 2.3.4). */
enum { NAME_LIMIT = 254, PORT_DIGITS = 5, PORT_LIMIT = 65535 };

/* The length of "[::1]"; 0: it is not that. A zone ("%eth0") means something on its own machine
 * only. */
static size_t
literal_length(const char *s)
{
	char address[INET6_ADDRSTRLEN];
	struct in6_addr ignored;
	size_t len = strcspn(s, "]");

	if (s[0] != '[' || s[len] != ']' || len > sizeof(address))
		return 0;
	memcpy(address, s + 1, len - 1);
	address[len - 1] = '\0';
	return inet_pton(AF_INET6, address, &ignored) == 1 ? len + 1 : 0;
}

static size_t
name_length(const char *s)
{
	size_t len = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

	return len <= NAME_LIMIT ? len : 0;
}

static bool
is_port(const char *s)
{
	size_t len = strspn(s, "0123456789");

	return len <= PORT_DIGITS && s[len] == '\0' && atol(s) <= PORT_LIMIT;
}

const char *
host_path(const char *address)
{
	const char *host = strstr(address, "://");

	return host != NULL ? host + 3 + strcspn(host + 3, "/") : "";
}

bool
host_is_valid(const char *s)
{
	size_t len = s[0] == '[' ? literal_length(s) : name_length(s);

	return len > 0 && (s[len] == '\0' || (s[len] == ':' && is_port(s + len + 1)));
}
