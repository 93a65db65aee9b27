"""A scanner that speaks clamd's INSTREAM on a real socket, and finds what EICAR wrote."""

import socket
import struct
import threading
from contextlib import contextmanager

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """Counts what it was sent; `says` overrides its verdict."""

    def __init__(self, says=None):
        self.says, self.seen = says, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.where = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            with sock:
                self._answer(sock)

    def _answer(self, sock):
        assert _exactly(sock, 10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", _exactly(sock, 4))[0]:
            content += _exactly(sock, size)
        self.seen.append(content)
        found = EICAR in content
        verdict = self.says or ("stream: Win.Test.EICAR_HDB-1 FOUND" if found else "stream: OK")
        sock.sendall(verdict.encode() + b"\0")


def _exactly(sock, size):
    got = b""
    while len(got) < size:
        more = sock.recv(size - len(got))
        if not more:
            raise OSError("cut off")
        got += more
    return got


@contextmanager
def scanner(says=None):
    running = Scanner(says)
    try:
        yield running
    finally:
        running.listener.shutdown(socket.SHUT_RDWR)
        running.listener.close()


def nobody():
    """Where no scanner listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"
