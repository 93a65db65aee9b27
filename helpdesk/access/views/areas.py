"""Areas as one types."""

from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..areas.finding import suggest
from ..sight import home_centre


@require_safe
@cache_control(private=True, max_age=600)
def areas(request):
    """Options for what was typed into a field, whatever the field is called. Areas are public."""
    words = next(iter(request.GET.values()), "")[:100]
    centre = home_centre(request.user)
    found = suggest(words, str(centre.country) if centre else "")
    return render(request, "components/area_options.html", {"areas": found})
