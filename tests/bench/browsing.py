"""A browser reduced to what takes time: a lasting connection, cookies, gzip.

All share one connection: whoever asks, it is the same of the server's processes that answers, so
that no page is held against a floor of another, which did not just lie idle.
"""

import re
import time
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlencode

from .floor import ASK


class Browser:
    """Someone who is logged in."""

    def __init__(self, connection: HTTPConnection, email: str, password: str):
        self.connection = connection
        self.cookies: dict[str, str] = {}
        self.get("/account/login/")
        self.post("/account/login/", {"login": email, "password": password})
        if "sessionid" not in self.cookies:
            raise SystemExit(f"{email} could not log in.")

    def get(self, path, **headers):
        """(status, body, headers) of a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path, fields, **headers):
        """The same, with a form."""
        form = {"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form, doseq=True), headers | kind)

    def ask(self, page, *, count=False):
        """One request of a page: (seconds, bytes, SQL statements if asked for)."""
        headers = {ASK: "1"} if count else {}
        headers |= {"HX-Request": "true"} if page.htmx else {}
        path, fields = page.next_path(), next(page.form) if page.form else None
        begun = time.perf_counter()
        answer = self.post(path, fields, **headers) if fields else self.get(path, **headers)
        seconds = time.perf_counter() - begun
        status, body, told = answer
        if status != page.answers:
            raise SystemExit(f"{page.name}: {path} answers {status} {told.get('Location', '')}")
        return seconds, len(body), int(told.get(ASK, 0))

    def _ask(self, method, path, body, headers):
        sent = {"Accept-Encoding": "gzip", "Cookie": self._cookie(), **headers}
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        except (RemoteDisconnected, BrokenPipeError):  # it lay idle for too long
            self.connection.close()
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, value = re.match(r"([^=]+)=([^;]*)", line).groups()
            self.cookies[name] = value
        return answer.status, content, answer.headers

    def _cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
