"""How PostgreSQL finds people: the plans of search and panel, which must use indexes only."""

import re

from django.db import connection
from django.test import Client as Browser

from helpdesk.access.models import User

from .data import big_tables
from .report import say

SHOWN = ("Search by name", "Search by phone", "As one types", "Registration panel")


def print_plans(url, who, pages) -> list[str]:
    """Every plan over a big table; returns those that read one from end to end."""
    browser, big = Browser(), big_tables(url)
    browser.force_login(
        User.objects.get(email=who["officer"]),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    bad = []
    for page in pages:
        if page.name in SHOWN:
            for number, (sql, params) in enumerate(_statements(browser, page), 1):
                bad += _explain(f"{page.name}, statement {number}", sql, params, big)
    return bad


def _statements(browser, page):
    """What the page asks the database, reads only."""
    asked = []

    def note(execute, sql, params, many, context):
        if sql.startswith(("SELECT", "WITH", "(")):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    headers = {"HX-Request": "true"} if page.htmx else {}
    with connection.execute_wrapper(note):
        browser.post(page.next_path(), next(page.form), headers=headers)
    return asked


def _explain(name, sql, params, big) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
        plan = [line for (line,) in cursor.fetchall()]
    text = "\n".join(plan)
    if not any(re.search(rf"\b{table}\b", text) for table in big):
        return []
    say(f"\n--- {name}\n{sql[:400]}\n{text}")
    return [
        f"{name}: Seq Scan on {table}"
        for table in big
        if re.search(rf"Seq Scan on {table}\b", text)
    ]
