"""Reading a pasted list of people: codes of those who are registered, names of the others."""

import re
from dataclasses import dataclass

from helpdesk.clients.models import Client

from .importing.values import Strange, code_of

CODE = re.compile(r"\bC-[A-Z0-9]{3}-[A-Z0-9]{3}\b", re.IGNORECASE)
NUMBER = re.compile(r"^\s*\(?\d+\s*[.):\-\t ]\s*")
MOST = 200


@dataclass
class Line:
    """One line of the list: a client who is seen, or a name and a sex."""

    label: str
    client: Client | None = None
    name: str = ""
    sex: str = ""


def read_lines(text, user) -> list[Line | None]:
    """Each line once, at most MOST. A line whose code is not seen has neither client nor name."""
    texts = [line for line in map(_plain, text.splitlines()) if line]
    codes = {found[0].upper() for line in texts if (found := CODE.search(line))}
    seen = Client.objects.visible_to(user).for_listing().filter(code__in=codes)
    clients = {client.code: client for client in seen}
    lines = (_line(line, clients) for line in texts[:MOST])
    return list({line.label: line for line in lines}.values())


def _plain(line):
    return " ".join(NUMBER.sub("", line).split())


def _line(text, clients):
    if found := CODE.search(text):
        code = found[0].upper()
        return Line(code, clients.get(code))
    *names, last = re.split(r"\s*[,;،\t]\s*", text.strip(" ,;،"))
    sex = _sex(last) if names else ""
    return Line(text[:80], name=" ".join(names) if sex else text, sex=sex)


def _sex(word):
    try:
        return code_of("sex", word)
    except Strange:
        return ""
