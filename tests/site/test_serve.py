"""`mkdocs serve` shows every change at once, and keeps the last good site through a mistake."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.boards import QUIET, change, copy_minimal

RENEWAL = "stations/chengdong/procedures/renewal.yml"
PAGE = "stations/chengdong/renewal/"
TEMPLATE = "templates/pages/fees.html"
PATIENCE_S = 60
"""A server that has not answered by then never will."""


@dataclass
class Server:
    """A board that is being served, and what its server says."""

    board: Path
    origin: str
    log: Path

    def get(self, url: str = "") -> str:
        """Return a page."""
        with urllib.request.urlopen(f"{self.origin}/{url}", timeout=PATIENCE_S) as answer:  # noqa: S310
            return str(answer.read().decode())

    def said(self) -> str:
        """Return all that was told at the terminal."""
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str, url: str = PAGE) -> None:
        """Wait until a page says it."""
        self._wait(words, lambda: self.get(url))

    def wait_until_told(self, words: str) -> None:
        """Wait until the terminal says it."""
        self._wait(words, self.said)

    def _wait(self, words: str, ask) -> None:  # type: ignore[no-untyped-def]
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                if words in ask():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        pytest.fail(f"never saw {words!r}; the server said:\n{self.said()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["mkdocs", "gongshi"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """The small board behind `mkdocs serve`, and behind the program's own command."""
    board = copy_minimal(tmp_path / "board")
    (board / TEMPLATE).parent.mkdir(parents=True)
    (board / TEMPLATE).write_text("<h1>{{ page.title }}</h1><p>一号</p>", encoding="utf-8")
    log, port = tmp_path / "log", free_port()
    where = {
        "mkdocs": ["-a", f"127.0.0.1:{port}"],
        "gongshi": ["--port", str(port)],
    }[request.param]
    with log.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", request.param, "serve", *where],
            cwd=board,
            env=os.environ | QUIET,
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        made = Server(board, f"http://127.0.0.1:{port}", log)
        try:
            made.wait_for("证件换领")
            yield made
        finally:
            process.terminate()
            process.wait()


def test_yaml_content_templates_and_a_mistake_are_followed_live(server: Server) -> None:
    change(server.board / RENEWAL, "amount: 20\n", "amount: 25\n")
    server.wait_for("25元/证")

    change(server.board / "content/bulletins/notice.md", "新的时间办公", "冬季时间办公")
    server.wait_for("冬季时间办公", "bulletins/notice/")

    change(server.board / TEMPLATE, "一号", "二号")
    server.wait_for("二号", "fees/")

    change(server.board / RENEWAL, "visits: 1\n", "visits: 1\ncolour: red\n")
    server.wait_until_told("GS112")
    assert "25元/证" in server.get(PAGE)

    change(server.board / RENEWAL, "colour: red\n", "")
    change(server.board / RENEWAL, "amount: 25\n", "amount: 30\n")
    server.wait_for("30元/证")
    assert not (server.board / "site").exists()


def test_a_page_served_knows_nothing_of_the_public_address(server: Server) -> None:
    page = server.get()

    assert "livereload" in page
    assert server.get("404.html")
