"""Printed plans: one row per team and wording, so that an unchanged plan is printed once.

A cache and a meeting point for several web processes. Knows nothing of what a plan says.
"""

import logging
import time
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership import printing

logger = logging.getLogger(__name__)

# Printing is stopped long before this; a row still unfinished then belongs to a process that died.
KEPT_FOR = timedelta(hours=1)
TELL_EVERY = 0.5  # seconds
ABANDONED_AFTER = timedelta(seconds=90)


class PlanPrintQuerySet(models.QuerySet):
    def made(self):
        return self.filter(made_at__isnull=False)

    def wanted(self, fingerprint):
        return self.filter(fingerprint=fingerprint)


class PlanPrint(models.Model):
    """One wording of a team's plan as a PDF: asked for, then made or failed."""

    class Failure(models.TextChoices):
        TOO_LARGE = "too_large", _("The plan is too long to print in one piece.")
        FAILED = "failed", _("Something went wrong while the plan was printed.")
        BUSY = "busy", _("Many plans are being printed just now.")

    ADVICE = {
        Failure.TOO_LARGE: _("Shorten the longest part and try again; the page itself shows everything."),
        Failure.FAILED: _("Try again in a moment; the page itself shows everything."),
        Failure.BUSY: _("Try again in a minute."),
    }

    team = models.ForeignKey("leadership.Team", models.CASCADE, related_name="plan_prints")
    fingerprint = models.CharField(max_length=64)
    file_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    pages = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(default=bytes)
    failure = models.CharField(max_length=12, blank=True, choices=Failure.choices)
    # What leaves the house with it, noted when somebody takes the file; "" for files that are no plan.
    form = models.CharField(max_length=10, blank=True)
    hidden = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    objects = PlanPrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed plan")
        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("team", "fingerprint"), name="plan_print_unique"),
            models.CheckConstraint(
                condition=models.Q(made_at=None) | models.Q(failure=""),
                name="plan_print_made_or_failed",
            ),
        )

    def __str__(self):
        return self.file_name

    @property
    def state(self):
        if self.made_at:
            return "made"
        return "failed" if self.failure else "printing"

    @property
    def advice(self):
        """What to do about the failure."""
        return self.ADVICE.get(self.failure, "")

    @property
    def size(self):
        return len(self.pdf)

    @classmethod
    def ask(cls, team, fingerprint, file_name, **leaves):
        """The row for this wording, and whether the caller is the one who must print it now. `leaves`: form, hidden, facts."""
        now = timezone.now()
        found, created = cls.objects.get_or_create(
            team=team,
            fingerprint=fingerprint,
            defaults={"file_name": file_name, "asked_at": now, **leaves},
        )
        if created:
            return found, True
        # A failed or abandoned print is taken over by exactly one of those who ask.
        taken = (
            cls.objects.filter(pk=found.pk, made_at=None)
            .filter(~models.Q(failure="") | models.Q(asked_at__lt=now - ABANDONED_AFTER))
            .update(asked_at=now, failure="", pages=0)
        )
        if taken:
            found.refresh_from_db()
        return found, bool(taken)

    @classmethod
    def forget(cls, team_id):
        """Somebody took back what may stand in a printed plan: no file outlives their wish. They are made again on request."""
        cls.objects.filter(team=team_id).delete()

    def make(self, html, *shorter):
        """Print this wording. Afterwards the row is made or failed; nothing is raised for a plan that cannot be printed.

        With shorter wordings of the same, the first that fits on one page is kept.
        """
        told = time.monotonic()
        pages = 0

        def on_page(page):
            nonlocal told, pages
            pages = page
            if time.monotonic() - told > TELL_EVERY:
                told = time.monotonic()
                self.note_pages(page)

        try:
            pdf = printing.printer.pdf(html, on_page)
            for wording in shorter:
                if pages == 1:
                    break
                pdf = printing.printer.pdf(wording, on_page)
        except printing.PrintingError as error:
            self.give_up(error.reason)
        else:
            self.keep(pdf, pages)

    def make_by(self, build):
        """The same for a file that is no PDF: `build()` gives its bytes."""
        try:
            made = build()
        except printing.PrintingError as error:
            self.give_up(error.reason)
        except Exception:
            logger.exception("A plan could not be written as a file.")
            self.give_up(self.Failure.FAILED)
        else:
            self.keep(made, 0)

    def wait(self, seconds):
        """Until somebody else's printing of this row has ended, or the time is up."""
        until = time.monotonic() + seconds
        while self.state == "printing" and time.monotonic() < until:
            time.sleep(TELL_EVERY)
            try:
                self.refresh_from_db()
            except PlanPrint.DoesNotExist:  # forgotten meanwhile
                self.failure = self.Failure.FAILED

    def note_pages(self, pages):
        """Tell those who wait how far the printing is."""
        PlanPrint.objects.filter(pk=self.pk, made_at=None).update(pages=pages)

    def keep(self, pdf, pages):
        """Store the finished file and clear away what was printed for this team long ago."""
        self.pdf, self.pages, self.made_at, self.failure = pdf, pages, timezone.now(), ""
        # update(), since the row may be gone: a newer wording clears old ones away.
        PlanPrint.objects.filter(pk=self.pk).update(pdf=pdf, pages=pages, made_at=self.made_at, failure="")
        # Somebody may still be about to save a wording of just now; the others have had their time.
        stale = self.team.plan_prints.filter(asked_at__lt=self.made_at - KEPT_FOR)
        stale.exclude(pk=self.pk).delete()

    def give_up(self, failure):
        self.failure = failure
        PlanPrint.objects.filter(pk=self.pk, made_at=None).update(failure=failure)
