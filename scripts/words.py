# ruff: noqa: INP001, T201  a script, which answers who runs it
"""Gathers every sentence of the product into the Dutch list, and says which have no Dutch yet: `just words`.

Gathering happens in a copy, since Django writes beside the templates while it reads them. The list is kept in order
of the sentences and without places in files, so that two people seldom change the same lines.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import polib
from django.conf import settings
from django.core.management import call_command

PRODUCT = Path(__file__).resolve().parent.parent / "src" / "werkveld"
WORDS = PRODUCT / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def gathered(folder: Path) -> polib.POFile:
    copy = folder / "werkveld"
    shutil.copytree(PRODUCT, copy, ignore=shutil.ignore_patterns("static", "locale", "__pycache__"))
    kept = copy / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    kept.parent.mkdir(parents=True)
    settings.configure(LOCALE_PATHS=[str(copy / "locale")], USE_I18N=True)
    django.setup()
    os.chdir(copy)  # Django gathers where it stands
    call_command("makemessages", locale=["nl"], no_location=True, no_wrap=True, verbosity=0)
    return polib.pofile(str(kept))


def merged(asked: polib.POFile, known: polib.POFile) -> list[polib.POEntry]:
    dutch = {(entry.msgctxt, entry.msgid): entry for entry in known if not entry.obsolete}
    entries = []
    for entry in sorted(asked, key=lambda one: (one.msgid.strip().casefold(), one.msgid)):
        old = dutch.get((entry.msgctxt, entry.msgid))
        if old is not None:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural or entry.msgstr_plural
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entries.append(entry)
    return entries


def main() -> int:
    known = polib.pofile(str(WORDS), wrapwidth=0)
    with TemporaryDirectory() as folder:
        entries = merged(gathered(Path(folder)), known)
    known.clear()
    known.extend(entries)
    known.save()
    missing = known.untranslated_entries()
    for entry in missing:
        print(entry.msgid)
    print(f"{len(known)} sentences, {len(missing)} without Dutch")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
