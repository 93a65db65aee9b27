"""Plain pages, open to everyone."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def data_notice(request):
    """How data is handled: what is kept, sealed and seen by whom."""
    return render(request, "data_notice.html")
