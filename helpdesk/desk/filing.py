"""Files on the pages of clients and cases, and links that open one for a minute."""

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.core.refusal import Refused

SALT = "desk.file"

# What a timeline tells of files; the entries are about the case or the client.
TOLD = {
    "added_file": gettext_lazy("File added"),
    "replaced_file": gettext_lazy("File replaced by a newer version"),
    "changed_file": gettext_lazy("What is said of a file was changed"),
    "removed_file": gettext_lazy("File removed"),
    "released_file": gettext_lazy("A held file was found clean"),
    "quarantined_file": gettext_lazy("A virus was found in a file"),
}


def link_to(file, request) -> str:
    """Where the content is for FILES_LINK_SECONDS, for this person in this session."""
    token = signing.dumps([file.pk, *_whose(request)], salt=SALT)
    return reverse("file_content", args=[file.pk, token])


def demand_link(file, token, request) -> None:
    """Refuse a link that ran out; 404 for one that was made for another file, person or session."""
    try:
        made_for = signing.loads(token, salt=SALT, max_age=settings.FILES_LINK_SECONDS)
    except signing.SignatureExpired:
        raise Refused(_("This link has run out. Open the file from its page again.")) from None
    except signing.BadSignature:
        raise Http404 from None
    if made_for != [file.pk, *_whose(request)]:
        raise Http404


def _whose(request):
    session = signing.Signer(salt=SALT).signature(request.session.session_key or "")
    return [request.user.pk, session[:16]]
