"""A case as a row of a work list: everything said in words beforehand, so that a page is quick."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from helpdesk.cases.models import CaseTag
from helpdesk.clients.scripts import language_of

from .templatetags.desk import due, lately
from .work import standing_of


@dataclass(slots=True)
class Row:
    """What a work list says of one open case."""

    code: str
    url: str
    client_url: str
    name: str
    lang: str
    local: dict
    others: int
    restricted: bool
    high_risk: bool
    action: str
    title: str
    due: dict
    label: str
    tone: str
    stage: str
    officer: str
    touched: str
    tags: list


def rows_of(cases, user, *, all_tags, officers=True):
    """A row for each case (for_listing, with_partners); `all_tags` are the centres' own, by id."""
    worn = _tags_worn(cases, user) if all_tags else {}
    case_url, client_url = (_prefix(name) for name in ("case", "client"))
    return [
        _row(case, case_url, client_url, [all_tags[pk] for pk in worn.get(case.pk, ())], officers)
        for case in cases
    ]


def _prefix(name):
    """What stands before the code in the address of one page: the same for every row."""
    return reverse(name, args=["X"]).removesuffix("X/")


def _tags_worn(cases, user):
    worn = defaultdict(list)
    pairs = CaseTag.objects.visible_to(user).filter(case__in=[case.pk for case in cases])
    for case, tag in pairs.values_list("case", "tag").order_by("tag__name"):
        worn[case].append(tag)
    return worn


def _row(case, case_url, client_url, tags, officers):
    people = case.people.all()
    client = people[0].client if people else None
    label, tone = standing_of(case)
    name = client.display_name if client else "–"
    return Row(
        code=case.code,
        url=f"{case_url}{case.code}/",
        client_url=f"{client_url}{client.code}/" if client else "",
        name=name,
        lang=language_of(name),
        local=client.local_name if client else None,
        others=len(people) - 1,
        restricted=case.restricted,
        high_risk=case.high_risk,
        action=case.next_action,
        title=case.title,
        due=due(case.due_at),
        label=label,
        tone=tone,
        stage=case.get_stage_display(),
        officer=case.officer.name if officers and case.officer else "",
        touched=lately(case.touched_at),
        tags=tags,
    )
