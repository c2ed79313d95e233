"""Whom the link check may talk to: web servers on the public internet, nobody else. (Editors write the addresses, and a
server that answers may redirect anywhere: without this the site could be made to ask machines beside it.)"""

import socket
from ipaddress import IPv4Address, IPv6Network, ip_address

PORTS = (80, 443)
# Of IPv6 only what is handed out to networks; the two inside carry an IPv4 address that could be a private one.
GLOBAL_UNICAST = IPv6Network("2000::/3")
CARRIERS = [IPv6Network("2002::/16"), IPv6Network("2001::/32")]  # 6to4, Teredo


class NotPublic(Exception):
    """The address leads to no web server on the public internet."""


def public_addresses(host, port, lookup=socket.getaddrinfo):
    """Every address behind a name. Raises NotPublic when a single one is not public, gaierror when there is no such name."""
    if port not in PORTS:
        raise NotPublic(f"port {port}")
    found = list(dict.fromkeys(info[4][0] for info in lookup(host, port, type=socket.SOCK_STREAM)))
    for address in found:
        if not is_public(address):
            raise NotPublic(address)
    return found


def is_public(text):
    address = ip_address(text)
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return True
    return address in GLOBAL_UNICAST and not any(address in carrier for carrier in CARRIERS)
