import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.full import fill


@pytest.fixture
def fullest(maya, kathmandu, pokhara, sarita, pasang):
    return fill(maya, kathmandu, pokhara, sarita, pasang)

def dump(browser, url, name):
    browser.get(url)
    with CaptureQueriesContext(connection) as c:
        r = browser.get(url)
    assert r.status_code == 200
    with open(f"/tmp/five/{name}.txt", "w") as f:
        for n, q in enumerate(c.captured_queries, 1):
            s = q["sql"]
            s = re.sub(r"SELECT (?!EXISTS).*? FROM", "SELECT .. FROM", s, count=1) if not s.startswith("SELECT EXISTS") else s[:200]
            f.write(f"{n}. {s[:300]}\n")
    print(name, len(c.captured_queries))


def test_fullest(fullest, maya, officer):
    dump(officer, maya.get_absolute_url(), "client")
    dump(officer, fullest.get_absolute_url(), "case")
