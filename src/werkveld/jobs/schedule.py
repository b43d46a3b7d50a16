"""What the clock does, and when. Each line names a job; the job says what it does."""

from werkveld.jobs.beat import Beat

BEATS: list[Beat] = []
