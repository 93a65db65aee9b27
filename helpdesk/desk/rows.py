"""A case as a row of a work list: everything said in words beforehand, so that a page is quick."""

from django.urls import reverse

from helpdesk.clients.scripts import language_of

from .templatetags.desk import due, lately
from .work import standing_of


def rows_of(cases, *, all_tags, officers=True):
    """A row for each case (for_listing, with_partners, with_tag_ids); `all_tags` by their ids."""
    case_url, client_url = (_prefix(name) for name in ("case", "client"))
    return [_row(case, case_url, client_url, _worn(case, all_tags), officers) for case in cases]


def _prefix(name):
    """What stands before the code in the address of one page: the same for every row."""
    return reverse(name, args=["X"]).removesuffix("X/")


def _worn(case, all_tags):
    """Its tags by name; none of a centre that one does not serve."""
    ids = map(int, case.tag_ids.split(",")) if case.tag_ids else ()
    return sorted((all_tags[pk] for pk in ids if pk in all_tags), key=lambda tag: tag.name)


# A dict and not an object: templates look there first, and a row is read forty times.
def _row(case, case_url, client_url, tags, officers):
    people = case.people.all()
    client = people[0].client if people else None
    label, tone = standing_of(case)
    name = client.display_name if client else "–"
    return {
        "code": case.code,
        "url": f"{case_url}{case.code}/",
        "client_url": f"{client_url}{client.code}/" if client else "",
        "name": name,
        "lang": language_of(name),
        "local": client.local_name if client else None,
        "others": len(people) - 1,
        "restricted": case.restricted,
        "high_risk": case.high_risk,
        "action": case.next_action,
        "title": case.title,
        "due": due(case.due_at),
        "label": label,
        "tone": tone,
        "stage": case.get_stage_display(),
        "officer": case.officer.name if officers and case.officer else "",
        "touched": lately(case.touched_at),
        "tags": tags,
    }
