"""Began the history of the first consent texts, until `manage.py prepare` took that over.

It stays empty: databases that ran it know it by its name.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_history_of_consent_texts"),
        ("access", "0001_tables"),
        ("audit", "0001_tables"),
    ]

    operations = []
