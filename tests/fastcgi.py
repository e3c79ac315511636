"""fastcgi: one request to a FastCGI program, without a web server."""

import socket
import struct


def record(kind, body):
    return struct.pack(">BBHHBB", 1, kind, 1, len(body), 0, 0) + body


def ask(address, target):
    """GET target over a connection of its own; the address is a path, or a host and a port. What came on standard output."""
    names = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": target, "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1"}
    pairs = b"".join(struct.pack("BB", len(k), len(v)) + k.encode() + v.encode() for k, v in names.items())
    answer, out = b"", b""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as s:
        s.settimeout(20)
        s.connect(address)
        s.sendall(record(1, struct.pack(">HB5x", 1, 0)) + record(4, pairs) + record(4, b"") + record(5, b""))
        while chunk := s.recv(65536):
            answer += chunk
    while len(answer) >= 8:
        _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", answer[:8])
        out += answer[8:8 + length] if kind == 6 else b""
        answer = answer[8 + length + padding:]
    return out
