"""Lines of a timeline: what each kind of row says of what happened."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.access.models import User
from helpdesk.clients.models import Journey
from helpdesk.contacts.codes import TOPICS
from referrals.models import Referral
from referrals.story import ALARMS, OUR_REPLY, TOLD_OF

from .told import facts_of_entry, what_of

Status = Referral.Status
PARTNERS_MOVES = {
    Status.ACKNOWLEDGED,
    Status.ACCEPTED,
    Status.WAITLISTED,
    Status.INFORMATION_REQUESTED,
    Status.DECLINED,
    Status.IN_PROGRESS,
    Status.COMPLETED,
    Status.NOT_DELIVERED,
}
WITH_CODE = ("cases.case", "referrals.handover", "referrals.referral")


@dataclass
class Item:
    """One thing that happened; `what` is one of told.WHAT."""

    at: datetime
    text: str
    detail: str = ""
    meta: str = ""
    url: str = ""
    kind: str = ""
    code: str = ""
    what: str = ""
    by: User | None = None
    typed: bool = False  # the detail holds words that someone typed
    plain: str = ""  # the text without such words, where it holds any


def _meta(moment, *more):
    hour = date_format(timezone.localtime(moment), "H:i")
    return " · ".join(filter(None, [hour, *(getattr(one, "signs_as", str(one)) for one in more)]))


def _when(row):
    """The moment of what was written down, on its day or later; and who wrote it."""
    if timezone.localdate(row.written_at) == row.happened_on:
        return row.written_at, _meta(row.written_at, row.by)
    at = timezone.make_aware(datetime.combine(row.happened_on, time(23, 59)))
    return at, _("%(by)s, written down later") % {"by": row.by}


def of_note(note, code):
    at, meta = _when(note)
    return Item(at, note.get_kind_display(), note.text, meta, code=code, what="notes", by=note.by)


def of_contact(contact):
    at, meta = _when(contact)
    topics = ", ".join(str(dict(TOPICS)[topic]) for topic in contact.topics)
    text = f"{contact.get_channel_display()}: {topics}"
    more = {"url": contact.get_absolute_url(), "code": contact.code}
    return Item(at, text, contact.note or "", meta, what="contacts", by=contact.by, **more)


def of_visit(row):
    """An appointment with the centre's own people, as it stands."""
    what = {"when": row.when, "state": row.get_state_display()}
    text = _("Appointment on %(when)s: %(state)s") % what
    kind = "alert" if row.state == row.State.MISSED else ""
    meta = _meta(row.changed_at, row.changed_by)
    more = {"url": row.get_absolute_url(), "code": row.code, "by": row.changed_by}
    return Item(row.changed_at, text, row.place or "", meta, kind=kind, what="contacts", **more)


def of_attendance(row):
    """A group session, as far as she got; of one that was called off, that."""
    stands = row.session if row.session.state == row.session.State.CANCELLED else row
    text = f"{row.session.get_kind_display()}: {stands.get_state_display()}"
    meta = _meta(row.changed_at, row.changed_by)
    more = {"url": row.get_absolute_url(), "code": row.session.code, "by": row.changed_by}
    return Item(row.changed_at, text, row.session.topic, meta, what="contacts", **more)


def of_screening(row):
    """It has no entry of the case's own, which others would read."""
    text = _("Screened: %(result)s") % {"result": row.get_result_display()}
    more = {"url": row.get_absolute_url(), "by": row.by, "what": "case"}
    more["kind"] = "alert" if row.result in row.RESTRICTS else ""
    return Item(row.written_at, text, meta=_meta(row.written_at, row.by), **more)


def of_assessment(row):
    at, meta = _when(row)
    text = _("Assessed: %(judgement)s") % {"judgement": row.get_judgement_display()}
    more = {"url": row.get_absolute_url(), "by": row.by, "what": "case"}
    kind = "alert" if row.judgement == row.Judgement.VERY_HIGH else ""
    return Item(at, text, meta=meta, kind=kind, **more)


def of_incoming(step):
    """A move of a referral by which someone else sent her to a centre."""
    sent = step.incoming
    said = {"sender": sent.from_whom, "state": step.get_after_display()}
    words = _("Sent to us by %(sender)s: %(state)s")
    at = step.at if step.before else sent.received_at
    detail = " · ".join(filter(None, [step.get_reason_display(), step.text]))
    kind = "alert" if step.after == sent.Status.DECLINED else "partner"
    more = {"url": sent.get_absolute_url(), "code": sent.code, "what": "referrals"}
    more |= {"kind": kind, "by": step.by, "typed": True}
    more["plain"] = "" if sent.partner else words % {**said, "sender": sent.code}
    return Item(at, words % said, detail, _meta(at, step.by), **more)


def of_help(given):
    at, meta = _when(given)
    text = _("Help given: %(kind)s") % {"kind": given.get_kind_display()}
    code = given.case.code if given.case else ""
    return Item(at, text, given.note or "", meta, code=code, what="contacts", by=given.by)


def of_signpost(made):
    text = f"{made.get_kind_display()}: {made.service}"
    more = {"url": made.get_absolute_url(), "code": made.code, "what": "contacts", "by": made.by}
    return Item(made.at, text, made.note or "", _meta(made.at, made.by, made.partner), **more)


def of_step(step, referral):
    """A move, a rung of the ladder or a call to a partner that is silent."""
    detail = " · ".join(filter(None, [step.get_reason_display(), step.text]))
    meta = _meta(step.at, step.by, referral.service)
    more = {"code": referral.code, "what": "referrals", "by": step.by, "typed": bool(step.text)}
    return Item(step.at, _moved(step, referral), detail, meta, kind=_tone(step), **more)


def _moved(step, referral):
    if step.kind:
        waits = step.after == Status.INFORMATION_REQUESTED
        said = {**TOLD_OF, **(OUR_REPLY if waits else {})}[step.kind]
        return str(said) % {"partner": referral.partner, "centre": _("Our centre")}
    moved = _("new version of the packet") if step.packet_id else step.get_after_display()
    return f"{referral.partner}: {moved}"


def _tone(step):
    if step.after == Status.NO_RESPONSE or step.kind in ALARMS:
        return "alert"
    return "partner" if step.after in PARTNERS_MOVES and not (step.packet_id or step.kind) else ""


def of_feedback(heard, referral):
    """What the client or her family said of a partner's help."""
    facts = [_("helped: %(answer)s") % {"answer": heard.get_helped_display()}]
    if heard.satisfied:
        facts.append(_("satisfied: %(answer)s") % {"answer": heard.get_satisfied_display()})
    text = f"{referral.partner}: {heard.get_said_by_display()}, {', '.join(facts)}"
    kind = "alert" if heard.helped == heard.Helped.NO else ""
    more = {"code": referral.code, "what": "referrals", "by": heard.by, "kind": kind}
    more["typed"] = True
    return Item(heard.at, text, heard.remark or "", _meta(heard.at, heard.by), **more)


def of_appointment(row, referral):
    what = {"partner": referral.partner, "when": row.when, "state": row.get_state_display()}
    return Item(
        row.changed_at,
        _("%(partner)s: appointment on %(when)s, %(state)s") % what,
        row.place,
        _meta(row.changed_at, row.changed_by),
        kind="alert" if row.state == row.State.MISSED else "partner",
        code=referral.code,
        what="referrals",
        by=row.changed_by,
        typed=True,
    )


def of_consent(consent):
    """Her yes or no; and that she took it back."""
    what = {"partner": consent.partner}
    yield Item(
        consent.given_at,
        _said(consent) % what,
        meta=_meta(consent.given_at, consent.get_how_display(), consent.by),
        kind="alert" if consent.is_override or consent.refused else "",
        what="referrals",
        by=consent.by,
    )
    if consent.withdrawn_at and not consent.is_override:
        yield Item(
            consent.withdrawn_at,
            _("Took back the agreement to share with %(partner)s") % what,
            meta=_meta(consent.withdrawn_at),
            kind="alert",
            what="referrals",
        )


def _said(consent):
    """Her yes, her no, or that she was not asked."""
    if consent.refused:
        return _("Said no to sharing with %(partner)s")
    if consent.is_override:
        return _("Shared with %(partner)s without consent")
    return _("Agreed that we share with %(partner)s")


def of_entry(entry, told):
    """An entry of the trail, in `told`'s words for its verb."""
    stage = dict(Journey.Stage.choices).get(entry.detail.get("stage"), "")
    text = f"{told}: {stage}" if stage else str(told)
    code = entry.code if entry.label in WITH_CODE else ""
    meta = _meta(entry.at, entry.by)
    more = {"code": code, "what": what_of(entry.label, entry.verb), "by": entry.by}
    return Item(entry.at, text, _from_to(entry) or facts_of_entry(entry), meta, **more)


def _from_to(entry):
    """Of a hand-over: from which centre to which, by their codes."""
    said = entry.detail
    return _("From %(before)s to %(after)s") % said if {"before", "after"} <= said.keys() else ""
