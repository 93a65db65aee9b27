"""Celery wakes the deliverers. What is owed is a row in the database: a lost task loses nothing."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
app = Celery("helpdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What the beat wakes, in seconds. Everything is found in the database: a wake-up lost costs time.
app.conf.beat_schedule = {
    "deliver what is owed": {"task": "helpdesk.notices.tasks.deliver_notices", "schedule": 60},
    "link entries": {"task": "helpdesk.audit.tasks.link_entries", "schedule": 60},
    "leave a checkpoint": {"task": "helpdesk.desk.tasks.leave_checkpoint", "schedule": 900},
    "discard drafts": {"task": "helpdesk.desk.tasks.discard_expired_drafts", "schedule": 3600},
    "forget sessions": {"task": "helpdesk.desk.tasks.forget_sessions", "schedule": 86400},
    "expire referrals": {"task": "referrals.tasks.expire_referrals", "schedule": 300},
    "warn of agreements": {"task": "services.tasks.warn_of_agreements", "schedule": 86400},
    "find lost cover": {"task": "referrals.tasks.find_lost_cover", "schedule": 3600},
    "have services verified": {"task": "services.tasks.remind_to_verify", "schedule": 4 * 3600},
    "chase incoming": {"task": "referrals.tasks.chase_incoming", "schedule": 300},
    "watch hand-overs": {"task": "referrals.tasks.watch_handovers", "schedule": 300},
    "remind of deadlines": {"task": "helpdesk.cases.tasks.remind_of_deadlines", "schedule": 3600},
    "remind of plans": {"task": "helpdesk.clients.tasks.remind_of_plans", "schedule": 3600},
    "remind clients": {"task": "helpdesk.contacts.tasks.send_reminders", "schedule": 300},
    "make monthly reports": {
        "task": "helpdesk.dashboards.reports.tasks.make_monthly_reports",
        "schedule": 3600,
    },
    "let old reports go": {
        "task": "helpdesk.dashboards.reports.tasks.let_old_reports_go",
        "schedule": 86400,
    },
    "take up jobs": {"task": "helpdesk.jobs.tasks.take_up_jobs", "schedule": 15},
    "scan files": {"task": "helpdesk.cases.tasks.scan_files", "schedule": 60},
    "destroy files": {"task": "helpdesk.jobs.tasks.destroy_expired_files", "schedule": 3600},
    "roll the flow": {"task": "helpdesk.dashboards.tasks.roll_flow", "schedule": 600},
    "watch thresholds": {"task": "helpdesk.dashboards.tasks.watch_thresholds", "schedule": 3600},
    "destroy batches": {"task": "helpdesk.desk.tasks.destroy_old_batches", "schedule": 3600},
}
