"""One move of a referral: what all moves have in common."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import DESK, VERBS
from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import notify

from ..models import Consent, Referral, Step
from ..models.referral import LIVE
from .timing import STOPPED

Status = Referral.Status


def locked(referral, verb, by):
    """The referral, locked, if `by` may do `verb`, and now; a partner must still see it."""
    demand(by, verb, referral)
    fresh = lock_whole(referral.pk)
    if not VERBS[verb] & DESK and not Referral.objects.visible_to(by).filter(pk=fresh.pk).exists():
        if words := _why_gone(fresh):
            raise Refused(words)
        raise PermissionDenied(verb)
    fresh.begin(verb)
    return fresh


def _why_gone(referral):
    """In words, why the partner sees it no more; empty where nothing of the referral says so."""
    if referral.status in _GONE:
        return _GONE[referral.status]
    if referral.sent_at is None:
        return ""
    if referral.consent_id and not Consent.objects.live().filter(pk=referral.consent_id).exists():
        return _("The client’s consent has ended. Ask the centre to renew it, or leave it there.")
    if Referral.objects.without_cover().filter(pk=referral.pk).exists():
        return _(
            "Your agreement with this centre is not in force now, so you no longer have access. "
            "Your lead or the centre can tell you what becomes of this referral."
        )
    return ""


def lock_whole(pk):
    """The referral, locked, and all that a move asks about.

    Locked first, then read: where somebody else has just given it another officer, PostgreSQL
    would find nothing that still joins the officer of before.
    """
    Referral.objects.select_for_update().values_list("pk").get(pk=pk)
    found = Referral.objects.whole().select_related("officer").get(pk=pk)
    if found.service.partner_id == found.partner_id:
        found.service.partner = found.partner
    return found


# What the partner is told who acts on a referral that has just ended.
_GONE = {
    Status.WITHDRAWN: _("The centre has withdrawn this referral. There is nothing more to do."),
    Status.CONSENT_WITHDRAWN: _(
        "The client has taken the consent back. You no longer have access, "
        "and there is nothing more to do."
    ),
    Status.ENTERED_IN_ERROR: _("The centre sent this by mistake. There is nothing more to do."),
    Status.NO_RESPONSE: _(
        "The time to answer is over; the centre asks someone else. "
        "If you can still help, call the centre."
    ),
    Status.DECLINED: _(
        "Someone of yours has already declined this referral. "
        "If you can help after all, call the centre."
    ),
    Status.CLOSED: _("The centre has closed this referral. There is nothing more to do."),
}


def move(referral, status, verb, *, by, reason="", text=None, tell=(), notice=None, **facts):
    """Take the step, stamp it, keep who, when and why, record it, tell the others.

    `referral` is locked; `facts` are further fields to set; `verb` is the audit verb.
    """
    before = referral.status
    referral.move_to(status)
    if status not in LIVE:
        facts |= STOPPED
    if reason:
        facts["reason"] = reason
    for name, value in facts.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save(update_fields=["status", "version", *facts])
    keep_step(referral, before, by=by, reason=reason, text=text)
    record(verb, referral, by=by, why=reason, before=before, after=status)
    if notice:
        notify(tell, notice, referral, by=by)
    return referral


def keep_step(referral, before, *, by, reason="", text=None, **facts):
    """The line of the referral's story; `facts`: its packet; kind and uid where it is no move."""
    step = Step(
        referral=referral,
        data_key=referral.data_key,
        at=now(),
        by=by,
        before=before,
        after=referral.status,
        reason=reason,
        text=text or None,
        **facts,
    )
    step.save()
    return step


def need_words(reason, text):
    """“Another reason” says which."""
    if reason == Referral.Reason.OTHER and not text:
        raise Refused(_("Say in a few words what the other reason is."), field="text")
