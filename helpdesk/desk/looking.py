"""One client by code, as far as one may see her; the code of a merged record leads to the kept."""

from django.http import Http404
from django.utils.translation import gettext as _

from helpdesk.clients.models import Client
from helpdesk.core.holding import with_holding
from helpdesk.core.refusal import Refused


def kept_instead(user, code):
    """The record that a merged one's code leads to, if the user may see it."""
    merged = Client.objects.merged().filter(code=code).first()
    return _seen(user).filter(pk=merged.as_kept().pk).first() if merged else None


def client_or_kept(user, code, keys=()):
    """The client, or the record that hers was merged into; 404 for a stranger.

    With `keys` the client knows which of these point at her.
    """
    seen = with_holding(_seen(user), keys) if keys else _seen(user)
    found = seen.filter(code=code).first() or kept_instead(user, code)
    if found is None:
        raise Http404
    return found


def someone_else(user, client, code):
    """Another client of this code whom the user may see, or None."""
    return _seen(user).filter(code=code).exclude(pk=client.pk).first()


def client_or_404(user, code):
    """The client for whatever is done on her record; refused where it was merged meanwhile."""
    found = client_or_kept(user, code)
    if found.code != code:
        raise Refused(
            _("This record was merged into %(code)s. Go on there.") % {"code": found.code}
        )
    return found


def _seen(user):
    return Client.objects.visible_to(user).for_listing().select_related("area", "registered_by")
