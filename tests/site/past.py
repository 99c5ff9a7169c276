"""Boards with a past: a folder is put under Git, and commits are made on days that a test names."""

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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
