"""The hard gate: nothing goes to a partner without an agreement in force."""

from django.utils.translation import gettext as _

from helpdesk.core.refusal import Refused
from services.models import Agreement


def demand_cover(service, *, centre, destination):
    """Refuse a service that is not offered, or whose partner has no agreement for this."""
    partner = service.partner
    if not (service.is_active and partner.is_active):
        raise Refused(
            _("%(service)s is no longer offered. Choose another service.") % {"service": service}
        )
    agreements = Agreement.objects.covering(
        partner=partner, kind=service.kind, centre_path=centre.path, country=str(destination)
    )
    if not agreements.exists():
        raise Refused(
            _(
                "%(partner)s has no agreement in force with %(centre)s for this kind of help. "
                "Nothing can be sent."
            )
            % {"partner": partner, "centre": centre}
        )
