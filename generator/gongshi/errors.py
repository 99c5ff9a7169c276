"""What can go wrong with the program itself; mistakes in content are findings, never errors.

GongshiError
├── SettingsError    what was asked for makes no sense: an option, an environment variable, a folder
├── EngineError      a foreign program is missing, refused its input or died
├── ShellError       the theme's page does not hold the tokens it must
└── PublishError     the finished site cannot be put in its place
"""

from __future__ import annotations


class GongshiError(Exception):
    """Anything that stops a command; told to the person who gave it, in either language."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return self.en

    def said(self, language: str) -> str:
        """Return what went wrong in one language."""
        return self.zh if language == "zh" else self.en


class SettingsError(GongshiError):
    """What was asked for makes no sense: an option, an environment variable, a folder."""


class EngineError(GongshiError):
    """A foreign program is missing, refused its input or died."""

    def __init__(self, engine: str, stderr: str) -> None:
        super().__init__(f"{engine} 出错:{stderr.strip()}", f"{engine}: {stderr.strip()}")
        self.engine = engine
        self.stderr = stderr

    def __reduce__(self) -> tuple[type[EngineError], tuple[str, str]]:
        # The default would call the class with two joined messages and fail in a process pool.
        return type(self), (self.engine, self.stderr)


class ShellError(GongshiError):
    """The theme's page does not hold the tokens it must."""


class PublishError(GongshiError):
    """The finished site cannot be put in its place."""
