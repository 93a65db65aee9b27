"""Strings that occur nowhere else, planted where someone must not see them, and looked for."""

import re


def plain(response):
    """A page without what differs from one request to the next by itself."""
    return re.sub(
        r'(csrfmiddlewaretoken" value|name="(next|submission_id|token)" value)="[^"]*"'
        r"|<noscript>.*?</noscript>",  # says where the reader is
        "",
        response.content.decode(),
    )


def body_of(response) -> str:
    """What was answered, headers too: a file's name is one, a redirect's address another."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{content.decode(errors='replace')}"


def found_in(text, canaries) -> list[str]:
    """By name, those canaries that the text holds."""
    return [what for what, value in canaries.items() if value in text]
