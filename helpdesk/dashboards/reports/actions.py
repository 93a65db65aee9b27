"""Having figures counted, keeping what is asked for as a template, removing one."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, demand, may
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.jobs import actions as jobs
from helpdesk.jobs.models import Report, ReportTemplate

from ..periods import LONGEST, Period, named
from .steps import KIND, plan

MOST_STEPS = 400


def centres_of(by, centre=None) -> list[Centre]:
    """What she oversees, in the tree's order; or the one centre, if she does."""
    overseen = Centre.objects.filter(pk__in=centre_ids(by, Role.SUPERVISOR))
    return list(overseen.filter(pk=centre.pk) if centre else overseen)


def period_of(name, centre, day=None) -> Period:
    """The named period as it is on this day at the centre."""
    return named(name, day or today(), str(centre.country), centre.time_zone)


@one_per_submission(Report)
def make_report(*, by, submission_id, name, indicators, splits, period, centre=None, readers=(),
                template=None):  # fmt: skip
    """The indicators are counted in the background; the readers are told when it is done."""
    demand(by, "make_report", *([centre] if centre else []))
    if not indicators:
        raise Refused(_("Choose at least one indicator."), field="indicators")
    if period.last < period.first:
        raise Refused(_("The period ends before it begins."), field="last")
    if period.last - period.first > LONGEST:
        raise Refused(_("At most five years can be counted at once."), field="last")
    steps = plan(indicators, splits)
    if len(steps) > MOST_STEPS:
        raise Refused(_("That is too much for one report. Choose fewer."), field="splits")
    report = Report(
        by=by, template=template, centre=centre, name=name, indicators=list(indicators),
        splits=list(splits), first=period.first, last=period.last, zone=period.zone,
        before_first=period.before.first, ordinary=bool(readers), submission_id=submission_id,
        centres=[one.pk for one in centres_of(by, centre)],
    )  # fmt: skip
    report.save()
    report.readers.set(readers)
    record("made", report, by=by, clients=[], readers=[str(person.uid) for person in readers])
    jobs.start(
        KIND, by=by, submission_id=submission_id, centre=centre, about=report, total=len(steps)
    )
    return report


@transaction.atomic
def save_template(*, by, name, indicators, splits, period, centre=None, monthly=False, readers=()):
    """What is asked for, under a name; made every month where that is wished."""
    demand(by, "make_report", *([centre] if centre else []))
    try:
        with transaction.atomic():
            template = ReportTemplate(
                by=by, centre=centre, name=name, indicators=list(indicators), splits=list(splits),
                period=period, monthly=monthly,
            )  # fmt: skip
            template.save()
            template.readers.set(readers)
            record(
                "saved", template, by=by, readers=[str(person.uid) for person in readers],
                monthly=monthly,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            _("You have a report of this name already. Choose another name."), field="name"
        ) from None
    return template


@transaction.atomic
def remove_template(template, *, by):
    """It is offered no more, and no report is made of it any more. Those made stay."""
    template = lock(template)
    if template.by_id != by.pk:
        raise Refused(_("This template is someone else’s."))
    if not template.is_gone:
        template.is_gone = True
        template.save(update_fields=["is_gone"])
        record("removed", template, by=by)
    return template


def make_monthly() -> int:
    """Reports that are due this month, each once; how many were begun. Safe to run at any time."""
    made = 0
    for template in ReportTemplate.objects.monthly().select_related("by", "centre"):
        made += _make_once(template)
    return made


def _make_once(template) -> bool:
    by, centres = template.by, centres_of(template.by, template.centre)
    if not centres or not may(by, "make_report"):
        return False
    period = period_of(template.period, centres[0])
    once = uuid.uuid5(template.uid, f"{today():%Y-%m}")
    if Report.objects.filter(submission_id=once).exists():
        return False
    make_report(
        by=by, submission_id=once, name=template.name, indicators=template.indicators,
        splits=template.splits, period=period, centre=template.centre, template=template,
        readers=[person for person in template.readers.all() if person.is_active],
    )  # fmt: skip
    return True
