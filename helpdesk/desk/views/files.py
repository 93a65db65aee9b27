"""Files of a case or a client: added, described, replaced, removed, and given out."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.sight import demand
from helpdesk.cases import actions
from helpdesk.cases import file_forms as forms
from helpdesk.cases.models import File
from helpdesk.core.files import as_download
from helpdesk.core.keyset import number_in
from helpdesk.desk import filing
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.shell import under

from .case import visible_case

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@under("home")
def add_case_files(request, code):
    return _add(request, visible_case(request, code), "case")


@form_page
@under("clients")
def add_client_files(request, code):
    return _add(request, client_or_404(request.user, code), "client")


def _add(request, owner, called):
    demand(request.user, "add_file", owner)
    return act_or_show(
        request,
        forms.AddFiles(*_sent(request), owner=owner, size=_size(request)),
        done=lambda made: (
            ngettext("%(n)d file is kept.", "%(n)d files are kept.", len(made)) % {"n": len(made)}
        ),
        to=lambda made: owner,
        template="desk/file/form.html",
        title=_("Add files"),
        button=_("Add"),
        back=owner.get_absolute_url(),
        **{called: owner},
    )


@require_safe
@under("home")
def file(request, pk):
    """What is said of a file, and its versions."""
    file = _visible(request, pk)
    versions = File.objects.visible_to(request.user).filter(series=file.series).for_listing()
    context = {
        "file": file,
        "versions": versions.order_by("-number"),
        "title": _("File"),
        **_around(request, file),
    }
    return render(request, "desk/file/page.html", context)


@require_safe
def open_file(request, pk):
    """A link of one's own to the content, which works for a minute."""
    return redirect(filing.link_to(_visible(request, pk), request))


@require_safe
def file_content(request, pk, token):
    """The content itself: saved by the browser, never shown in it."""
    file = _visible(request, pk)
    filing.demand_link(file, token, request)
    pieces = actions.open_file(file, by=request.user)
    return as_download(pieces, media_type=file.media_type, name=file.name)


@form_page
@under("home")
def change_file(request, pk):
    file = _visible(request, pk)
    demand(request.user, "change_file", file)
    return _act(
        request,
        forms.ChangeFile(request.POST or None, row=file),
        file,
        done=_("What is said of the file is saved."),
        title=_("Change what is said of a file"),
        button=_("Save"),
    )


@form_page
@under("home")
def replace_file(request, pk):
    file = _visible(request, pk)
    demand(request.user, "replace_file", file)
    return _act(
        request,
        forms.ReplaceFile(*_sent(request), file=file, size=_size(request)),
        file,
        done=_("The newer version is kept."),
        title=_("Replace a file"),
        button=_("Replace"),
    )


@form_page
@under("home")
def remove_file(request, pk):
    file = _visible(request, pk)
    demand(request.user, "remove_file", file)
    return _act(
        request,
        forms.RemoveFile(request.POST or None, file=file),
        file,
        done=_("The file is removed."),
        title=_("Remove a file"),
        button=_("Remove"),
    )


def _act(request, form, file, *, done, **page):
    return act_or_show(
        request,
        form,
        done=lambda made: done,
        to=lambda made: made,
        template="desk/file/form.html",
        file=file,
        back=file.get_absolute_url(),
        **page,
        **_around(request, file),
    )


def _around(request, file):
    """The case or the client above the page, as its band shows it."""
    if file.case_id:
        return {"case": visible_case(request, file.case.code)}
    return {"client": client_or_404(request.user, file.client.code)}


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _size(request):
    return number_in(request.META.get("CONTENT_LENGTH")) or 0


def _visible(request, pk):
    """The file, or 404: a stranger learns nothing, not even that it exists."""
    return get_object_or_404(File.objects.visible_to(request.user).whole(), pk=pk)
