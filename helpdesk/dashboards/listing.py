"""The list behind a number: its title, its filters, its rows in pages."""


def listing(asked, after) -> dict:
    """What a list's page shows, from the row after the key `after` on."""
    rows = asked.rows()
    page, following = asked.in_pages(rows.for_listing(), after)
    return {
        "scope": asked.scope,
        "title": asked.title,
        "days": asked.days,
        "chips": asked.chips(page),
        "rows": page,
        "total": rows.count(),
        "next_url": asked.link(after=following) if following else "",
        "first_url": asked.link() if after else "",
    }
