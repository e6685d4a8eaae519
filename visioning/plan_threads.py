"""What a team's plan says of where its words came from. Names only those who shared under their name; the others are counted."""

from dataclasses import dataclass, field

from leadership.models import Person

from .grown import grew_from
from .live.carried import Carried
from .live.items import Id
from .live.reading import Reading
from .models.weaves import woven_passages


@dataclass(frozen=True)
class Origins:
    """`notes`: by block, the sentence below it. The rest is about everybody behind the whole text, each counted once."""

    notes: dict[Id, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()  # by name: nobody said more than another
    unnamed: int = 0
    voices: int = 0
    passages: int = 0
    withdrawn: int = 0  # passages behind which nothing may be read any more

    @classmethod
    def of(cls, text_id, reading: Reading, moved: Carried | None = None) -> "Origins":
        """For the words in this reading, live or frozen. Two questions to the database, however many threads there are."""
        by_block: dict[Id, set[str]] = {}
        everybody: set[str] = set()
        passages = withdrawn = 0
        for passage, sources in woven_passages(text_id).items():
            place = passage.place(reading, moved)
            if place is None:
                continue
            if not sources:
                withdrawn += 1
                continue
            passages += 1
            everybody |= sources
            for block in place.blocks:
                by_block.setdefault(block, set()).update(sources)
        kinds = {kind: [key for key in everybody if key.startswith(kind)] for kind in ("person", "vision", "voice")}
        people = Person.objects.filter(pk__in=[key.partition("-")[2] for key in kinds["person"]])
        return cls(
            notes={block: grew_from(len(keys)) for block, keys in by_block.items()},
            names=tuple(sorted(str(person) for person in people.only("name", "email"))),
            unnamed=len(kinds["vision"]),
            voices=len(kinds["voice"]),
            passages=passages,
            withdrawn=withdrawn,
        )
