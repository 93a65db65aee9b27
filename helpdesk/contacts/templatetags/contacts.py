"""What templates say about contacts."""

from django import template

from ..codes import TOPICS

register = template.Library()
WORDS = dict(TOPICS)


@register.filter
def topics(codes):
    """The topics of a contact, in words."""
    return ", ".join(str(WORDS.get(code, code)) for code in codes)
