"""A copy of the whole database tells nobody who the clients are."""

import shutil
import subprocess
import uuid

import pytest
from django.conf import settings
from django.db import connection

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.core.clock import now
from tests import make

CANARIES = [
    "Canaria Zwitschermann",
    "9841777333",
    "Hauptgasse 77",
    "canary-note-text",
    "canary-task-text",
    "PA7799331",
    "canary@post.test",
]


@pytest.fixture
def written(kathmandu, sarita):
    client = make.make_client(
        kathmandu,
        sarita,
        name=CANARIES[0],
        address=CANARIES[2],
        email=CANARIES[6],
        phone={"number": f"+977{CANARIES[1]}"},
    )
    clients.add_document(client, by=sarita, kind="passport", number=CANARIES[5])
    case = make.make_case(client, sarita, title=CANARIES[3])
    cases.note(case, by=sarita, submission_id=uuid.uuid4(), text=CANARIES[3])
    cases.add_task(case, by=sarita, submission_id=uuid.uuid4(), text=CANARIES[4], due_at=now())
    return client


def every_byte():
    """All rows of all tables, text as bytes and bytes as they are."""
    found = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found += (
                        bytes(value)
                        if isinstance(value, bytes | memoryview)
                        else str(value).encode()
                    )
    return found


def readable(canary, dump):
    """As it is, in UTF-16, as a word on its own, in hex."""
    words = [canary, canary.upper(), *(w for w in canary.split() if len(w) > 6)]
    return [
        w
        for w in words
        if w.encode() in dump or w.encode("utf-16-le") in dump or w.encode().hex().encode() in dump
    ]


def test_no_table_holds_a_readable_name_number_address_or_text(written):
    dump = every_byte()
    assert written.code.encode() in dump
    assert [hit for canary in CANARIES for hit in readable(canary, dump)] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.servers
def test_neither_does_a_text_dump_of_postgresql(written):
    database = settings.DATABASES["default"]
    who = f"{database['USER']}:{database['PASSWORD']}"
    where = f"{database['HOST'] or 'localhost'}:{database['PORT']}"
    url = f"postgresql://{who}@{where}/{connection.settings_dict['NAME']}"
    dump = subprocess.run(
        [shutil.which("pg_dump") or "pg_dump", url], capture_output=True, check=True
    ).stdout
    assert written.code.encode() in dump
    assert [hit for canary in CANARIES for hit in readable(canary, dump)] == []
