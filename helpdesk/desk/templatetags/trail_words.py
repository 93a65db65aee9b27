"""The trail's words in templates: `entry.verb|verb`, `entry.verb|tone`, `entry.label|thing`."""

from django import template

from .. import words

register = template.Library()
register.filter("verb", words.verb)
register.filter("why", words.why)
register.filter("ways", words.ways)
register.filter("thing", words.thing)
register.filter("tone", lambda verb: words.TONES.get(verb, ""))
register.filter("spaced", lambda digest: f"{digest[:4]} {digest[4:8]}")
