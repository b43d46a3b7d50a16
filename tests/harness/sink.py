"""What stands elsewhere for a real site, on this machine: a place for errors and traces, and a store of files."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


class Clerk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Sink"

    def do_POST(self) -> None:
        body = self.body()
        self.server.posted.append((self.path, UNPACK.get(self.headers["Content-Encoding"], bytes)(body)))
        self.answer(200, b"{}")

    def do_PUT(self) -> None:
        self.server.files[self.key()] = pieces(self.body()) if self.is_in_pieces() else self.body()
        self.answer(200)

    def do_GET(self) -> None:
        found = self.server.files.get(self.key())
        self.answer(404 if found is None else 200, found or b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.server.files.pop(self.key(), None)
        self.answer(204)

    def key(self) -> str:
        return self.path.partition("?")[0]

    def is_in_pieces(self) -> bool:
        return "aws-chunked" in self.headers.get("Content-Encoding", "")

    def body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


def pieces(body: bytes) -> bytes:
    """A store of files is sent pieces with their sizes, and a sum after the last."""
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if not length:
            break
        whole, body = whole + body[:length], body[length + 2 :]
    return whole


class Sink(ThreadingHTTPServer):
    """Keeps what is posted, by path; and keeps, gives and forgets files as an object store does."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.posted: list[tuple[str, bytes]] = []
        self.files: dict[str, bytes] = {}

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as standing:
        threading.Thread(target=standing.serve_forever, args=(0.05,), daemon=True).start()
        yield standing
        standing.shutdown()
