"""Editions of a plan: what was put before the team, how it was adopted and who sees it differently; and what left the house.

Both keep `facts`: the plan's sentences by key, so that a later one can say in words what changed. Knows nothing of how facts are made.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell

from .deciding import DecidedBy
from .plan_sheets import TOPIC
from .plans import PlanPrint
from .teams import Team

MOMENT = timedelta(minutes=10)  # the same file taken again by the same person: one leaving of the house


class OneAtATime(Exception):
    """An edition is with the team already."""


class EditionClosed(Exception):
    """It was adopted or taken back meanwhile."""


class PlanEdition(models.Model):
    """One edition on its way: put before the team, then adopted or taken back. What is not an edition yet is the draft."""

    class State(models.TextChoices):
        WITH_TEAM = "with_team", _("With the team")
        ADOPTED = "adopted", _("Adopted")
        TAKEN_BACK = "taken_back", _("Taken back")

    team = models.ForeignKey(Team, models.CASCADE, related_name="plan_editions")
    number = models.PositiveIntegerField(editable=False)  # within the team
    state = models.CharField(max_length=12, choices=State.choices, default=State.WITH_TEAM)
    facts = models.JSONField(default=dict)
    why = models.CharField(_("what this edition is for"), max_length=300, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="plan_editions_sent"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(_("how we decided"), max_length=16, choices=DecidedBy.choices, blank=True)
    decided_on = models.DateField(_("when"), null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, editable=False)  # when that was noted
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="plan_editions_noted"
    )

    class Meta:
        verbose_name = _("edition of the plan")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="plan_edition_number_unique"),
            models.UniqueConstraint(
                fields=("team",), condition=models.Q(state="with_team"), name="one_edition_with_the_team"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="adopted") | (~models.Q(decided_by="") & models.Q(decided_on__isnull=False)),
                name="adopted_edition_says_how",
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self):
        return reverse("plan_edition", args=(self.team.slug, self.number))

    @property
    def is_with_team(self) -> bool:
        return self.state == self.State.WITH_TEAM

    @classmethod
    @transaction.atomic
    def send(cls, team, by, why, facts) -> "PlanEdition":
        """Put the plan before the team as it stands now. Raises OneAtATime."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        numbers = cls.objects.filter(team=team)
        if numbers.filter(state=cls.State.WITH_TEAM).exists():
            raise OneAtATime
        number = (numbers.aggregate(last=models.Max("number"))["last"] or 0) + 1
        made = cls.objects.create(team=team, number=number, why=why, facts=facts, sent_by=by)
        made._changed()
        return made

    @transaction.atomic
    def adopt(self, by, decided_by, decided_on) -> None:
        """Note that the team adopted it, how and when. Raises EditionClosed."""
        self._hold()
        said = {"decided_by": decided_by, "decided_on": decided_on, "adopted_at": timezone.now(), "noted_by": by}
        self._move(self.State.ADOPTED, **said)

    @transaction.atomic
    def take_back(self, by) -> None:
        """It goes no further. What was seen differently stays on its page. Raises EditionClosed."""
        self._hold()
        self._move(self.State.TAKEN_BACK, noted_by=by)

    def _hold(self) -> None:
        """The edition, while it is with the team and until the transaction ends."""
        Team.objects.select_for_update(no_key=True).get(pk=self.team_id)
        held = PlanEdition.objects.select_for_update(no_key=True).get(pk=self.pk)
        if not held.is_with_team:
            raise EditionClosed

    def _move(self, state, **said) -> None:
        PlanEdition.objects.filter(pk=self.pk).update(state=state, **said)
        self.refresh_from_db(fields=("state", *said))
        self._changed()

    def _changed(self) -> None:
        tell(self.team_id, TOPIC)


class PlanDissent(models.Model):
    """Somebody who takes part sees an edition differently, under their name. Theirs to change and to take back."""

    edition = models.ForeignKey(PlanEdition, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="plan_dissents")
    words = models.CharField(_("what I see differently"), max_length=600)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dissent on the plan")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("edition", "person"), name="one_plan_dissent_each"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def say(cls, edition, person, words) -> None:
        """Write it down, or say it anew, while the edition is with the team. Raises EditionClosed."""
        edition._hold()
        _said, new = cls.objects.update_or_create(edition=edition, person=person, defaults={"words": words})
        if not new:
            PlanPrint.forget(edition.team_id)
        edition._changed()

    @classmethod
    @transaction.atomic
    def take_back(cls, edition, person) -> bool:
        """Nothing of it is kept, also where the edition was adopted since. False where there was none."""
        gone, _each = cls.objects.filter(edition=edition, person=person).delete()
        PlanPrint.forget(edition.team_id)
        edition._changed()
        return gone > 0


class PlanExport(models.Model):
    """One time a plan left the house as a file: who took it, in which form, without which chapters, and what it said."""

    class Form(models.TextChoices):
        FULL = "full", _("The whole plan (PDF)")
        ONE_PAGE = "one_page", _("One page for the staff (PDF)")
        CROSSWALK = "crosswalk", _("The plan beside outside goals (PDF)")
        WORD = "word", _("The whole plan (Word)")

    team = models.ForeignKey(Team, models.CASCADE, related_name="plan_exports")
    edition = models.ForeignKey(PlanEdition, models.SET_NULL, null=True, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="plan_exports")
    at = models.DateTimeField(auto_now_add=True)
    form = models.CharField(max_length=10, choices=Form.choices)
    hidden = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("export of the plan")
        ordering = ("-at", "-id")

    def __str__(self):
        return f"{self.get_form_display()} · {self.team}"

    @classmethod
    @transaction.atomic
    def note(cls, team, by, form, hidden, facts) -> None:
        """Somebody takes the plan along as a file. The same file taken again a moment later is noted once."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        said = {"team": team, "by": by, "form": form, "hidden": sorted(hidden), "facts": facts}
        if cls.objects.filter(**said, at__gt=timezone.now() - MOMENT).exists():
            return
        adopted = team.plan_editions.filter(state=PlanEdition.State.ADOPTED).first()
        cls.objects.create(**said, edition=adopted)

    @classmethod
    def take(cls, printed, by) -> None:
        """The same for a printed file that knows what it says."""
        if printed.form:
            cls.note(printed.team, by, printed.form, printed.hidden, printed.facts)
