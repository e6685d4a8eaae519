"""Learning cards: what a closed pilot found, in its group's own words, for others; and how far its participants let it go.

A card carries no names. Wider than the team and the participants it goes only as far as everybody who takes part said yes to,
to these very words: other words delete every yes. Who has left is not asked. Where nobody takes part any more, nobody is left who
could say yes for the group; its school may still read it, where people can be asked, but no other school.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import DistrictMember, Membership, PlanPrint, StaffMember
from leadership.models.links import WithLink
from leadership.news import tell
from visioning.models import Gone, Stale

from .inviting import NotReady
from .measures import Measure
from .participations import Participation
from .pilots import LONGEST, Pilot
from .rows import TOPIC


class Reach(models.TextChoices):
    """Who may read a card. Wider than the team needs the participants' yes to these very words."""

    TEAM = "team", _("Our team and the participants")
    SCHOOL = "school", _("Our school")
    DISTRICT = "district", _("Our district")
    PUBLIC = "public", _("Anybody who has the link, and every school here")


FROM_NARROW = tuple(Reach.values)
SCHOOL_AND_WIDER, DISTRICT_AND_WIDER = FROM_NARROW[1:], FROM_NARROW[2:]


class LearningCardQuerySet(models.QuerySet):
    def readable_by(self, person):
        """By reach, through a place at a team, a school or a district. The one check of all pages and pictures of cards."""
        staff = StaffMember.objects.filter(person=person)
        team, school = OuterRef("pilot__team"), OuterRef("pilot__team__school")
        district = OuterRef("pilot__team__school__district")
        ours = Exists(Membership.objects.filter(team=team, person=person)) | (
            Exists(Participation.objects.filter(pilot=OuterRef("pilot"), person=person))
            & Exists(staff.filter(school=school))
        )
        here = Exists(staff.filter(school=school))
        near = Exists(staff.filter(school__district=district)) | Exists(
            DistrictMember.objects.filter(district=district, person=person)
        )
        return self.filter(
            ours
            | (Q(reach__in=SCHOOL_AND_WIDER) & here)
            | (Q(reach__in=DISTRICT_AND_WIDER) & near)
            | Q(reach=Reach.PUBLIC)
        )

    def readable_at(self, school):
        """What a whole school may read: everybody on its staff."""
        near = Q(reach__in=DISTRICT_AND_WIDER, pilot__team__school__district=school.district_id)
        if school.district_id is None:
            near = Q(pk__in=())
        return self.filter(Q(reach=Reach.PUBLIC) | near | Q(reach__in=SCHOOL_AND_WIDER, pilot__team__school=school))

    def with_pilots(self):
        return self.select_related("pilot__team__school__district", "measure")


class LearningCard(WithLink):
    """The card of one closed pilot. Other words ask for everybody's yes anew."""

    pilot = models.OneToOneField(Pilot, models.CASCADE, related_name="card")
    context = models.TextField(_("where: grade, size, what is special about us"), max_length=LONGEST)
    tried = models.TextField(_("what we tried"), max_length=LONGEST)
    held = models.TextField(_("what held"), max_length=LONGEST)
    not_again = models.TextField(_("what we would not do again"), max_length=LONGEST)
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, blank=True, related_name="cards", verbose_name=_("which chart")
    )
    chart_words = models.TextField(_("the chart in words"), max_length=LONGEST, blank=True)
    reach = models.CharField(_("who may read it"), max_length=8, choices=Reach.choices, default=Reach.TEAM)
    shared_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="cards_written"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=1, editable=False)  # 0: there is none yet

    objects = LearningCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning card")
        ordering = ("-written_at", "-id")

    def __str__(self):
        return str(self.pilot)

    def get_absolute_url(self):
        return reverse("learning_card", args=(self.pilot.team.slug, self.pilot.number))

    @property
    def is_shared(self) -> bool:
        return self.reach != Reach.TEAM

    def reaches(self, school) -> bool:
        """May everybody on this school's staff read it? As `readable_at`, for a card at hand."""
        origin = self.pilot.team.school
        near = origin.district_id is not None and origin.district_id == school.district_id
        return (
            self.reach == Reach.PUBLIC
            or (self.reach in DISTRICT_AND_WIDER and near)
            or (self.reach in SCHOOL_AND_WIDER and origin.pk == school.pk)
        )

    @classmethod
    @transaction.atomic
    def write(cls, pilot, by, edition, **said) -> "LearningCard":
        """Write it, or say it anew. Raises NotReady before the pilot is closed, Stale (with the card as it is) and Gone.

        Other words are for the team alone until everybody has said yes to them.
        """
        if not pilot.held().closed_at:
            raise NotReady
        stored = cls.objects.filter(pilot=pilot).first()
        if stored is None:
            if edition:
                raise Gone
            stored = cls.objects.create(pilot=pilot, written_by=by, **said)
        elif any(getattr(stored, name) != value for name, value in said.items()):
            if stored.edition != edition:
                raise Stale(stored)
            cls.objects.filter(pk=stored.pk).update(**said, edition=F("edition") + 1)
            stored.consents.all().delete()
            stored._reach(Reach.TEAM)
        tell(pilot.team_id, TOPIC)
        return stored

    def yeses(self) -> dict[int, str]:
        """How far each of those who take part would let it go, by the key of the person; "" where they have not said yes."""
        said = CardConsent.objects.filter(card=self.pk, person=OuterRef("person")).values("reach")
        people = Participation.objects.filter(pilot=self.pilot_id).order_by()
        found = people.annotate(said=Coalesce(Subquery(said), Value(""))).values_list("person", "said")
        return dict(found)

    @staticmethod
    def widest(yeses) -> str:
        """How far all of them let it go. Where nobody takes part any more, not out of the school."""
        if not yeses:
            return Reach.SCHOOL
        return Reach(min((reach or Reach.TEAM for reach in yeses.values()), key=FROM_NARROW.index))

    def _held(self) -> "LearningCard":
        """As it is now, nobody else changing it. Raises Gone."""
        self.pilot.held()
        found = LearningCard.objects.filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found

    @transaction.atomic
    def say_yes(self, person, reach, edition) -> bool:
        """For oneself, to the words that were read, up to this reach. False for whoever does not take part. Raises Stale and Gone.

        A yes to less than before narrows at once.
        """
        card = self._held()
        if card.edition != edition:
            raise Stale(card)
        if not Participation.objects.filter(pilot=card.pilot_id, person=person).exists():
            return False
        if reach == Reach.TEAM:
            card.consents.filter(person=person).delete()
        else:
            card.consents.update_or_create(person=person, defaults={"reach": reach})
        card._narrow()
        tell(card.pilot.team_id, TOPIC)
        return True

    def take_back(self, person) -> None:
        """One's yes, at any time; the card is narrowed at once."""
        self.say_yes(person, Reach.TEAM, LearningCard.objects.values_list("edition", flat=True).get(pk=self.pk))

    @transaction.atomic
    def share(self, reach, edition) -> None:
        """As far as everybody agreed, or less far. Raises NotReady where somebody has not said yes so far, Stale and Gone."""
        card = self._held()
        wider = FROM_NARROW.index(reach) > FROM_NARROW.index(card.reach)
        if wider and card.edition != edition:
            raise Stale(card)
        if wider and FROM_NARROW.index(reach) > FROM_NARROW.index(card.widest(card.yeses())):
            raise NotReady
        card._reach(reach)
        tell(card.pilot.team_id, TOPIC)

    @classmethod
    def left_by(cls, pilot, person_id) -> None:
        """With the last of those who took part the last yes goes: it stays in the school. For whoever holds the pilot."""
        if pilot.participations.exclude(person=person_id).exists():
            return
        card = cls.objects.filter(pilot=pilot, reach__in=DISTRICT_AND_WIDER).first()
        if card:
            card._reach(cls.widest({}))

    def _narrow(self) -> None:
        widest = self.widest(self.yeses())
        if FROM_NARROW.index(widest) < FROM_NARROW.index(self.reach):
            self._reach(widest)

    def _reach(self, reach) -> None:
        """With the link that belongs to it: it opens to the public and closes for good with the public."""
        if reach == self.reach:
            return
        if FROM_NARROW.index(reach) < FROM_NARROW.index(self.reach):
            PlanPrint.forget(self.pilot.team_id)
        if reach == Reach.PUBLIC:
            self.rotate_link()
        elif self.link_open:
            self.close_link()
        self.reach = reach
        self.shared_at = None if reach == Reach.TEAM else self.shared_at or timezone.now()
        self.save(update_fields=("reach", "shared_at"))


class CardConsent(models.Model):
    """A participant's yes to sharing these words up to this reach. Taking it back is deleting it."""

    card = models.ForeignKey(LearningCard, models.CASCADE, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="card_consents")
    reach = models.CharField(max_length=8, choices=Reach.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("yes to sharing a card")
        constraints = (models.UniqueConstraint(fields=("card", "person"), name="one_yes_each"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
