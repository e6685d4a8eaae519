"""Gatherings: people share their own visions, and all are revealed at once. Knows nothing of themes or of the shared text.

A vision goes in and is opened here; what it says is in `gathered_visions`.
"""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.keys import hash_of
from leadership.models import FORMAL_LEADERS, Audience, Membership, Person, Role, StaffMember, Team
from leadership.news import tell
from leadership.privacy import held_by_enough
from leadership.shuffling import shuffle


class LateRule(models.TextChoices):
    """What becomes of a vision that is shared after the reveal. Chosen when the gathering opens, never changed."""

    AT_ONCE = "at_once", _("It appears as soon as it is shared")
    TOGETHER = "together", _("It waits until the next reveal, with the others who came late")
    CLOSED = "closed", _("After the reveal nothing more is taken in")


class TakesNoMore(Exception):
    """This gathering takes in no vision any more, or none from this person in this way."""


class GatheringQuerySet(models.QuerySet):
    def for_staff(self):
        return self.filter(audience=Audience.STAFF)

    def for_place(self, place):
        """What somebody with this place at the team may see of its gatherings."""
        return self.for_staff() if place.role == "guest" else self

    def closed(self):
        """Not revealed yet."""
        return self.filter(revealed_at=None)

    def takes_visions(self):
        return self.filter(Q(revealed_at=None) | ~Q(late_rule=LateRule.CLOSED))

    def inviting(self, person):
        """Those to which this person may bring a vision. Observers look on."""
        mine = Membership.objects.filter(team=OuterRef("team"), person=person)
        staff = StaffMember.objects.filter(school__teams=OuterRef("team"), person=person)
        return self.filter(
            Exists(mine.exclude(role=Role.OBSERVER)) | Q(~Exists(mine), Exists(staff), audience=Audience.STAFF)
        )

    def without_named_vision_of(self, person):
        """Only named ones can be known of; who shared without a name is asked again, and that is the price of it."""
        return self.exclude(visions__person=person)

    def counted(self):
        """With `shared`: how many visions are in."""
        return self.annotate(shared=models.Count("visions"))


class Gathering(models.Model):
    """One time in a team's life at which people bring their own visions, and those of others they listened to."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="gatherings")
    number = models.PositiveIntegerField(editable=False)  # within the team, for its address
    name = models.CharField(_("name"), max_length=120, help_text=_("For example “What we hope for, autumn 2026”."))
    audience = models.CharField(_("who is invited"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    late_rule = models.CharField(
        _("visions that come late"), max_length=8, choices=LateRule.choices, default=LateRule.AT_ONCE
    )
    leaders_after = models.BooleanField(
        _("formal leaders come after"),
        default=False,
        help_text=_(
            "Named visions of administrators and district staff wait until you reveal them, after everybody else’s."
        ),
    )
    reveal_on = models.DateField(_("planned reveal"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="gatherings_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True, editable=False)
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="gatherings_revealed"
    )

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathering")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="gathering_number_unique"),
            models.UniqueConstraint(
                fields=("team",), condition=models.Q(revealed_at=None), name="one_closed_gathering_per_team"
            ),
            models.CheckConstraint(
                condition=models.Q(revealed_by=None) | models.Q(revealed_at__isnull=False), name="revealed_by_and_at"
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("gathering", args=(self.team.slug, self.number))

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def takes_visions(self) -> bool:
        return not self.is_revealed or self.late_rule != LateRule.CLOSED

    @classmethod
    @transaction.atomic
    def open(cls, team, by, **fields) -> "Gathering | None":
        """Open one, or None where another waits to be revealed: two at once would only divide people."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        last = cls.objects.filter(team=team).first()
        if cls.objects.closed().filter(team=team).exists():
            return None
        gathering = cls.objects.create(team=team, opened_by=by, number=last.number + 1 if last else 1, **fields)
        tell(team.pk, "gathering")
        return gathering

    @transaction.atomic
    def mend(self, name, reveal_on) -> None:
        """Name and planned day may change. Who is invited and what becomes of late ones never do."""
        self.name, self.reveal_on = name, reveal_on
        self.save(update_fields=("name", "reveal_on"))
        tell(self.team_id, "gathering")

    def invited(self):
        """The people who may bring a vision."""
        members = Q(memberships__in=self.team.memberships.exclude(role=Role.OBSERVER))
        if self.audience == Audience.TEAM:
            return Person.objects.filter(members)
        observers = self.team.memberships.filter(role=Role.OBSERVER).values("person")
        staff = Q(staff_members__school=self.team.school_id) & ~Q(pk__in=observers)
        return Person.objects.filter(members | staff).distinct()

    def common_positions(self) -> set[str]:
        """Positions that so many of those invited hold that naming one's own points at nobody: these are offered."""
        return held_by_enough(self.invited().values_list("positions", flat=True))

    def positions_to_hide_among(self) -> set[str]:
        """The same among those who gave no name here: whoever did cannot be the one without a name."""
        unnamed = self.invited().exclude(gathered_visions__gathering=self)
        return held_by_enough(unnamed.values_list("positions", flat=True))

    def still(self) -> "Gathering":
        """This gathering as it is stored, held still until the transaction ends. Sharing and revealing take turns."""
        return Gathering.objects.select_for_update(no_key=True).get(pk=self.pk)

    def shows_at_once(self, positions, named) -> bool:
        """Whether a vision shared now may be read now."""
        waits_as_leader = self.leaders_after and named and FORMAL_LEADERS & set(positions)
        return self.is_revealed and self.late_rule == LateRule.AT_ONCE and not waits_as_leader

    @transaction.atomic
    def share(self, person, words):
        """Put in a vision under this person's name. Raises `TakesNoMore` where it is too late or one is in already."""
        held = self.still()
        if not held.takes_visions:
            raise TakesNoMore
        try:
            with transaction.atomic():
                vision = self.visions.create(
                    person=person,
                    positions=person.positions,
                    revealed=held.shows_at_once(person.positions, named=True),
                    shared_at=timezone.now(),
                    **words,
                )
        except IntegrityError:
            raise TakesNoMore from None
        self.changed(vision.revealed)
        return vision

    @transaction.atomic
    def share_unnamed(self, words, position, key):
        """Put in a vision that nothing leads to but the key. The person is not told to this verb, so it cannot leak.

        The same key again is the same page sent once more: what is in says the newer words from now on.
        """
        held = self.still()
        found = self.visions.filter(key_hash=hash_of(key)).first()
        if found:
            found.rewrite(words)
            return found
        # Nobody can be asked "was that you?", so only a flood is held off.
        if not held.takes_visions or self.visions.filter(person=None).count() >= 2 * self.invited().count() + 5:
            raise TakesNoMore
        revealed = held.shows_at_once((), named=False)
        hides = not revealed or position in self.positions_to_hide_among()
        positions = [position] if position and hides else []
        try:
            with transaction.atomic():
                vision = self.visions.create(key_hash=hash_of(key), positions=positions, revealed=revealed, **words)
        except IntegrityError:
            raise TakesNoMore from None  # a key of another gathering
        self.mix()
        self.changed(vision.revealed)
        return vision

    def mix(self) -> None:
        """Closed visions without a name lie in the table in no order that could be laid beside who was there when."""
        shuffle(self.visions.filter(person=None, revealed=False))

    def loosen(self) -> None:
        """Before they open: a position that would point at somebody, now that others gave their names, is taken away."""
        closed = self.visions.filter(person=None, revealed=False).exclude(positions=[])
        closed.exclude(positions__overlap=list(self.positions_to_hide_among())).update(positions=[])

    @transaction.atomic
    def reveal(self, by) -> bool:
        """Open everybody's visions at once; leaders' wait where that was agreed. False where somebody was quicker."""
        held = self.still()
        if held.is_revealed:
            return False
        self.loosen()
        self.mix()
        waits = Q(person__isnull=False, positions__overlap=list(FORMAL_LEADERS))
        self.visions.exclude(waits if held.leaders_after else Q(pk=None)).update(revealed=True)
        self.revealed_at, self.revealed_by = timezone.now(), by
        self.save(update_fields=("revealed_at", "revealed_by"))
        self.changed(True)
        return True

    @transaction.atomic
    def reveal_rest(self) -> int:
        """Open those that wait since the reveal: leaders', and those that came late. How many."""
        self.still()
        self.loosen()
        self.mix()
        opened = self.visions.filter(revealed=False, gathering__revealed_at__isnull=False).update(revealed=True)
        self.changed(opened)
        return opened

    def changed(self, for_all_to_see) -> None:
        """Open pages count anew; those of the weaving table only where there is something to read."""
        tell(self.team_id, "gathering")
        if for_all_to_see:
            tell(self.team_id, "weaving")
