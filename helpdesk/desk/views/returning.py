"""The person at registration is known already: go on with her record, and type nothing twice."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.desk.answering import act_or_show
from helpdesk.desk.forms.returning import Returning
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.shell import under
from helpdesk.jobs import draft_actions


@require_http_methods(["GET", "HEAD", "POST"])
@under("clients")
def returning(request, code):
    client = client_or_404(request.user, code)
    if "same" in request.POST:  # straight from the registration form: nothing is sent yet
        form = Returning.from_registration(request.POST, client=client, user=request.user)
    else:
        form = Returning(request.POST or None, client=client, user=request.user)
    answer = act_or_show(
        request,
        form,
        done=lambda made: _("Case %(code)s is open.") % {"code": made.code},
        to=lambda made: made,
        client=client,
        title=_("Open a case"),
        button=_("Open the case"),
    )
    if answer.status_code == 302:  # what was typed at registration has come here
        draft_actions.discard_at(reverse("register"), by=request.user)
    return answer
