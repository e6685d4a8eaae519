"""Quick polls as a source of one observation. No names, no accounts, no times are kept with an answer, and no answer once the number is made."""

import uuid

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadership.models.short_links import WithShortLink
from leadership.models.tasks import MOMENT
from leadership.news import tell
from leadership.shuffling import shuffle
from pilots.poll_numbers import number_of

from .measures import Measure
from .observations import Observation, Source
from .pilots import Closed
from .rows import TOPIC, PilotRow

MOST_ANSWERS = 2000  # a big school; more is a flood
HIGHEST = 100_000  # of a number that somebody counts


class PollForm(models.TextChoices):
    """How it is answered, and so what number comes of it."""

    YES_NO = "yes_no", _("Yes or no: the number is the percentage of yes")
    FIVE = "five", _("One to five: the number is the average")
    COUNT = "count", _("A number: the number is the middle one")


class PollQuerySet(models.QuerySet):
    def count_open(self, by) -> None:
        """Those that are still open are counted as their pilot closes: nobody's answer lies about. For whoever holds the pilot's row."""
        rows = self.select_for_update(no_key=True, of=("self",)).select_related("measure__pilot")
        for poll in rows.filter(closed_at=None):
            poll._count(by)


class Poll(PilotRow, WithShortLink):
    """One question by link or in the room. Closing it with enough answers makes one observation. It does not open again."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="polls")
    number = models.PositiveIntegerField(editable=False)
    question = models.CharField(_("question"), max_length=280)
    answered_by = models.CharField(_("asked of whom"), max_length=120)
    form = models.CharField(_("how it is answered"), max_length=8, choices=PollForm.choices)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    answers_counted = models.PositiveIntegerField(null=True, editable=False)  # at closing; the answers are gone then
    observation = models.OneToOneField(Observation, models.SET_NULL, null=True, editable=False, related_name="poll")

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("measure", "number"), name="poll_number_unique"),
            models.CheckConstraint(
                condition=Q(closed_at=None, answers_counted=None, observation=None)
                | Q(closed_at__isnull=False, answers_counted__isnull=False, link_open=False),
                name="poll_is_open_or_counted",
            ),
        )

    def __str__(self):
        return self.question

    def whose(self):
        return self.measure.pilot

    def get_absolute_url(self):
        pilot = self.measure.pilot
        return reverse("poll", args=(pilot.team.slug, pilot.number, self.measure.number, self.number))

    @classmethod
    def link_salt(cls):
        return "pilots.poll-link"

    @classmethod
    def behind_links(cls):
        return cls.objects.select_related("measure__pilot__team__school")

    @property
    def is_open(self) -> bool:
        """Whether answers are taken in today."""
        return self.closed_at is None and not self.is_due and self.measure.pilot.closed_at is None

    @property
    def is_due(self) -> bool:
        """Its last day has gone by: it waits for somebody to make the number."""
        return self.closed_at is None and self.closes_on is not None and self.closes_on < timezone.localdate()

    @classmethod
    @transaction.atomic
    def ask(cls, measure, by, **said) -> "Poll":
        """Ask it; its link works at once. The same poll pressed twice is one. Raises Gone and Closed."""
        measure.held()  # two at once get two numbers
        here = cls.objects.filter(measure=measure)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, closed_at=None, **said).first()
        if twin:
            return twin
        last = here.aggregate(last=models.Max("number"))["last"] or 0
        made = cls.objects.create(measure=measure, number=last + 1, noted_by=by, link_number=1, link_open=True, **said)
        tell(measure.pilot.team_id, TOPIC)
        return made

    @transaction.atomic
    def take(self, value: int, once: str) -> None:
        """One answer. `once` is drawn with the page: what is sent twice from it counts once, and its last answer counts.

        Raises Closed where no more answers are taken in.
        """
        rows = Poll.objects.select_for_update(no_key=True, of=("self",)).select_related("measure__pilot")
        held = rows.filter(pk=self.pk).first()
        if held is None or not held.is_open:
            raise Closed
        mark = salted_hmac("pilots.poll-once", f"{self.pk}:{once}", algorithm="sha256").hexdigest()
        changed = held.answers.filter(once_hash=mark).update(value=value)
        if not changed:
            if held.answers.count() >= MOST_ANSWERS:
                raise Closed
            held.answers.create(once_hash=mark, value=value)
        shuffle(held.answers.all())  # who was seen to answer first is nobody's way to what they answered
        tell(held.measure.pilot.team_id, TOPIC)

    @transaction.atomic
    def close(self, by) -> "Poll":
        """Make the number, where at least five answered, and delete the answers. Closed twice is closed once.

        Raises Gone, and Closed where the pilot was closed.
        """
        held = self.held()
        held.measure = self.measure
        if held.closed_at is None:
            held._count(by)
            tell(self.measure.pilot.team_id, TOPIC)
        return held

    def _count(self, by) -> None:
        answers = list(self.answers.values_list("value", flat=True))
        value = number_of(self.form, answers)
        self.closed_at, self.answers_counted, self.link_open = timezone.now(), len(answers), False
        if value is not None:
            self.observation = self._observe(value, by)
        self.save(update_fields=("closed_at", "answers_counted", "link_open", "observation"))
        self.answers.all().delete()

    def _observe(self, value, by) -> Observation:
        today = timezone.localdate()
        return Observation.objects.create(
            measure=self.measure,
            on=min(today, self.closes_on or today),
            value=value,
            note=_now("%(count)d answers to a poll") % {"count": self.answers_counted},
            cycle=self.measure.pilot.cycles.filter(closed_at=None).first(),
            source=Source.POLL,
            noted_by=by,
        )

    @transaction.atomic
    def fresh_link(self) -> None:
        """A link that went astray works no more. Raises Gone and Closed."""
        held = self.held()
        if held.closed_at:
            raise Closed
        self.rotate_link()
        tell(self.measure.pilot.team_id, TOPIC)


class PollAnswer(models.Model):
    """One answer. `once_hash` keeps a page sent twice from counting twice; it leads to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    value = models.DecimalField(max_digits=14, decimal_places=4)
    once_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("answer to a poll")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("poll", "once_hash"), name="poll_answered_once"),)

    def __str__(self):
        return str(self._meta.verbose_name)
