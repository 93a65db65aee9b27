"""What goes out on paper: a slip in three parts, a letter to the partner, the client's own copy."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..looking import sent_by_desk
from ..paper import in_her_language, paper_of


@require_safe
def slip(request, code):
    """One sheet in three parts: for the partner, for our file, for the client."""
    paper = paper_of(sent_by_desk(request.user, code), by=request.user, form="slip")
    hers = in_her_language("referrals/paper/_for_client.html", paper)
    return _printed(request, "slip", paper, hers=hers)


@require_safe
def letter(request, code):
    """The partner's letter: what is asked, by when, and all that the packet holds."""
    paper = paper_of(sent_by_desk(request.user, code), by=request.user, form="letter")
    return _printed(request, "letter", paper)


@require_safe
def copy(request, code):
    """The client's copy in her language: where, when, what to bring; never why."""
    paper = paper_of(sent_by_desk(request.user, code), by=request.user, form="copy")
    return _printed(
        request, "copy", paper, hers=in_her_language("referrals/paper/_for_client.html", paper)
    )


def _printed(request, name, paper, **more):
    facts = {"paper": paper, "referral": paper.referral, **more}
    return render(request, f"referrals/paper/{name}.html", facts)


slip.under = letter.under = copy.under = ("referrals:outgoing",)
