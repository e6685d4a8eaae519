"""What lies on the weaving table, put together in four queries however much it is. Knows no requests and no forms."""

from functools import cached_property
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from leadership.models import Position

from .languages import language
from .marks import pieces
from .models import PROMPTS, GatheredVision, Phrase, Theme, Voice
from .models.phrases import key_of, label_of
from .theme_map import Spot, ThemeMap

UNSAID = "unsaid"


def handle_of(source) -> str:
    """How pages name a vision or a voice: "vision-…", "voice-…". Leads to no person."""
    return f"{'voice' if isinstance(source, Voice) else 'vision'}-{source.pk}"


def source_at(gathering, handle):
    """The vision or voice of this handle if it may be read at this gathering, or None."""
    kind, _dash, key = handle.partition("-")
    try:
        key = UUID(key)
    except ValueError:
        return None
    if kind == "vision":
        rows = GatheredVision.objects.revealed().filter(gathering=gathering).select_related("person")
    elif kind == "voice":
        rows = Voice.objects.shown().filter(round__gathering=gathering, round__gathering__revealed_at__isnull=False)
    else:
        return None
    return rows.filter(pk=key).first()


class Part:
    """One answer of a source: its heading, its words, and the phrases picked from it."""

    def __init__(self, prompt, title, words, phrases, tongue=None):
        self.prompt, self.title, self.words, self.phrases, self.tongue = prompt, title, words, phrases, tongue

    @property
    def pieces(self):
        return pieces(self.words, self.phrases)


class Card:
    """A vision or a voice as it lies on the table."""

    def __init__(self, source):
        self.source = source
        self.handle = handle_of(source)
        self.is_voice = isinstance(source, Voice)
        self.label = label_of(source)
        self.key = key_of(source)
        self.phrases = []

    @property
    def positions(self):
        if self.is_voice:
            return [self.source.position] if self.source.position else []
        return self.source.positions

    @property
    def position_labels(self):
        """Beside the name; a voice says it in its label already."""
        return [] if self.is_voice else [label for key, label in Position.choices if key in self.positions]

    @property
    def is_laid(self):
        return any(phrase.lies_under for phrase in self.phrases)

    @property
    def parts(self):
        if self.is_voice:
            texts = [("words", "", self.source.words, language(self.source.language))]
            if self.source.translation:
                texts.append(("translation", _("Translation"), self.source.translation, None))
        else:
            # As stored, not trimmed: phrases count letters from the first one.
            every = [(prompt.key, prompt.title, getattr(self.source, prompt.key), None) for prompt in PROMPTS]
            texts = [one for one in every if one[2].strip()]
        return [
            Part(prompt, title, words, [one for one in self.phrases if one.prompt == prompt], tongue)
            for prompt, title, words, tongue in texts
        ]


class Table:
    """Everything that may be read at one gathering. `position`, `kind` and `loose` narrow what is shown, never sort it."""

    def __init__(self, gathering, *, position="", kind="", loose=False):
        self.gathering = gathering
        self.position, self.kind, self.loose_only = position, kind, loose

    @cached_property
    def all_cards(self):
        visions = GatheredVision.objects.revealed().filter(gathering=self.gathering).select_related("person")
        voices = Voice.objects.shown().filter(round__gathering=self.gathering)
        cards = [Card(source) for source in [*visions, *voices]]
        by_source = {card.source.pk: card for card in cards}
        under = ArrayAgg("placings__theme", filter=Q(placings__isnull=False), default=Value([]))
        for phrase in Phrase.objects.filter(gathering=self.gathering).annotate(under=under):
            card = by_source.get(phrase.vision_id or phrase.voice_id)
            if card is None:
                continue  # its source is closed, waits to be read, or was set aside
            phrase.card = card
            phrase.lies_under = [theme for theme in self.themes if theme.pk in phrase.under]
            card.phrases.append(phrase)
        return cards

    @cached_property
    def themes(self):
        return list(Theme.objects.filter(gathering=self.gathering))

    @cached_property
    def phrases(self):
        """Every phrase in the order they were picked."""
        found = [phrase for card in self.all_cards for phrase in card.phrases]
        return sorted(found, key=lambda phrase: (phrase.picked_at, phrase.pk))

    def shows(self, card):
        if self.kind and card.is_voice != (self.kind == "voices"):
            return False
        if not self.position:
            return True
        return not card.positions if self.position == UNSAID else self.position in card.positions

    @cached_property
    def cards(self):
        found = [card for card in self.all_cards if self.shows(card)]
        return [card for card in found if not card.is_laid] if self.loose_only else found

    @property
    def shown_phrases(self):
        return [phrase for phrase in self.phrases if self.shows(phrase.card)]

    @property
    def loose(self):
        """Picked, but under no theme yet."""
        return [phrase for phrase in self.shown_phrases if not phrase.lies_under]

    @property
    def stacks(self):
        """Each theme with what lies under it and is shown."""
        laid = {theme.pk: [] for theme in self.themes}
        for phrase in self.shown_phrases:
            for theme in phrase.lies_under:
                laid[theme.pk].append(phrase)
        return [{"theme": theme, "phrases": laid[theme.pk]} for theme in self.themes]

    def map(self):
        """The map of everything on the table, whatever is shown of it."""
        spots = [
            Spot(
                phrase,
                phrase.card.handle,
                phrase.prompt,
                phrase.start,
                phrase.end,
                phrase.card.key,
                frozenset(theme.pk for theme in phrase.lies_under),
            )
            for phrase in self.phrases
        ]
        return ThemeMap([(theme.pk, theme.name) for theme in self.themes], spots)
