"""A team's shared vision: which shared text it is, and which version the team adopted. The words live in the text's log."""

from dataclasses import dataclass

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from visioning.live.authorship import read_text
from visioning.live.reading import Reading

from .shared_texts import SharedText
from .versions import Adoption, Version


@dataclass(frozen=True)
class Section:
    """One part of the vision: its key in the shared text for ever, its title, and a line that helps to begin."""

    key: str
    title: str
    prompt: str


CONTENT = Section(
    "content",
    _("Our shared vision"),
    _("What do we want to be true for our students and for us? Write as if it were so already."),
)
ORGANIZER = (
    Section(
        "think", _("Think"), _("When this is real, what will students, families and staff think about our school?")
    ),
    Section("see", _("See"), _("What will a visitor see in our rooms and hallways?")),
    Section("say", _("Say"), _("What will people say to each other, and how?")),
    Section("hear", _("Hear"), _("What will you hear when you walk through the building?")),
    Section("feel", _("Feel"), _("How will a student feel here in the morning? How will you?")),
)
DERIVED = (
    Section(
        "mission", _("Mission"), _("What we do every day so that the vision comes true, in two or three sentences.")
    ),
    Section("tagline", _("Tagline"), _("The vision in one line that people will remember.")),
    Section("filter", _("Filter question"), _("How does this help students become…? Ask it of every new idea.")),
)
NOW = Section(
    "now",
    _("Where we are now"),
    _("What is true today, the hard parts too. The gap to the vision is where the energy comes from."),
)
SECTIONS = (CONTENT, *ORGANIZER, *DERIVED, NOW)


class SharedVision(models.Model):
    """What the team wants to be true for students and staff, written together."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="shared_vision")
    text = models.OneToOneField(SharedText, models.CASCADE, related_name="shared_vision")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("shared vision")

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.team}"

    def get_absolute_url(self):
        return reverse("shared_vision", args=(self.team.slug,))

    @classmethod
    @transaction.atomic
    def start(cls, team) -> "SharedVision":
        """The team's vision, begun if nobody has yet. Two people who begin at once get the same one."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        found = cls.objects.filter(team=team).select_related("text").first()
        return found or cls.objects.create(team=team, text=SharedText.objects.create(team=team))

    def reading(self) -> Reading:
        """What the text says now: `.html(fragment, first_heading=2)`, `.plain(fragment)`, `.is_empty(fragment)`."""
        return read_text(self.text_id)

    def adoption(self) -> Adoption | None:
        """The adoption that counts: the latest. Earlier ones stay on record."""
        return Adoption.objects.filter(version__text_id=self.text_id).select_related("version").first()

    def adopted_version(self) -> Version | None:
        """The version the team adopted last, or None."""
        adoption = self.adoption()
        return adoption and adoption.version
