"""The list behind a number: its title, its filters, its rows in pages."""

from .paging import soonest_first


def listing(asked, after) -> dict:
    """What a list's page shows, from the row after the key `after` on."""
    page = rows_of(asked.rows(), after)
    return {
        **page,
        "scope": asked.scope,
        "title": asked.title,
        "chips": asked.chips(),
        "next_url": asked.link(after=page["next"]) if page["next"] else "",
        "first_url": asked.link() if after else "",
    }


def rows_of(rows, after="", size=25) -> dict:
    """A page of rows, how many there are in all, and the key of the next page."""
    found, following = soonest_first(rows.for_listing(), after, size)
    return {"rows": found, "total": rows.count(), "next": following}
