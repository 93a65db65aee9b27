"""Having figures counted, keeping what is asked for as a template, removing one."""

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, demand, may
from helpdesk.access.working_week import zone_of
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.jobs import actions as jobs
from helpdesk.jobs.models import Report, ReportTemplate

from ..indicators import INDICATORS
from ..indicators.periods import LONGEST, Period, named
from .steps import KIND, plan

OPEN_SPLITS = ["sex", "age", "stage", "origin", "destination", "sector", "channel", "disability"]
OPEN_SPLITS += ["migrant", "centre"]


def centres_of(by, centre=None, below=False) -> list[Centre]:
    """What she oversees, in the tree's order; or of that the one centre, or it and all `below`."""
    overseen = Centre.objects.filter(pk__in=centre_ids(by, Role.SUPERVISOR))
    if centre:
        overseen = overseen.filter(
            **{"path__startswith": centre.path} if below else {"pk": centre.pk}
        )
    return list(overseen)


def period_of(name, centre, day=None) -> Period:
    """The named period as it is on this day, or today at the centre."""
    return named(name, day or _today_at(centre), str(centre.country), zone_of(centre))


def _today_at(centre):
    return now().astimezone(ZoneInfo(zone_of(centre))).date()


@one_per_submission(Report)
def make_report(
    *, by, submission_id, name, indicators, splits, period, centre=None, below=False, readers=(),
    template=None,
):  # fmt: skip
    """The indicators are counted in the background; the readers are told when it is done."""
    demand(by, "make_report", *([centre] if centre else []))
    if not indicators:
        raise Refused(_("Choose at least one indicator."), field="indicators")
    return _begin(
        Report(
            by=by, template=template, centre=centre, below=below, name=name, ordinary=bool(readers)
        ),
        centres_of(by, centre, below), indicators, splits, period, readers, submission_id,
    )  # fmt: skip


@one_per_submission(Report)
def publish(*, by, submission_id, period, centres, centre=None):
    """Open statistics: every indicator that is a number, rounded for whoever reads it."""
    demand(by, "publish_figures", *centres)
    name = _("Open statistics, %(period)s") % {"period": period}
    report = Report(by=by, centre=centre, name=name[:80], ordinary=True, published=True)
    numbers = [one.code for one in INDICATORS if one.shape == "number"]
    return _begin(report, centres, numbers, OPEN_SPLITS, period, [], submission_id)


def _begin(report, centres, indicators, splits, period, readers, submission_id):
    if period.last < period.first:
        raise Refused(_("The period ends before it begins."), field="last")
    if period.last - period.first > LONGEST:
        raise Refused(_("At most five years can be counted at once."), field="last")
    report.indicators, report.splits = list(indicators), list(splits)
    report.first, report.last, report.zone = period.first, period.last, period.zone
    report.before_first = period.before.first
    report.centres, report.submission_id = [one.pk for one in centres], submission_id
    report.save()
    report.readers.set(readers)
    named_ones = [str(person.uid) for person in readers]
    record("made", report, by=report.by, clients=[], readers=named_ones)
    jobs.start(
        KIND, by=report.by, submission_id=submission_id, centre=report.centre, about=report,
        total=len(plan(indicators, splits)),
    )  # fmt: skip
    return report


@transaction.atomic
def save_template(
    *, by, name, indicators, splits, period, centre=None, below=False, monthly=False, readers=()
):
    """What is asked for, under a name; made every month where that is wished."""
    demand(by, "make_report", *([centre] if centre else []))
    try:
        with transaction.atomic():
            template = ReportTemplate(
                by=by, centre=centre, below=below, name=name, indicators=list(indicators),
                splits=list(splits), period=period, monthly=monthly,
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
def make_and_keep(period_name, monthly, **what):
    """The report, and what was asked for as its template: both, or neither."""
    report = make_report(**what)
    if report.template_id is None:  # sent twice it has one
        kept = {k: v for k, v in what.items() if k not in ("submission_id", "period")}
        report.template = save_template(**kept, period=period_name, monthly=monthly)
        report.save(update_fields=["template"])
    return report


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


def let_go(limit=1000) -> int:
    """The figures of reports that are too old; how many went. Safe to run at any time."""
    old = list(Report.objects.too_old().order_by("pk")[:limit])
    return sum(_let_go(report) for report in old)


@transaction.atomic
def _let_go(report) -> bool:
    """What was asked, by whom and when stays, so that it can be counted again."""
    report = lock(report)
    if report.gone_at:
        return False
    report.tables.all().delete()
    report.gone_at = now()
    report.save(update_fields=["gone_at"])
    record("expired", report, by=User.objects.system("keeper"), clients=[])
    return True


def make_monthly() -> int:
    """Reports that are due this month, each once; how many were begun. Safe to run at any time."""
    made = 0
    for template in ReportTemplate.objects.monthly().select_related("by", "centre"):
        made += _make_once(template)
    return made


def _make_once(template) -> bool:
    by, centres = template.by, centres_of(template.by, template.centre, template.below)
    if not centres or not may(by, "make_report"):
        return False
    period, zone = period_of(template.period, centres[0]), ZoneInfo(zone_of(centres[0]))
    month = _today_at(centres[0]).replace(day=1)
    if template.reports.filter(made_at__gte=datetime.combine(month, time.min, zone)).exists():
        return False
    once = uuid.uuid5(template.uid, f"{month:%Y-%m}")
    make_report(
        by=by, submission_id=once, name=template.name, indicators=template.indicators,
        splits=template.splits, period=period, centre=template.centre, below=template.below,
        template=template,
        readers=[person for person in template.readers.all() if person.is_active],
    )  # fmt: skip
    return True
