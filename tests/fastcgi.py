"""fastcgi: requests to a FastCGI program, without a web server."""

import socket
import struct
import time
from urllib.parse import unquote

# How long a test waits for what must happen, in seconds: on a machine that does much else nothing takes so long either.
LIMIT = 180


def record(kind, body):
    return struct.pack(">BBHHBB", 1, kind, 1, len(body), 0, 0) + body


def request(target, keep=False, body=b""):
    """GET target, as bytes to send; keep: the connection is to be used again."""
    path, _, query = target.partition("?")
    names = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": unquote(path), "QUERY_STRING": query,
             "SERVER_PROTOCOL": "HTTP/1.1"}
    pairs = b"".join(struct.pack("BB", len(k), len(v.encode())) + k.encode() + v.encode() for k, v in names.items())
    parts = [record(5, body[i:i + 32768]) for i in range(0, len(body), 32768)]
    return record(1, struct.pack(">HB5x", 1, keep)) + record(4, pairs) + record(4, b"") + b"".join(parts) + record(5, b"")


def open_connection(address):
    """The address is a path, or a host and a port."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    connection = socket.socket(family)
    connection.settimeout(LIMIT)
    connection.connect(address)
    return connection


def answer_of(connection):
    """What comes on standard output until the end of the request, or of the connection."""
    answer, out = b"", b""
    while True:
        while len(answer) >= 8:
            _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", answer[:8])
            if len(answer) < 8 + length + padding:
                break
            if kind == 3:  # the end
                return out
            out += answer[8:8 + length] if kind == 6 else b""
            answer = answer[8 + length + padding:]
        chunk = connection.recv(65536)
        if not chunk:
            return out
        answer += chunk


def ask(address, target):
    """The answer to GET target, over a connection of its own."""
    with open_connection(address) as connection:
        connection.sendall(request(target))
        return answer_of(connection)


def until(condition, seconds=LIMIT):
    """What the condition yields in the end; looks often, as long as it yields nothing."""
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def ask_once_there(address, target):
    """The answer to GET target of a program that has just been started; nothing if it never answers."""
    def answer():
        try:
            return ask(address, target)
        except OSError:
            return b""
    return until(answer)
