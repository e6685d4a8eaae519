"""Initiatives: what a school has under way, whom it takes how many hours, and what the filter question said of each.

Knows what each serves only through `strands`.
"""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Membership, PlanPrint, Role, Team
from leadership.models.tasks import MOMENT
from leadership.news import tell
from visioning.initiative_load import hours_words

from .goals import ThoughtOut
from .personal_visions import Stale
from .themes import TooMany
from .uses import Outcome

TOPIC = "initiatives"
MOST_HOURS = 60
MOST_INITIATIVES = 80  # a register, no archive: past this nobody reads it
REMOVABLE_FOR = timedelta(days=1)  # by whoever noted it, whatever hangs on it: a slip of the pen


class Kept(Exception):
    """The filter question was put to it: it is part of how the team chose, and is ended instead."""


class InitiativeQuerySet(models.QuerySet):
    def running(self):
        return self.filter(status=Initiative.Status.RUNNING)

    def tied(self):
        """With `strand_count`: how many strands lead to a sentence or to a statement that stands."""
        stands = models.Q(strands__passage__isnull=False) | models.Q(
            strands__statement__isnull=False,
            strands__statement__removed_at=None,
            strands__statement__theory__removed_at=None,
        )
        return self.annotate(strand_count=models.Count("strands", filter=stands))

    def read_with(self, *paths):
        """With who leads it and who works on it, in a fixed number of questions."""
        supporters = models.Prefetch("supporters", InitiativeSupporter.objects.standing().select_related("person"))
        return self.tied().select_related("lead", *paths).prefetch_related(supporters, "filterings__by")


class Initiative(ThoughtOut):
    """One thing under way or planned. `lead_because` is the skill that made this person the lead, not their position."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        RUNNING = "running", _("Under way")
        PAUSED = "paused", _("Resting")
        ENDED = "ended", _("Ended")

    topic = TOPIC

    team = models.ForeignKey(Team, models.CASCADE, related_name="initiatives")
    number = models.PositiveIntegerField(editable=False)  # within the team
    name = models.CharField(_("name"), max_length=120)
    words = models.CharField(_("what it is for"), max_length=400, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="initiatives_led",
        verbose_name=_("who leads it"),
    )
    lead_because = models.CharField(_("for which skill"), max_length=200, blank=True)
    hours = models.DecimalField(
        _("hours a week, of all who work on it"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.RUNNING)
    status_at = models.DateTimeField(null=True, editable=False)  # when it last changed, and by whom
    status_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="initiatives_moved"
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="initiatives_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="initiative_number_unique"),
            models.CheckConstraint(
                condition=models.Q(hours=None) | models.Q(hours__gte=0, hours__lte=MOST_HOURS),
                name="initiative_hours_of_a_week",
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("initiative", args=(self.team.slug, self.number))

    @property
    def is_ended(self) -> bool:
        return self.status == self.Status.ENDED

    @property
    def hours_words(self) -> str:
        return "" if self.hours is None else hours_words(self.hours)

    @property
    def last_filtering(self) -> "Filtering | None":
        """The one that counts. Read from what was prefetched, newest first."""
        return next(iter(self.filterings.all()), None)

    @classmethod
    @transaction.atomic
    def note(cls, team, by, **said) -> "Initiative":
        """Write it down. Who names themselves as the lead works on it. Raises TooMany."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        if cls.objects.filter(team=team).count() >= MOST_INITIATIVES:
            raise TooMany
        made = super().note(team, by, **said)
        if made.lead_id == by.pk:
            InitiativeSupporter.objects.get_or_create(initiative=made, person=by)
        return made

    @transaction.atomic
    def move(self, edition, status, by) -> bool:
        """Give it another status; False where it has it already. Raises Stale (with the row as it is) and Gone."""
        held = self.held()
        if held.status == status:
            return False
        if held.edition != edition:
            raise Stale(held)
        Initiative.objects.filter(pk=self.pk).update(
            status=status, status_at=timezone.now(), status_by=by, edition=F("edition") + 1
        )
        tell(self.team_id, self.topic)
        return True

    @transaction.atomic
    def remove(self, edition, by) -> None:
        """For good, as long as nobody put the filter question to it. Raises Kept, Stale and Gone."""
        held = self.held()
        if not held.can_go(by):
            raise Kept
        super().remove(edition)

    def can_go(self, by) -> bool:
        """Whether it may be deleted at all: what was filtered is ended instead."""
        slip = self.noted_by_id == by.pk and self.noted_at > timezone.now() - REMOVABLE_FOR
        return slip or not self.filterings.exists()

    @transaction.atomic
    def support(self, person, works: bool) -> bool:
        """Somebody says of themselves that they work on it, or no longer. False where it was so already. Raises Gone."""
        self.held()
        mine = InitiativeSupporter.objects.filter(initiative=self, person=person)
        changed = mine.delete()[0] if not works else not mine.exists()
        if works and changed:
            InitiativeSupporter.objects.create(initiative=self, person=person)
        if not changed:
            return False
        PlanPrint.forget(self.team_id)
        tell(self.team_id, self.topic)
        return True

    @transaction.atomic
    def put_question(self, by, question, outcome, because) -> "Filtering":
        """Note what the filter question, worded so, said of it. Pressed twice it is one. Raises Gone."""
        self.held()
        said = {"question": question, "outcome": outcome, "because": because}
        twin = self.filterings.filter(by=by, at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        made = Filtering.objects.create(initiative=self, by=by, **said)
        tell(self.team_id, self.topic)
        return made


class InitiativeSupporterQuerySet(models.QuerySet):
    def standing(self):
        """Of those who take part in the team today: whoever left can no longer take their word back."""
        on_team = Membership.objects.filter(
            team=models.OuterRef("initiative__team"), person=models.OuterRef("person")
        ).exclude(role=Role.OBSERVER)
        return self.filter(models.Exists(on_team))


class InitiativeSupporter(models.Model):
    """Somebody who works on it. Everybody says so for themselves."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="supporters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="initiatives_supported")
    at = models.DateTimeField(auto_now_add=True)

    objects = InitiativeSupporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("supporter of an initiative")
        ordering = ("person__name", "id")
        constraints = (models.UniqueConstraint(fields=("initiative", "person"), name="supports_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Filtering(models.Model):
    """One time the filter question was put to an initiative: what it led to, and why. The last one counts."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="filterings")
    outcome = models.CharField(_("what follows"), max_length=10, choices=Outcome.choices)
    because = models.CharField(_("why"), max_length=400)
    question = models.TextField(blank=True, editable=False)  # the filter question as it was worded then
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="filterings"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("filtering of an initiative")
        ordering = ("-at", "-id")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
