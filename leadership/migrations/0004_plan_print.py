"""Printed plans, so that an unchanged plan comes from the cache."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leadership", "0003_joining_links")]

    operations = []
