"""The command in a process of its own: rounds, signals, kills at any moment, logs, metrics; and spans."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from server import Answer, Asked, Server, item, rss, serving, sitemap, story_page
from sqlalchemy import func, select

from waqai import cli, tracing
from waqai.ledger.schema import articles
from waqai.ledger.store import open_ledger
from waqai.watching import metrics

KILLS = 5
PAGES = [f"/{number}" for number in range(10, 22)]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({path: story_page(int(path[1:])) for path in PAGES}) as one:
        one.routes["/feed"] = rss(*(item(path) for path in PAGES))
        yield one


def config(server: Server, tmp_path: Path, pause: str = "0s", kind: str = "feed", path: str = "/feed") -> str:
    file = tmp_path / "feeds.toml"
    lines = ["[defaults]", f'pause = "{pause}"', "[[feed]]", f'url = "{server.url}{path}"', f'kind = "{kind}"']
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, ("watch", *args), prog_name="waqai")


@contextmanager
def watching(*args: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command until the end of the block at the latest."""
    command = [sys.executable, "-m", "waqai.cli", "watch", *args, "--allow-loopback", "--rules-only"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str], what: str) -> str:
    """Wait for a line that holds some words and return it."""
    assert process.stderr is not None
    for line in process.stderr:
        if what in line:
            return line
    pytest.fail(f"nothing was told of {what}")


def held(ledger: str) -> tuple[int, int]:
    """Return how many articles a ledger holds and how many versions of them."""
    opened = open_ledger(ledger, create=False)
    try:
        with opened.reading() as connection:
            row = connection.execute(select(func.count(articles.c.article.distinct()), func.count())).one()
            return int(row[0]), int(row[1])
    finally:
        opened.close()


def test_one_round(server: Server, tmp_path: Path) -> None:
    ledger = str(tmp_path / "news.db")
    found = run(config(server, tmp_path), "--ledger", ledger, "--once", "--allow-loopback", "--rules-only")
    assert found.exit_code == 0, found.stderr
    assert found.stdout == f"12 new, 0 known, 0 edited, 0 older -> {ledger}\n"
    assert found.stderr.count(" filed ") == 12
    assert (tmp_path / "news.db.watch").exists()
    found = run(config(server, tmp_path), "--ledger", ledger, "--once", "--allow-loopback", "--rules-only")
    assert found.stdout == f"0 new, 0 known, 0 edited, 0 older -> {ledger}\n"
    assert held(ledger) == (12, 12)


def test_a_round_in_which_something_fails(server: Server, tmp_path: Path) -> None:
    server.routes["/feed"] = rss(item("/gone"), item("/10"))
    args = ("--ledger", str(tmp_path / "news.db"), "--once", "--allow-loopback", "--rules-only", "--log-format", "json")
    found = run(config(server, tmp_path), *args)
    assert found.exit_code == 1
    lines = [json.loads(line) for line in found.stderr.splitlines()]
    assert [line["what"] for line in lines] == ["listed", "problem", "fetched", "filed", "stopped"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["at"]) for line in lines)
    problem = lines[1]
    assert (problem["code"], problem["url"], problem["level"]) == ("WQ658", server.url + "/gone", "error")
    assert (lines[0]["articles"], lines[0]["new"], lines[3]["outcome"]) == (2, 2, "new")


def test_bad_usage(server: Server, tmp_path: Path) -> None:
    ledger = ("--ledger", str(tmp_path / "news.db"), "--once")
    found = run(config(server, tmp_path), *ledger)
    assert (found.exit_code, "WQ670" in found.stderr, "line 4" in found.stderr) == (2, True, True)
    assert (run(str(tmp_path / "none.toml"), *ledger).exit_code, run().exit_code) == (2, 2)
    assert not (tmp_path / "news.db").exists()
    assert server.asked == []
    found = run(config(server, tmp_path), *ledger, "--allow-loopback", "--state", str(tmp_path / "none" / "state"))
    assert (found.exit_code, "WQ674" in found.stderr) == (2, True)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_it_waits(server: Server, tmp_path: Path, sent: signal.Signals) -> None:
    ledger = str(tmp_path / "news.db")
    with watching(config(server, tmp_path), "--ledger", ledger) as process:
        told(process, "waiting")
        process.send_signal(sent)
        out, _ = process.communicate(timeout=20)
        assert (process.returncode, out) == (0, f"12 new, 0 known, 0 edited, 0 older -> {ledger}\n")
    assert held(ledger) == (12, 12)


def test_a_signal_while_a_page_is_in_hand(server: Server, tmp_path: Path) -> None:
    def slow(_asked: Asked, _connection: socket.socket) -> Answer:
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        return story_page(10)

    server.routes["/10"] = slow
    ledger = str(tmp_path / "news.db")
    with watching(config(server, tmp_path), "--ledger", ledger) as process:
        out, _ = process.communicate(timeout=20)
        assert (process.returncode, out) == (0, f"1 new, 0 known, 0 edited, 0 older -> {ledger}\n")
    assert server.paths()[-1] == "/10"


def test_killed_at_any_moment_nothing_is_lost_and_nothing_filed_twice(server: Server, tmp_path: Path) -> None:
    random = Random(20250301)  # noqa: S311
    ledger = str(tmp_path / "news.db")
    file = config(server, tmp_path, pause="1s")  # while it waits, it files
    partly = 0
    for _ in range(KILLS):
        with watching(file, "--ledger", ledger, "--log-format", "json") as process:
            assert process.stderr is not None
            for _ in range(random.randrange(1, 6)):
                if "waiting" in process.stderr.readline():
                    break  # all is filed: nothing more is told for a quarter of an hour
            time.sleep(random.uniform(0, 0.1))
            process.kill()
        if Path(ledger).exists() and (tmp_path / "news.db.watch").exists():
            there, versions = held(ledger)
            assert there == versions
            partly += 0 < there < len(PAGES)
    assert partly, "no kill came between the first article and the last"
    found = run(config(server, tmp_path), "--ledger", ledger, "--once", "--allow-loopback", "--rules-only")
    assert found.exit_code == 0, found.stderr
    assert held(ledger) == (len(PAGES), len(PAGES))


def test_one_state_file_serves_one_watch(server: Server, tmp_path: Path) -> None:
    ledger = ("--ledger", str(tmp_path / "news.db"))
    file = config(server, tmp_path)
    with watching(file, *ledger) as process:
        told(process, "listed")
        found = run(file, *ledger, "--once", "--allow-loopback")
        assert (found.exit_code, "WQ672" in found.stderr) == (2, True)


def test_metrics(server: Server, tmp_path: Path) -> None:
    server.routes["/feed"] = rss(item("/gone"), item("/10"), item("/11"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    args = ("--ledger", str(tmp_path / "news.db"), "--metrics-port", str(port))
    with watching(config(server, tmp_path), *args) as process:
        told(process, "waiting")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        found = run(config(server, tmp_path), *args, "--once", "--allow-loopback", "--state", str(tmp_path / "other"))
        assert (found.exit_code, "WQ676" in found.stderr) == (2, True)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert 'waqai_watch_articles_total{outcome="new"} 2.0' in lines
    assert 'waqai_watch_problems_total{code="WQ658"} 1.0' in lines
    assert 'waqai_watch_events_total{what="listed"} 1.0' in lines
    assert "waqai_watch_request_seconds_count 3.0" in lines


def test_metrics_without_the_extra(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    args = ("--ledger", str(tmp_path / "news.db"), "--metrics-port", "9", "--allow-loopback")
    found = run(config(server, tmp_path), *args)
    assert (found.exit_code, "WQ675" in found.stderr) == (2, True)
    assert metrics.__name__


def test_spans_where_opentelemetry_is_installed(server: Server, tmp_path: Path) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    server.routes["/feed"] = rss(item("/10?token=secret"))
    server.routes["/10?token=secret"] = story_page(10)
    found = run(config(server, tmp_path), "--ledger", str(tmp_path / "news.db"), "--once", "--allow-loopback", "--rules-only")
    assert found.exit_code == 0, found.stderr
    spans = exporter.get_finished_spans()
    assert [one.name for one in spans] == ["waqai.fetch", "waqai.fetch", "waqai.extract", "waqai.read", "waqai.file"]
    assert all(one.end_time and one.start_time and one.end_time >= one.start_time for one in spans)
    assert [str((one.attributes or {}).get("url", "")).removeprefix(server.url) for one in spans[:3]] == [
        "/feed",
        "/10?token=…",
        "/10?token=…",
    ]


def test_no_spans_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    tracing._tracer.cache_clear()  # noqa: SLF001  # as in a process where it was never installed
    try:
        with tracing.span("waqai.fetch", url="x") as found:
            assert found is None
    finally:
        tracing._tracer.cache_clear()  # noqa: SLF001


def test_help_of_other_commands_loads_no_client() -> None:
    code = (
        "import sys; from waqai import cli; cli.main(['read', '--help'], standalone_mode=False); "
        "print({'httpx', 'protego', 'opentelemetry'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.splitlines()[-1] == "set()"


def test_a_sitemap_in_a_round(server: Server, tmp_path: Path) -> None:
    server.routes["/map"] = sitemap(*(server.url + path for path in PAGES[:3]))
    file = config(server, tmp_path, kind="sitemap", path="/map")
    found = run(file, "--ledger", str(tmp_path / "news.db"), "--once", "--allow-loopback", "--rules-only")
    assert found.stdout.startswith("3 new, ")
