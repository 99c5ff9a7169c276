"""Boards with a past: a folder is put under Git, and commits are made on days that a test names."""

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.site.boards import change

NOBODYS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "某某",
    "GIT_AUTHOR_EMAIL": "someone@example.cn",
    "GIT_COMMITTER_NAME": "某某",
    "GIT_COMMITTER_EMAIL": "someone@example.cn",
}
"""Whatever the settings of the person are who runs the tests, they do not matter here."""


@dataclass(frozen=True)
class Past:
    """A repository in a folder."""

    folder: Path

    @classmethod
    def begin(cls, folder: Path, day: str = "2026-01-05T09:00:00+08:00") -> "Past":
        """Put a folder under Git, all that is in it with the first commit."""
        folder.mkdir(parents=True, exist_ok=True)
        past = cls(folder)
        past.git("init", "--quiet", "--initial-branch=main")
        (folder / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
        past.commit(day)
        return past

    def git(self, *arguments: str, day: str | None = None) -> str:
        """Run Git, on a day where one is named."""
        dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=os.environ | NOBODYS | dates,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, day: str) -> str:
        """Commit all that was changed, and return the commit's id."""
        assert datetime.fromisoformat(day).tzinfo is not None
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=一次变动", day=day)
        return self.git("rev-parse", "HEAD")


LICENCE = "stations/qinghe-traffic/procedures/driving-licence-renewal.yml"
STATION = "stations/qinghe-traffic/station.yml"
GONE = "stations/qinghe-traffic/procedures/old-matter.yml"


def give_past(board: Path) -> Path:
    """Put the sample board under Git with a past: better, worse and neutral, and something gone."""
    licence, station = board / LICENCE, board / STATION
    now = {path: path.read_text(encoding="utf-8") for path in (licence, station)}
    change(licence, "amount: 10\n", "amount: 15\n")
    change(licence, "  committed: 当场\n", "  committed: 3个工作日\n")
    change(station, '["09:00-12:00"]', '["09:00-17:00"]')
    (board / GONE).write_text("title: 从前的事项\n", encoding="utf-8")
    past = Past.begin(board, "2026-09-01T09:00:00+08:00")
    for path, text in now.items():
        path.write_text(text, encoding="utf-8")
    (board / GONE).unlink()
    past.commit("2026-11-20T09:00:00+08:00")
    return board
