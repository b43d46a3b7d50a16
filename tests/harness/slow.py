"""A test that takes more than a tenth of a second says so with `slow`; who forgot is named at the end."""

from collections.abc import Iterator

import pytest

LIMIT = 0.1
unmarked: list[tuple[float, str]] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call" and call.duration > LIMIT and not any(map(item.get_closest_marker, ("slow", "browser"))):
        report.user_properties.append(("slow", call.duration))  # type: ignore[attr-defined]
    return report  # type: ignore[return-value]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Runs in the process that reports, also when others did the work."""
    unmarked.extend(
        (value, report.nodeid) for name, value in report.user_properties if name == "slow" and report.when == "call"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if unmarked:
        terminalreporter.section("over a tenth of a second, and not marked slow")
        for seconds, test in sorted(unmarked, reverse=True)[:20]:
            terminalreporter.line(f"{seconds:.2f}s {test}")
