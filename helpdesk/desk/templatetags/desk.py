"""What the desk's templates say about days, people and what one may do."""

from functools import lru_cache

import phonenumbers
from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from helpdesk.access.roles import VERBS
from helpdesk.access.sight import roles_at
from helpdesk.cases.clocks import clocks_of
from helpdesk.cases.models.overlap import why_only_read
from helpdesk.cases.money import shown
from helpdesk.cases.proposing_urgency import proposed_in_words
from helpdesk.clients.birth import birth_in_words
from helpdesk.clients.scripts import language_of
from helpdesk.core.clock import now, today
from helpdesk.core.per_request import once
from helpdesk.desk import work
from referrals.categories import Category

register = template.Library()


class Allowed:
    """Answers `can.close` for one person and one thing, asking once where the thing belongs."""

    def __init__(self, user, thing):
        self.roles = set().union(*(roles_at(user, place) for place in thing.places()))

    def __getitem__(self, verb):
        return bool(self.roles & VERBS[verb])


@register.simple_tag(takes_context=True)
def allowed(context, thing):
    """`{% allowed case as can %}{% if can.close %}`: what one may not do is not offered."""
    user = context["request"].user
    return once(("allowed", user.pk, type(thing), thing.pk), lambda: Allowed(user, thing))


@register.simple_tag(takes_context=True)
def only_read(context, thing):
    """Why one sees this and may not change it, in words: it was handed over."""
    return why_only_read(context["request"].user, thing)


@register.filter
def day(value):
    """A day as it is written: "Fri 20 Nov", with the year when it is another one."""
    value = localtime(value).date() if hasattr(value, "hour") else value
    if not value:
        return ""
    return _written(value, "D j M" if value.year == today().year else "j M Y", get_language())


@lru_cache(maxsize=2000)
def _written(value, form, language):
    """The same few days stand in every list."""
    return date_format(value, form)


@register.filter
def lately(value):
    """A day in the past, near ones in words: Today, Yesterday, 18 Nov."""
    value = localtime(value).date() if hasattr(value, "hour") else value
    return ago(value, today(), get_language())


@lru_cache(maxsize=2000)
def ago(value, here, language):
    """The same for a day, where it is known which day it is and in what language one reads."""
    days = (here - value).days
    if days in (0, 1):
        return _("Today") if days == 0 else _("Yesterday")
    return date_format(value, "j M" if value.year == here.year else "j M Y")


@register.filter
def money(amount, currency=""):
    """A sum as it is written: 12,500 QAR."""
    return "" if amount is None else shown(amount, currency)


@register.filter
def last_day(value):
    """Like `due`, for a day up to whose end something can be done."""
    here = today()
    if value == here:
        return {"day": _("Today"), "note": _("The last day"), "tone": "soon"}
    return _due_on(value, here, get_language())


@register.filter
def due(moment, at=None):
    """When something is due and what that means, at a local time: {"day", "note", "tone"}."""
    if moment is None:
        return {"day": "", "note": "", "tone": ""}
    at = at or localtime(now())
    local = moment.astimezone(at.tzinfo)
    if local.date() != at.date():
        return _due_on(local.date(), at.date(), get_language())
    hour = {"hour": local.strftime("%H:%M")}
    if moment < at:
        return {"day": _("Today"), "note": _("Overdue since %(hour)s") % hour, "tone": "late"}
    return {"day": _("Today"), "note": _("By %(hour)s") % hour, "tone": "soon"}


@lru_cache(maxsize=2000)
def _due_on(value, here, language):
    """The same few days stand in every list."""
    days, tone = (value - here).days, ""
    if days < 0:
        note = ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": -days}
        tone = "late"
    elif days == 1:
        note = _("Tomorrow")
    else:
        note = ngettext("In %(n)s day", "In %(n)s days", days) % {"n": days}
    written = _written(value, "D j M" if value.year == here.year else "j M Y", language)
    return {"day": written, "note": note, "tone": tone}


@register.filter
def standing(case):
    """How a case stands: {"label", "tone"}."""
    label, tone = work.standing_of(case)
    return {"label": label, "tone": tone}


@register.filter
def clocks(case):
    """By when the client hears and by when it is over, or how long that took."""
    return clocks_of(case)


@register.filter
def proposed(case):
    """What the rules proposed, where the officer decided otherwise, and why she did."""
    return proposed_in_words(case) if case.is_otherwise else ""


@register.filter
def born(client):
    """Her birth in the centre's calendars, as far as it is known."""
    return birth_in_words(client.birth, nepali=client.centre.country == "NP")


@register.filter
def script(text):
    """The language that a name's script points to; empty for Latin."""
    return language_of(text)


@register.filter
def phone(number):
    """A number as people read it: +977 984-1552310."""
    try:
        return phonenumbers.format_number(
            phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    except phonenumbers.NumberParseException:
        return number


@register.filter
def last_of(number, shown=4):
    """A document number as it is shown beside others: its end only."""
    return f"••• {number[-shown:]}" if number and len(number) > shown else number or ""


@register.filter
def labels(codes, choices):
    """Codes by their labels."""
    known = dict(choices)
    return ", ".join(str(known.get(code, code)) for code in codes)


@register.filter
def shared(consent):
    """The kinds of data that a consent names, in words."""
    return [str(Category(code).label) for code in consent.categories]
