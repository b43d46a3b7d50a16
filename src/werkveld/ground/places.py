"""Where things lie on this machine: the sources, the region packages, the front-end build."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SOURCES = PACKAGE.parents[1]
BUILT = PACKAGE / "web" / "static" / "built"


def from_sources() -> bool:
    """True in a checkout, False where the product was installed from a wheel."""
    return (SOURCES / "pyproject.toml").exists() and (SOURCES / "src" / "werkveld") == PACKAGE


def region_package(name: str) -> Path:
    """The package of that name that comes with the product, else the folder at that path."""
    ours = (SOURCES / "regions" if from_sources() else PACKAGE / "region_packages") / name
    return ours if ours.is_dir() or not Path(name).is_dir() else Path(name)
