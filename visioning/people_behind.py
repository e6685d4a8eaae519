"""The people behind some words: named where they shared under their name, else counted. Knows phrases, nothing of the text."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.models import Person


@dataclass(frozen=True)
class Behind:
    """Everybody once."""

    names: tuple[str, ...] = ()  # by name: nobody said more than another
    unnamed: int = 0
    voices: int = 0

    @property
    def people(self) -> int:
        return len(self.names) + self.unnamed + self.voices

    @property
    def others(self) -> list[str]:
        """Those who are counted, in words."""
        said = []
        if self.unnamed:
            said.append(
                ngettext("1 vision without a name", "%(count)s visions without a name", self.unnamed)
                % {"count": self.unnamed}
            )
        if self.voices:
            said.append(
                ngettext("1 voice from listening", "%(count)s voices from listening", self.voices)
                % {"count": self.voices}
            )
        return said

    @property
    def sentence(self) -> str:
        """All of them in one line; "" where there is nobody."""
        return _(", ").join([*self.names, *self.others])

    @classmethod
    def of(cls, sources) -> "Behind":
        """From keys as `Phrase.source_key` gives them. One question."""
        kinds = {kind: [key for key in sources if key.startswith(kind)] for kind in ("person", "vision", "voice")}
        people = Person.objects.filter(pk__in=[key.partition("-")[2] for key in kinds["person"]])
        names = tuple(sorted(str(person) for person in people.only("name", "email")))
        return cls(names, len(kinds["vision"]), len(kinds["voice"]))

    @classmethod
    def of_phrases(cls, phrases) -> "Behind":
        """From phrases that are loaded with their sources. No question."""
        by_key = {phrase.source_key: phrase.source_label for phrase in phrases}
        names = tuple(sorted(label for key, label in by_key.items() if key.startswith("person")))
        kinds = [key.partition("-")[0] for key in by_key]
        return cls(names, kinds.count("vision"), kinds.count("voice"))
