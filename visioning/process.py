"""Signs that the way to the text shares leadership as the text promises, and what can be known of each. Pure: no queries.

Evidence speaks of positions and events, never of how much a person did. The answer stays with the team.
"""

from dataclasses import dataclass, field

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership.models import Audience, JoinedBy, Position

from .models import Openness, SuggestionState


@dataclass(frozen=True)
class Sign:
    """One thing to look for. Its key is stored with the team's answer, for ever."""

    key: str
    title: str
    help: str


SIGNS = (
    Sign(
        "positions",
        gettext_lazy("People in several positions wrote"),
        gettext_lazy("Words from classrooms, offices and the rest of the house stand in the text."),
    ),
    Sign(
        "leaders",
        gettext_lazy("Formal leaders did not speak first"),
        gettext_lazy("Others had said what they want before a principal or the district did."),
    ),
    Sign(
        "joining",
        gettext_lazy("People could join without being picked"),
        gettext_lazy("Whoever wanted a place had a way in."),
    ),
    Sign(
        "openness",
        gettext_lazy("Everybody knew what their words could change"),
        gettext_lazy("How open the round is was said at its start, and it stayed true."),
    ),
    Sign(
        "disagreement",
        gettext_lazy("Disagreement was written down"),
        gettext_lazy("Whoever sees it differently found a place for that, and it stays in sight."),
    ),
    Sign(
        "reasons",
        gettext_lazy("What was not taken in got a reason"),
        gettext_lazy("Nobody’s suggestion vanished without a word."),
    ),
    Sign(
        "hours",
        gettext_lazy("The time for it lay inside working hours"),
        gettext_lazy("Nobody had to give an evening to have a say."),
    ),
)
BY_KEY = {sign.key: sign for sign in SIGNS}
UNPICKED = (JoinedBy.OPEN_CALL, JoinedBy.LINK)


@dataclass(frozen=True)
class Facts:
    """What is on record about one round. Positions are keys; `suggestions` counts by state; `joined` by way."""

    openness: str
    audience: str
    writers: int = 0
    positions: frozenset[str] = frozenset()
    revealed: bool = False  # own visions were revealed all at once
    leaders_after: bool = False
    open_call: bool = False
    joined: dict[str, int] = field(default_factory=dict)
    dissents: int = 0
    suggestions: dict[str, int] = field(default_factory=dict)


def evidence(facts: Facts) -> dict[str, str]:
    """For each sign what the records say, in a sentence or two; "" where only people can know."""
    return {
        "positions": _positions(facts),
        "leaders": _leaders(facts),
        "joining": _joining(facts),
        "openness": _openness(facts),
        "disagreement": _disagreement(facts),
        "reasons": _reasons(facts),
        "hours": "",
    }


def _positions(facts):
    if not facts.writers:
        return _("Nobody has written in this round yet.")
    labels = [str(label) for key, label in Position.choices if key in facts.positions]
    if not labels:
        return _("Those who wrote have not said which position they hold.")
    return _("Positions of those who wrote: %(positions)s.") % {"positions": get_text_list(labels, _("and"))}


def _leaders(facts):
    if not facts.revealed:
        return _("No own visions were revealed before this. Only you can say who spoke first.")
    if facts.leaders_after:
        return _("Own visions were revealed all at once, those of formal leaders after everybody else’s.")
    return _("Own visions were revealed all at once, so nobody’s came first.")


def _joining(facts):
    everybody = sum(facts.joined.values())
    unpicked = sum(facts.joined.get(way, 0) for way in UNPICKED)
    sentence = ngettext(
        "%(unpicked)s of %(count)s person on the team came by the open call or by the link.",
        "%(unpicked)s of %(count)s people on the team came by the open call or by the link.",
        everybody,
    ) % {"unpicked": unpicked, "count": everybody}
    call = _("The open call stands.") if facts.open_call else _("There is no open call now.")
    return f"{sentence} {call}"


def _openness(facts):
    said = {"label": Openness(facts.openness).label}
    if facts.audience == Audience.STAFF:
        return _("The whole staff was told: “%(label)s”.") % said
    return _("The team was told: “%(label)s”.") % said


def _disagreement(facts):
    if not facts.dissents:
        return _("Nobody has written down a differing view. That can mean agreement, or that it did not feel safe.")
    return ngettext(
        "One differing view stands beside the text.",
        "%(count)s differing views stand beside the text.",
        facts.dissents,
    ) % {"count": facts.dissents}


def _reasons(facts):
    if not any(facts.suggestions.values()):
        return _("Nobody suggested other words in this round.")
    taken, refused, waiting = (
        facts.suggestions.get(state, 0)
        for state in (SuggestionState.ACCEPTED, SuggestionState.REFUSED, SuggestionState.OPEN)
    )
    sentences = []
    if taken:
        sentences.append(ngettext("One suggestion was taken in.", "%(count)s suggestions were taken in.", taken))
    if refused:
        sentences.append(
            ngettext("One was not taken, with a reason.", "%(count)s were not taken, each with a reason.", refused)
        )
    if waiting:
        sentences.append(ngettext("One still waits for an answer.", "%(count)s still wait for an answer.", waiting))
    counts = [count for count in (taken, refused, waiting) if count]
    said = (sentence % {"count": count} for sentence, count in zip(sentences, counts, strict=True))
    return " ".join(said) or _("Whoever suggested other words took them back.")


# --- What a round lets the reader do --------------------------------------------------------------------------------

STAFF_CAN = {
    Openness.TELL: gettext_lazy("The staff can read the text and hear the reasons."),
    Openness.SELL: gettext_lazy("The staff can read the text, hear the reasons and ask about them."),
    Openness.TEST: gettext_lazy("The staff can comment on every passage and suggest other words."),
    Openness.CONSULT: gettext_lazy("The staff can comment and suggest before anything is decided."),
    Openness.CO_CREATE: gettext_lazy("The staff can write in the text, comment and suggest, like the team."),
}
GUEST_CAN = {
    Openness.TELL: gettext_lazy("You can read the text and the reasons."),
    Openness.SELL: gettext_lazy("You can read the text and the reasons. Ask whoever keeps the round."),
    Openness.TEST: gettext_lazy("You can mark any passage, comment on it and suggest other words."),
    Openness.CONSULT: gettext_lazy("You can mark any passage, comment on it and suggest other words."),
    Openness.CO_CREATE: gettext_lazy("You can write in the text, comment and suggest other words."),
}


def how_to_take_part(role: str, openness: str, audience: str) -> str:
    """One sentence for this reader, true to what the rules let them do."""
    if role == "guest":
        if audience != Audience.STAFF:
            return _("The team works among itself in this round. You can read along.")
        return str(GUEST_CAN[openness])
    if role == "observer":
        return _("You look on: you can read along.")
    return _("You can write in the text, comment and suggest other words.")
