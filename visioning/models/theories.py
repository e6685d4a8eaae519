"""Theories of action: what a team does, what adults then do differently, what students experience, what improves, and why.

The words are in `statements`, what leads to what in `arrows`. A theory hands itself on as one plain `Shape`.
"""

from zlib import crc32

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint, Team
from leadership.models.tasks import MOMENT
from leadership.news import tell
from visioning.theory.shape import LONGEST_TITLE, Shape

from .goals import TOPIC, must_stand
from .personal_visions import Stale
from .phrases import Gone
from .problems import ProblemOfPractice
from .themes import NameTaken


class TheoryQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has put away."""
        return self.filter(removed_at=None)

    def put_away(self):
        return self.filter(removed_at__isnull=False)

    def in_full(self):
        """Ready for `shape()`: three questions to the database, however many theories there are."""
        from .arrows import Arrow  # noqa: PLC0415 - circular import
        from .statements import Statement  # noqa: PLC0415 - circular import

        return self.prefetch_related(
            Prefetch("statements", Statement.objects.standing(), to_attr="standing_statements"),
            Prefetch("arrows", Arrow.objects.standing(), to_attr="standing_arrows"),
        )


class Theory(models.Model):
    """One theory. `guide` is the condition it serves, or "" for the whole vision. Without a problem, `skipped` says why."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="theories")
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("name"), max_length=LONGEST_TITLE)
    guide = models.CharField(max_length=16, blank=True)
    problem = models.ForeignKey(ProblemOfPractice, models.SET_NULL, null=True, blank=True, related_name="theories")
    skipped = models.CharField(_("why without a problem of practice"), max_length=300, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="theories_started"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)  # of a statement; never used twice
    edition = models.PositiveIntegerField(default=0, editable=False)  # counts every change of words or arrows
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="theories_removed"
    )

    objects = TheoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("theory of action")
        verbose_name_plural = _("theories of action")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("team", "number"), name="theory_number_unique"),)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("theory", args=(self.team.slug, self.number))

    @classmethod
    @transaction.atomic
    def start(cls, team, by, title, guide="", problem=None, skipped="", shape=None) -> "Theory":
        """Begin one, empty or filled with a shape (a starter, a copy, a file). Raises as `become` does, and CutOff."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        must_stand(problem)
        last = cls.objects.filter(team=team).order_by("-number").first()
        theory = cls.objects.create(
            team=team,
            number=last.number + 1 if last else 1,
            title=title,
            guide=guide,
            problem=problem,
            skipped=skipped,
            started_by=by,
        )
        if shape:
            theory.become(shape, by)
        tell(team.pk, TOPIC)
        return theory

    @classmethod
    @transaction.atomic
    def begin(cls, team, by, title, guide="", problem=None, skipped="", shape=None) -> "Theory":
        """As `start`, from a form: pressed twice it is one theory, and no two carry one name. Raises NameTaken too."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        said = {"title": title, "guide": guide, "problem": problem, "skipped": skipped}
        moment_ago = timezone.now() - MOMENT
        twin = cls.objects.standing().filter(team=team, started_by=by, started_at__gt=moment_ago, **said).first()
        if twin:
            return twin
        cls.name_must_be_free(team.pk, title)
        return cls.start(team, by, **said, shape=shape)

    @classmethod
    def name_must_be_free(cls, team_id, title, but=None):
        twins = cls.objects.standing().filter(team=team_id, title__iexact=title)
        twin = twins.exclude(pk=but.pk if but else None).first()
        if twin:
            raise NameTaken(twin)

    def held(self) -> "Theory":
        """This row, held still: every verb on its statements and arrows begins with it. Gone where it was put away.

        The first change after a rest finds what was said until then kept as a version.
        """
        from .theory_versions import TheoryVersion  # noqa: PLC0415 - circular import

        found = self.still()
        TheoryVersion.keep_if_due(found)
        return found

    def still(self) -> "Theory":
        """This row, held still without a change in mind. Gone where it was put away."""
        found = Theory.objects.select_for_update(no_key=True).filter(pk=self.pk, removed_at=None).first()
        if found is None:
            raise Gone
        return found

    def touch(self) -> None:
        """Something in it changed: open pages hear of it."""
        Theory.objects.filter(pk=self.pk).update(edition=F("edition") + 1, changed_at=timezone.now())
        tell(self.team_id, TOPIC)

    def shape(self) -> Shape:
        """The whole of it as it stands now. Two questions, none after `in_full`."""
        statements = getattr(self, "standing_statements", None)
        if statements is None:
            statements = list(self.statements.standing())
        arrows = getattr(self, "standing_arrows", None)
        if arrows is None:
            arrows = list(self.arrows.standing())
        numbers = {one.pk: one.number for one in statements}
        return Shape(
            title=self.title,
            statements=tuple(one.shape() for one in statements),
            arrows=tuple(
                one.shape(numbers[one.source_id], numbers[one.target_id])
                for one in arrows
                if one.source_id in numbers and one.target_id in numbers
            ),
        )

    @transaction.atomic
    def become(self, shape, by, numbers_first=False) -> None:
        """Say exactly what this shape says from now on, keeping whatever row says the same, with what was said about it.

        A statement is the same where its words are, else where its number is; the other way where the numbers are known to be
        this theory's own (`numbers_first`), as in its versions. What goes can be put back.
        """
        from .arrows import Arrow  # noqa: PLC0415 - circular import
        from .statements import Statement  # noqa: PLC0415 - circular import

        theory = self.held()
        at = timezone.now()  # one moment: a statement that is put back brings the arrows that went with it
        rows = Statement.lay(theory, shape.statements, by, at, numbers_first)
        Arrow.lay(theory, shape.arrows, rows, by, at)
        PlanPrint.forget(theory.team_id)
        theory.touch()

    @property
    def described(self) -> int:
        """A print of what it is called and serves, for the form that changes that: its words may change meanwhile."""
        said = (self.title, self.guide, self.problem_id, self.skipped)
        return crc32(repr(said).encode()) & 0x7FFFFFFF

    @transaction.atomic
    def describe(self, title, guide, problem, skipped, described) -> None:
        """Another name, or something else it serves. Raises Stale (with the row as it is), NameTaken, CutOff, Gone."""
        Team.objects.select_for_update(no_key=True).get(pk=self.team_id)
        held = self.held()
        said = {"title": title, "guide": guide, "problem": problem, "skipped": skipped}
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.described != described:
            raise Stale(held)
        self.name_must_be_free(self.team_id, title, but=held)
        must_stand(problem)
        Theory.objects.filter(pk=held.pk).update(**said)
        self.touch()

    @transaction.atomic
    def remove(self, by) -> bool:
        """Put it away; it can be put back. False where somebody was quicker."""
        gone = Theory.objects.filter(pk=self.pk, removed_at=None).update(removed_at=timezone.now(), removed_by=by)
        PlanPrint.forget(self.team_id)
        tell(self.team_id, TOPIC)
        return bool(gone)

    @transaction.atomic
    def put_back(self) -> bool:
        """False where it stands already. Raises NameTaken where another one is called so by now."""
        Team.objects.select_for_update(no_key=True).get(pk=self.team_id)
        self.name_must_be_free(self.team_id, self.title, but=self)
        back = Theory.objects.filter(pk=self.pk, removed_at__isnull=False).update(removed_at=None, removed_by=None)
        tell(self.team_id, TOPIC)
        return bool(back)
