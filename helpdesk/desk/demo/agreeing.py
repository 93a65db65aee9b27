"""What is told of consent by hand: a no, a packet that was changed, and one sent without asking."""

from datetime import timedelta

from referrals import actions
from referrals.models import Referral
from services.models import Service

from .world import uid


def said_no(maya, by):
    """She does not want a bank to hear of her yet."""
    bank = Service.objects.filter(kind="finance").select_related("partner").order_by("pk").first()
    actions.refuse_consent(
        maya,
        by=by,
        partner=bank.partner,
        purpose="finance",
        categories=["identity", "contact", "finance"],
        how="spoken",
        language="ne",
        reason="First the wages, then the bank.",
    )


def changed(referral, by):
    """The payslip came: the clinic is sent a new version."""
    now = (
        Referral.objects.select_related("consent", "data_key", "centre", "partner")
        .get(pk=referral.pk)
    )  # fmt: skip
    actions.amend(
        now,
        by=by,
        version=now.version,
        reason="The last payslip has come; the sum is corrected.",
        asks_for=f"{now.asks_for} The last payslip, of March, says SAR 1,500 a month.",
        categories=now.categories,
        coded_only=now.coded_only,
    )


def without_asking(world, case, client, by, supervisor, rng):
    """Her life is in danger and she cannot be asked: the supervisor sends, and says why."""
    shelter = Service.objects.select_related("partner").get(
        name="Emergency shelter", partner__email__endswith="@demo.test"
    )
    referral = actions.draft(
        case,
        by=by,
        submission_id=uid(rng),
        client=client,
        service=shelter,
        asks_for="A safe bed tonight. She must not be called; the supervisor brings her.",
        urgency="critical",
    )
    sent = actions.override_consent(
        referral,
        by=supervisor,
        ground="vital",
        reason="Threatened, in shock, and could not be asked. Two colleagues were heard.",
        until=world.calendar.today + timedelta(days=14),
    )
    actions.accept(sent, by=world.network.people["rita"], text="Bring her; the bed is ready.")
    world.told["referrals"] += 1
