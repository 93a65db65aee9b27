"""A number on the page is a link to the list that makes it up."""

from dataclasses import dataclass


@dataclass
class Number:
    """A count, and the address of the list behind it."""

    n: int
    url: str
