"""Plain functions that make what the work on a vision needs. Each gives a valid thing; say only what the test is about."""

from datetime import timedelta

from django.utils import timezone

from leadership.keys import hash_of, new_key
from visioning.live.passages import pick_words
from visioning.models import (
    AlignmentCheck,
    Comment,
    DecisionPoint,
    DraftingRound,
    GatheredVision,
    Gathering,
    GuideAnswer,
    ListeningRound,
    MyAnswers,
    Passage,
    Phrase,
    Suggestion,
    Telling,
    Theme,
    VisionUse,
    Voice,
    WhyAnswer,
)

from .writing import Hand


def gathering(team, **fields):
    """A gathering of the team, not revealed unless `revealed_at` says so."""
    last = team.gatherings.first()
    fields = {"name": "What we hope for", **fields}
    return Gathering.objects.create(team=team, number=last.number + 1 if last else 1, **fields)


def listening_round(gathering, by=None, **fields):
    """An open round that asks in English."""
    fields = {"name": "Families in spring", "questions": [("en", "What do you hope for?")], **fields}
    return ListeningRound.open_in(gathering, by, **fields)


def voice(listening, words="More time outside.", **fields):
    """A voice sent by link, waiting to be read unless `state` says otherwise."""
    return Voice.objects.create(round=listening, words=words, **fields)


def alignment_check(vision, by=None, answers=(), **fields):
    """An open check on the text as it is now; `answers` are (person, level, words) or (person, level)."""
    fields = {"naming": "named", "share": 80, "floor": 3, "lowest": 2, "answers_needed": 3, **fields}
    check = AlignmentCheck.open(vision, by, **fields)
    for person, level, *words in answers:
        check.answer(person, level, *words)
    return check


def gathered_vision(gathering, person=None, *, key="", revealed=False, **fields):
    """A shared vision: under a person's name, or without one and opened by `key`."""
    fields = {"learning": "Children who explain to each other.", **fields}
    if person:
        fields |= {"person": person, "positions": person.positions, "shared_at": timezone.now()}
    else:
        fields["key_hash"] = hash_of(key or new_key())
    return GatheredVision.objects.create(gathering=gathering, revealed=revealed, **fields)


def passage(vision, quote):
    """The passage of the vision's text that reads so now."""
    reading = vision.reading()
    found = (pick_words(reading, name, quote) for name in reading.fragments)
    return Passage.take(vision.text, next(picked for picked in found if picked))


def comment(vision, person, quote, words="What do we mean by this?", mentions=()):
    """A conversation about the words `quote` of the text."""
    return Comment.begin(passage(vision, quote), person, words, mentions)


def suggestion(vision, person, quote, words, why=""):
    """Other words for `quote`."""
    return Suggestion.make(passage(vision, quote), person, quote, words, why)


def phrase(source, words, *themes, by=None, prompt=None):
    """Words picked from a revealed vision or a shown voice, laid under themes."""
    prompt = prompt or ("words" if isinstance(source, Voice) else "learning")
    gathering = source.round.gathering if isinstance(source, Voice) else source.gathering
    start = getattr(source, prompt).index(words)
    made = Phrase.pick(gathering, source, prompt, start, start + len(words), by)
    for one in themes:
        one.lay(made, by)
    return made


def theme(gathering, name="Trust", by=None):
    return Theme.begin(gathering, name, by)


def drafting_round(vision, by=None, **fields):
    """An open round of the team's own, kept by `by`, from today for two weeks."""
    today = timezone.localdate()
    said = {"aim": "A first draft", "steward": by, "openness": "co_create", "audience": "team"}
    said |= {"starts_on": today, "ends_on": today + timedelta(days=14)}
    return DraftingRound.start(vision, by, **(said | fields))


def vision_use(vision, by=None, **fields):
    """The vision decided something today."""
    said = {"what": "The reading program", "outcome": "go", "how": "", "on": timezone.localdate()}
    return VisionUse.note(vision, by, **(said | fields))


def telling(team, by=None, **fields):
    """A line of the plan for telling why, without a day or a teller."""
    return Telling.plan(team, by, **({"audience": "Families", "message": "Every child is known."} | fields))


def why_answer(team, person, words="We know every family.", question="talent", *, shown=False):
    """A private answer to why, shown to the team only where the test says so."""
    mine = MyAnswers.of(team, person)
    WhyAnswer.keep(team, person, mine.words | {question: words}, mine.edition)
    if shown:
        WhyAnswer.show(team, person, question)
    return WhyAnswer.objects.get(team=team, person=person, question=question)


def guide_answer(team, person, words="The school play.", guide="vision", question="why-recall", *, shown=False):
    """A private answer to a big question, shown to the team only where the test says so."""
    edition = GuideAnswer.of(team, person, guide, question).edition
    GuideAnswer.keep(team, person, guide, question, words, edition)
    if shown:
        GuideAnswer.show(team, person, guide, question)
    return GuideAnswer.of(team, person, guide, question)


def decision_point(team, guide="vision", question="why-recall", *, by=None, words="", decided_by="", decided_on=None):
    """What the team writes on a big question; decided today where the test says how."""
    point = DecisionPoint.start(team, guide, question)
    if words:
        writer = by or team.memberships.exclude(role="observer").first().person
        Hand(point.text, writer).write(words)
    if decided_by:
        point = point.settle(by, decided_by, decided_on or timezone.localdate(), point.state)
    return point
