"""Dutch is complete, and says what the code says."""

import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from harness.shared import missing
from house.sources import PRODUCT, ROOT

WORDS = PRODUCT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
GAP = re.compile(r"%(?:\(\w+\))?[sd]|%\(\w+\)\.\d+f|{\w*}")


@pytest.fixture(scope="module")
def dutch() -> polib.POFile:
    if not WORDS.exists():
        pytest.fail(f"{WORDS.relative_to(ROOT)} is not there")
    return polib.pofile(str(WORDS))


def test_every_sentence_has_its_dutch(dutch: polib.POFile):
    assert [entry.msgid for entry in dutch.untranslated_entries()] == []
    assert [entry.msgid for entry in dutch.fuzzy_entries()] == []


def test_no_dutch_is_left_of_a_sentence_that_is_gone(dutch: polib.POFile):
    assert [entry.msgid for entry in dutch.obsolete_entries()] == []


def test_the_gaps_in_a_sentence_are_the_same_in_dutch(dutch: polib.POFile):
    plain = [entry for entry in dutch if not entry.msgid_plural]
    assert [e.msgid for e in plain if sorted(GAP.findall(e.msgid)) != sorted(GAP.findall(e.msgstr))] == []


@pytest.mark.slow
def test_every_sentence_of_the_code_is_gathered(dutch: polib.POFile, tmp_path: Path):
    """Gathers anew in a copy, and compares."""
    if not shutil.which("xgettext"):
        missing("no xgettext on this machine")
    copy = tmp_path / "src" / "werkveld"
    shutil.copytree(PRODUCT, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    (copy / "locale" / "nl" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    from django.core.management import call_command

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr("django.conf.settings.LOCALE_PATHS", [copy / "locale"])
        call_command("makemessages", locale=["nl"], no_location=True, no_wrap=True, verbosity=0)
    gathered = polib.pofile(str(copy / "locale" / "nl" / "LC_MESSAGES" / "django.po"))
    asked = {entry.msgid for entry in gathered if not entry.obsolete}
    assert asked - {entry.msgid for entry in dutch if not entry.obsolete} == set()


@pytest.mark.slow
def test_the_words_compile(dutch: polib.POFile):
    if not shutil.which("msgfmt"):
        missing("no msgfmt on this machine")
    command = ["msgfmt", "--check", "--output-file=/dev/null", WORDS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
