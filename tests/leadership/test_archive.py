"""A team's archive: all that its people may read, nothing that is anybody's own, in files that open anywhere."""

import csv
import io
import json
import zipfile

import pytest
from asgiref.sync import async_to_sync
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.archive import not_archived, nouns, write_archive
from leadership.archiving import cell
from leadership.models import Membership, Task
from leadership.views.archives import AT_ONCE, Parcel
from visioning.models import PersonalVision

from ..pilots import ending, piloting
from ..visioning import deciding, making, theorising
from ..writing import paragraph, write

APPS = ("leadership", "visioning", "pilots")


def archive_of(team):
    file = io.BytesIO()
    counts = write_archive(file, team)
    return zipfile.ZipFile(file), counts


def data_of(box):
    return json.loads(box.read("team.json"))


def everything(box):
    """All words of an archive."""
    return "\n".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())


@pytest.fixture
def full(team, ana, ben):
    """A team with something of most kinds."""
    vision = write(team, ana, content=[paragraph("Every child tends a garden.")])
    making.comment(vision, ben, "garden", words="Which garden?")
    vision.text.versions.model.keep(vision.text, ana, name="First draft")
    theorising.goal(team, ana, words="Everybody plants once")
    problem = theorising.problem(team, ana, words="Few gardens")
    theorising.theory(team, ana, problem=problem)
    deciding.decided(team, ana, question="Do we plant in May?")
    Task.note(team, ana, words="=HYPERLINK(1)")
    making.guide_answer(team, ben, "A shown answer", shown=True)
    making.decision_point(team, by=ana, words="We begin with beans.")
    pilot = piloting.closed(team, ana, [ana], title="Beans first")
    piloting.measure(pilot, values=[3, 4, 5, 6, 7, 8], by=ana)
    piloting.closed_cycle(piloting.begun_cycle(pilot)).save()
    ending.card(pilot, ana)
    return team


# --- What is in it ------------------------------------------------------------------------------------------------


def test_every_table_is_archived_or_it_is_said_why_not():
    inside = {f"{noun.model._meta.app_label}.{noun.model.__name__}" for noun in nouns()}
    outside = set(not_archived())
    there = {f"{app}.{model.__name__}" for app in APPS for model in apps.get_app_config(app).get_models()}
    assert inside & outside == set()
    assert there - inside - outside == set(), (
        "say in archived.py of its app what of this table goes along, or why nothing"
    )
    assert (inside | outside) - there == set()
    assert all(not_archived().values())


def test_no_field_holds_a_secret():
    names = {name for noun in nouns() for name in noun.columns}
    assert not {
        name
        for name in names
        if "hash" in name or "token" in name or "email" in name or "link" in name or "password" in name
    }


@pytest.mark.django_db
def test_an_empty_team_has_an_archive(team):
    box, counts = archive_of(team)
    assert counts["memberships"] == 3
    assert box.testzip() is None


@pytest.mark.django_db
def test_rereading_the_data_gives_the_same_counts(full):
    box, counts = archive_of(full)
    data = data_of(box)
    assert {key: len(rows) for key, rows in data.items() if key != "about"} == counts
    for noun in nouns():
        assert len(data[noun.key]) == noun.rows(full).count()
        rows = list(csv.reader(io.StringIO(box.read(f"csv/{noun.key}.csv").decode("utf-8-sig"))))
        assert tuple(rows[0]) == noun.columns
        assert len(rows) - 1 == counts[noun.key]


@pytest.mark.django_db
def test_rows_lead_to_each_other(full):
    data = data_of(archive_of(full)[0])
    people = {one["id"]: one["name"] for one in data["people"]}
    assert people[data["tasks"][0]["noted_by_id"]] == "Ana Ruiz"
    assert data["theories"][0]["problem_id"] == data["problems"][0]["id"]
    assert data["observations"][0]["measure_id"] == data["measures"][0]["id"]
    words = {row["id"]: row["words"]["content"] for row in data["texts"]}
    assert words[data["shared_visions"][0]["text_id"]] == "Every child tends a garden."
    keys = {key: {row["id"] for row in rows} for key, rows in data.items() if key != "about"}
    for noun in nouns():
        for field in noun.model._meta.concrete_fields:
            tie = field.related_model and field.attname in noun.fields and field.related_model.__name__
            target = (
                "people" if tie == "Person" else next((one.key for one in nouns() if tie == one.model.__name__), None)
            )
            if target:
                assert {row[field.attname] for row in data[noun.key]} - {None} <= keys[target], (
                    noun.key,
                    field.attname,
                )


@pytest.mark.django_db
def test_its_pages_open_from_a_folder_and_say_what_the_team_says(full):
    box, _counts = archive_of(full)
    pages = {
        name: box.read(name).decode() for name in box.namelist() if name.startswith("html/") and name.endswith(".html")
    }
    assert "Every child tends a garden." in pages["html/vision.html"]
    assert "First draft" in pages["html/vision.html"]
    assert "Do we plant in May?" in pages["html/decisions.html"]
    assert "We begin with beans." in pages["html/guides.html"]
    assert "Beans first" in pages["html/pilots.html"]
    assert "../charts/pilot-1-measure-1.svg" in pages["html/pilots.html"]
    assert {"charts/pilot-1-measure-1.svg", "charts/theory-1.svg"} <= set(box.namelist())
    for page in pages.values():
        assert "<script" not in page
        assert 'src="http' not in page
        assert "<title>" in page
        assert page.count("<h1") == 1


@pytest.mark.django_db
def test_no_cell_is_a_formula(full):
    box, _counts = archive_of(full)
    table = box.read("csv/tasks.csv").decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert '"=HYPERLINK' not in table
    assert cell("\t=1").startswith("'")


@pytest.mark.django_db
def test_the_same_rows_give_the_same_files(full, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("leadership.archive.timezone.now", lambda: now)
    first, second = archive_of(full)[0], archive_of(full)[0]
    assert first.namelist() == second.namelist()
    assert {name: first.read(name) for name in first.namelist()} == {
        name: second.read(name) for name in second.namelist()
    }


@pytest.mark.django_db
def test_the_readme_documents_every_key(full):
    words = archive_of(full)[0].read("README.txt").decode()
    for noun in nouns():
        assert f"- {noun.key} (" in words
        assert ", ".join(noun.columns) in words


# --- What is not in it --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_private_is_in_it(full, ana, ben, other_team, dov):
    PersonalVision.objects.create(person=ben, hope="quokka own vision")
    making.guide_answer(full, ben, "quokka private answer", question="why-children")
    making.why_answer(full, ben, "quokka private why")
    gathering = making.gathering(full)
    making.gathered_vision(gathering, ben, hope="quokka unrevealed")
    making.voice(making.listening_round(gathering, ana), "quokka waiting voice")
    Task.note(other_team, dov, words="quokka of another team")
    draft = piloting.running(full, ana, [ana], title="Open one")
    draft.closing_draft = None
    words = everything(archive_of(full)[0])
    assert "quokka" not in words
    assert "northside.example" not in words
    making.guide_answer(full, ben, "quokka shown answer", question="why-proud", shown=True)
    assert "quokka" in everything(archive_of(full)[0])  # the losing control


# --- The page -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_member_reads_what_is_in_it_and_takes_it_along(as_ben, full):
    address = reverse("team_archive", args=[full.slug])
    assert "What is not in it" in as_ben.get(address).text
    answer = as_ben.post(address, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Type"] == "application/zip"
    assert "northside-team-archive" in answer["Content-Disposition"]
    box = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert data_of(box)["team"][0]["name"] == "Northside team"


@pytest.mark.django_db
def test_observers_and_outsiders_do_not(as_cleo, as_dov, as_ben, team, ben):
    address = reverse("team_archive", args=[team.slug])
    assert [as_cleo.get(address).status_code, as_cleo.post(address).status_code] == [403, 403]
    assert [as_dov.get(address).status_code, as_dov.post(address).status_code] == [404, 404]
    Membership.objects.filter(person=ben).delete()
    assert as_ben.post(address).status_code == 404


@pytest.mark.django_db
def test_one_row_and_three_rows_ask_the_same(full, ana):
    def count():
        with CaptureQueriesContext(connection) as asked:
            archive_of(full)
        return len(asked)

    before = count()
    for number in range(2):
        theorising.goal(full, ana, words=f"Goal {number}")
        Task.note(full, ana, words=f"Task {number}")
        deciding.draft(full, ana, question=f"Question {number}?")
    assert count() == before


# --- The command --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_operator_writes_a_team(full, tmp_path):
    call_command("export_archive", team=full.slug, out=str(tmp_path / "new"), verbosity=0)
    [path] = (tmp_path / "new").iterdir()
    assert data_of(zipfile.ZipFile(path))["about"]["team"] == full.slug


@pytest.mark.django_db
@pytest.mark.parametrize("with_addresses", [False, True])
def test_a_district_takes_its_data_and_leaves(full, other_team, district, tmp_path, with_addresses):
    call_command(
        "export_archive", district=district.slug, out=str(tmp_path), with_addresses=with_addresses, verbosity=0
    )
    about = json.loads((tmp_path / "district.json").read_text())
    assert [one["name"] for one in about["schools"]] == ["Northside"]
    assert {one["name"] for one in about["people"]} == {"Ana Ruiz", "Ben Okafor", "Cleo Marsh"}
    assert {one["role"] for one in about["memberships"]} == {"facilitator", "member", "observer"}
    assert ("email" in about["people"][0]) == with_addresses
    assert [path.name for path in (tmp_path / "teams").iterdir()] == [f"{full.slug}.zip"]


@pytest.mark.django_db
def test_who_is_not_there_is_told_so(tmp_path):
    with pytest.raises(CommandError, match="There is no team nowhere"):
        call_command("export_archive", team="nowhere", out=str(tmp_path))


def test_it_is_sent_in_parts_by_an_asynchronous_server(tmp_path):
    words = b"0123456789" * 100_000
    (tmp_path / "file").write_bytes(words)

    async def sent():
        answer = Parcel((tmp_path / "file").open("rb"))
        parts = [part async for part in answer]
        answer.close()
        return parts

    parts = async_to_sync(sent)()
    assert b"".join(parts) == words
    assert max(map(len, parts)) <= AT_ONCE < len(words)
