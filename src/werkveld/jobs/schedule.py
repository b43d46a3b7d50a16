"""What the clock does, and when. Each line names a job; the job says what it does."""

from datetime import time, timedelta

from werkveld.jobs.beat import Beat, Daily, Every
from werkveld.jobs.figures import renew_all_figures, write_all_summaries
from werkveld.jobs.keeping import forget_jobs_that_are_over, forget_what_is_past
from werkveld.jobs.lines import move_lines_when_due
from werkveld.jobs.mail import send_mail_when_waiting
from werkveld.jobs.rounds import let_go_when_due, remind_when_due, tell_hosts_when_due
from werkveld.jobs.shifts import tend_when_due
from werkveld.jobs.texts import send_texts_when_waiting
from werkveld.jobs.visits import (
    ask_how_visits_were,
    remind_residents_when_due,
    remind_workers,
    renew_workers_when_due,
)

BEATS: list[Beat] = [
    Beat("renew figures", Daily(time(2, 30)), renew_all_figures.enqueue),
    Beat("forget what is past", Daily(time(3, 30)), forget_what_is_past.enqueue),
    Beat("forget jobs that are over", Daily(time(4, 0)), forget_jobs_that_are_over.enqueue),
    Beat("send mail", Every(timedelta(minutes=1)), send_mail_when_waiting),
    Beat("send texts", Every(timedelta(minutes=1)), send_texts_when_waiting),
    Beat("remind of rounds", Every(timedelta(minutes=30)), remind_when_due),
    Beat("tell hosts of rounds", Every(timedelta(minutes=10)), tell_hosts_when_due),
    Beat("remind residents", Every(timedelta(minutes=15)), remind_residents_when_due),
    Beat("remind workers", Daily(time(15, 0)), remind_workers.enqueue),
    Beat("renew reminders of workers", Every(timedelta(minutes=5)), renew_workers_when_due),
    Beat("ask how visits were", Daily(time(10, 0)), ask_how_visits_were.enqueue),
    Beat("move lines of residents", Every(timedelta(minutes=5)), move_lines_when_due),
    Beat("let go of seats", Every(timedelta(minutes=5)), let_go_when_due),
    Beat("write summaries", Every(timedelta(minutes=10)), write_all_summaries.enqueue),
    Beat("tend to shifts", Every(timedelta(minutes=10)), tend_when_due),
]
