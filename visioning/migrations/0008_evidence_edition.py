"""What a problem of practice rests on can be said anew, and no window overwrites another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visioning", "0007_belief_promises"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="edition",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
