"""A static host as strict as a careful office would set it up, for one folder under sub-paths."""

import base64
import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

PUBLIC = "/qinghe/"
"""The path of the sample board's public address."""
ELSEWHERE = "/gongkai/xinqiao/"
"""Any other path: a site works there without being built again."""
INLINE = re.compile(rb"<script>(.+?)</script>", re.DOTALL)


def policy(site: Path) -> str:
    """Return a Content-Security-Policy that vouches for the first page's inline scripts alone."""
    inline = INLINE.findall((site / "index.html").read_bytes())
    hashes = (base64.b64encode(hashlib.sha256(each).digest()).decode() for each in inline)
    scripts = " ".join(("'self'", *(f"'sha256-{each}'" for each in hashes)))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below sub-paths and nothing else, and keeps its log to itself."""

    protocol_version = "HTTP/1.1"
    policy = ""

    def translate_path(self, path: str) -> str:
        for prefix in (PUBLIC, ELSEWHERE):
            if path.startswith(prefix):
                return super().translate_path("/" + path.removeprefix(prefix))
        return str(Path(self.directory) / "there is no such file")

    def list_directory(self, path: object) -> BytesIO | None:
        del path
        self.send_error(404)
        return None

    def send_head(self) -> BytesIO | BinaryIO | None:
        # What a test changes on the disk is seen at once.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """Show the site's own page for dead addresses, as static hosts do."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Answers many at once, and takes a browser that hangs up for what it is."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Address:
    """Where a site is served."""

    origin: str

    def __call__(self, url: str = "", prefix: str = ELSEWHERE) -> str:
        """Return the whole address of a page."""
        return f"{self.origin}{prefix}{url}"


@contextmanager
def serving(site: Path) -> Iterator[Address]:
    """Serve a site as long as the block lasts."""
    handler = type("Here", (Handler,), {"policy": policy(site)})
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield Address(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
