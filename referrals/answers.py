"""What a client has said before about a partner and a purpose: the yes that holds, the last no."""

from dataclasses import dataclass, field

from .models import Consent


@dataclass
class Answers:
    """`reusable`: live consents that cover the draft, and that she has not gone back on since.

    `refusal`: her last word, if it was no.
    """

    reusable: list[Consent] = field(default_factory=list)
    refusal: Consent | None = None


def answers_to(referral, user, categories) -> Answers:
    """Her earlier answers about this partner and this kind of help, newest first."""
    same = Consent.objects.of_seen(referral.client, user).filter(
        partner=referral.partner_id, purpose=referral.service.kind
    )
    heard = list(same.exclude(how=Consent.How.OVERRIDE).for_listing().order_by("-id")[:20])
    last = heard[0] if heard else None
    meant = set(same.still_meant().values_list("pk", flat=True))
    live = [one for one in heard if one.is_live and one.pk in meant]
    return Answers(
        reusable=[one for one in live if set(categories) <= set(one.categories)],
        refusal=last if last and last.refused else None,
    )
