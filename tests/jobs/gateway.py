"""A gateway for text messages on this machine, that does what a test says: takes them, refuses them, or hangs."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


class Gateway:
    """Answers with `status`; `hangs` is «before» or «after» it took the text, and then once."""

    def __init__(self, *, status: int = 202, hangs: str = "") -> None:
        self.status, self.hangs = status, hangs
        self.accepted: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.is_hanging, self.may_go_on = threading.Event(), threading.Event()
        gateway = self

        class Clerk(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                gateway.take(self)

            def log_message(self, *_words: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Clerk)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1/messages?route=1"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.may_go_on.set()
        self.server.shutdown()
        self.server.server_close()

    def take(self, clerk: BaseHTTPRequestHandler) -> None:
        body = clerk.rfile.read(int(clerk.headers["Content-Length"]))
        self.hang_at("before")
        if self.status < 300:
            self.accepted.append(json.loads(body))
        self.headers.append({**clerk.headers, "target": clerk.path})
        self.hang_at("after")
        if clerk.wfile.closed:
            return
        clerk.send_response(self.status)
        clerk.send_header("Content-Length", "2")
        clerk.end_headers()
        clerk.wfile.write(b"{}")

    def hang_at(self, moment: str) -> None:
        if self.hangs == moment:
            self.hangs = ""
            self.is_hanging.set()
            self.may_go_on.wait(120)
