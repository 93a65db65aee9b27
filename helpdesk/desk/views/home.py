"""My work, and where everyone else begins."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.access.sight import home_centre
from helpdesk.desk import actions, work
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.my_work import Desk


@require_safe
def home(request):
    if path := work.elsewhere(request.user):
        return redirect(path)
    return render(request, "desk/home.html", {"desk": Desk(request.user, request.GET)})


@require_safe
def no_role(request):
    return render(request, "desk/no_role.html", {"centre": home_centre(request.user)})


@require_POST
@at_the_desk
def take_next(request):
    case = actions.take_next(by=request.user)
    if case is None:
        messages.info(request, _("No case waits for an officer."))
        return redirect("home")
    messages.success(request, _("Case %(code)s is yours.") % {"code": case.code})
    return redirect(case)
