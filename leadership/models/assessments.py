"""Rounds of self-assessment: one set of items, asked of a team or a staff, answered once. Knows nothing of results.

What was answered, and who has answered, lie in two tables (`assessment_answers`) with no path, order or time between them.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from leadership.privacy import AND_OTHERS, FEWEST, held_by_enough
from leadership.shuffling import shuffle
from leadership.wording import item_keys, minutes_for, wording_of

from .audiences import (
    Audience,
    Naming,
    is_formal_leader,
    people_asked,
    people_hidden_among_others,
)
from .schools import StaffMember
from .teams import Membership, Role, Team

TOPIC = "assessment"
REMIND_BEFORE = timedelta(days=2)  # so long before its last day a round reminds by itself


class RoundOpen(Exception):
    """One round at a time: another one is open."""


class RoundClosed(Exception):
    """The round takes no more answers."""


class TooFew(Exception):
    """Fewer people are asked than can answer without their names."""


class AnsweredAlready(Exception):
    """An answer without a name cannot be found again, so it cannot be changed."""


class AssessmentRoundQuerySet(models.QuerySet):
    def open(self):
        """Those that take answers today."""
        return self.filter(closed_at=None).exclude(closes_on__lt=timezone.localdate())

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def due(self):
        """Their last day has passed, and nobody has closed them."""
        return self.filter(closed_at=None, closes_on__lt=timezone.localdate())

    def to_remind(self):
        """Open, near their end, and not opened only today; those asked were not reminded yet."""
        today = timezone.localdate()
        soon = self.open().filter(closes_on__lte=today + REMIND_BEFORE, reminded_at=None)
        return soon.filter(opened_at__date__lt=today)

    def waiting_for(self, person):
        """Those that ask this person, who has not answered."""
        memberships = Membership.objects.filter(team=OuterRef("team"), person=person)
        on_staff = StaffMember.objects.filter(school=OuterRef("team__school"), person=person)
        invited = Q(audience=Audience.STAFF) & Q(Exists(on_staff)) & ~Q(Exists(memberships))
        asked = Q(Exists(memberships.exclude(role=Role.OBSERVER))) | invited
        return self.open().filter(asked).exclude(turns__person=person)

    def for_place(self, place):
        """Colleagues who are only invited see the rounds that ask the staff."""
        return self.filter(audience=Audience.STAFF) if place.role == "invited" else self


class AssessmentRound(models.Model):
    """One time at which people say how things stand. `naming` and `wording` are fixed when it opens, for good.

    `wording` is a list of parts, each what was asked, in the words of that day:
    {"key": "vision" or the key of a form, "kind": "pulse" | "rubric" | "form", "version": "2026-1", "title": str,
     "items": [{"key": str, "title": str, "text": str, "levels": [str, str, str, str]}, …]}.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="assessment_rounds")
    number = models.PositiveIntegerField(editable=False)  # within the team, for its address
    name = models.CharField(_("name"), max_length=120, help_text=_("For example “Autumn 2026”."))
    audience = models.CharField(_("who is asked"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    naming = models.CharField(_("names"), max_length=8, choices=Naming.choices)
    wording = models.JSONField(editable=False)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="assessment_rounds_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    people_count = models.PositiveIntegerField(null=True, editable=False)  # how many were asked when it closed
    # The school shows the district what came of it, and can take that back.
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="assessment_rounds_released"
    )
    # The place among the district's schools stays when it is taken back: were others moved up, the change would tell on them.
    taken_back_at = models.DateTimeField(null=True, editable=False)
    # What was released: by condition the middle of what the result tells, None once that is taken back, and nothing else.
    released_figures = models.JSONField(default=dict, editable=False)

    objects = AssessmentRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of self-assessment")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="assessment_round_number_unique"),
            models.UniqueConstraint(
                fields=("team",), condition=Q(closed_at=None), name="one_open_assessment_round_per_team"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(closed_at__isnull=False), name="assessment_released_when_closed"
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessment_round", args=(self.team.slug, self.number))

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_due(self) -> bool:
        """Its last day has passed and nobody has closed it: no more answers, and no result yet."""
        return not self.is_closed and self.closes_on is not None and self.closes_on < timezone.localdate()

    @property
    def is_released(self) -> bool:
        return self.released_at is not None and self.taken_back_at is None

    @property
    def takes_answers(self) -> bool:
        return not self.is_closed and not self.is_due

    @property
    def is_named(self) -> bool:
        return self.naming == Naming.NAMED

    @property
    def condition_keys(self) -> list[str]:
        """The conditions it asks about, in the order it asks. Forms of their own are not in it."""
        return [part["key"] for part in self.wording if part["kind"] != "form"]

    @property
    def item_keys(self) -> list[str]:
        """What answers are filed under: "<part key>.<item key>", in the order it asks."""
        return item_keys(self.wording)

    @property
    def minutes(self) -> int:
        """About how long answering takes."""
        return minutes_for(len(self.item_keys))

    @classmethod
    @transaction.atomic
    def open(cls, team, by, parts, *, naming, audience=Audience.TEAM, **said) -> "AssessmentRound":
        """Ask; `parts` is a list of (key, kind). Raises RoundOpen or TooFew; KeyError where there is no such part."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        rounds = cls.objects.filter(team=team)
        if rounds.filter(closed_at=None).exists():
            raise RoundOpen
        if naming == Naming.UNNAMED and people_hidden_among_others(team, audience).count() < FEWEST:
            raise TooFew
        last = rounds.aggregate(last=models.Max("number"))["last"] or 0
        made = cls.objects.create(
            team=team,
            number=last + 1,
            naming=naming,
            audience=audience,
            wording=wording_of(parts),
            opened_by=by,
            **said,
        )
        tell(team.pk, TOPIC)
        return made

    def _hold(self) -> "AssessmentRound":
        """The row as it is now. Nobody else answers or closes until this transaction ends."""
        held = AssessmentRound.objects.select_for_update(no_key=True).get(pk=self.pk)
        held.team = self.team
        return held

    def people_asked(self):
        return people_asked(self.team, self.audience)

    def groups_of(self, person) -> list[str]:
        """The positions this person may answer as. Without names: those that enough of the others who are asked hold."""
        if self.is_named:
            return list(person.positions)
        if is_formal_leader(person):
            return []
        hidden = people_hidden_among_others(self.team, self.audience)
        enough = held_by_enough(hidden.values_list("positions", flat=True))
        return [key for key in person.positions if key in enough]

    def own_answer(self, person):
        """What this person answered, where it can be found: with names, and formal leaders' own."""
        return self.answers.filter(person=person).first()

    @transaction.atomic
    def answer(self, person, levels, notes=None, group="", private=False) -> None:
        """Say how things stand: a level for every item. With names again and again until it closes, without them once.

        A `group` that would point at somebody is not stored. `private` is for formal leaders in a round without names.
        Raises RoundClosed or AnsweredAlready.
        """
        held = self._hold()
        if not held.takes_answers:
            raise RoundClosed
        known = held.item_keys
        if set(levels) != set(known):
            raise ValueError("a level for every item, and for nothing else")
        said = {
            "levels": {key: levels[key] for key in known},
            "notes": {key: notes[key] for key in known if (notes or {}).get(key)},
            "group": group if group in held.groups_of(person) else "",
        }
        turn, is_first = held.turns.get_or_create(person=person, defaults={"group": said["group"]})
        if held.is_named:
            held.answers.update_or_create(person=person, defaults=said)
            if turn.group != said["group"]:
                turn.group = said["group"]
                turn.save(update_fields=("group",))
        elif not is_first:
            raise AnsweredAlready
        else:
            leader = is_formal_leader(person)
            held.answers.create(**said, person=person if leader else None, private=leader and private)
            # With every answer: not even the database knows which turn came with which.
            shuffle(held.answers.all())
        tell(held.team_id, TOPIC)

    @transaction.atomic
    def close(self, at=None) -> bool:
        """Take no more answers and let everybody read what came of it. False where somebody was quicker."""
        held = self._hold()
        if held.is_closed:
            return False
        if not held.is_named:
            held._forget_too_few()
            held._forget_small_groups()
            shuffle(held.answers.all())
        self.closed_at = at or timezone.now()
        self.people_count = max(held.people_asked().count(), held.turns.count())
        self.save(update_fields=("closed_at", "people_count"))
        tell(held.team_id, TOPIC)
        return True

    def _forget_too_few(self):
        """Of one to four answers without a name nothing can ever be shown, and a list of who answered stands beside them."""
        unnamed = self.answers.filter(person=None)
        if unnamed.count() < FEWEST:
            unnamed.delete()

    def _forget_small_groups(self):
        """Positions from which fewer than five answered: beside the list of who answered they would say too much.

        So would a position that one to four people did not tell: they go with the smallest of the positions that stay.
        """
        counted = dict(self.answers.filter(person=None).values_list("group").annotate(count=models.Count("pk")))
        told = {group: count for group, count in counted.items() if group and count >= FEWEST}
        rest = sum(counted.values()) - sum(told.values())
        self._regroup([group for group in counted if group not in told], "")
        if told and 0 < rest < FEWEST:
            smallest = min(told, key=lambda group: (told[group], group))
            self._regroup(["", smallest], smallest + AND_OTHERS)

    def _regroup(self, groups, to):
        """Here and there alike, but for those who are known by name."""
        self.answers.filter(person=None, group__in=groups).update(group=to)
        known = self.answers.exclude(person=None).values("person")
        self.turns.filter(group__in=groups).exclude(person__in=known).update(group=to)

    @transaction.atomic
    def remind(self) -> list:
        """Whom to write to: those asked who have not answered. Nobody where that was done before, or nothing is taken any more."""
        held = self._hold()
        if held.reminded_at is not None or not held.takes_answers:
            return []
        self.reminded_at = timezone.now()
        self.save(update_fields=("reminded_at",))
        tell(held.team_id, TOPIC)
        answered = held.turns.values("person")
        return list(held.people_asked().filter(is_active=True).exclude(pk__in=answered))

    def may_remind_again(self) -> None:
        """Not one letter could be sent."""
        self.reminded_at = None
        self.save(update_fields=("reminded_at",))

    @transaction.atomic
    def release(self, by, figures) -> bool:
        """Let the district count these middles, by condition. False where there is no district, or that was done before."""
        held = self._hold()
        if not held.is_closed or held.is_released or self.team.school.district_id is None:
            return False
        self.released_at, self.taken_back_at = held.released_at or timezone.now(), None
        self.released_by, self.released_figures = by, figures
        self.save(update_fields=("released_at", "taken_back_at", "released_by", "released_figures"))
        return True

    @transaction.atomic
    def take_back(self) -> bool:
        """The district counts it no longer, and forgets the figures. False where it did not count it."""
        held = self._hold()
        if not held.is_released:
            return False
        self.taken_back_at, self.released_by = timezone.now(), None
        self.released_figures = dict.fromkeys(held.released_figures)
        self.save(update_fields=("taken_back_at", "released_by", "released_figures"))
        return True
