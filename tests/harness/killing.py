"""A deed in a process of its own, on the database of the test, that waits at a writing question to be killed there."""

import os
import subprocess
import sys

from harness.crowd import address

# What such a process begins with. It says «here» on a line at the writing question with the number of its first argument,
# and waits for an answer; `count` is how many there were. The deed itself goes on under `watch`.
WATCH = """
import sys
from datetime import datetime
import django
django.setup()
from django.db import connection

stop, count = int(sys.argv[1]), 0

def watch(execute, sql, params, many, context):
    global count
    done = execute(sql, params, many, context)
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        count += 1
        if count == stop:
            print("here", flush=True)
            sys.stdin.readline()
    return done
"""


def stopping(deed: str, stop: int, *arguments: str) -> "subprocess.Popen[str]":
    """Python text of the deed, and at which of its writing questions it waits."""
    own = {
        **os.environ,
        "DATABASE_URL": address(),
        "DJANGO_SETTINGS_MODULE": "werkveld.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", WATCH + deed, str(stop), *arguments]
    return subprocess.Popen(command, env=own, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
