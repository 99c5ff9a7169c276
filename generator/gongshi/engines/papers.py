"""pypdf and ExifRead: the words of forms and pictures, had in a process that is stopped in time.

Such files come from strangers: whatever one of them does, the build goes on and says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gongshi.errors import EngineError

SECONDS_A_FILE: Final = 20
"""A file that takes more of a processor's time is given up."""

PATIENCE: Final = 30
"""So many times as long on the clock, for a machine that is busy with other things."""

MOST_MEMORY: Final = 1 << 30
MOST_PAGES: Final = 40
MOST_WORDS: Final = 400_000
"""Characters: of a longer form the rest is left out."""

SUFFIXES: Final = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic")

TRACES: Final = (
    "GPS GPSLatitude",
    "GPS GPSLongitude",
    "EXIF CameraOwnerName",
    "EXIF BodySerialNumber",
    "Image Artist",
    "Image XPAuthor",
    "Image HostComputer",
)
"""What a picture may say of where and by whom it was taken."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What was had of a file: words, traces of whoever made it, or why nothing was had."""

    words: str = ""
    traces: tuple[str, ...] = ()
    flaw: str = ""

    def pack(self) -> bytes:
        """Return it as bytes that can be kept."""
        return json.dumps([self.words, self.traces, self.flaw]).encode()

    @classmethod
    def unpack(cls, data: bytes) -> Extract:
        """Return what was packed."""
        words, traces, flaw = json.loads(data)
        return cls(words, tuple(traces), flaw)


def read(paths: Sequence[Path], seconds: int = SECONDS_A_FILE) -> Iterator[Extract]:
    """Go through what forms and pictures say, in their order.

    One process reads them all; a file at which it stops or dies is given up, and another process
    goes on after it. ``seconds`` are what a file may take.
    """
    done = 0
    while done < len(paths):
        for extract in _run(paths[done:], seconds):
            yield extract
            done += 1
        if done < len(paths):
            yield Extract(flaw="stopped")
            done += 1


def _run(paths: Sequence[Path], seconds: int) -> Iterator[Extract]:
    """Go through what one process reads before it is through, stops or dies."""
    told = json.dumps([seconds, *map(str, paths)])
    command = [sys.executable, "-m", "gongshi.engines.papers"]
    # Each file has its own alarm in the process; this one is for a process that cannot keep it.
    patience = PATIENCE * seconds * (len(paths) + 1)
    try:
        ended = subprocess.run(  # noqa: S603 - this very module
            command,
            input=told,
            capture_output=True,
            encoding="utf-8",
            timeout=patience,
            check=False,
        )
        output = ended.stdout
        if "ModuleNotFoundError" in ended.stderr:
            raise EngineError("papers", f"pip install pypdf exifread ({ended.stderr[-200:]})")
    except subprocess.TimeoutExpired as stopped:
        output = (stopped.stdout or b"").decode("utf-8", "replace")
    for line in output.splitlines():
        yield Extract.unpack(line.encode())


# ---- in the process of its own --------------------------------------------------------------


def _extract(path: Path) -> Extract:
    """Return what a file says; whatever its reader trips over is the file's flaw."""
    try:
        return _of_form(path) if path.suffix.lower() == ".pdf" else _of_picture(path)
    except ModuleNotFoundError:
        raise
    except Exception as error:
        return Extract(flaw=type(error).__name__)


def _of_form(path: Path) -> Extract:
    from pypdf import PdfReader  # noqa: PLC0415 - only this process needs it

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return Extract(flaw="encrypted")
    said = [str(value) for value in (reader.metadata or {}).values()]
    said += (str(field.get("/V", "")) for field in (reader.get_fields() or {}).values())
    length = 0
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES or length > MOST_WORDS:
            break
        said.append(page.extract_text())
        length += len(said[-1])
    return Extract("\n".join(said)[:MOST_WORDS])


def _of_picture(path: Path) -> Extract:
    from exifread import process_file  # noqa: PLC0415 - only this process needs it

    with path.open("rb") as file:
        tags: Mapping[str, Any] = process_file(file, details=False, extract_thumbnail=False)
    said = {name: str(value).strip() for name, value in tags.items()}
    traces = tuple(name for name in TRACES if said.get(name, "").strip("[] 0,"))
    return Extract("\n".join(said.values())[:MOST_WORDS], traces)


def _limited() -> None:
    """Give this process no more memory than it may have, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - it is missing on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _alarm(seconds: int) -> None:
    """End this process after so many seconds of the processor's time; none: let it go on."""
    import signal  # noqa: PLC0415 - only this process needs it

    # Nobody handles the signal, so that it ends the process inside whatever it is doing.
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _main() -> None:
    import logging  # noqa: PLC0415 - the readers complain of every oddity

    logging.disable(logging.CRITICAL)
    _limited()
    seconds, *names = json.load(sys.stdin)
    for name in names:
        _alarm(seconds)
        packed = _extract(Path(name)).pack().decode()
        _alarm(0)
        sys.stdout.write(packed + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
