"""How a form's page keeps drafts: one mark on the view, and the rest follows.

`@keeps_draft(title)` on a view whose page holds a form with `data-draft` lets /drafts/ keep what is
typed there. `render_form` fills a fresh form from the draft, and the draft goes when the form was
sent, which is when the page answers a POST by leading elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.forms import FileField
from django.http import Http404, QueryDict
from django.urls import resolve
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from . import draft_actions
from .models import Draft

# Never kept; a form that is taken up again is a new submission.
LEFT_OUT = {"csrfmiddlewaretoken", "draft_path", "submission_id"}


@dataclass
class Kind:
    """What a form's drafts are called, and whose key seals them.

    `about(user, **path's arguments)` gives the client's data key, or 404 for what the user does
    not see; without it each draft has its own key.
    """

    title: Any
    about: Callable | None = None


def keeps_draft(title, about=None):
    """Marks the view of a form's page: what is typed there and not yet sent is kept."""

    def mark(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            request.drafting = Drafting(request.user, request.path, open=request.method == "GET")
            response = view(request, *args, **kwargs)
            if request.method == "POST" and response.status_code in (302, 303):
                draft_actions.discard_at(request.path, by=request.user)
            return response

        wrapped.draft_kind = Kind(title, about)
        return wrapped

    return mark


class Drafting:
    """The draft of one person for one form, if she has one and the page is freshly opened."""

    def __init__(self, user, path, *, open=True):
        self.user, self.path, self.open = user, path, open

    @cached_property
    def draft(self):
        if not self.open:
            return None
        return Draft.objects.visible_to(self.user).for_listing().filter(path=self.path).first()

    def posted(self):
        """What was typed, as a form would have sent it; None without a draft."""
        if not self.draft or not self.draft.values:  # none, or its client is erased
            return None
        typed = QueryDict(mutable=True)
        for name, values in self.draft.values.items():
            typed.setlist(name, values)
        return typed

    def leave(self):
        """This page is about something else: the draft stays for another time."""
        self.draft = None

    def fill(self, form):
        """An unbound form begins with what was typed: nothing is judged yet."""
        if (typed := self.posted()) is None:
            return
        for name, field in form.fields.items():
            sent_as = form.add_prefix(name)
            if name in LEFT_OUT or field.disabled or isinstance(field, FileField):
                continue
            if not field.widget.value_omitted_from_data(typed, MultiValueDict(), sent_as):
                form.initial[name] = field.widget.value_from_datadict(
                    typed, MultiValueDict(), sent_as
                )


def keep(sent, *, by):
    """Keep what a form sent to /drafts/; 404 for a page that keeps none, or is not hers to see."""
    path = sent.get("draft_path", "")
    match = resolve(path)
    kind = getattr(match.func, "draft_kind", None)
    if kind is None or len(path) > Draft._meta.get_field("path").max_length:
        raise Http404
    key = kind.about(by, **match.kwargs) if kind.about else None
    values = {
        name: sent.getlist(name)
        for name in sent
        if name not in LEFT_OUT and "password" not in name.lower()
    }
    title = " · ".join([str(kind.title), *(str(v) for k, v in match.kwargs.items() if "code" in k)])
    return draft_actions.keep(path, values, by=by, title=title, key=key)
