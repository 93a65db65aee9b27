"""The registration form as it stands on paper: lines to write on and boxes to tick."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BOXES = 14  # a longer list is written, not ticked
FOUR = ("name", "no_name", "sex", "stage", "need", "category", "urgency")
WIDE = {"name", "need", "address", "phone_safe_note", "relation_shown", "disability_note", "email"}
NOT_ON_PAPER = {"local_lang", "relation_code"}


@dataclass
class Ruled:
    """One question: words, and either boxes to tick or a line."""

    label: str
    hint: str
    boxes: list[str]
    wide: bool


def rows_of(form) -> list[tuple[str, list[Ruled]]]:
    """The parts of the page in its order, each with its questions."""
    first = (_("The four that we need"), [_ruled(form, name) for name in FOUR])
    rest = [
        (
            section["title"],
            [_ruled(form, field.name) for field in section["fields"] if _is_asked(field)],
        )
        for section in form.sections()
    ]
    return [first, *rest]


def _is_asked(field):
    return field.name not in NOT_ON_PAPER


def _ruled(form, name):
    field = form.fields[name]
    if field.widget.__class__.__name__ == "CheckboxInput":
        return Ruled("", "", [str(field.label)], wide=False)
    choices = [label for code, label in getattr(field, "choices", ()) if code]
    is_short = len(choices) <= MOST_BOXES and not any(isinstance(c, list) for c in choices)
    boxes = [str(label) for label in choices] if is_short else []
    return Ruled(
        str(field.label),
        "" if boxes else str(field.help_text),
        boxes,
        wide=name in WIDE or len(" ".join(boxes)) > 60,
    )
