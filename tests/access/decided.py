"""What a team decides, has under way and says around its plan, for the small world: rows of every kind, each word saying whose it is.

`decided-` is read by the school's staff, whom the team asked, and so is `heard-`, what people brought. `undecided-` is a draft, `deciding-`
a decision that the team keeps to itself, `stance-` why somebody stands where they stand and what they object to, once all are turned over;
before that it is `private-<role>`, theirs alone. `initiative-` stays with the team whatever leaves it (its chapter is hidden),
`differing-` is what somebody sees differently. Numbers begin elsewhere in each team, so that one team's number is never another's.
"""

import io
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from PIL import Image

from leadership.models import LastHere, MailSent, PlanDissent, PlanEdition, PlanExport, PlanSheet
from leadership.plan import Plan
from pilots.strand_ends import tie
from visioning.models import (
    Article,
    Crossing,
    Decision,
    DecisionInput,
    DecisionReview,
    Filtering,
    Framework,
    Initiative,
    Objection,
    Proposal,
    Stance,
)

from .theorised import FIRST, numbered, words

HIDDEN = ["initiatives"]  # the chapter that never leaves
# Who runs each team, who writes there, and somebody of the staff who is heard.
DECIDERS = {
    "own": ("facilitator", "member", "colleague"),
    "sibling": ("sibling_facilitator", "sibling_member", "colleague"),
    "foreign": ("foreign_facilitator", "foreign_member", "foreign_asker"),
}


@dataclass
class Decided:
    """The rows that addresses and forms name. The first six are decisions."""

    draft: Decision
    asked: Decision  # by consent; nobody's stance is turned over
    turned: Decision  # all are, and one objects
    ready: Decision  # one person decides: the outcome can be written
    decided: Decision  # its day has come
    inner: Decision  # open to the team alone
    brought: DecisionInput
    objection: Objection
    initiative: Initiative
    spare: Initiative  # nobody put the question to it
    filtering: Filtering
    framework: Framework
    article: Article
    free: Article  # no goal answers it
    crossing: Crossing
    strand: str = ""  # keys of the thread
    pilot_strand: str = ""
    sheet: PlanSheet = None
    adopted: PlanEdition = None
    edition: PlanEdition = None  # with the team

    @property
    def decisions(self):
        return self.draft.team.decisions.order_by("number")


def decide_all(letter, team, runner, writer, colleague, *, roles, place):
    """`roles` are what the world calls runner and writer; `place` has the other rows of the team."""
    draft, inner, dropped = prepare(letter, team, runner, writer)
    asked = ask(letter, team, runner, writer, roles)
    turned, objection = turn_over(letter, team, runner, writer)
    ready = opened(letter, 3, team, writer, runner, rule="leader", decider=writer)
    decided = look_back(letter, team, runner, writer)
    brought = asked.inputs.get(person=writer)
    DecisionInput.bring(asked, colleague, words(f"heard-{letter}", "said"), recorded_by=writer)
    started = start(letter, team, runner, writer)
    framework, article, free, crossing = answer(letter, team, writer, place.theorised.goal)
    made = Decided(
        draft, asked, turned, ready, decided, inner, brought, objection, *started, framework, article, free, crossing
    )
    serve(made, letter, team, writer, place)
    put_around(made, letter, team, runner, writer)
    return made


def rights(letter, owner):
    today = timezone.localdate()
    return {
        "question": words(owner, "question"),
        "background": words(owner, "background"),
        "without_agreement": words(owner, "without"),
        "input_until": today + timedelta(days=5),
        "decide_by": today + timedelta(days=9),
    }


def prepared(letter, place, team, by, owner, **more):
    made = numbered(Decision.prepare(team, by, **rights(letter, owner) | more), FIRST[letter] + place)
    made.team = team
    return made


def opened(letter, place, team, by, runner, owner="decided", **more):
    made = prepared(letter, place, team, by, f"{owner}-{letter}", **more)
    made.open(runner)
    made.refresh_from_db()
    made.team = team
    return made


def prepare(letter, team, runner, writer):
    """A draft that asks the staff once it is open; one that the team keeps to itself; one that nobody decides."""
    draft = prepared(letter, 0, team, writer, f"undecided-{letter}")
    Proposal.write(draft, writer, words(f"undecided-{letter}", "proposal"))
    inner = opened(letter, 1, team, writer, runner, "deciding", audience="team")
    DecisionInput.bring(inner, writer, words(f"stance-{letter}", "input"))
    dropped = opened(letter, 2, team, writer, runner)
    dropped.drop(words(f"decided-{letter}", "dropped"))
    return draft, inner, dropped


def ask(letter, team, runner, writer, roles):
    """Both said to the other where they stand, and nobody else knows: one objects, one has a concern."""
    made = opened(letter, 4, team, writer, runner)
    DecisionInput.bring(made, writer, words(f"heard-{letter}", "input"))
    Proposal.write(made, writer, words(f"decided-{letter}", "proposal"))
    first, second = (f"private-{role}" for role in roles)
    Stance.say(made, runner, 1, 1, words(first, "concern"), recorded_by=writer)
    Objection.put(made, writer, 1, words(second, "harm"), words(second, "aim"), recorded_by=runner)
    return made


def turn_over(letter, team, runner, writer):
    made, mine = opened(letter, 5, team, writer, runner), f"stance-{letter}"
    Proposal.write(made, writer, words(f"decided-{letter}", "proposal"))
    Stance.say(made, runner, 1, 1, words(mine, "concern"))
    objection = Objection.put(made, writer, 1, words(mine, "harm"), words(mine, "aim"))
    proposal = made.proposal
    proposal.decision = made
    proposal.turn_over()
    objection.refresh_from_db()
    objection.decision = made
    objection.end(writer, "stands", words(mine, "answer"), "open")
    return made, objection


def look_back(letter, team, runner, writer):
    """An old one that the team alone knew, looked at again and replaced by one that the staff was asked about."""
    today, mine, shown = timezone.localdate(), f"deciding-{letter}", f"decided-{letter}"

    def over(decision, owner, **more):
        came = {name: words(owner, name) for name in ("outcome", "prediction", "explanation", "meeting")}
        came |= {"stage": "decided", "decided_on": today, "decided_by": runner, "review_on": today}
        Decision.objects.filter(pk=decision.pk).update(**came | more)
        decision.refresh_from_db()
        decision.team = team
        return decision

    old = over(opened(letter, 6, team, writer, runner, "deciding", audience="team"), mine)
    DecisionReview.objects.create(
        decision=old, due_on=today, found=words(mine, "found"), verdict="change", noted_by=runner
    )
    made = opened(letter, 7, team, writer, runner)
    brought = DecisionInput.bring(made, writer, words(f"heard-{letter}", "input"))
    DecisionInput.objects.filter(pk=brought.pk).update(taken="no", because=words(f"heard-{letter}", "because"))
    return over(made, shown, supersedes=old)


def start(letter, team, runner, writer):
    """One that the filter question was put to, and one that serves nothing."""
    mine = f"initiative-{letter}"
    said = {"words": words(mine), "lead": runner, "lead_because": words(mine, "skill"), "hours": 3}
    made = numbered(Initiative.note(team, writer, name=words(mine, "name"), **said), FIRST[letter])
    made.support(writer, True)
    filtering = made.put_question(writer, words(mine, "asked"), "go", words(mine, "because"))
    spare = numbered(Initiative.note(team, writer, name=words(mine, "spare")), FIRST[letter] + 1)
    for one in (made, spare):
        one.refresh_from_db()
        one.team = team
    return made, spare, filtering


def answer(letter, team, writer, goal):
    """An outside goal with two articles; a goal of the team answers one."""
    mine = f"framework-{letter}"
    address = f"https://canary.{mine}.example/"
    framework = Framework.note(team, writer, title=words(mine, "title"), kind="district", address=address)
    article, free = framework.add_articles(
        [(words(mine, "one"), words(mine, "asks")), (words(mine, "two"), words(mine, "asks"))]
    )
    return framework, article, free, article.cross(goal, writer, words(mine, "how"))


def serve(made, letter, team, writer, place):
    """Every kind of work serves the passage that the team has tied already, or a statement of another theory."""
    passage, theories, why = place.woven.passage, place.theorised, words(f"strand-{letter}", "why")
    ends = {
        "problem": theories.problem.number,
        "guide": "vision",
        "theory": theories.theory.number,
        "arrow": theories.arrow.pk,
        "decision_point": place.asked.decided.pk,
        "decision": made.decided.number,
        "initiative": made.initiative.number,
        "goal": theories.goal.number,
    }
    for kind, ref in ends.items():
        strand, _new = tie(team, writer, kind, str(ref), passage, why)
    made.strand = f"work-{strand.pk}"
    tie(team, writer, "initiative", str(made.initiative.number), theories.other.statements.standing()[0], why)
    strand, _new = tie(team, writer, "pilot", str(place.piloted.running.number), passage, why)
    made.pilot_strand = f"pilot-{strand.pk}"


def put_around(made, letter, team, runner, writer):
    """The sheet with a logo and an open link; an edition that was adopted, one with the team, one file that left."""
    mine, differing = f"sheet-{letter}", f"differing-{letter}"
    PlanSheet.say(team, 0, note=words(mine, "note"), hidden=HIDDEN, valid_until=None, review_on=None, with_names=False)
    PlanSheet.put_logo(team, picture() + words(mine, "logo").encode(), words(mine, "alt"))
    PlanSheet.set_link(team, True)
    facts = Plan.for_team(team).kept
    made.adopted = numbered(PlanEdition.send(team, runner, words(f"edition-{letter}"), facts), FIRST[letter])
    PlanDissent.say(made.adopted, writer, words(differing, "adopted"))
    made.adopted.adopt(runner, "consent", timezone.localdate())
    made.edition = PlanEdition.send(team, runner, words(f"edition-{letter}", "new"), facts)
    PlanDissent.say(made.edition, writer, words(differing))
    PlanExport.note(team, writer, "full", HIDDEN, facts)
    made.sheet = PlanSheet.of(team)


def picture():
    """A picture that can be shown, and whose end nobody reads."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "png")
    return file.getvalue()


def look_in(people):
    """Everybody was here a month ago and looks now: all that happened since is told to them, and looking writes nothing."""
    now = timezone.now()
    LastHere.objects.bulk_create(
        LastHere(person=person, told_from=now - timedelta(days=30), seen_at=now) for person in people
    )
    MailSent.objects.bulk_create(MailSent(person=person, what="weekly:2020-01-06", sent_at=now) for person in people)
