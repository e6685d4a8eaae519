"""Printed plans, so that an unchanged plan comes from the cache."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leadership", "0004_words_and_times"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanPrint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField()),
                ("pages", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("pdf", models.BinaryField(default=bytes)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("too_large", "The plan is too long to print in one piece."),
                            ("failed", "Something went wrong while the plan was printed."),
                            ("busy", "Many plans are being printed just now."),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_prints", to="leadership.team"
                    ),
                ),
            ],
            options={
                "verbose_name": "printed plan",
                "ordering": ("-asked_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(fields=("team", "fingerprint"), name="plan_print_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("made_at", None), ("failure", ""), _connector="OR"),
                        name="plan_print_made_or_failed",
                    ),
                ],
            },
        ),
    ]
