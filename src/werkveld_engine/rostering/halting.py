"""When to stop before the work is done: somebody cancelled, or the seconds that were given are over."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from werkveld_engine.rostering.problem import Stopped


@dataclass
class Halt:
    """Says so at any moment; once it does it stays so. Without seconds nothing depends on a clock."""

    seconds: float | None = None
    cancelled: Callable[[], bool] | None = None
    begun: float = field(default_factory=time.monotonic)
    why: Stopped | None = None

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.begun

    @property
    def left(self) -> float | None:
        """Seconds until the end, if there is one."""
        return None if self.seconds is None else max(0.01, self.seconds - self.spent)

    def now(self) -> bool:
        if self.why is None and self.cancelled is not None and self.cancelled():
            self.why = Stopped.CANCELLED
        if self.why is None and self.seconds is not None and self.spent >= self.seconds:
            self.why = Stopped.SECONDS
        return self.why is not None
