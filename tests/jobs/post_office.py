"""A mail server of one page on this machine, that does what a test says: takes mail, refuses it, or hangs."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message as Mail
from types import TracebackType
from typing import Self

OK, ROOM = b"250 fine\r\n", b"354 go on\r\n"


class PostOffice:
    """`answers` replaces the answer to a command, such as {"RCPT": "550 nobody"}; `hangs` is where it falls silent."""

    def __init__(self, *, answers: dict[str, str] | None = None, hangs: str = "") -> None:
        self.answers, self.hangs = answers or {}, hangs
        self.accepted: list[Mail] = []
        self.is_hanging, self.may_go_on = threading.Event(), threading.Event()
        office = self

        class Clerk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                office.talk(self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk)
        self.server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.may_go_on.set()
        self.server.shutdown()
        self.server.server_close()

    def talk(self, clerk: socketserver.StreamRequestHandler) -> None:
        clerk.wfile.write(b"220 here\r\n")
        while line := clerk.rfile.readline():
            command = line[:4].decode().upper()
            if command == self.hangs:
                self.hang()
            if command in self.answers:
                clerk.wfile.write(self.answers[command].encode() + b"\r\n")
            elif command == "DATA":
                clerk.wfile.write(ROOM)
                self.take(clerk)
            else:
                clerk.wfile.write(OK)
            if command == "QUIT":
                return

    def take(self, clerk: socketserver.StreamRequestHandler) -> None:
        lines = []
        while (line := clerk.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.accepted.append(message_from_bytes(b"".join(lines)))
        if self.hangs == "accepted":
            self.hang()
        clerk.wfile.write(OK)

    def hang(self) -> None:
        self.hangs = ""  # once
        self.is_hanging.set()
        self.may_go_on.wait(120)
