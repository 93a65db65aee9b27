"""A case as a row of a work list: everything said in words beforehand, so that a page is quick."""

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language

from helpdesk.cases.clocks import NEXT
from helpdesk.cases.models import Case
from helpdesk.cases.models.case import people_of
from helpdesk.clients.scripts import language_of
from helpdesk.core.clock import now

from .templatetags.desk import ago, due
from .work import standing_of


def rows_of(cases, *, all_tags, key="my"):
    """A row for each case (for_rows, with_partners, with_tag_ids); `all_tags` by their ids."""
    page, people = Page(key, all_tags), people_of(cases) if cases else {}
    return [_row(case, people.get(case.pk), page) for case in cases]


class Page:
    """What is the same for every row of a page."""

    def __init__(self, key, all_tags):
        self.key, self.all_tags = key, all_tags
        self.case_url, self.client_url = (_prefix(name) for name in ("case", "client"))
        self.at, self.language = localtime(now()), get_language()
        self.stages = {
            code: str(label) for code, label in Case._meta.get_field("stage").flatchoices
        }
        self.names_officers = key != "my"


def _prefix(name):
    """What stands before the code in the address of one page: the same for every row."""
    return reverse(name, args=["X"]).removesuffix("X/")


def _worn(case, all_tags):
    """Its tags by name; none of a centre that one does not serve."""
    ids = map(int, case.tag_ids.split(",")) if case.tag_ids else ()
    return sorted((all_tags[pk] for pk in ids if pk in all_tags), key=lambda tag: tag.name)


# A dict and not an object: templates look there first, and a row is read forty times.
def _row(case, people, page):
    client = people[0] if people else None
    label, tone = standing_of(case)
    name = client.display_name if client else "–"
    touched = case.touched_at.astimezone(page.at.tzinfo).date()
    return {
        "code": case.code,
        "url": f"{page.case_url}{case.code}/",
        "client_url": f"{page.client_url}{client.code}/" if client else "",
        "name": name,
        "lang": language_of(name),
        "local": client.local_name if client else None,
        "others": len(people) - 1 if people else 0,
        "restricted": case.restricted,
        "high_risk": case.high_risk,
        "action": NEXT[case.clock] if case.clock else case.next_action,
        "title": case.title,
        "due": due(case.due_at, page.at),
        "label": label,
        "tone": tone,
        "stage": page.stages.get(case.stage, case.stage),
        "officer": case.officer.name if page.names_officers and case.officer else "",
        "touched": ago(touched, page.at.date(), page.language),
        "tags": _worn(case, page.all_tags),
    }
