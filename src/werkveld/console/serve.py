"""The server: gunicorn with sync workers, in the demo and in production alike."""

import argparse
import logging
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from werkveld.console import set_up
from werkveld.console.words import _, say
from werkveld.ground.telemetry import forget_counts


class Logs(Logger):
    """gunicorn's own words go where all words go; it keeps no log of requests, since that one holds addresses."""

    def setup(self, cfg: Any) -> None:  # noqa: ARG002  gunicorn gives it
        logging.getLogger("gunicorn.error").setLevel(logging.WARNING)

    def access(self, *_arguments: Any) -> None:
        return


class Server(BaseApplication):
    """gunicorn started from here rather than from its command line, so that there is one way to serve."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from werkveld.wsgi import application

        return application


def options(*, host: str, port: int, workers: int, proxies: str) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "workers": workers or 2 * multiprocessing.cpu_count() + 1,
        "worker_class": "sync",
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108  heartbeats only
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 20,
        "keepalive": 2,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "forwarded_allow_ips": proxies,
        "logger_class": Logs,
        "proc_name": "werkveld",
    }


def serve(chosen: argparse.Namespace) -> None:
    set_up.ready()
    set_up.refuse_what_is_unsafe()
    set_up.collect_static()
    set_up.prepare_engine()
    start(host=chosen.host, port=chosen.port, workers=chosen.workers, with_worker=chosen.with_worker)


def start(*, host: str, port: int, workers: int, with_worker: bool) -> None:
    """Runs until it is stopped. Connections made while setting up are closed: a process must not share them."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    forget_counts()
    say(_("The site is at %(address)s — stop it with Ctrl-C.") % {"address": f"[link]http://{host}:{port}/[/link]"})
    companions = [companion("worker"), companion("beat")] if with_worker else []
    try:
        Server(options(host=host, port=port, workers=workers or settings.WORKERS, proxies=settings.PROXIES)).run()
    finally:
        for process in companions:
            process.terminate()


def companion(command: str) -> "subprocess.Popen[bytes]":
    """A second process for a site on one machine; it ends with the server."""
    return subprocess.Popen([sys.executable, "-m", "werkveld", command], env=os.environ.copy())  # noqa: S603  ourselves
