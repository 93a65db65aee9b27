"""What stands around every page: where one is, what one can go to, what one has not seen."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import DESK, PARTNER, Role
from helpdesk.access.session_time import idle_seconds
from helpdesk.access.sight import home_place, roles_of
from helpdesk.notices.models import Notice


@dataclass
class NavItem:
    """One link of the main navigation."""

    url: str
    label: str
    current: bool = False
    count: int | None = None


# (url name, label, the roles to whom it is of use)
NAV = [
    ("home", _("My work"), DESK),
    ("clients", _("Clients"), DESK),
    ("contacts:contacts", _("Contacts"), DESK),
    ("referrals:outgoing", _("Referrals"), DESK),
    ("referrals:incoming", _("Incoming"), DESK),
    ("referrals:to_answer", _("To answer"), PARTNER),
    ("referrals:in_progress", _("In progress"), PARTNER),
    ("referrals:waiting", _("Waiting"), PARTNER),
    ("referrals:done", _("Done"), PARTNER),
    ("referrals:referred_in", _("Sent by us"), PARTNER),
    ("referrals:our_figures", _("Our figures"), PARTNER),
    ("services:directory", _("Services"), DESK | PARTNER | {Role.ADMINISTRATOR}),
    ("figures", _("Figures"), {Role.SUPERVISOR}),
    ("open_statistics", _("Open statistics"), {Role.ADMINISTRATOR}),
    ("trail", _("Trail"), {Role.DPO}),
    ("access:centres", _("Centres"), {Role.ADMINISTRATOR}),
    ("access:people", _("People"), {Role.ADMINISTRATOR}),
]


@dataclass
class Shell:
    """The frame for one person."""

    nav: list[NavItem]
    search: bool
    place: str
    person: str
    notices: int
    idle: int = 0  # seconds until an open page of hers has to go


def shell(request):
    """Context processor: `shell`, made only when a template asks."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Shell(nav=[], search=False, place="", person="", notices=0)
    roles = roles_of(user)
    nav = [
        NavItem(reverse(name), label, current=_is_current(request, name))
        for name, label, who in NAV
        if roles & who
    ]
    return Shell(
        nav=nav,
        search=bool(roles & DESK),
        place=str(home_place(user) or ""),
        person=user.name,
        notices=Notice.objects.visible_to(user).unseen().count(),
        idle=idle_seconds(),
    )


def _is_current(request, name):
    match = request.resolver_match
    return bool(match) and (match.view_name == name or name in getattr(match.func, "under", ()))


def under(name):
    """Marks a view as belonging below a navigation link."""

    def mark(view):
        view.under = (name,)
        return view

    return mark
