"""Taking back what was just done: a signed note of how it was, for one person and one hour."""

from datetime import date

from django.core import signing
from django.utils.translation import gettext as _

from helpdesk.access.models import User
from helpdesk.cases import actions
from helpdesk.cases.models import Case, Tag
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from .one_by_one import one_by_one

SALT = "desk.undo"
HOUR = 3600


def offer(act, pairs, *, by, tag=None):
    """For a message's extra_tags: `pairs` are each case as it was and as it is now.

    "" where nothing can be taken back: a closing that waits for approval has closed nothing.
    """
    how_it_was = {
        "assign": lambda was, now: [was.officer_id, now.newly_named],
        "snooze": lambda was, now: was.snoozed_until and was.snoozed_until.isoformat(),
        "tag": lambda was, now: tag[was.pk],
        "untag": lambda was, now: tag[was.pk],
        "close": lambda was, now: None,
    }[act]
    rows = [
        [now.pk, now.version, how_it_was(was, now)]
        for was, now in pairs
        if act != "close" or not now.is_open
    ]
    if not rows:
        return ""
    return "undo " + signing.dumps([by.pk, act, rows], salt=SALT, compress=True)


def undo(token, *, by):
    """Put each case back as it was, unless someone changed it meanwhile."""
    act, rows = _read(token, by)
    cases = {
        case.pk: case
        for case in Case.objects.visible_to(by)
        .filter(pk__in=[pk for pk, _version, _was in rows])
        .for_listing()
    }
    known = {cases[pk].code if pk in cases else "–": (version, was) for pk, version, was in rows}

    def back(case):
        version, was = known[case.code]
        case = lock(case)
        if act not in ("tag", "untag") and case.version != version:
            raise Refused(
                _("%(code)s was changed meanwhile: it stays as it is.") % {"code": case.code}
            )
        return BACK[act](case, was, by)

    return one_by_one(known, {case.code: case for case in cases.values()}, back)


def _read(token, by):
    try:
        owner, act, rows = signing.loads(token, salt=SALT, max_age=HOUR)
    except signing.BadSignature:  # an old one is a bad one too
        raise Refused(_("This can be taken back within an hour, and that is over.")) from None
    if owner != by.pk:
        raise Refused(_("Only the person who did this can take it back so."))
    return act, rows


def _give_back(case, was, by):
    """To whom had it; who was named on it for this alone sees it no more."""
    officer, newly_named = was
    given_to = case.officer
    if officer is None:
        case = actions.release(case, by=by)
    else:
        case = actions.assign(case, by=by, officer=User.objects.get(pk=officer))
    return actions.unshare(case, by=by, person=given_to) if newly_named else case


def _put_off_again(case, until, by):
    """Until a day that is still to come; else it is in the lists again, as it was."""
    day = until and date.fromisoformat(until)
    if not day or day <= today():
        return actions.wake(case, by=by)
    return actions.snooze(case, by=by, until=day)


def _tag(pk, by):
    return Tag.objects.visible_to(by).select_related("centre").get(pk=pk)


BACK = {
    "assign": _give_back,
    "snooze": _put_off_again,
    "tag": lambda case, tag, by: actions.untag(case, by=by, tag=_tag(tag, by)),
    "untag": lambda case, tag, by: actions.tag(case, by=by, tag=_tag(tag, by)),
    "close": lambda case, was, by: actions.reopen(case, by=by, reason=_("Closed by mistake")),
}
