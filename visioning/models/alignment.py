"""Alignment checks: can everybody work toward this version? Not a vote; nobody is outnumbered."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Audience, Membership, Naming, Role, StaffMember, people_asked
from leadership.news import tell
from leadership.privacy import FEWEST
from leadership.shuffling import shuffle
from visioning.alignment_paragraphs import paragraphs_of

from .shared_visions import SharedVision
from .versions import Version

TOPIC = "alignment"


class CheckOpen(Exception):
    """One check at a time: another one is open."""


class CheckClosed(Exception):
    """The check takes no more answers."""


class AnsweredAlready(Exception):
    """An answer without a name cannot be found again, so it cannot be changed."""


class AlignmentCheckQuerySet(models.QuerySet):
    def open(self):
        """Those that take answers today."""
        today = timezone.localdate()
        return self.filter(closed_at=None).exclude(closes_on__lt=today)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def for_place(self, place):
        """Guests see the checks that ask the staff."""
        return self.filter(audience=Audience.STAFF) if place.role == "guest" else self

    def before(self, check):
        """Earlier ones of the same vision that everybody whom this one asks was asked by, and may read."""
        found = self.filter(vision=check.vision_id, number__lt=check.number)
        return found.filter(audience=Audience.STAFF) if check.audience == Audience.STAFF else found

    def waiting_for(self, person):
        """Those that ask this person, who has not answered."""
        memberships = Membership.objects.filter(team=OuterRef("vision__team"), person=person)
        on_staff = StaffMember.objects.filter(school=OuterRef("vision__team__school"), person=person)
        guest = Q(audience=Audience.STAFF) & Q(Exists(on_staff)) & ~Q(Exists(memberships))
        asked = Q(Exists(memberships.exclude(role=Role.OBSERVER))) | guest
        return self.open().filter(asked).exclude(turns__person=person)


class AlignmentCheck(models.Model):
    """One question to everybody about one frozen version, and the rule that was set before anybody answered.

    Enough to start means: at least `share` percent of those who answer are at `floor` or above, none is below
    `lowest`, and at least `answers_needed` answered.
    """

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="alignment_checks")
    number = models.PositiveIntegerField(editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="alignment_checks")
    audience = models.CharField(_("who is asked"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    naming = models.CharField(_("names"), max_length=8, choices=Naming.choices)
    by_paragraph = models.BooleanField(_("ask about each paragraph too"), default=False)
    # Keys of the paragraphs it asks about: those that nobody was asked about before in these words.
    asked_about = models.JSONField(default=list, blank=True, editable=False)
    share = models.PositiveSmallIntegerField(_("percent"), default=80)
    floor = models.PositiveSmallIntegerField(_("at this level or above"), default=3)
    lowest = models.PositiveSmallIntegerField(_("nobody below"), default=2)
    answers_needed = models.PositiveSmallIntegerField(_("answers needed"), default=3)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="checks_opened")
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    # How many were asked when it closed; people come and go afterwards.
    people_count = models.PositiveIntegerField(null=True, editable=False)

    objects = AlignmentCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("alignment check")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("vision", "number"), name="alignment_check_number_unique"),
            models.UniqueConstraint(
                fields=("vision",), condition=models.Q(closed_at=None), name="one_open_alignment_check"
            ),
            models.CheckConstraint(
                condition=models.Q(share__range=(1, 100), floor__range=(1, 5), lowest__range=(1, 5)),
                name="alignment_rule_in_range",
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self):
        return reverse("alignment_check", args=(self.vision.team.slug, self.number))

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_due(self) -> bool:
        """Its last day has passed and nobody has closed it: no more answers, and no result yet."""
        return not self.is_closed and self.closes_on is not None and self.closes_on < timezone.localdate()

    @property
    def takes_answers(self) -> bool:
        return not self.is_closed and not self.is_due

    @property
    def is_named(self) -> bool:
        return self.naming == Naming.NAMED

    @property
    def minutes(self) -> int:
        """About how long answering takes."""
        return 3 + len(self.asked_about) // 2

    @classmethod
    @transaction.atomic
    def open(cls, vision, by, version=None, **said) -> "AlignmentCheck":
        """Ask about a version; without one, about the text as it is now, which is frozen first. Raises CheckOpen."""
        SharedVision.objects.select_for_update(no_key=True).get(pk=vision.pk)
        checks = cls.objects.filter(vision=vision)
        if checks.filter(closed_at=None).exists():
            raise CheckOpen
        version = version or Version.keep(vision.text, by)
        last = checks.aggregate(last=models.Max("number"))["last"] or 0
        check = cls(vision=vision, number=last + 1, version=version, opened_by=by, **said)
        check.asked_about = check.paragraphs_to_ask() if check.by_paragraph else []
        check.save(force_insert=True)
        tell(vision.team_id, TOPIC)
        return check

    def paragraphs_to_ask(self) -> list[str]:
        """Keys of the paragraphs that nobody has said enough about in these words."""
        before = AlignmentCheck.objects.closed().before(self).filter(by_paragraph=True)
        known = {key for check in before for key in check.answered_about()}
        return [one.key for one in paragraphs_of(self.version.reading) if one.key not in known]

    def answered_about(self) -> set[str]:
        """Keys of the paragraphs that enough people spoke about for their answers to be shown."""
        needed = 1 if self.is_named else FEWEST
        spoken = [key for levels in self.answers.values_list("levels_by_paragraph", flat=True) for key in levels]
        return {key for key in self.asked_about if spoken.count(key) >= needed}

    def _hold(self) -> "AlignmentCheck":
        return AlignmentCheck.objects.select_for_update(no_key=True).get(pk=self.pk)

    @transaction.atomic
    def answer(self, person, level, closer="", *, even_if_few=False, levels_by_paragraph=None) -> None:
        """Say how far one can work toward it. With names again and again until it closes, without them once.

        Raises CheckClosed or AnsweredAlready.
        """
        check = self._hold()
        if not check.takes_answers:
            raise CheckClosed
        said = {
            "level": level,
            "closer": closer,
            "even_if_few": even_if_few,
            "levels_by_paragraph": {k: v for k, v in (levels_by_paragraph or {}).items() if k in check.asked_about},
        }
        _turn, is_first = check.turns.get_or_create(person=person)
        if check.is_named:
            check.answers.update_or_create(person=person, defaults=said)
        elif is_first:
            check.answers.create(**said)
            # With every answer: not even the database knows which turn came with which.
            shuffle(check.answers.all())
        else:
            raise AnsweredAlready
        tell(check.vision.team_id, TOPIC)

    @transaction.atomic
    def close(self) -> bool:
        """Take no more answers and show the result to everybody at once. False where somebody was quicker."""
        check = self._hold()
        if check.is_closed:
            return False
        if not check.is_named:
            shuffle(check.answers.all())
        self.closed_at = timezone.now()
        self.people_count = people_asked(check.vision.team, check.audience).count()
        self.save(update_fields=("closed_at", "people_count"))
        tell(check.vision.team_id, TOPIC)
        return True
