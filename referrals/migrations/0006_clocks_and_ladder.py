from django.db import migrations, models

from helpdesk.audit.append_only import AppendOnly

LIVE = [
    "sent",
    "acknowledged",
    "information_requested",
    "waitlisted",
    "accepted",
    "in_progress",
]
RUNGS = [(1, "Partner reminded"), (2, "Officer told"), (3, "Supervisor told")]
KINDS = [
    ("", "Move"),
    ("reminded", "Partner reminded"),
    ("officer_told", "Officer told"),
    ("supervisor_told", "Supervisor told"),
    ("called", "Called"),
    ("wrote", "Wrote"),
    ("visited", "Visited"),
]


def moment():
    return models.DateTimeField(null=True)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_working_weeks"),
        ("referrals", "0005_lost_cover_append_only"),
        ("services", "0007_working_weeks"),
    ]

    operations = [
        *(
            migrations.AddField(model, name, field)
            for model in ("referral", "historicalreferral")
            for name, field in (
                ("acknowledge_due", moment()),
                ("decide_due", moment()),
                ("decide_left", models.DurationField(null=True)),
                ("contact_due", moment()),
                ("report_due", moment()),
                ("review_on", models.DateField(null=True)),
                ("rung", models.PositiveSmallIntegerField(choices=RUNGS, null=True)),
                ("rung_at", moment()),
                ("next_rung_at", moment()),
            )
        ),
        *(
            migrations.AddField(
                model,
                "kind",
                models.CharField(blank=True, choices=KINDS, default="", max_length=15),
            )
            for model in ("step", "historicalstep")
        ),
        migrations.AddIndex(
            "referral",
            models.Index(
                models.F("due_at"),
                condition=models.Q(("rung", None), ("status__in", LIVE)),
                name="live_referrals_to_be_late",
            ),
        ),
        migrations.AddIndex(
            "referral",
            models.Index(
                models.F("next_rung_at"),
                condition=models.Q(("next_rung_at__isnull", False)),
                name="referrals_on_the_ladder",
            ),
        ),
        AppendOnly("referrals_historicalreferral", "referrals_historicalstep"),
    ]
