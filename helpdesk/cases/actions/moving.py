"""A case goes to another centre. Called by the upper actions, which ask who may, and who agreed."""

from guardian.shortcuts import assign_perm

from helpdesk.audit.trail import record
from helpdesk.clients.actions import index, serve
from helpdesk.clients.models import Serving
from helpdesk.core.submissions import lock

from ..models import Case, CaseSharing, Overlap
from .closing import call_off_closing
from .life import _save


def give_to_centre(case, centre, *, by, client, until, officer=None, named=None):
    """The case is that centre's from now on; the one that gave it reads it until then.

    `officer`: who takes it there, if known. `named`: who sees it there, where it is restricted.
    """
    case, giver = lock(case), case.centre
    call_off_closing(case, by=by)
    case.centre, case.officer, case.snoozed_until = centre, named or officer, None
    _save(case, "centre", "officer", "snoozed_until")
    for worn in case.case_tags.all():  # a centre sorts by its own tags
        worn.delete()
    if case.restricted:
        _share_instead(case, giver, centre, client, named, until)
    else:
        for person in case.people.select_related("client__data_key", "client__centre"):
            serve(person.client, centre, Serving.Why.HANDOVER)
        Overlap(client=client, case=case, centre=giver, now_at=centre, until=until).save()
    record("handed_over", case, by=by, before=giver.code, after=centre.code)
    return case


def give_client_to_centre(client, giver, centre, *, until):
    """Nothing of hers stays: the giver serves her no more, and reads her record until then."""
    for serving in Serving.objects.filter(client=client, centre=giver):
        serving.delete()
    if client.centre_id == giver.pk:
        client.centre = centre
        client.version += 1
        client.save(update_fields=["centre", "version"])
    Overlap(client=client, centre=giver, now_at=centre, until=until).save()
    index(client)


def end_overlaps(giver, centre, clients, moment):
    """From that moment on the giver reads nothing of these clients that it gave to that centre."""
    running = Overlap.objects.filter(centre=giver, now_at=centre, client__in=clients)
    for overlap in running.filter(until__gt=moment):
        overlap.until = moment
        overlap.save(update_fields=["until"])


def _share_instead(case, giver, centre, client, named, until):
    """Those who were named for it read it for a while; from now on it is another one's."""
    theirs = set(centre.team().values_list("pk", flat=True))
    for sharing in CaseSharing.objects.filter(content_object=case).select_related("user"):
        if sharing.user_id not in theirs:
            sharing.delete()
            Overlap(
                client=client,
                case=case,
                centre=giver,
                now_at=centre,
                person=sharing.user,
                until=until,
            ).save()
    assign_perm(Case._meta.app_label + ".view_case", named, case)
