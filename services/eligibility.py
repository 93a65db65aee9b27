"""Whom a service takes, applied to one person: pure, so that every rule stands in one place."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.models import Client
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.clients.models.journey import Journey

UNKNOWN = {"", None, Client.Sex.NOT_SAID, Journey.Channel.UNKNOWN}


def reasons_against(
    service,
    *,
    areas=(),
    sex="",
    age=None,
    stage="",
    nationalities=(),
    languages=(),
    area_paths=(),
    status="",
) -> list[str]:
    """Why the service does not take someone, one sentence each; empty when it does.

    `areas` are (tree path, name) of those whose people it takes. `age` in years; codes as the
    client's record has them; `area_paths` the tree paths of her area and of her centre's; `status`
    the channel of her journey. What is not known excludes nobody.
    """
    return [
        *_codes(service.sexes, [sex], _("Not for this client's sex")),
        *_ages(service, age),
        *_codes(service.stages, [stage], _("Not for this stage of migration")),
        *_codes(service.statuses, [status], _("Not for this way of migrating")),
        *_codes(_country_codes(service), nationalities, _("Not for this nationality")),
        *(_no_language(languages) if _codes(service.languages, languages, "") else []),
        *areas_against(areas, area_paths),
    ]


def _codes(taken, hers, words):
    """Excluded when something is known of her, and nothing of it is taken."""
    if not taken:
        return []
    known = {str(code) for code in hers if code not in UNKNOWN}
    return [str(words)] if known and not known & set(taken) else []


def _country_codes(service):
    return [country.code for country in service.nationalities]


def _no_language(languages):
    names = dict(LANGUAGES)
    spoken = ", ".join(str(names.get(code, code)) for code in languages)
    return [gettext("No one there speaks %(language)s") % {"language": spoken}]


def _ages(service, age):
    if age is None:
        return []
    if service.age_from is not None and age < service.age_from:
        return [gettext("Only from age %(age)d") % {"age": service.age_from}]
    if service.age_to is not None and age > service.age_to:
        return [gettext("Only up to age %(age)d") % {"age": service.age_to}]
    return []


def areas_against(areas, area_paths) -> list[str]:
    """Her area, or her centre's, must lie in one of the service's.

    An area that is wider than one of them says too little to exclude her.
    """
    served = [path for path, _name in areas]
    telling = [
        path
        for path in filter(None, area_paths)
        if not any(one.startswith(path) and one != path for one in served)
    ]
    if not served or not telling:
        return []
    if any(path.startswith(one) for path in telling for one in served):
        return []
    return [
        gettext("Only for people from %(areas)s")
        % {"areas": ", ".join(name for _path, name in areas)}
    ]
