"""Where the demo's work on its texts takes place: beside the team and its people, their hands and passages. Knows no words."""

from dataclasses import dataclass, field

from leadership.demo import stage
from leadership.demo.stage import ago, dated, day
from visioning.live.passages import pick_words
from visioning.models import Passage, SharedVision

__all__ = ["Stage", "ago", "dated", "day"]

FIRST_CLIENT = 70_001  # a Yjs client id for each writer, the same every time


@dataclass
class Stage(stage.Stage):
    hands: dict = field(default_factory=dict)

    def client(self, person) -> int:
        """The hand this person writes with, in all texts of the demo."""
        return self.hands.setdefault(person.pk, FIRST_CLIENT + len(self.hands))

    @property
    def vision(self) -> SharedVision:
        return SharedVision.start(self.team)

    def passage(self, quote) -> Passage:
        """The passage of the vision that reads so now."""
        vision = self.vision
        reading = vision.reading()
        found = (pick_words(reading, name, quote) for name in reading.fragments)
        for picked in found:
            if picked:
                return Passage.take(vision.text, picked)
        raise LookupError(f"Nobody wrote “{quote}”.")
