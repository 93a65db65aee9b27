"""The virus scanner: clamd's INSTREAM, over a socket of our own."""

import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 30


class Away(Exception):
    """The scanner cannot be reached: no file can be checked now."""


class NoVerdict(Exception):
    """It was reached and said nothing of this file: too large for it, or cut off."""


def scan(pieces: Iterable[bytes]) -> str:
    """What clamd found in the pieces: a signature's name, empty where nothing.

    Raises Away or NoVerdict, where nothing is known of the file.
    """
    try:
        sock = _connected(settings.SCANNER)
    except (OSError, ValueError) as error:
        raise Away(str(error)) from error
    try:
        with sock:
            sock.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    sock.sendall(struct.pack("!I", len(piece)) + piece)
            sock.sendall(struct.pack("!I", 0))
            answer = _answer(sock)
    except OSError as error:
        raise NoVerdict(str(error)) from error
    return _verdict(answer)


def _connected(where):
    """`host:port`, `[::1]:port` or `unix:/path`."""
    if where.startswith("unix:"):
        sock = socket.socket(socket.AF_UNIX)
        sock.settimeout(SECONDS)
        try:
            sock.connect(where.removeprefix("unix:"))
        except OSError:
            sock.close()
            raise
        return sock
    parts = urlsplit(f"//{where}")
    return socket.create_connection((parts.hostname, parts.port or 3310), timeout=SECONDS)


def _answer(sock):
    told = b""
    while b"\0" not in told and len(told) < 4096 and (more := sock.recv(1024)):
        told += more
    return told.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer):
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:100]
    raise NoVerdict(said[:200] or "no answer")
