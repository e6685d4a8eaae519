"""A person's own vision, before anybody else's. Reachable by its author alone; knows nothing of who may read what was shared."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
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


class Stale(Exception):
    """Somebody, most likely the same person in another window, saved other words meanwhile. Nothing was changed."""

    def __init__(self, stored):
        super().__init__()
        self.stored = stored


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
    def words(self) -> dict[str, str]:
        """All answers by key, the empty ones too."""
        return {prompt.key: getattr(self, prompt.key) for prompt in PROMPTS}

    @property
    def is_empty(self) -> bool:
        return not self.answers

    def as_text(self) -> str:
        """Plain text to keep or to print."""
        return "\n\n".join(f"{prompt.title}\n\n{words}" for prompt, words in self.answers) + "\n"

    def take(self, words) -> None:
        """Say these words from now on; not saved yet."""
        for prompt in PROMPTS:
            setattr(self, prompt.key, words.get(prompt.key, ""))


def put_together(first, second) -> dict[str, str]:
    """Both sets of answers in one, so that nobody has to choose: what one has more of, or one after the other."""
    joined = {}
    for prompt in PROMPTS:
        one, other = first.get(prompt.key, "").strip(), second.get(prompt.key, "").strip()
        if other in one:
            joined[prompt.key] = one
        elif one in other:
            joined[prompt.key] = other
        else:
            joined[prompt.key] = f"{one}\n\n{other}"
    return joined


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

    @classmethod
    def of(cls, person) -> "PersonalVision":
        """This person's page, or an empty one that is not saved yet."""
        return cls.objects.filter(person=person).first() or cls(person=person)

    @classmethod
    @transaction.atomic
    def keep(cls, person, words, edition) -> "PersonalVision":
        """Save these words over that edition. Raises `Stale` where another edition with other words is stored."""
        cls.objects.get_or_create(person=person)
        held = cls.objects.select_for_update(no_key=True).filter(person=person).first()
        vision = held or cls.objects.create(person=person)  # emptied in this moment, from another window
        if vision.words == words:
            return vision
        if vision.edition != edition:
            raise Stale(vision)
        vision.take(words)
        vision.edition += 1
        vision.save(update_fields=(*words, "edition", "saved_at"))
        return vision

    @classmethod
    def empty(cls, person) -> None:
        """Take the whole row away, with the time it was last saved: nothing says that there was one."""
        cls.objects.filter(person=person).delete()
