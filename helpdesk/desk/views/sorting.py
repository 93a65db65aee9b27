"""Tags and snoozing on one case, and the centre's own list of tags."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.cases import actions
from helpdesk.cases.models import Tag
from helpdesk.cases.sorting_forms import Snooze, WearTag
from helpdesk.desk import undo
from helpdesk.desk.answering import act_or_show, at_the_desk
from helpdesk.desk.shell import under

from .case import form_page, visible_case


@form_page
@under("home")
def tag(request, code):
    case = visible_case(request, code)
    form = WearTag(request.POST or None, case=case)
    return act_or_show(
        request,
        form,
        done=lambda made: _("The case has the tag “%(tag)s”.") % {"tag": form.tag},
        undo=lambda made: undo.offer(
            "tag", [(case, made)], by=request.user, tag={made.pk: form.tag.pk}
        ),
        to=lambda made: made,
        case=case,
        title=_("Tag the case"),
        button=_("Tag"),
    )


@require_POST
@under("home")
def untag(request, code, pk):
    case = visible_case(request, code)
    tag = get_object_or_404(Tag.objects.visible_to(request.user), pk=pk)
    made = actions.untag(case, by=request.user, tag=tag)
    offer = undo.offer("untag", [(case, made)], by=request.user, tag={made.pk: tag.pk})
    messages.success(request, _("The tag “%(tag)s” is removed.") % {"tag": tag}, offer)
    return redirect(case)


@form_page
@under("home")
def snooze(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        Snooze(request.POST or None, case=case),
        done=lambda made: (
            _("Case %(code)s is snoozed until %(day)s.")
            % {"code": made.code, "day": date_format(made.snoozed_until, "l j F")}
        ),
        undo=lambda made: undo.offer("snooze", [(case, made)], by=request.user),
        to=lambda made: made,
        case=case,
        title=_("Snooze the case"),
        button=_("Snooze"),
    )


@require_POST
@under("home")
def wake(request, code):
    case = visible_case(request, code)
    made = actions.wake(case, by=request.user)
    offer = undo.offer("snooze", [(case, made)], by=request.user)
    messages.success(request, _("Case %(code)s is back in the lists.") % {"code": case.code}, offer)
    return redirect(case)


@require_safe
@at_the_desk
@under("home")
def tags(request):
    """The tags of one's centres; a supervisor retires those that are not used any more."""
    tags = Tag.objects.visible_to(request.user).in_use().select_related("centre")
    return render(request, "desk/tags.html", {"tags": tags.with_counts()[:500]})


@require_POST
@at_the_desk
@under("home")
def retire(request, pk):
    tags = Tag.objects.visible_to(request.user).select_related("centre")
    tag = actions.retire(get_object_or_404(tags, pk=pk), by=request.user)
    messages.success(
        request,
        _("“%(tag)s” is offered no more. Cases that have it keep it.") % {"tag": tag},
    )
    return redirect("tags")
