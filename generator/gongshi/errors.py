"""What can go wrong with the program itself; mistakes in content are findings, never errors.

GongshiError
└── EngineError    a foreign program is missing or failed
"""


class GongshiError(Exception):
    """Anything that stops a command and is told to the person who gave it."""


class EngineError(GongshiError):
    """A foreign program is missing, refused its input or died."""

    def __init__(self, engine: str, stderr: str) -> None:
        super().__init__(f"{engine}: {stderr.strip()}")
        self.engine = engine
        self.stderr = stderr

    def __reduce__(self) -> tuple[type["EngineError"], tuple[str, str]]:
        # The default would call the class with the one joined message and fail in a process pool.
        return type(self), (self.engine, self.stderr)
