"""What makes a machine ready: the search for a Python, and the embedded Postgres through good and bad days."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from leadership import postgres, system
from leadership.cluster import Cluster, ClusterError, socket_directory

ROOT = Path(__file__).resolve().parent.parent


# --- finding a Python -------------------------------------------------------------------------------------------
@pytest.fixture
def clone(tmp_path):
    """A clone that says which Python it was handed, in a path with a space, on a machine without pyenv or uv."""
    made = tmp_path / "a clone"
    (made / "leadership").mkdir(parents=True)
    (made / "leadership" / "machine.sh").write_text((ROOT / "leadership" / "machine.sh").read_text())
    (made / "leadership" / "machine.py").write_text("import sys; print(sys.argv[1:], sys.orig_argv[0])")
    return made


def program(folder, name, text):
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / name
    made.write_text(f"#!/bin/sh\n{text}\n")
    made.chmod(0o755)
    return made


def python(folder, name="python3.13"):
    """A Python that works, under any name."""
    return program(folder, name, f'exec -a "$0" "{sys.executable}" "$@"'.replace('exec -a "$0"', "exec"))


def find(clone, *folders, **environment):
    path = os.pathsep.join([*map(str, folders), "/usr/bin", "/bin"])
    known = {"PATH": path, "HOME": str(clone), **environment}
    return subprocess.run(
        ["sh", "leadership/machine.sh", "run"], check=False, cwd=clone, env=known, capture_output=True, text=True
    )


def log_of_calls(folder, name):
    """A working Python that leaves a note when it is the one that runs machine.py."""
    note = folder.parent / f"{folder.name}-{name}"
    program(
        folder, name, f'case "$1" in leadership/machine.py) echo {name} > "{note}";; esac\nexec "{sys.executable}" "$@"'
    )
    return note


def test_a_name_that_does_not_run_is_passed_over(clone, tmp_path):
    program(tmp_path / "shims", "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    note = log_of_calls(tmp_path / "real", "python3.13")
    done = find(clone, tmp_path / "shims", tmp_path / "real")
    assert done.returncode == 0, done.stderr
    assert note.exists()


def test_an_older_python_is_passed_over(clone, tmp_path):
    program(tmp_path / "old", "python3.13", "exit 1")
    note = log_of_calls(tmp_path / "new", "python3.12")
    assert find(clone, tmp_path / "old", tmp_path / "new").returncode == 0
    assert note.exists()


def test_the_order_is_that_of_the_readme(clone, tmp_path):
    notes = {name: log_of_calls(tmp_path / "bin", name) for name in ("python3.12", "python3.14", "python3.13")}
    find(clone, tmp_path / "bin")
    assert [name for name, note in notes.items() if note.exists()] == ["python3.13"]


def test_pyenv_is_asked_first_and_may_refuse(clone, tmp_path):
    note = log_of_calls(tmp_path / "bin", "python3.14")
    program(tmp_path / "bin", "pyenv", "echo 'version 3.13 is not installed' >&2; exit 1")
    assert find(clone, tmp_path / "bin").returncode == 0
    assert note.exists()


@pytest.fixture
def bare(tmp_path):
    """A PATH without any Python at all."""
    made = tmp_path / "bare"
    made.mkdir()
    for tool in ("sh", "dirname", "mkdir", "cat"):
        (made / tool).symlink_to(f"/bin/{tool}")
    return made


def find_bare(clone, bare, **environment):
    known = {"PATH": str(bare), "HOME": str(clone), **environment}
    return subprocess.run(
        ["/bin/sh", "leadership/machine.sh", "run"], check=False, cwd=clone, env=known, capture_output=True, text=True
    )


def test_a_version_of_pyenv_that_nobody_chose_is_found(clone, bare, tmp_path):
    note = log_of_calls(tmp_path / "pyenv" / "versions" / "3.12.9" / "bin", "python")
    done = find_bare(clone, bare, PYENV_ROOT=str(tmp_path / "pyenv"))
    assert done.returncode == 0, done.stderr
    assert note.exists()


def test_without_any_python_uv_brings_one(clone, bare, tmp_path):
    note = log_of_calls(tmp_path / "brought", "python3.13")
    done, brought = tmp_path / "installed", tmp_path / "brought" / "python3.13"
    program(
        bare,
        "uv",
        f'if [ "$2" = install ]; then echo 3.13 > "{done}"; elif [ -e "{done}" ]; then echo "{brought}"; else exit 2; fi',
    )
    found = find_bare(clone, bare)
    assert found.returncode == 0, found.stderr
    assert note.exists()


def test_without_any_python_or_network_it_says_how_to_get_one(clone, bare):
    program(bare, "uv", "exit 1")
    done = find_bare(clone, bare)
    assert done.returncode == 1
    for words in ("sudo apt-get install", "sudo dnf install", "brew install", "uv python install"):
        assert words in done.stderr


def test_advice_names_the_command_for_each_kind_of_system():
    text = system.advice([need for need in system.TO_TEST if need.debian in {"chromium", "qpdf"}])
    assert "sudo apt-get install chromium qpdf" in text
    assert "sudo dnf install chromium qpdf" in text
    assert "brew install --cask chromium qpdf" in text


# --- the embedded Postgres --------------------------------------------------------------------------------------
@pytest.fixture
def directory(tmp_path):
    """A place for a cluster, with a space in its path; no server outlives the test."""
    place = tmp_path / "a b" / "postgres"
    yield place
    Cluster(place)._stop()


def rows(cluster):
    with psycopg.connect(cluster.url()) as database:
        return database.execute("SELECT word FROM kept ORDER BY word").fetchall()


def keep(cluster, word):
    with psycopg.connect(cluster.url()) as database:
        database.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        database.execute("INSERT INTO kept VALUES (%s)", [word])


def wait_until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_a_cluster_keeps_its_rows_and_stops_with_its_last_user(directory):
    first, second = Cluster(directory).join(), Cluster(directory).join()
    keep(first, "typed")
    first.leave()
    assert rows(second) == [("typed",)]
    second.leave()
    assert not second.is_up()

    again = Cluster(directory).join()
    assert rows(again) == [("typed",)]
    again.leave()
    assert again.server_pid() is None


@pytest.mark.slow
def test_a_killed_server_is_recovered_with_every_confirmed_row(directory):
    cluster = Cluster(directory).join()
    keep(cluster, "typed")
    os.kill(cluster.server_pid(), signal.SIGKILL)
    wait_until(lambda: not cluster.is_up())
    again = Cluster(directory).join()
    assert rows(again) == [("typed",)]
    again.leave()
    cluster.leave()


@pytest.mark.slow
def test_a_pid_file_that_points_at_another_program_is_no_obstacle(directory):
    cluster = Cluster(directory).join()
    keep(cluster, "typed")
    pid = cluster.server_pid()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not cluster.is_up())
    file = directory / "postmaster.pid"
    file.write_text(file.read_text().replace(str(pid), str(os.getpid()), 1))
    again = Cluster(directory).join()
    assert rows(again) == [("typed",)]
    again.leave()
    cluster.leave()


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_process_that_ends_takes_its_server_along_unless_killed_outright(directory, kind, code):
    use = f"from leadership import cluster; c = cluster.join({str(directory)!r}); print(c.url(), flush=True); input()"
    if kind == signal.SIGINT:
        # Whoever runs the tests in the background has SIGINT ignored, and children inherit that.
        use = f"import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\ntry:\n    {use}\nexcept KeyboardInterrupt:\n    sys.exit(130)"
    with subprocess.Popen(
        [sys.executable, "-c", use], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as user:
        assert user.stdout.readline().startswith("postgresql://")
        assert Cluster(directory).is_up()
        user.send_signal(kind)
        assert user.wait(20) == code
    assert Cluster(directory).is_up() == (kind == signal.SIGKILL)
    if kind == signal.SIGKILL:  # the next one to come and go tidies up
        Cluster(directory).join().leave()
        assert not Cluster(directory).is_up()


def test_a_long_path_gets_a_short_socket(tmp_path):
    long = tmp_path / ("x" * 90) / "postgres"
    assert len(str(socket_directory(long))) < 100
    assert socket_directory(long) != socket_directory(long.with_name("other"))


def test_a_cluster_of_another_version_is_left_alone(directory):
    directory.mkdir(parents=True, mode=0o700)
    postgres.give_away(directory)
    (directory / "PG_VERSION").write_text("15\n")
    with pytest.raises(ClusterError, match="made by Postgres 15"):
        Cluster(directory).join()
    assert [path.name for path in directory.iterdir()] == ["PG_VERSION"]


def test_a_cluster_of_another_user_is_left_alone(directory):
    if os.geteuid() != 0:
        pytest.skip("only root can give a directory away")
    directory.mkdir(parents=True)
    os.chown(directory, 12345, 12345)
    with pytest.raises(ClusterError, match="belongs to user 12345"):
        Cluster(directory).join()
