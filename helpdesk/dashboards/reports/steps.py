"""A report is counted in the background: one step for each unit and split, each kept at once."""

from django.utils.translation import gettext as _

from helpdesk.access.roles import VERBS
from helpdesk.access.sight import centre_ids, demand
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.jobs.models import Job, Report, ReportTable
from helpdesk.notices.actions import notify

from ..indicators import BY_CODE, SPLITS, Asked
from ..indicators.counting import count_family, families, fits
from ..indicators.periods import Period

KIND = Report.KIND


def plan(indicators, splits):
    """The steps: (indicators that one query counts, split or None), whole counts first."""
    chosen = [BY_CODE[code] for code in indicators if code in BY_CODE]
    by = [None, *(SPLITS[code] for code in splits if code in SPLITS)]
    return [(family, split) for split in by for family in families(chosen) if fits(family, split)]


def asked_of(report) -> Asked:
    """Open statistics count the same for whoever has them made: no one's view of the cases."""
    period = Period(report.first, report.last, report.zone, report.before_first)
    user = None if report.published else report.by
    return Asked(frozenset(report.centres), period, user, report.ordinary)


def begin(job):
    """Go on after the last step whose table is kept."""
    report = Report.objects.select_related("by").get(pk=job.about)
    steps = plan(report.indicators, report.splits)

    def step(job):
        _may_still_count(report)
        family, split = steps[job.place]
        counted = count_family(family, asked_of(report), split)
        ReportTable.objects.create(
            report=report,
            number=job.place,
            split=split.code if split else "",
            counts=as_json(counted, whole=split is None),
        )
        job.place += 1
        job.done, job.total = job.place, len(steps)
        return job.place < len(steps)

    return step


def _may_still_count(report):
    verb = "publish_figures" if report.published else "make_report"
    demand(report.by, verb)
    if not set(report.centres) <= centre_ids(report.by, *VERBS[verb]):
        raise Refused(_("You do not oversee all of these centres any more."))


def as_json(counted, whole):
    """Money as text: no sum is ever a float. Totals stand in the unsplit table alone."""
    parts = {} if whole else counted.parts
    return {"totals": _plain(counted.totals) if whole else {}, "parts": _plain(parts)}


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value if isinstance(value, int | list) else str(value)


def ended(job):
    """Whoever was named is told, by code and link: no figure is in the mail."""
    if job.status != Job.Status.DONE:
        return
    report = Report.objects.select_related("by").get(pk=job.about)
    record("counted", report, by=report.by, clients=[])
    notify([report.by, *report.readers.all()], "report_ready", report, key=f"report {report.pk}")
