"""The administrator's list of how long what may be claimed, by country."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from helpdesk.access.doors import only_for
from helpdesk.audit.stale import both_versions
from helpdesk.cases.deadline_forms import AddRule, ChangeRule
from helpdesk.cases.models import DeadlineRule
from helpdesk.core.rendering import render_form

from ..shell import under


@under("access:centres")
@only_for("keep_deadline_rules")
def deadline_rules(request):
    """The list, and a form to add to it."""
    form = AddRule(request.POST or None)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Added. Cases that it fits propose it from now on."))
        return redirect("deadline_rules")
    rows = DeadlineRule.objects.visible_to(request.user)
    return render_form(request, "desk/deadline_rules.html", {"rows": rows}, form=form)


@under("access:centres")
@only_for("keep_deadline_rules")
def change_rule(request, pk):
    rule = get_object_or_404(DeadlineRule.objects.visible_to(request.user), pk=pk)
    form = ChangeRule(request.POST or None, row=rule)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The rule is saved. Deadlines taken on earlier stay."))
        return redirect("deadline_rules")
    page = {"rule": rule, "stale": both_versions(form)}
    return render_form(request, "desk/deadline_rules.html", page, form=form)
