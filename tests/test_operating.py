"""What docs/operating.md promises: its backup and restore lines, its table of names, and a start that refuses."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from leadership import postgres

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "operating.md").read_text()


def lines_of(kind):
    """The commands that the guide shows in a block marked `sh backup` or `sh restore`."""
    return re.search(rf"^```sh {kind}\n(.*?)^```", GUIDE, re.M | re.S).group(1)


def shell(commands, **environment):
    """The guide's commands as an operator would type them, with Postgres' own programs at hand."""
    folder = Path(postgres.binary("pg_dump")).parent
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    environment = postgres.clean_environment() | {"PATH": path} | environment
    return subprocess.run(
        ["sh", "-eu", "-c", commands], check=False, capture_output=True, text=True, env=environment, timeout=120
    )


def address(database):
    parameters = connection.get_connection_params()
    known = {name: parameters[name] for name in ("host", "port", "user", "password") if parameters.get(name)}
    return psycopg.conninfo.make_conninfo(**known, dbname=database)


def contents(url):
    """For each table the number of its rows and a hash of all they say."""
    with psycopg.connect(url) as database:
        names = database.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        question = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {} t")
        return {name: database.execute(question.format(sql.Identifier(name))).fetchone() for (name,) in names}


def sequences(url):
    """Where the counters stand: a restored site must not hand out a number twice."""
    with psycopg.connect(url) as database:
        return dict(database.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall())


@pytest.fixture
def empty_database(transactional_db):
    name = f"{connection.settings_dict['NAME']}_restored"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield address(name)
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def backup(tmp_path):
    return tmp_path / "a site.dump"


@pytest.mark.slow
def test_a_restored_backup_is_the_same_site(transactional_db, team, other_team, empty_database, backup):
    site = address(connection.settings_dict["NAME"])
    assert contents(site)["leadership_membership"][0] == 4

    dumped = shell(lines_of("backup"), DATABASE_URL=site, BACKUP=str(backup))
    restored = shell(lines_of("restore"), EMPTY_DATABASE_URL=empty_database, BACKUP=str(backup))

    assert (dumped.returncode, restored.returncode) == (0, 0), dumped.stderr + restored.stderr
    assert contents(empty_database) == contents(site)
    assert sequences(empty_database) == sequences(site)


@pytest.mark.slow
def test_a_backup_cut_off_is_refused_and_leaves_nothing(transactional_db, team, empty_database, backup):
    site = address(connection.settings_dict["NAME"])
    shell(lines_of("backup"), DATABASE_URL=site, BACKUP=str(backup))
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])

    restored = shell(lines_of("restore"), EMPTY_DATABASE_URL=empty_database, BACKUP=str(backup))

    assert restored.returncode != 0
    assert contents(empty_database) == {}


def test_the_comparison_sees_one_changed_letter(transactional_db, team):
    site = address(connection.settings_dict["NAME"])
    before = contents(site)
    team.name = "Northside tean"
    team.save(update_fields=["name"])
    assert {name for name in before if contents(site)[name] != before[name]} == {"leadership_team"}


def test_the_guide_names_every_variable_the_settings_read():
    settings = (ROOT / "leadership" / "settings.py").read_text()
    read = set(re.findall(r'env(?:_bool|_list)?\(\s*"([A-Z_]+)"', settings))
    told = set(re.findall(r"`([A-Z_]+)`", GUIDE.split("## Environment")[1].split("\n## ")[0]))
    assert read
    assert read - told == set()


PRODUCTION = {
    "THROUGHLINE_ENV": "production",
    "SECRET_KEY": "a long and random text for this test alone 0123456789",
    "ALLOWED_HOSTS": "throughline.school.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
}


def production(code, **environment):
    known = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "leadership.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT, env=known
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(name):
    rest = {key: value for key, value in PRODUCTION.items() if key != name}
    started = production("import leadership.settings", **rest)
    assert started.returncode != 0
    assert f"Set {name}" in started.stderr


@pytest.mark.slow
def test_production_ignores_demo_mode_and_debug():
    asked = "from leadership import settings as s; print(s.DEMO_MODE, s.DEBUG)"
    started = production(asked, **PRODUCTION, DEMO_MODE="1", DEBUG="1")
    assert started.stdout.strip() == "False False", started.stderr


@pytest.mark.django_db
def test_the_test_database_keeps_what_it_has_confirmed():
    """Every promise about losing nothing is void on a server that has these switched off."""
    with connection.cursor() as cursor:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute("SELECT current_setting(%s)", [setting])
            assert cursor.fetchone() == ("on",)


def test_the_guide_says_what_the_image_runs():
    image = (ROOT / "Dockerfile").read_text()
    for words in ("leadership.asgi:application", "--ws visioning.live.frames:FrameProtocol"):
        assert words in image
        assert words in GUIDE
