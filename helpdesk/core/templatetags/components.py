"""Small pieces that stand on a page many times: a template takes ten times as long for them."""

from django import template
from django.utils.html import format_html

register = template.Library()

# What a referral's, a case's or an appointment's state says at a glance.
TONES = {
    **dict.fromkeys(("accepted", "completed"), "good"),
    **dict.fromkeys(("sent", "acknowledged", "in_progress", "open"), "info"),
    **dict.fromkeys(("waitlisted", "information_requested"), "wait"),
    **dict.fromkeys(("declined", "no_response", "not_delivered", "consent_withdrawn"), "bad"),
}


@register.simple_tag
def status_tag(label, tone="", status=""):
    """A status as a tag; its words carry the meaning.

    `tone` is info, wait, good, bad or plain; where none is given, it follows from `status`.
    """
    tone = tone or TONES.get(status, "")
    return format_html('<span class="tag{}">{}</span>', f" {tone}" if tone else "", label)


@register.simple_tag(takes_context=True)
def typed_words(context) -> list[str]:
    """What a person wrote, of all that was sent: texts of several words. No password."""
    request = context.get("request")
    sent = request.POST.items() if request and request.method == "POST" else ()
    return [text for name, text in sent if " " in text.strip() and "password" not in name]


@register.simple_tag
def due_date(due):
    """A date that says what it means (`day`, `note`, `tone`: late, soon or "")."""
    note = format_html(" <span>{}</span>", due.note) if due.note else ""
    tone = f" {due.tone}" if due.tone else ""
    return format_html('<span class="due{}"><b>{}</b>{}</span>', tone, due.day, note)
