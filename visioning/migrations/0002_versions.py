"""Versions hold the words in sight instead of a state; adopting is a row of its own."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visioning", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="Version"),
        migrations.DeleteModel(name="Visit"),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="For example “After the January staff meeting”.",
                        max_length=120,
                        verbose_name="name",
                    ),
                ),
                ("words", models.BinaryField()),
                ("word_count", models.PositiveIntegerField(default=0, editable=False)),
                ("words_added", models.PositiveIntegerField(default=0, editable=False)),
                ("words_removed", models.PositiveIntegerField(default=0, editable=False)),
                ("automatic", models.BooleanField(default=False, editable=False)),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="versions_kept",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="visioning.sharedtext"
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="adopted on")),
                ("people_count", models.PositiveIntegerField(editable=False)),
                (
                    "people",
                    models.ManyToManyField(
                        related_name="adoptions", to=settings.AUTH_USER_MODEL, verbose_name="who took part"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adoptions_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="adoptions", to="visioning.version"
                    ),
                ),
            ],
            options={
                "verbose_name": "adoption",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.BinaryField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="visioning.sharedtext"
                    ),
                ),
            ],
            options={
                "verbose_name": "visit",
            },
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("text", "number"), name="version_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(fields=("text", "person"), name="visit_unique"),
        ),
    ]
