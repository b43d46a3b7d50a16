"""Every setting is documented, every documented setting exists, and production is safe."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest
from django.test import override_settings

from house.sources import PRODUCT, ROOT, python_files, tree
from werkveld.ground.checks import demo_stays_on_this_machine

PAGE = ROOT / "docs" / "developers" / "settings.md"
NOT_OURS = {
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DEBIAN_FRONTEND",
    "LANG",
    "HOME",
    "PATH",
    "PYTHONPATH",
}
READERS = {"env.str", "env.bool", "env.int", "env.list", "env.json", "env.cache_url", "env.email_url", "env"}
ENVIRONMENT = {"os.environ.get", "os.environ.setdefault", "os.environ.pop", "os.getenv", "environ.get"}
PRODUCTION = {
    "WERKVELD_MODE": "production",
    "WERKVELD_URL": "https://werkveld.example.nl",
    "SECRET_KEY": "uP8-VsYw3mQz1rT5kXc7bN0dFgH2jLaE4oIu6yRtZxCvBnMqWe",
    "WERKVELD_DATA": "",
}


def read() -> set[str]:
    """Names that the code asks from the environment."""
    files = [*python_files(PRODUCT), *python_files(ROOT / "tests" / "harness"), ROOT / "start.py"]
    names = set()
    for node in (n for path in files for n in ast.walk(tree(path))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in READERS | ENVIRONMENT and node.args:
            names.add(getattr(node.args[0], "value", None))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names.add(getattr(node.slice, "value", None))
    return {name for name in names if isinstance(name, str)} - NOT_OURS


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))


@pytest.mark.slow
def test_every_setting_is_documented_and_exists():
    assert documented() == read()


def django(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Another process, since settings are read once."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "-m", "django", *arguments]
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "werkveld.settings", **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_production_passes_every_check(tmp_path):
    (tmp_path / "static").mkdir()
    done = django("check", "--deploy", "--fail-level", "WARNING", **{**PRODUCTION, "WERKVELD_DATA": str(tmp_path)})
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["SECRET_KEY", "WERKVELD_URL"])
def test_production_does_not_start_without(missing: str, tmp_path):
    given = {**PRODUCTION, "WERKVELD_DATA": str(tmp_path)}
    del given[missing]
    done = django("check", **given)
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["demo", "development"])
def test_mail_goes_out_in_production_only(mode: str, tmp_path):
    given = {"WERKVELD_MODE": mode, "WERKVELD_DATA": str(tmp_path)}
    refused = django("check", **given, EMAIL_URL="smtp+tls://user:password@mail.example.nl:587")
    assert refused.returncode != 0
    assert "EMAIL_URL sends mail to the world" in refused.stderr
    assert django("check", **given, EMAIL_URL="consolemail://").returncode == 0


@pytest.mark.slow
def test_what_is_not_set_is_safe(tmp_path):
    wanted = (
        "DEBUG",
        "DEMO",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
    )
    code = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {wanted}]))"
    given = {**PRODUCTION, "WERKVELD_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "werkveld.settings"}
    del given["WERKVELD_MODE"]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "WERKVELD_MODE": "production", **given},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == [False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("demo", "hosts", "refused"),
    [
        (True, ["localhost", "127.0.0.1"], False),
        (True, ["localhost", "werkveld.example.nl"], True),
        (False, ["werkveld.example.nl"], False),
    ],
)
def test_a_demo_that_others_can_reach_is_refused(demo: bool, hosts: list[str], refused: bool):
    with override_settings(DEMO=demo, ALLOWED_HOSTS=hosts):
        assert [message.id for message in demo_stays_on_this_machine()] == ["werkveld.E001"] * refused
