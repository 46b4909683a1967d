"""Adds up the answers of the access matrix over all test processes; too few make the whole run fail."""

from __future__ import annotations

import pytest

COUNT = "access answers"
LEAST_ANSWERS = 20_000


class MatrixCount:
    """Sits in the controlling process, where the reports of all workers arrive."""

    def __init__(self) -> None:
        self.asked = 0
        self.answers = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call":
            return
        for name, value in report.user_properties:
            if name == COUNT:
                self.asked += 1
                self.answers += int(str(value))

    def is_whole(self) -> bool:
        """Whether every route was asked; a partial run has nothing to prove."""
        from tests.web.access.routes import routes

        return self.asked == len(routes())

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.asked:
            terminalreporter.write_line(f"access matrix: {self.answers} answers on {self.asked} routes")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.is_whole() and self.answers < LEAST_ANSWERS:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
