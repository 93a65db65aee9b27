"""The partner's own numbers."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.core import tables

from ..our_figures import as_table, figures_of, heads


@require_safe
def our_figures(request):
    """What reached the partner in the last twelve months, and what became of it."""
    page = {"figures": figures_of(request.user), "heads": heads()}
    return render(request, "referrals/partner/figures.html", page)


@require_safe
def our_figures_csv(request):
    """The same as a file."""
    rows = list(as_table(figures_of(request.user)))
    return StreamingHttpResponse(
        tables.stream("csv", rows),
        content_type=tables.TYPES["csv"],
        headers={"Content-Disposition": 'attachment; filename="referrals.csv"'},
    )


our_figures.under = ("referrals:our_figures",)
