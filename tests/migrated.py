"""A database that is migrated once and copied for every worker and every run, since migrating takes longer than many a test file.

It is named after all that migrations are made of, so a change of any of them makes another. Knows no table and no test.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

PREFIX = "migrated_"
ONE_AT_A_TIME = 52_031_974  # an advisory lock: any number nobody else takes


def name():
    """One for these migrations, ours and those of what we use, and the settings that say which there are."""
    found = hashlib.sha256(f"{django.__version__} {sys.version}".encode())
    folders = sorted(Path(app.path) / "migrations" for app in apps.get_app_configs())
    files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    for path in (Path(settings.BASE_DIR) / "leadership" / "settings.py", *files):
        found.update(path.name.encode() + path.read_bytes())
    return f"{PREFIX}{found.hexdigest()[:16]}"


def template(settings_dict):
    """The name of the migrated database on this server; made where it is not there yet, those of other days forgotten."""
    wanted = name()
    said = {"host": settings_dict["HOST"], "port": settings_dict["PORT"], "user": settings_dict["USER"]}
    said |= {"password": settings_dict["PASSWORD"], **settings_dict["OPTIONS"]}
    known = {key: value for key, value in said.items() if value and key != "pool"}
    with psycopg.connect(make_conninfo(dbname="postgres", **known), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        there = {
            row[0] for row in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        }
        if wanted not in there:
            for old in there:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
            make(server, wanted, make_conninfo(dbname=f"{wanted}_new", **known))
    return wanted


def make(server, wanted, address):
    """Under another name until it is whole, so that a half-made one is never mistaken for it."""
    fresh = sql.Identifier(f"{wanted}_new")
    server.execute(sql.SQL("CREATE DATABASE {}").format(fresh))
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    environment = os.environ | {"DATABASE_URL": address}
    subprocess.run(command, check=True, cwd=settings.BASE_DIR, env=environment)
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(fresh, sql.Identifier(wanted)))
