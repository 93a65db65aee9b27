from celery import shared_task

from .actions import let_go, make_monthly


@shared_task
def make_monthly_reports():
    """Reports that were asked for every month are counted at its beginning."""
    make_monthly()


@shared_task
def let_old_reports_go():
    """Every night: the figures of reports older than REPORT_DAYS. Safe to run twice."""
    let_go()
