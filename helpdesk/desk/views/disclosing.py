"""What left about a client, for herself to read or take along on paper."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_safe

from helpdesk.audit.trail import record_read
from helpdesk.core.clock import today
from helpdesk.desk.looking import client_or_kept
from helpdesk.desk.shell import under
from referrals.disclosed import disclosed, refused


@require_safe
@under("clients")
def disclosures(request, code):
    """Who has received what about her, on whose word, and until when; in her language if asked."""
    person = client_or_kept(request.user, code)
    if person.code != code:
        return redirect("disclosures", person.code)
    record_read("printed", person, by=request.user)
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("in")
    with translation.override(asked if asked in known else translation.get_language()):
        context = {
            "client": person,
            "disclosures": disclosed(person, request.user),
            "refusals": refused(person, request.user),
            "on": today(),
            "languages": list(known.items()),
            "LANGUAGE_CODE": translation.get_language(),
            "LANGUAGE_BIDI": translation.get_language_bidi(),
        }
        return render(request, "desk/client/disclosures.html", context)
