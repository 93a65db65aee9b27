"""What HSDS has no field for: published as attributes with a label and a value, and read back."""

from django.utils.translation import override

from helpdesk.clients.models import Client
from helpdesk.clients.models.journey import Stage

# label → field of ours that holds codes
OF_SERVICE = {"sex": "sexes", "stage": "stages", "nationality": "nationalities"}
OF_PARTNER = {"country": "country", "time zone": "time_zone"}
AREA = "area"  # of a location: the code of its area

NAMES = {"sex": ("Sex", Client.Sex.choices), "stage": ("Stage of the journey", Stage.choices)}


def said_of_service(service) -> list[tuple[str, str]]:
    """(label, code) of each condition that a machine can apply."""
    return [
        (label, str(getattr(code, "code", code)))
        for label, field in OF_SERVICE.items()
        for code in getattr(service, field)
    ]


def said_of_partner(partner) -> list[tuple[str, str]]:
    return [(label, str(getattr(partner, field))) for label, field in OF_PARTNER.items()]


def in_words(pairs) -> list[str]:
    """The same conditions as English sentences, for readers who know no labels of ours."""
    lines = []
    with override("en"):
        for label in OF_SERVICE:
            codes = [code for said, code in pairs if said == label]
            title, names = NAMES.get(label, (label.capitalize(), ()))
            words = [str(dict(names).get(code, code)) for code in codes]
            if words:
                lines.append(f"{title}: {', '.join(words)}.")
    return lines
