"""Someone who is registered into a case that is there already, such as that of a whole group."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.clients.finding import Described, look_alikes
from helpdesk.core.refusal import Refused

from .registering import part_of


@transaction.atomic
def register_into(case, *, by, submission_id, name, sex, known_apart=False):
    """A new client with a journey in the case's stage, who is part of the case from now on.

    Where the case is restricted, only those named on it see her.
    """
    if not name:
        raise Refused(_("No client whom you may see has this code."))
    if not sex:
        raise Refused(_("Write the sex after the name: “%(name)s, F”.") % {"name": name})
    if not known_apart:
        _refuse_look_alikes(name, sex, by)
    client = clients.register(
        case.centre,
        by=by,
        submission_id=submission_id,
        name=name,
        sex=sex,
        served=not case.restricted,
    )
    journey = clients.add_journey(
        client, by=by, submission_id=part_of(submission_id, "journey"), stage=case.stage
    )
    return cases.add_person(case, by=by, client=client, journey=journey)


def _refuse_look_alikes(name, sex, by):
    hits = look_alikes(Described(names=[name], sex=sex), user=by, limit=3)
    close = [hit.client.code for hit in hits if hit.score > 0]
    if close:
        raise Refused(
            _("Looks like %(codes)s. Write the code if it is the same person.")
            % {"codes": ", ".join(close)}
        )
