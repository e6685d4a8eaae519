"""A team's shared vision: which shared text it is, and which version the team adopted. The words live in the text's log."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from visioning.live.authorship import read_text
from visioning.live.reading import Reading

from .shared_texts import SharedText
from .versions import Adoption, Version

ORGANIZER = ("think", "see", "say", "hear", "feel")
FRAGMENTS = ("content", *ORGANIZER)


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
        return (
            Adoption.objects.filter(version__text_id=self.text_id)
            .select_related("version")
            .prefetch_related("people")
            .first()
        )

    def adopted_version(self) -> Version | None:
        """The version the team adopted last, or None."""
        adoption = self.adoption()
        return adoption and adoption.version
