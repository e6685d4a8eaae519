"""What a team's work on its vision holds, for the small world: rows of every kind, each word saying whose it is.

The first gathering and the first check ask the team alone; the others, and the open round, ask `audience`. Words whose
owner begins with `private-` or `unnamed-` may be shown to one person or to a key, never to anybody else.
"""

from dataclasses import dataclass

from pycrdt import Doc, XmlFragment

from leadership.keys import new_key
from visioning.live import store
from visioning.models import (
    AlignmentAnswer,
    AlignmentCheck,
    AlignmentReply,
    Comment,
    Dissent,
    DraftingRound,
    Gathering,
    ListeningRound,
    Passage,
    PersonalVision,
    Phrase,
    ProcessAnswer,
    Suggestion,
    Telling,
    Theme,
    VisionUse,
    Voice,
    Weave,
    Why,
    WhyAnswer,
)

from ..visioning import making
from ..writing import paragraph, put


def canary(owner, word="words"):
    return f"canary:{owner}:{word}"


@dataclass
class Woven:
    """The rows that addresses and forms name."""

    inner: Gathering  # revealed, the team alone
    table: Gathering  # revealed
    closed: Gathering
    key: str  # opens the unnamed vision of the closed one
    source: object  # a revealed vision
    phrase: Phrase  # the text grew from it
    spare: Phrase  # lies under a theme, tied to nothing
    theme: Theme
    other_theme: Theme
    listening: ListeningRound
    waiting: Voice
    noted: Voice
    passage: Passage
    weave: Weave
    comment: Comment
    suggestion: Suggestion
    round: DraftingRound
    inner_check: AlignmentCheck
    closed_check: AlignmentCheck
    open_check: AlignmentCheck
    answer: AlignmentAnswer
    reply: AlignmentReply
    use: VisionUse
    telling: Telling
    why: Why


def answers(owner):
    return {key: canary(owner, key) for key in ("learning", "bring", "hope")}


def write_privately(role, person):
    """Everybody's own page, which nobody else may see in any way."""
    PersonalVision.keep(person, answers(f"private-{role}"), 0)


def weave(letter, team, runner, writer, audience, *, roles, quote):
    """`roles` are what the world calls runner and writer; `quote` stands in the team's text."""
    vision, inner = team.shared_vision, f"inner-{letter}"
    first = gather(team, runner, writer, inner, "team")
    table = gather(team, runner, writer, f"vision-{letter}", audience)
    source = table.visions.get(person=writer)
    phrase = making.phrase(source, canary(f"vision-{letter}", "learning"), by=writer)
    spare = making.phrase(source, canary(f"vision-{letter}", "bring"), by=writer, prompt="bring")
    theme, other = (Theme.begin(table, canary(f"vision-{letter}", word), runner) for word in ("theme", "other"))
    theme.rename(theme.name, canary(f"vision-{letter}", "note"))
    for one in (phrase, spare):
        theme.lay(one, writer)
    listening, waiting, noted = listen(letter, table, runner, writer)
    closed, key = close(letter, team, runner, writer, audience, roles)
    passage = making.passage(vision, quote)
    tied = Weave.tie(passage, writer, phrase, canary(f"vision-{letter}", "why"))
    comment = Comment.begin(passage, writer, canary(f"vision-{letter}", "comment"), [runner])
    comment.answer(runner, canary(f"vision-{letter}", "answer"), [writer])
    suggestion = Suggestion.make(
        passage, writer, quote, canary(f"vision-{letter}", "suggested"), canary(f"vision-{letter}", "because")
    )
    refused = Suggestion.make(passage, writer, quote, canary(f"vision-{letter}", "refused"))
    refused.refuse(runner, canary(f"vision-{letter}", "reason"))
    Dissent.say(vision, writer, canary(f"vision-{letter}", "dissent"))
    inner_check, closed_check, open_check, reply = check(letter, vision, runner, writer, audience, roles[1])
    use = making.vision_use(vision, writer, what=canary(f"team-{letter}", "use"), how=canary(f"team-{letter}", "how"))
    telling = making.telling(
        team,
        writer,
        audience=canary(f"team-{letter}", "audience"),
        message=canary(f"team-{letter}", "message"),
        teller=runner,
    )
    return Woven(
        first,
        table,
        closed,
        key,
        source,
        phrase,
        spare,
        theme,
        other,
        listening,
        waiting,
        noted,
        passage,
        tied,
        comment,
        suggestion,
        draft(letter, vision, runner, writer, audience),
        inner_check,
        closed_check,
        open_check,
        reply.answer,
        reply,
        use,
        telling,
        ask_why(letter, team, writer, roles[1]),
    )


def gather(team, runner, writer, owner, audience):
    """A revealed gathering with two visions, one of them without a name."""
    one = Gathering.open(team, runner, name=canary(owner, "gathering"), audience=audience)
    one.share(writer, answers(owner))
    one.share_unnamed(answers(owner), "", new_key())
    one.reveal(runner)
    return one


def close(letter, team, runner, writer, audience, roles):
    """The gathering everybody waits for: what lies in it is its authors' alone."""
    one = Gathering.open(team, runner, name=canary(f"vision-{letter}", "closed"), audience=audience)
    one.share(writer, answers(f"private-{roles[1]}"))
    key = new_key()
    one.share_unnamed(answers(f"unnamed-{letter}"), "", key)
    return one, key


def listen(letter, table, runner, writer):
    """A round with voices in each state: what waits or lies aside only those see who take part."""
    listening = ListeningRound.open_in(
        table, runner, name=canary(f"listening-{letter}", "round"), questions=[("en", canary(f"asked-{letter}"))]
    )
    noted = Voice.note(
        listening,
        writer,
        words=canary(f"vision-{letter}", "voice"),
        translation=canary(f"vision-{letter}", "translation"),
    )
    waiting, _key = Voice.say(listening, words=canary(f"waiting-{letter}"))
    aside, _key = Voice.say(listening, words=canary(f"waiting-{letter}", "aside"))
    aside.set_aside(runner, canary(f"waiting-{letter}", "because"))
    return listening, waiting, noted


def check(letter, vision, runner, writer, audience, writer_role):
    """One for the team alone and one for `audience`, both closed; and an open one that hides its answers."""
    inner = making.alignment_check(vision, runner, [(writer, 2, canary(f"inner-{letter}", "closer"))])
    inner.close()
    closed = making.alignment_check(
        vision, runner, [(writer, 2, canary(f"vision-{letter}", "closer"))], audience=audience
    )
    closed.close()
    reply = closed.answers.get().reply(canary(f"vision-{letter}", "reply"), writer)
    opened = making.alignment_check(
        vision, runner, [(writer, 1, canary(f"private-{writer_role}", "closer"))], audience=audience
    )
    return inner, closed, opened, reply


def draft(letter, vision, runner, writer, audience):
    """A round that is over and one that asks for reactions."""
    said = {"aim": canary(f"vision-{letter}", "aim"), "audience": audience}
    first = making.drafting_round(vision, writer, openness="tell", **said)
    ProcessAnswer.give(first, writer, "hours", "yes", canary(f"vision-{letter}", "sign"))
    first.close(runner, canary(f"vision-{letter}", "outcome"), canary(f"text-{letter}", "after"))
    return making.drafting_round(vision, writer, openness="consult", **said)


def ask_why(letter, team, writer, writer_role):
    """A private answer, one that its author shows, and the team's own."""
    WhyAnswer.keep(
        team, writer, {"talent": canary(f"private-{writer_role}", "why"), "yes": canary(f"team-{letter}", "shown")}, 0
    )
    WhyAnswer.show(team, writer, "yes")
    why = Why.start(team)
    doc = Doc()
    put(doc.get("talent", type=XmlFragment), paragraph(canary(f"team-{letter}", "together")))
    store.append(why.text_id, writer.pk, doc.get_update())
    return why
