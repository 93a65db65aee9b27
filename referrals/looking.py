"""One address, two pages: what the desk sees of a referral, and what the partner sees."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import may, roles_at
from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Case, CasePerson
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from services.models import Partner

from .bundles import next_draft
from .chasing import focal_point
from .clocks import target, time_left, when, working_days
from .cover import cover_of
from .forms.acts import OF_DESK, OF_PARTNER, forms_for
from .forms.drafting import RerouteForm
from .models import Consent, Referral
from .models.referral import REPORTED, TO_ANSWER, UNDER_WAY, WAITING, Status
from .partner_desk import appointments_of
from .story import opened_at, partner_story, thread_story
from .thread import failed, thread_of
from .versions import newest


def look_up(user, code):
    """The referral as this person may see it, or 404: a stranger does not learn that it exists."""
    of_desk = (
        Referral.objects.of_desk(user).for_listing().select_related("packet__data_key", "replaces")
    )
    if (
        found := of_desk.select_related("consent__data_key", "consent__text", "case__centre")
        .filter(code=code)
        .first()
    ):
        return DeskLook(found, user)
    of_partner = Referral.objects.of_partner(user).for_partner_listing().select_related("client")
    if found := of_partner.select_related("consent").filter(code=code).first():
        return PartnerLook(found, user)
    raise Http404


def sent_by_desk(user, code):
    """A referral of the user's desk that has left, with its packet and consent, or 404."""
    sent = Referral.objects.of_desk(user).for_listing().exclude(packet=None)
    sent = sent.select_related("packet__data_key", "consent__by", "case__centre")
    return _or_404(sent.filter(code=code))


def desk_draft(user, code):
    """A draft that the user's desk may send, or 404."""
    return _or_404(Referral.objects.of_desk(user).whole().filter(code=code))


def case_to_refer(user, code):
    """A case whose people the user may refer, with what candidates are weighed by, or 404."""
    people = CasePerson.objects.select_related("client__data_key", "client__area", "journey")
    cases = Case.objects.visible_to(user).select_related("centre__area", "data_key")
    return _or_404(cases.filter(code=code).prefetch_related(Prefetch("people", people)))


def case_key(user, case_code):
    """What seals a draft of a referral: the key of the case's first person."""
    return case_to_refer(user, case_code).lead.data_key


def consent_of(user, pk):
    """A consent that the user sees, or 404."""
    found = Consent.objects.visible_to(user).select_related(
        "client__data_key", "partner", "data_key"
    )
    return _or_404(found.filter(pk=pk))


def consents_for(user, client_code, partner_pk):
    """(client, partner, consents in force of hers for it that the user sees), or 404."""
    client = _or_404(Client.objects.visible_to(user).for_listing().filter(code=client_code))
    partner = _or_404(Partner.objects.filter(pk=partner_pk))
    given = Consent.objects.of_seen(client, user).given().filter(partner=partner)
    consents = list(given.for_listing())
    if not consents:
        raise Http404
    return client, partner, consents


def _or_404(rows):
    found = rows.first()
    if found is None:
        raise Http404
    return found


@dataclass
class DeskLook:
    """The desk's page: everything, with the case behind it."""

    referral: Referral
    user: object
    template = "referrals/desk/referral.html"

    def after(self, form):
        """Where an act leads: the page again; on to someone else, or to the next draft."""
        if form.verb == "confirm" and form.data.get("then") == "reroute":
            return reverse("referrals:reroute", args=[self.referral.code])
        if form.verb == "discard" and (following := next_draft(self.referral, self.user)):
            return reverse("referrals:prepare", args=[following.code])
        return self.referral

    def context(self, sent=None):
        """All that the page shows, after the reading was recorded."""
        referral, user = self.referral, self.user
        record_read("opened", referral, by=user)
        acts = forms_for(user, referral, OF_DESK, sent)
        thread = thread_of(referral, user)
        replaced_by = getattr(referral, "replaced_by", None)
        turned = replaced_by or not (failed(referral, thread.feedback) and referral.case.is_open)
        return {
            "referral": referral,
            "look": newest(referral),
            "days": thread_story(referral, user),
            "opened_at": opened_at(referral),
            "acts": acts,
            "may_override": may(user, "override_consent", referral),
            "sent": sent,
            "cover": cover_of(referral),
            **appointments_of(referral),
            "replaced_by": replaced_by,
            "to_call": focal_point(referral, user) if referral.is_live else None,
            "thread": thread,
            "asks_on": None if turned else RerouteForm(referral=referral),
            "on_paper": referral.is_live or referral.status in REPORTED,
            "crumbs": [
                (reverse("referrals:outgoing"), _("Referrals")),
                (referral.case.get_absolute_url(), referral.case.title),
                ("", referral.code),
            ],
        }


@dataclass
class PartnerLook:
    """The partner's page: the packet's words and the steps', and nothing behind them."""

    referral: Referral
    user: object
    template = "referrals/partner/referral.html"

    def after(self, form):
        """Where an act leads: what has left the partner's hands leads back to its list."""
        return reverse("referrals:to_answer") if form.verb == "decline" else self.referral

    def context(self, sent=None):
        """All that the page shows, after the reading was recorded."""
        referral, user = self.referral, self.user
        record_read("opened", referral, by=user)
        name, label = self._list()
        due_at = (referral.is_to_answer and referral.decide_due) or referral.partner_due_at
        stranded = sent if sent and not referral.allows(sent.verb) else None  # came too late
        return {
            "referral": referral,
            "look": newest(referral),
            "days": partner_story(referral),
            "acts": forms_for(user, referral, OF_PARTNER, None if stranded else sent),
            "stranded": stranded,
            "sent": sent,
            "left": time_left(due_at) if due_at else "",
            "due": when(due_at) if due_at else "",
            "turn": self._turn(),
            "contact_by": self._days("contact"),
            "report_by": self._days("report"),
            **appointments_of(referral),
            "may_act": referral.status in UNDER_WAY,
            "leads": Role.LEAD in roles_at(user, referral.partner),
            "is_late": bool(referral.partner_due_at and referral.due_at < now()),
            "crumbs": [(reverse(name), label), ("", referral.code)],
        }

    def _list(self):
        """The partner's list in which this one stands."""
        status = self.referral.status
        for statuses, name, label in (
            (TO_ANSWER, "referrals:to_answer", _("To answer")),
            (WAITING, "referrals:waiting", _("Waiting")),
            (UNDER_WAY, "referrals:in_progress", _("In progress")),
        ):
            if status in statuses:
                return name, label
        return "referrals:done", _("Done")

    def _days(self, clock):
        """What a clock gives from its start, in working days."""
        referral = self.referral
        return working_days(target(clock, referral.urgency, referral.service.kind))

    def _turn(self):
        """Which of the four things that happen next is now: answer, reach, report, confirm."""
        status = self.referral.status
        if status == Status.ACCEPTED:
            return "reach"
        if status == Status.IN_PROGRESS:
            return "report"
        return "answer" if self.referral.is_live else "confirm"
