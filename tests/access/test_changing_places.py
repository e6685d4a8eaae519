"""People come, go, are let in and leave for good, and the staff is asked, in any order: who may read and write is what a plain model says.

The model is a dict of roles per team, whether it ever asked its staff, how open its round of drafting is to them, and whom its round
of self-assessment asks. Every action goes through the site as a person would do it, allowed or not.
"""

import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from leadership.models import Invitation, JoinedBy, Role
from visioning.models import DraftingRound, SharedVision

from .. import factories
from ..writing import paragraph, write
from .matrix import new_words
from .world import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAMES = ("ana", "ben", "cleo", "dov", "eli")
TEAMS = ("north", "south")
people = st.sampled_from(NAMES)
teams = st.sampled_from(TEAMS)
roles = st.sampled_from(["facilitator", "member", "observer"])
openness = st.sampled_from(["tell", "consult", "co_create"])
audiences = st.sampled_from(["team", "staff", "staff"])


class Places(RuleBasedStateMachine):
    """Two teams of two schools, five people."""

    @initialize()
    def begin(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.people = {name: factories.person(name, email=f"{name}@school.example") for name in NAMES}
        self.visitors = {}
        for name, person in self.people.items():
            self.visitors[name] = Visitor()
            self.visitors[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        self.rows, self.model, self.links = {}, {}, {}
        self.asked, self.gathers, self.rounds = set(), set(), {}
        self.assessments = {}
        for team, founder in zip(TEAMS, NAMES, strict=False):
            school = factories.school(f"{team} school")
            self.rows[team] = factories.team(team, school=school, people={self.people[founder]: Role.FACILITATOR})
            write(self.rows[team], self.people[founder], content=[paragraph(f"words of {team}")])
            self.model[team] = {founder: "facilitator"}
            self.links[team] = []
        self.texts = {team: SharedVision.objects.get(team=row).text_id for team, row in self.rows.items()}

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def post(self, name, path, /, **data):
        answer = self.visitors[name].post(path, data)
        assert answer.status_code in {200, 302, 403, 404, 422}, (path, answer.error)
        return answer

    def path(self, team, tail=""):
        return f"/teams/{self.rows[team].slug}/{tail}"

    def membership(self, team, name):
        return self.rows[team].memberships.filter(person__email=f"{name}@school.example").first()

    def runs(self, team, name):
        return self.model[team].get(name) == "facilitator"

    def alone(self, team, name):
        """Whether this person's going would leave nobody to run the team."""
        return self.runs(team, name) and list(self.model[team].values()).count("facilitator") == 1

    # --- what people do ---------------------------------------------------------------------------------------
    @rule(team=teams, by=people, to=st.sampled_from(["open", "close"]))
    def change_link(self, team, by, to):
        self.post(by, self.path(team, "people/link/"), to=to)
        if self.runs(team, by):
            self.rows[team].refresh_from_db()
            self.links[team] = [(token, False) for token, _works in self.links[team]]
            self.links[team].append((self.rows[team].link_token, to == "open"))

    @rule(team=teams, name=people, which=st.integers(0, 3))
    def use_link(self, team, name, which):
        if not self.links[team]:
            return
        token, works = self.links[team][-1 - which % len(self.links[team])]
        self.post(name, f"/join/{token}/")
        if works:
            self.model[team].setdefault(name, "member")

    @rule(team=teams, by=people, name=people, role=roles, accepted_by=people)
    def invite(self, team, by, name, role, accepted_by):
        self.post(by, self.path(team, "people/invitations/"), addresses=f"{name}@school.example", role=role)
        waiting = Invitation.objects.filter(team=self.rows[team], email=f"{name}@school.example", accepted_at=None)
        sent = self.runs(team, by) and name not in self.model[team]
        if sent:
            assert waiting.exists()
        for invitation in waiting:
            self.post(accepted_by, f"/me/invitations/{invitation.pk}/", answer="yes")
            if accepted_by == name:
                self.model[team].setdefault(name, invitation.role)

    @rule(team=teams, name=people, by=people, answer=st.sampled_from(["yes", "no"]))
    def ask_and_be_answered(self, team, name, by, answer):
        school = self.rows[team].school
        on_staff = school.staff_members.filter(person=self.people[name]).exists()
        self.post(name, f"/schools/{school.slug}/teams/{self.rows[team].pk}/request/", note="May I?")
        asked = self.rows[team].join_requests.filter(person=self.people[name]).first()
        assert bool(asked) == (on_staff and name not in self.model[team])
        if asked:
            self.post(by, self.path(team, f"people/requests/{asked.pk}/"), answer=answer)
            if self.runs(team, by) and answer == "yes":
                self.model[team][name] = "member"
            asked.delete()

    @rule(team=teams, by=people, name=people, role=roles)
    def change_role(self, team, by, name, role):
        membership = self.membership(team, name)
        if membership is None:
            return
        self.post(by, self.path(team, f"people/{membership.pk}/"), role=role)
        if self.runs(team, by) and not (self.alone(team, name) and role != "facilitator"):
            self.model[team][name] = role

    @rule(team=teams, by=people, name=people)
    def remove(self, team, by, name):
        membership = self.membership(team, name)
        if membership is None:
            return
        self.post(by, self.path(team, f"people/{membership.pk}/"), role="remove")
        if self.runs(team, by) and not self.alone(team, name):
            del self.model[team][name]

    @rule(team=teams, name=people)
    def leave(self, team, name):
        self.post(name, self.path(team, "leaving/"))
        if name in self.model[team] and not self.alone(team, name):
            del self.model[team][name]

    @rule(team=teams, name=people)
    def leave_school(self, team, name):
        """The way out of the school goes through the way out of its team."""
        self.post(name, f"/schools/{self.rows[team].school.slug}/leaving/")

    def is_guest(self, team, name):
        """On the staff of a school whose team ever asked it, and not on that team."""
        on_staff = self.rows[team].school.staff_members.filter(person=self.people[name]).exists()
        return on_staff and team in self.asked and name not in self.model[team]

    @rule(team=teams, by=people, audience=audiences)
    def gather(self, team, by, audience):
        data = {"name": "What we hope for", "audience": audience, "late_rule": "at_once"}
        self.post(by, self.path(team, "gatherings/new/"), **data)
        if self.runs(team, by) and team not in self.gathers:
            self.gathers.add(team)
            if audience == "staff":
                self.asked.add(team)

    @rule(team=teams, by=people, audience=audiences, openness=openness)
    def open_round(self, team, by, audience, openness):
        today = str(timezone.localdate())
        data = {"aim": "A draft", "steward": self.people[by].pk, "starts_on": today, "ends_on": today}
        self.post(by, self.path(team, "vision/rounds/new/"), **data, audience=audience, openness=openness)
        if self.runs(team, by) and team not in self.rounds:
            self.rounds[team] = openness if audience == "staff" else ""
            if audience == "staff":
                self.asked.add(team)

    @rule(team=teams, by=people)
    def close_round(self, team, by):
        last = DraftingRound.objects.filter(vision__team=self.rows[team]).first()
        if last is None:
            return
        self.post(by, self.path(team, f"vision/rounds/{last.number}/close/"), outcome="A draft.", name="After it")
        if self.runs(team, by):
            self.rounds.pop(team, None)

    @rule(team=teams, by=people, audience=audiences)
    def ask_how_things_stand(self, team, by, audience):
        said = {"name": "Autumn", "audience": audience, "naming": "named", "condition_vision": "pulse"}
        self.post(by, self.path(team, "rounds/new/"), **said)
        if self.runs(team, by):
            self.assessments.setdefault(team, audience)

    @rule(team=teams, name=people)
    def say_how_things_stand(self, team, name):
        """Whoever is asked today may answer and read; whoever has left meanwhile finds nothing, whether or not they answered."""
        if team not in self.assessments:
            return
        on_staff = self.rows[team].school.staff_members.filter(person=self.people[name]).exists()
        is_asked = on_staff and self.assessments[team] == "staff"
        known = {None: (200, 302) if is_asked else (404, 404), "observer": (200, 403)}
        read, answered = known.get(self.model[team].get(name), (200, 302))
        assert self.visitors[name].get(self.path(team, "rounds/1/")).status_code == read, (team, name)
        form = self.rows[team].assessment_rounds.get().item_keys
        levels = {f"level-{key.replace('.', '-', 1)}": "2" for key in form}
        sent = self.post(name, self.path(team, "rounds/1/answer/"), **levels)
        assert sent.status_code == answered, (team, name)

    # --- what must be true after each ---------------------------------------------------------------------------
    @invariant()
    def everybody_sees_what_is_theirs(self):
        if not hasattr(self, "model"):
            return
        for team in TEAMS:
            for name in NAMES:
                role = self.model[team].get(name)
                read = self.visitors[name].get(f"/texts/{self.texts[team]}/authors/").status_code
                assert read == (200 if role or self.is_guest(team, name) else 404), (team, name, role)

    @rule(team=teams, name=people, tail=st.sampled_from(["why/", "theory/"]))
    def look_inside(self, team, name, tail):
        """Whatever a guest may read of the vision, the rest of the team stays shut."""
        inside = self.visitors[name].get(self.path(team, tail)).status_code
        assert inside == (200 if name in self.model[team] else 404), (team, name)

    @rule(team=teams, name=people)
    def write(self, team, name):
        expected = {None: 404, "observer": 403, "member": 200, "facilitator": 200}
        if self.is_guest(team, name):
            expected[None] = 200 if self.rounds.get(team) == "co_create" else 403
        point = transaction.savepoint_create()
        answer = self.visitors[name].post(
            f"/texts/{self.texts[team]}/exchange/", new_words(None, None, None), content_type="application/octet-stream"
        )
        transaction.savepoint_rollback(point)
        assert answer.status_code == expected[self.model[team].get(name)], (team, name)

    @invariant()
    def somebody_runs_every_team(self):
        if not hasattr(self, "model"):
            return
        for team in TEAMS:
            stored = dict(self.rows[team].memberships.values_list("person__name", "role"))
            assert stored == self.model[team]
            assert "facilitator" in stored.values()


def test_places_change_in_any_order():
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=int(os.environ.get("PLACES_EXAMPLES", "4")),
            stateful_step_count=16,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),  # a failing run is short enough to read; making it shorter takes minutes
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


FATES = {
    "leaves the staff": (lambda person, team: person.staff_members.all().delete(), 404, 404),
    "comes to look on": (lambda person, team: team.welcome(person, JoinedBy.LINK, role=Role.OBSERVER), 200, 403),
    "joins the team": (lambda person, team: team.welcome(person, JoinedBy.LINK), 200, 302),
}


@pytest.mark.parametrize("fate", FATES)
def test_somebodys_place_changes_while_a_round_is_open(fate, world):
    """What they may do changes at once; what was said before without a name stays, and is nobody's."""
    befall, read, answered = FATES[fate]
    known, colleague = world.places["sibling"], world.people["colleague"]
    path, visitor = f"/teams/team-b/rounds/{known.asked.open.number}/", world.client("colleague")
    levels = {f"level-{key.replace('.', '-', 1)}": "2" for key in known.asked.open.item_keys}
    before = known.asked.open.answers.count()
    point = transaction.savepoint_create()
    assert (visitor.get(path).status_code, visitor.get(f"{path}answer/").status_code) == (200, 200)
    befall(colleague, known.team)
    assert visitor.get(path).status_code == read
    assert visitor.post(f"{path}answer/", levels).status_code == answered
    transaction.savepoint_rollback(point)
    assert visitor.post(f"{path}answer/", levels).status_code == 302
    befall(colleague, known.team)
    assert visitor.get(path).status_code == read
    # Sent once is sent: nobody gets a second answer by way of another place.
    assert visitor.post(f"{path}answer/", levels).status_code in {403, 404, 409}
    assert known.asked.open.answers.count() == before + 1
    assert not known.asked.open.answers.filter(person=colleague).exists()
    transaction.savepoint_rollback(point)
