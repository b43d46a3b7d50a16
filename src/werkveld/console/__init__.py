"""The `werkveld` command."""


def main() -> None:
    raise SystemExit(0)
