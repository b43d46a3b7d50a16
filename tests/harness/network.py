"""No test reaches anything but this machine."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest


class NetworkReached(AssertionError):
    pass


def is_near(address: Any) -> bool:
    """Sockets of this machine: loopback, or a path in the file system."""
    host = address[0] if isinstance(address, tuple) else None
    return host is None or str(host) in {"localhost", "::1", ""} or str(host).startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def near_connect(self: socket.socket, address: Any) -> None:
        if not is_near(address):
            raise NetworkReached(f"a test tried to reach {address}")
        connect(self, address)

    def near_look_up(host: Any, *more: Any, **named: Any) -> Any:
        if not is_near((host.decode() if isinstance(host, bytes) else host,)):
            raise NetworkReached(f"a test tried to look up {host}")
        return look_up(host, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", near_connect)
        patch.setattr(socket, "getaddrinfo", near_look_up)
        yield
