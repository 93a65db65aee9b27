"""Who is named on a restricted case. Called by the actions, which check and record."""

from django.urls import reverse
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm

from helpdesk.access.models import User
from helpdesk.access.sight import members_of, named_on
from helpdesk.clients.actions import index, serve
from helpdesk.clients.models import Serving
from helpdesk.core import per_request
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import forget

from ..models import Case, CaseSharing

SEES = "cases.view_case"
TOLD_OF: list = []  # case → (paths, who keeps their notices): what hangs on it; apps above add


def name_on(case, *people):
    """From now on these see the case."""
    for person in people:
        assign_perm(SEES, person, case)
    per_request.forget()


def name_no_more(case, *people):
    """These see it no more; nobody does by name where none are given."""
    sharings = CaseSharing.objects.filter(content_object=case)
    (sharings.filter(user__in=people) if people else sharings).delete()
    per_request.forget()


def take_back_notices(case, *, of=None, but_of=()):
    """What leads to the case and to what hangs on it, of these people or of all but those."""
    reviews = case.reviews.values_list("pk", flat=True)
    paths = [reverse("case_review", args=[case.code, pk]) for pk in reviews]
    paths.append(reverse("decide_closing", args=[case.code]))
    forget([case.get_absolute_url(), *paths], of=of, but_of=but_of)
    for find in TOLD_OF:
        paths, keep = find(case)
        forget(paths, of=of, but_of=[*but_of, *keep])


def named(case):
    """Active people who see the case by name."""
    return named_on(case, SEES)


def demand_named(case, by):
    """Of a restricted case, whoever broke the glass names nobody, herself least of all."""
    if case.restricted and by not in named(case):
        raise Refused(_("Only people who are named on this case decide who sees it."))


def supervisors_over(centre):
    """Those of the centre; where it has none, of the nearest centre above that has."""
    for above in reversed(list(centre.with_those_above())):
        if people := members_of(above.supervisors_id):
            return people
    return User.objects.none()


def overseers(centre):
    """Everyone who oversees the centre, there or from above."""
    return members_of(*centre.with_those_above().values_list("supervisors", flat=True))


def may_be_named(centre):
    """The centre's team, and those who oversee it from above."""
    above = centre.with_those_above().values_list("supervisors", flat=True)
    return members_of(centre.officers_id, *above)


def serve_no_more(case):
    """A restricted case makes no Serving: who is served for its sake alone is seen by name."""
    for person in case.people.select_related("client__data_key", "client__centre"):
        ordinary = Case.objects.about(person.client).filter(centre=case.centre, restricted=False)
        for_a_case = Serving.objects.filter(
            client=person.client, centre=case.centre, why=Serving.Why.CASE
        )
        if not ordinary.exists() and (serving := for_a_case.first()):
            serving.delete()
            index(person.client)


def serve_again(case):
    """An ordinary case again: its centre serves its people."""
    for person in case.people.select_related("client__data_key", "client__centre"):
        serve(person.client, case.centre, Serving.Why.CASE)
