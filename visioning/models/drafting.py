"""Drafting rounds: how the next version of the text comes about, who keeps it going, and how open it is."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Audience
from leadership.news import tell

from .comments import Comment
from .dissents import Dissent
from .gatherings import Gathering
from .shared_visions import SharedVision
from .suggestions import Suggestion, SuggestionState
from .versions import Version

TOPIC = "rounds"


class Openness(models.TextChoices):
    """Five ways to involve people (Senge et al. after Tannenbaum and Schmidt 1958), told to all beforehand."""

    TELL = "tell", _("Tell: the text is set, you hear why")
    SELL = "sell", _("Sell: the text is set, we want to win you over")
    TEST = "test", _("Test: a draft stands, we want your honest reaction")
    CONSULT = "consult", _("Consult: we ask you first, then decide what to take in")
    CO_CREATE = "co_create", _("Co-create: we write it together")


class RoundOpen(Exception):
    """One round at a time: another one is open."""


class DraftingRoundQuerySet(models.QuerySet):
    def for_place(self, place):
        """Guests read of the rounds that invited the staff; how a team went about its own is the team's."""
        return self.filter(audience=Audience.STAFF) if place.role == "guest" else self

    def open(self):
        return self.filter(closed_at=None)

    def listed(self):
        return self.select_related("steward")

    def with_events(self):
        """With what happened while each was open: `comment_count`, suggestions by state (`suggested_…`), and
        `differing` views beside the text, `leaders_after` of the last reveal before its end (None: no reveal yet)."""
        end = Coalesce(OuterRef("closed_at"), Now())
        meanwhile = {"passage__text": OuterRef("vision__text"), "at__gte": OuterRef("opened_at"), "at__lte": end}
        revealed = Gathering.objects.filter(team=OuterRef("vision__team"), revealed_at__lte=end)
        return self.annotate(
            comment_count=how_many(Comment.objects.filter(**meanwhile)),
            differing=how_many(Dissent.objects.filter(vision=OuterRef("vision"))),
            leaders_after=Subquery(revealed.order_by("-number").values("leaders_after")[:1]),
            **{
                f"suggested_{state}": how_many(Suggestion.objects.filter(state=state, **meanwhile))
                for state in SuggestionState
            },
        )


def how_many(rows):
    """The number of these rows, as a column of the outer query."""
    return Coalesce(Subquery(rows.order_by().values(one=models.Value(1)).annotate(n=Count("pk")).values("n")), 0)


class DraftingRound(models.Model):
    """One round from a draft to the next. While one that invites the staff is open, `openness` says what they may do."""

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField(editable=False)
    aim = models.CharField(_("aim"), max_length=280, help_text=_("What should be there at the end of this round?"))
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="rounds_kept", verbose_name=_("steward")
    )
    openness = models.CharField(_("how open it is"), max_length=10, choices=Openness.choices)
    audience = models.CharField(_("who is invited"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(_("what came of it"), max_length=600, blank=True)
    # What the text said when the round began and when it ended; `before` is empty where nobody had written yet.
    before = models.ForeignKey(Version, models.SET_NULL, null=True, editable=False, related_name="rounds_begun")
    after = models.ForeignKey(Version, models.SET_NULL, null=True, editable=False, related_name="rounds_ended")

    objects = DraftingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of drafting")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("vision", "number"), name="drafting_round_number_unique"),
            models.UniqueConstraint(fields=("vision",), condition=Q(closed_at=None), name="one_open_drafting_round"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_ends_after"),
        )

    def __str__(self):
        return self.aim

    def get_absolute_url(self):
        return reverse("drafting_round", args=(self.vision.team.slug, self.number))

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @classmethod
    @transaction.atomic
    def start(cls, vision, by, **said) -> "DraftingRound":
        """Open a round. What the text says now is kept first, so that the round can be compared. Raises RoundOpen."""
        SharedVision.objects.select_for_update(no_key=True).get(pk=vision.pk)
        rounds = cls.objects.filter(vision=vision)
        if rounds.open().exists():
            raise RoundOpen
        before = None if vision.reading().is_empty() else Version.keep(vision.text, by, automatic=True)
        last = rounds.aggregate(last=Max("number"))["last"] or 0
        made = cls.objects.create(vision=vision, number=last + 1, before=before, **said)
        tell(vision.team_id, TOPIC)
        return made

    @transaction.atomic
    def revise(self, **said) -> bool:
        """Say it anew while the round is open. False where somebody closed it meanwhile."""
        if not self._hold():
            return False
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=said)
        tell(self.vision.team_id, TOPIC)
        return True

    @transaction.atomic
    def close(self, by, outcome, version_name) -> bool:
        """End the round with what came of it, and keep the text under a name. False where somebody was quicker."""
        if not self._hold():
            return False
        if not self.vision.reading().is_empty():
            self.after = Version.keep(self.vision.text, by, version_name)
        self.outcome, self.closed_at = outcome, timezone.now()
        self.save(update_fields=("outcome", "closed_at", "after"))
        tell(self.vision.team_id, TOPIC)
        return True

    def _hold(self) -> bool:
        """Hold the round still until the transaction ends; whether it is still open."""
        return DraftingRound.objects.select_for_update(no_key=True).open().filter(pk=self.pk).first() is not None


class SignAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")


class ProcessAnswer(models.Model):
    """What the team says of one sign that the process itself shares leadership. One answer a sign, anybody may mend it."""

    round = models.ForeignKey(DraftingRound, models.CASCADE, related_name="process_answers")
    sign = models.CharField(max_length=20)  # a key of the list in visioning.process
    answer = models.CharField(_("our answer"), max_length=8, choices=SignAnswer.choices)
    note = models.CharField(_("how we know"), max_length=280, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="process_answers")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer about the process")
        constraints = (models.UniqueConstraint(fields=("round", "sign"), name="one_answer_per_sign"),)

    def __str__(self):
        return self.sign

    @classmethod
    @transaction.atomic
    def give(cls, round, by, sign, answer, note) -> "ProcessAnswer":
        """The team's answer to one sign; whoever answers later mends it, and is named as the last hand."""
        given, _created = cls.objects.update_or_create(
            round=round, sign=sign, defaults={"answer": answer, "note": note, "by": by}
        )
        tell(round.vision.team_id, TOPIC)
        return given
