"""Small pieces of a list of services: as templates they take longer than finding the services."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def reasons(candidate):
    """What speaks for a service and what against it, as items of a list."""
    item = '<span class="vh">{} </span>{}</li>'
    for_it = [(_("For:"), reason) for reason in candidate.pros]
    against = [(_("Against:"), reason) for reason in candidate.cons]
    return format_html_join("", f"<li>{item}", for_it) + format_html_join(
        "", f'<li class="con">{item}', against
    )


@register.simple_tag
def light_ways(service, tail=""):
    """The two light ways to a service; `tail` is ?case=…&client=…, or nothing."""
    ways = (
        ("referrals:signpost", _("Tell the client about it")),
        ("referrals:redirect", _("Send the client there with name and phone")),
    )
    links = format_html_join(
        " ",
        '<a href="{}{}">{}<span class="vh">: {}</span></a>',
        [(reverse(name, args=[service.pk]), tail, words, service.name) for name, words in ways],
    )
    return format_html('<span class="row small">{}</span>', links)
