"""What became of a listening round, for those who were asked. Shows no answer, counts nobody, and no draft leaks out of it."""

from dataclasses import dataclass

from django.db.models import Q

from .models import SECTIONS, Passage, SharedVision, Theme, VoiceState

FRAGMENTS = [section.key for section in SECTIONS]


@dataclass(frozen=True)
class RoundOutcome:
    """`themes`: names, in the order they were named; `passages`: words of the adopted vision, in its order."""

    themes: tuple[str, ...]
    passages: tuple[str, ...]
    is_adopted: bool

    @classmethod
    def of(cls, listening) -> "RoundOutcome":
        """From the answers on the table alone, and only after the gathering is revealed."""
        if not listening.gathering.is_revealed:
            return cls((), (), False)
        heard = {"voice__round": listening, "voice__state": VoiceState.SHOWN}
        themes = Theme.objects.filter(**{f"phrases__{name}": value for name, value in heard.items()}).distinct()
        themes = list(themes)
        vision = SharedVision.objects.filter(team=listening.gathering.team_id).select_related("text").first()
        version = vision and vision.adopted_version()
        if not version:
            return cls(tuple(theme.name for theme in themes), (), False)
        woven = Q(**{f"weaves__phrase__{name}": value for name, value in heard.items()}) | Q(weaves__theme__in=themes)
        places = [
            passage.place(version.reading) for passage in Passage.objects.filter(woven, text=vision.text).distinct()
        ]
        standing = sorted(
            (place for place in places if place), key=lambda place: (FRAGMENTS.index(place.fragment), place.order)
        )
        words = dict.fromkeys(place.words for place in standing)
        return cls(tuple(theme.name for theme in themes), tuple(words), True)
