"""Who may come in: for pages that are about no single thing."""

from functools import wraps

from .sight import demand


def only_for(verb):
    """The page is for those whose role allows the verb somewhere; 403 for the rest."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            demand(request.user, verb)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
