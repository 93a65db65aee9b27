from django.db import migrations
from django.db.models import OuterRef, Subquery

from helpdesk.audit.append_only import AppendOnly
from referrals.first_texts import FIRST


def point_at_the_newest(apps, schema_editor):
    """What was sent before there were versions is its own newest one."""
    Packet, Referral = (apps.get_model("referrals", name) for name in ("Packet", "Referral"))
    newest = Packet.objects.filter(referral=OuterRef("pk")).order_by("-number").values("pk")[:1]
    Referral.objects.filter(packet=None, packets__isnull=False).update(packet=Subquery(newest))


def put_the_first_texts(apps, schema_editor):
    """What is read out to a client until an administrator writes another version."""
    ConsentText = apps.get_model("referrals", "ConsentText")
    ConsentText.objects.bulk_create(
        ConsentText(language=language, purpose="", version=1, text=text, valid_from="2026-01-01")
        for language, text in FIRST.items()
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0013_consent_and_packet_whole")]

    operations = [
        migrations.RunPython(point_at_the_newest, migrations.RunPython.noop),
        migrations.RunPython(put_the_first_texts, migrations.RunPython.noop),
        AppendOnly(
            "referrals_historicalconsent",
            "referrals_historicalpacket",
            "referrals_historicalreferral",
            "referrals_historicalstep",
        ),
    ]
