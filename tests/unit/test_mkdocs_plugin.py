"""What the adapter adds to the live server of MkDocs."""

from socketserver import BaseRequestHandler, TCPServer

import pytest

from gongshi.mkdocs_plugin import end_quietly


@pytest.fixture
def server() -> TCPServer:
    """Return a server that was closed before it began to listen."""
    made = TCPServer(("127.0.0.1", 0), BaseRequestHandler)
    made.server_close()
    return made


def test_a_server_that_is_closed_before_it_listens_ends_without_an_error(server: TCPServer) -> None:
    with pytest.raises(ValueError, match="file descriptor"):
        server.serve_forever(0.01)
    end_quietly(server)

    server.serve_forever(0.01)

    assert server.socket.fileno() == -1


class Refusing(TCPServer):
    """A server that refuses to listen while its socket is open."""

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Refuse."""
        del poll_interval
        raise ValueError("something else")


def test_another_error_of_an_open_server_is_not_swallowed() -> None:
    with Refusing(("127.0.0.1", 0), BaseRequestHandler) as server:
        end_quietly(server)

        with pytest.raises(ValueError, match="something else"):
            server.serve_forever(0.01)
