"""A person's own vision, before anybody else's. Reachable by its author alone; knows nothing of who may read what was shared."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 5000  # letters an answer; two printed pages


@dataclass(frozen=True)
class Prompt:
    """One question of the private page. Its key is a column of `WithAnswers`, for ever."""

    key: str
    title: str
    help: str


PROMPTS = (
    Prompt(
        "learning",
        _("What great teaching and learning looks like here"),
        _("Think of a room in this school on a very good day. What would I see and hear?"),
    ),
    Prompt("bring", _("What I bring"), _("Something you can do, know or care about that others could lean on.")),
    Prompt(
        "hope",
        _("What I hope people will say in three years"),
        _("A student, a family, a colleague: what would you love to overhear?"),
    ),
)


class WithAnswers(models.Model):
    """One answer to each prompt, in the person's own words."""

    learning = models.TextField(PROMPTS[0].title, max_length=LONGEST, blank=True, help_text=PROMPTS[0].help)
    bring = models.TextField(PROMPTS[1].title, max_length=LONGEST, blank=True, help_text=PROMPTS[1].help)
    hope = models.TextField(PROMPTS[2].title, max_length=LONGEST, blank=True, help_text=PROMPTS[2].help)

    class Meta:
        abstract = True

    @property
    def answers(self) -> list[tuple[Prompt, str]]:
        """The prompts that have an answer, with it, in order."""
        return [(prompt, words) for prompt in PROMPTS if (words := getattr(self, prompt.key).strip())]

    @property
    def is_empty(self) -> bool:
        return not self.answers


class PersonalVision(WithAnswers):
    """What one person wants to be true. Reached through `request.user.personal_vision` and in no other way.

    `edition` counts the saves: a page that saves on top of an older edition is told so instead of overwriting.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="personal_vision"
    )
    edition = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("personal vision")

    def __str__(self):
        return str(self._meta.verbose_name)  # never whose, never what: this may end up in a log
