"""Leadership teams: who is on them, how each joined, what they agreed. Knows nothing of visions."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .links import WithLink
from .places import Place
from .schools import School, create_named


class Role(models.TextChoices):
    """Who runs a step (facilitator), who takes part (member), who looks on (observer)."""

    FACILITATOR = "facilitator", _("Facilitator")
    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")


class JoinedBy(models.TextChoices):
    """How somebody came to the team; shown, since hand-picking alone weakens shared leadership."""

    FOUNDED = "founded", _("started the team")
    OPEN_CALL = "open_call", _("answered the open call")
    LINK = "link", _("used the team's link")
    INVITATION = "invitation", _("was invited by mail")


class Starter(models.TextChoices):
    """Much process and little content for a young team; it fades by itself as the team decides things."""

    AUTO = "auto", _("Fades by itself")
    ON = "on", _("Always on")
    OFF = "off", _("Off")


class TeamQuerySet(models.QuerySet):
    def for_person(self, person):
        return self.filter(memberships__person=person)

    def run_by(self, person):
        return self.filter(memberships__person=person, memberships__role=Role.FACILITATOR)

    def as_seen_by(self, person):
        """With `people` (how many), `joined` and `asked` (is this person on it, waiting for an answer)."""
        return self.annotate(
            people=models.Count("memberships"),
            joined=models.Exists(Membership.objects.filter(team=models.OuterRef("pk"), person=person)),
            asked=models.Exists(JoinRequest.objects.filter(team=models.OuterRef("pk"), person=person)),
        )


class Team(WithLink):
    """A collective-leadership team of one school. Three people can be a team."""

    school = models.ForeignKey(School, models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    purpose = models.CharField(
        _("purpose"),
        max_length=280,
        blank=True,
        help_text=_("One sentence: what this team is for."),
    )
    open_call = models.BooleanField(
        _("open call"),
        default=True,
        help_text=_("Anyone on the school's staff may ask to join."),
    )
    public_body = models.BooleanField(
        _("public body"),
        default=False,
        help_text=_(
            "The law has this team decide in public meetings: what is said online is advice then, and binds nobody."
        ),
    )
    starter = models.CharField(_("starter mode"), max_length=4, choices=Starter.choices, default=Starter.AUTO)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        ordering = ("name", "id")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("team_home", args=(self.slug,))

    @classmethod
    @transaction.atomic
    def found(cls, person, school, name, purpose="", open_call=True):
        """Start a team with this person as its first facilitator."""
        team = create_named(cls, school=school, name=name, purpose=purpose, open_call=open_call)
        team.welcome(person, JoinedBy.FOUNDED, role=Role.FACILITATOR)
        return team

    @transaction.atomic
    def welcome(self, person, joined_by, role=Role.MEMBER):
        """Put a person on the team and on the school's staff; somebody already here stays as they are."""
        self.school.welcome(person)
        membership, _created = self.memberships.get_or_create(
            person=person, defaults={"role": role, "joined_by": joined_by}
        )
        self.join_requests.filter(person=person).delete()
        return membership


class Membership(Place):
    """A person's place on a team."""

    house = "team"

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    joined_by = models.CharField(max_length=12, choices=JoinedBy.choices)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        ordering = ("person__name", "id")
        constraints = (models.UniqueConstraint(fields=("team", "person"), name="membership_unique"),)

    def __str__(self):
        return f"{self.person} · {self.team}"


class JoinRequestQuerySet(models.QuerySet):
    def to_answer_by(self, person):
        """Requests that wait for this person's yes or no."""
        return self.filter(team__in=Team.objects.run_by(person))


class JoinRequest(models.Model):
    """Somebody answered the open call and waits for a facilitator's yes."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    note = models.CharField(
        _("note"),
        max_length=280,
        blank=True,
        help_text=_("What you would like to bring. One line is plenty."),
    )
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        ordering = ("asked_at", "id")
        constraints = (models.UniqueConstraint(fields=("team", "person"), name="join_request_unique"),)

    def __str__(self):
        return f"{self.person} → {self.team}"

    @transaction.atomic
    def answer(self, yes):
        """Welcome the person, or not. False where another facilitator was quicker."""
        answered, _rows = JoinRequest.objects.filter(pk=self.pk).delete()
        if answered and yes:
            self.team.welcome(self.person, JoinedBy.OPEN_CALL)
        return bool(answered)
