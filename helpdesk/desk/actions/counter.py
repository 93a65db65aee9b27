"""A client of another centre: opened when she stands at the counter, asked for when she does not.

She gets a Serving, and with it her match keys, at the centre that helps her now.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.clients.actions import lock_standing, serve
from helpdesk.clients.models import AccessRequest, Client, Serving
from helpdesk.core.clock import now
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

Why = AccessRequest.Why
SAY_WHY = _("Say in a few words what the other reason is.")


@transaction.atomic
def open_at_counter(client, centre, *, by, why, reason=None):
    """She is here: the centre serves her from now on, and her home centre is told."""
    demand(by, "open_at_counter", centre)
    client = _lock(client)
    if Serving.objects.filter(client=client, centre=centre).exists():
        return client  # pressed twice
    if why not in AccessRequest.HERE:
        raise Refused(_("For a client who is not here, ask for access."), field="why")
    made = _request(client, centre, by, why, reason)
    made.at_once, made.granted, made.decided_at, made.decided_by = True, True, now(), by
    made.save()
    serve(client, centre, Serving.Why.COUNTER)
    record("opened_at_counter", client, by=by, why=why, centre=centre.code)
    notify(client.centre.team(), Notice.Kind.OPENED_ELSEWHERE, client, by=by)
    return client


@transaction.atomic
def ask_access(client, centre, *, by, why, reason=None):
    """She is not here: her home centre is asked. One question of a centre at a time."""
    demand(by, "ask_access", centre)
    client = _lock(client)
    if Serving.objects.filter(client=client, centre=centre).exists():
        raise Refused(_("Your centre may open this record already: search for the client."))
    if waiting := client.access_requests.waiting().filter(centre=centre).first():
        return waiting
    if why == Why.OTHER and not reason:
        raise Refused(SAY_WHY, field="reason")
    made = _request(client, centre, by, why, reason)
    made.save()
    record("asked_access", made, by=by, why=why, centre=centre.code)
    notify(client.centre.team(), Notice.Kind.ACCESS_ASKED, made, by=by)
    return made


@transaction.atomic
def grant_access(request, *, by, note=None):
    """Her home centre agrees: the centre that asked serves her from now on."""
    request = _decide(request, "grant_access", by, True, note)
    client = lock_standing(request.client.as_kept())
    serve(client, request.centre, Serving.Why.ASKED)
    record("granted_access", request, by=by, centre=request.centre.code)
    notify([request.by], Notice.Kind.ACCESS_GRANTED, client, by=by)
    return request


@transaction.atomic
def refuse_access(request, *, by, note):
    """Her home centre says no, and why."""
    request = _decide(request, "refuse_access", by, False, note)
    record("refused_access", request, by=by, centre=request.centre.code)
    notify([request.by], Notice.Kind.ACCESS_REFUSED, request, by=by)
    return request


def _lock(client):
    """Her record as it stands, locked, with its home centre."""
    lock_standing(client)
    return Client.objects.for_listing().get(pk=client.pk)


def _request(client, centre, by, why, reason):
    while AccessRequest.objects.filter(code=(code := f"Q-{random_code(5)}")).exists():
        pass
    return AccessRequest(
        code=code,
        client=client,
        data_key=client.data_key,
        centre=centre,
        by=by,
        why=why,
        reason=reason or None,
        asked_at=now(),
    )


def _decide(request, verb, by, granted, note):
    demand(by, verb, request)
    lock(request)
    request = AccessRequest.objects.for_listing().get(pk=request.pk)
    if not request.is_waiting:
        raise Refused(
            _("%(person)s has already answered this request.") % {"person": request.decided_by}
        )
    request.granted, request.note = granted, note or None
    request.decided_at, request.decided_by = now(), by
    request.save(update_fields=["granted", "note", "decided_at", "decided_by"])
    return request
