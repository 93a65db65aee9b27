"""The two light ways to help someone on: told where to go, or sent there with name and phone."""

from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.core.clock import now
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission
from helpdesk.vault.models import DataKey

from ..models import Signpost


@one_per_submission(Signpost)
def signpost(service, *, by, submission_id, centre, client=None, case=None, note=None):
    """She was told about a service. No data leaves; nobody has to say who she is."""
    demand(by, "signpost", centre)
    return _keep(
        Signpost(kind=Signpost.Kind.SIGNPOSTING, client=client, case=case, note=note or None),
        service,
        centre,
        by,
        submission_id,
        "signposted",
    )


@one_per_submission(Signpost)
def redirect(
    service, *, by, submission_id, centre, client, given, agreed_how, case=None, note=None
):
    """She was sent there with her name, place or phone, on her word; by phone or a printed note."""
    demand(by, "redirect", centre)
    if client is None:
        raise Refused(_("Say who it is: only a known client can be announced."), field="client")
    if not (given and agreed_how):
        raise Refused(_("Only what the client agreed to may be told. Ask first."), field="given")
    made = Signpost(
        kind=Signpost.Kind.REDIRECTION,
        client=client,
        case=case,
        given=list(given),
        agreed_how=agreed_how,
        note=note or None,
    )
    return _keep(made, service, centre, by, submission_id, "redirected")


def _keep(made, service, centre, by, submission_id, verb):
    """Written down at the centre, and nothing else moves."""
    if made.case and made.client and not made.case.people.filter(client=made.client).exists():
        raise Refused(_("This person is not part of the case."), field="client")
    made.code, made.service, made.partner = _new_code(), service, service.partner
    made.centre, made.by, made.submission_id, made.at = centre, by, submission_id, now()
    made.data_key = made.client.data_key if made.client else DataKey.make() if made.note else None
    made.save()
    if made.case:
        cases.answer(made.case)
    record(verb, made, by=by, service=service.pk, given=list(made.given))
    return made


def _new_code():
    year = now().strftime("%y")
    while Signpost.objects.filter(code=(code := f"T-{year}-{random_code(5)}")).exists():
        pass
    return code
