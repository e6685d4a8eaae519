"""What leaves the site as a file or by a command: the printed plan, the file of what is one's own, the commands."""

import pytest
from django.core.management import CommandError, call_command

from leadership.models import PlanPrint

from . import oracles
from .sight import may_see
from .world import ROLES

pytestmark = pytest.mark.django_db

ON_TEAM = ("observer", "member", "facilitator")


@pytest.mark.slow
def test_the_printed_plan_holds_the_teams_words_and_no_others(world):
    PlanPrint.objects.all().delete()
    visitor = world.client("observer")
    answer = visitor.post("/teams/team-a/plan/pdf/")
    file = visitor.get(answer["Location"])
    assert file.content.startswith(b"%PDF")
    # pdftotext may break a long word at the end of a line.
    words = oracles.pdf_text(file.content).replace("-\n", "-").replace("\n", "")
    assert "hand-a1" in oracles.owners(words)
    assert {owner for owner in oracles.owners(words) if not part_of(owner, may_see("observer"))} == set()


def part_of(owner, allowed):
    """Whether this is an allowed owner, or one with the next words of the line run into it."""
    return any(owner.startswith(one) for one in allowed)


@pytest.mark.slow
def test_the_printed_theory_holds_the_teams_words_and_no_others(world):
    PlanPrint.objects.all().delete()
    base = world.places["own"].theorised.base
    file = world.client("observer").post(f"{base}files/pdf/")
    assert file.content.startswith(b"%PDF")
    words = oracles.pdf_text(file.content).replace("-\n", "-").replace("\n", "")
    assert "theory-a" in oracles.owners(words)
    assert {owner for owner in oracles.owners(words) if not part_of(owner, may_see("observer"))} == set()


@pytest.mark.slow
def test_a_printed_card_holds_the_words_of_the_card_and_no_others(world):
    PlanPrint.objects.all().delete()
    card = world.places["own"].piloted.cards["school"]
    file = world.client("ex_member").post(f"/cards/{card.pk}/pdf/")
    assert file.content.startswith(b"%PDF")
    words = oracles.pdf_text(file.content).replace("-\n", "-").replace("\n", "")
    assert "learned-school-a" in oracles.owners(words)
    allowed = {"learned-school-a", "chart-a", "tried-b", "chart-b", "school-1", "card-a"}
    assert {owner for owner in oracles.owners(words) if not part_of(owner, allowed)} == set()


@pytest.mark.parametrize("kind", ["csv", "svg"])
def test_a_file_of_a_measure_holds_that_measure_alone(kind, world):
    rows = world.places["own"].piloted
    path = f"{rows.base}{rows.running.number}/measures/{rows.measure.number}/{kind}/"
    answer = world.client("colleague").get(path)
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    found = oracles.owners(oracles.readable(answer))
    assert {owner for owner in found if not part_of(owner, {"pilot-a", "chart-a"})} == set()
    assert "chart-a" in found


@pytest.mark.parametrize("kind", ["text", "csv", "json", "svg", "png"])
def test_a_file_of_a_theory_is_a_file_and_holds_that_theory_alone(kind, world):
    """To be saved and not opened in the page's place, whatever stands in it; and nobody keeps it on the way."""
    base, client = world.places["own"].theorised.base, world.client("observer")
    answer = client.post(f"{base}files/png/") if kind == "png" else client.get(f"{base}files/{kind}/")
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    words = oracles.readable(answer)
    assert {owner for owner in oracles.owners(words) if not part_of("theory-a", {owner})} == set()
    assert ("theory-a" in oracles.owners(words)) or kind == "png"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"anonymous", *ON_TEAM}])
def test_the_command_prints_for_nobody_else(role, world, tmp_path):
    out = tmp_path / "plan.pdf"
    with pytest.raises(CommandError) as refused:
        call_command("export_plan", "team-a", "--as", world.people[role].email, "--out", str(out))
    assert not out.exists()
    assert oracles.owners(str(refused.value)) <= {f"email-{role}"}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_the_file_of_ones_own_holds_nothing_else(role, world):
    """What a person wrote, not what the people around them wrote."""
    others = {"hand-a1", "hand-a2", "hand-b1", "hand-c1"} - {
        "member": {"hand-a1"},
        "ex_member": {"hand-a2"},
        "sibling_member": {"hand-b1"},
    }.get(role, set())
    # What somebody said of a theory stands there with the name of the theory.
    theirs = {"member": {"theory-a"}, "facilitator": {"theory-a"}, "sibling_member": {"theory-b"}}
    theirs["foreign_facilitator"] = {"theory-c"}
    others |= {"theory-a", "theory-b", "theory-c"} - theirs.get(role, set())
    # And of a pilot what they noted, with its name; what was seen at a door whoever saw it, and the host what they said of it.
    noted = {"member": {"pilot-a", "saw-a"}, "facilitator": {"pilot-a"}, "sibling_member": {"pilot-b", "planned-b"}}
    noted |= {"colleague": {"saw-a"}, "foreign_facilitator": {"pilot-c", "planned-c", "tested-c"}}
    inside = {"pilot-a", "pilot-b", "pilot-c", "planned-b", "planned-c", "closing-a", "saw-a", "tested-b", "tested-c"}
    others |= inside - noted.get(role, set())
    people = {f"{kind}-{one}" for one in world.people if one != role for kind in ("name", "strengths")}
    words = oracles.readable(world.client(role).get("/me/export/"))
    assert oracles.owners(words) & (others | people) == set()
    assert {f"name-{role}", f"email-{role}"} <= oracles.owners(words)


def test_a_session_is_printed_in_demo_mode_alone(world, settings, capsys):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError):
        call_command("demo_session", world.people["member"].email)
    assert "sessionid" not in capsys.readouterr().out
