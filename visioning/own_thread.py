"""What one person said in a team's work, and what others made of it. For that person's eyes alone: whoever calls this has made sure.

Words shared without a name lead to nobody and so are not here. One question to the database, however much was said.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from leadership.models import Team
from leadership.rows_together import listed

from .models import (
    PROMPTS,
    Comment,
    DecisionInput,
    GatheredVision,
    Objection,
    Phrase,
    Stance,
    Suggestion,
    SuggestionState,
    Theme,
    Voice,
    VoiceState,
    Weave,
)

PROMPT_KEYS = [prompt.key for prompt in PROMPTS]


@dataclass(frozen=True)
class OwnPhrase:
    """Words of theirs that somebody took up: under which themes they lie, into which passages they were woven."""

    words: str
    themes: tuple[str, ...] = ()
    passages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Own:
    """One thing somebody said: where, and what became of it. `waits`: others do not read it yet."""

    where: str
    words: tuple[str, ...]
    phrases: tuple[OwnPhrase, ...] = ()
    became: str = ""
    because: str = ""
    passage: int | None = None
    decision: int | None = None
    waits: bool = False


@dataclass(frozen=True)
class OwnThread:
    """All of it, by where it was said."""

    visions: tuple[Own, ...] = ()
    voices: tuple[Own, ...] = ()  # words of others that this person wrote down for them
    suggestions: tuple[Own, ...] = ()
    comments: tuple[Own, ...] = ()
    decisions: tuple[Own, ...] = ()

    def __bool__(self):
        return bool(self.visions or self.voices or self.suggestions or self.comments or self.decisions)

    @classmethod
    def of(cls, team, person) -> "OwnThread":
        brought = Team.objects.filter(pk=team.pk).values(**questions(person)).get()
        return cls(
            visions=tuple(map(vision_of, brought["own_visions"])),
            voices=tuple(map(voice_of, brought["own_voices"])),
            suggestions=tuple(map(suggestion_of, brought["own_suggestions"])),
            comments=tuple(map(comment_of, brought["own_comments"])),
            decisions=(
                *map(input_of, brought["own_inputs"]),
                *map(objection_of, brought["own_objections"]),
                *map(stance_of, brought["own_stances"]),
            ),
        )


def questions(person) -> dict:
    here = OuterRef("pk")
    ties = Weave.objects.filter(Q(phrase=OuterRef("pk")) | Q(theme__phrases=OuterRef("pk")))
    themes = Theme.objects.filter(phrases=OuterRef("pk")).order_by("id")
    phrases = Phrase.objects.order_by("start", "end").annotate(
        theme_names=ArraySubquery(themes.values("name")),
        tied_to=ArraySubquery(ties.order_by("passage").values("passage").distinct()),
    )
    phrase = ("words", "prompt", "theme_names", "tied_to")
    text = {"passage__text__shared_vision__team": here}
    mine = {"decision__team": here, "person": person}
    return {
        "own_visions": listed(
            GatheredVision.objects.filter(gathering__team=here, person=person).order_by("gathering__number"),
            *("revealed", *PROMPT_KEYS),
            where="gathering__name",
            opened="gathering__revealed_at",
            phrases=listed(phrases.filter(vision=OuterRef("pk")), *phrase),
        ),
        "own_voices": listed(
            Voice.objects.filter(round__gathering__team=here, heard_by=person).order_by("round__number", "id"),
            *("words", "state"),
            where="round__name",
            phrases=listed(phrases.filter(voice=OuterRef("pk")), *phrase),
        ),
        "own_suggestions": listed(
            Suggestion.objects.filter(by=person, **text).order_by("at", "id"),
            *("words", "was", "state", "reason", "passage_id"),
        ),
        "own_comments": listed(
            Comment.objects.openings().filter(by=person, **text).order_by("at", "id"),
            *("words", "resolved_at", "passage_id"),
            quote="passage__quote",
        ),
        "own_inputs": listed(
            DecisionInput.objects.filter(**mine).order_by("at", "id"), "words", "taken", "because", **OF_DECISION
        ),
        "own_objections": listed(
            Objection.objects.filter(**mine).order_by("id"), "words", "state", "answer", **OF_DECISION
        ),
        "own_stances": listed(Stance.objects.filter(**mine).exclude(reason="").order_by("id"), "reason", **OF_DECISION),
    }


OF_DECISION = {"question": "decision__question", "number": "decision__number", "outcome": "decision__outcome"}


def phrases_of(row) -> tuple[OwnPhrase, ...]:
    return tuple(OwnPhrase(one["words"], tuple(one["theme_names"]), tuple(one["tied_to"])) for one in row["phrases"])


def vision_of(row) -> Own:
    words = tuple(row[key] for key in PROMPT_KEYS if row[key])
    waits = not (row["revealed"] and row["opened"])
    became = _("It waits. Everybody’s words are opened at once.") if waits else ""
    return Own(row["where"], words, phrases_of(row), became, waits=waits)


def voice_of(row) -> Own:
    waits = row["state"] != VoiceState.SHOWN
    became = str(VoiceState(row["state"]).label) if waits else ""
    return Own(row["where"], (row["words"],), phrases_of(row), became, waits=waits)


def suggestion_of(row) -> Own:
    became = str(SuggestionState(row["state"]).label)
    return Own(row["was"], (row["words"],), (), became, row["reason"], row["passage_id"])


def comment_of(row) -> Own:
    became = _("Settled") if row["resolved_at"] else _("Open")
    return Own(row["quote"], (row["words"],), (), became, passage=row["passage_id"])


def decided(row) -> str:
    return _("Decided: %(words)s") % {"words": row["outcome"]} if row["outcome"] else ""


def input_of(row) -> Own:
    became = str(DecisionInput.Taken(row["taken"]).label) if row["taken"] else decided(row)
    return Own(row["question"], (row["words"],), (), became, row["because"], decision=row["number"])


def objection_of(row) -> Own:
    became = str(Objection.State(row["state"]).label)
    return Own(row["question"], (row["words"],), (), became, row["answer"], decision=row["number"])


def stance_of(row) -> Own:
    return Own(row["question"], (row["reason"],), (), decided(row), decision=row["number"])


def own_parts(team, own, sentences):
    """What was said by where, each with the sentences it stands in or is about. `sentences`: those of the thread, by passage."""
    titles = (
        ("visions", _("My own visions")),
        ("voices", _("What I wrote down for others")),
        ("suggestions", _("Other words I suggested")),
        ("comments", _("What I asked or remarked")),
        ("decisions", _("What I brought to decisions")),
    )
    for key, title in titles:
        rows = [
            {
                "id": f"{key}-{number}",
                "said": said,
                "traced": key in ("visions", "voices"),
                "sentence": sentences.get(said.passage),
                "address": reverse("decision", args=(team.slug, said.decision)) if said.decision else "",
                "phrases": [
                    {
                        "words": phrase.words,
                        "themes": phrase.themes,
                        "sentences": list(
                            {one.key: one for pk in phrase.passages if (one := sentences.get(pk))}.values()
                        ),
                    }
                    for phrase in said.phrases
                ],
            }
            for number, said in enumerate(getattr(own, key), 1)
        ]
        if rows:
            yield {"key": key, "title": title, "rows": rows}
