"""What the client says of the help that a partner gave."""

from django.utils.translation import gettext as _

from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused

from ..models import Feedback

Helped = Feedback.Helped


def keep_feedback(referral, *, by, said_by="", reached="", helped="", satisfied="", remark=None):
    """Write down what was said, within the act that asked; None where nobody was asked."""
    if not said_by:
        return None
    if reached == Feedback.Reached.NO:
        helped = Helped.NO  # whom nobody reached, nobody helped
    if not (reached and helped):
        raise Refused(_("Say whether the partner reached the client, and whether it helped."))
    feedback = Feedback(
        referral=referral,
        data_key=referral.data_key,
        at=now(),
        by=by,
        said_by=said_by,
        reached=reached,
        helped=helped,
        satisfied=satisfied or "",
        remark=remark or None,
    )
    feedback.save()
    return feedback
