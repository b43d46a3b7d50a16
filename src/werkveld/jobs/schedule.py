"""What the clock does, and when. Each line names a job; the job says what it does."""

from datetime import time, timedelta

from werkveld.jobs.beat import Beat, Daily, Every
from werkveld.jobs.figures import renew_all_figures, write_all_summaries
from werkveld.jobs.mail import send_mail_when_waiting
from werkveld.jobs.rounds import let_go_when_due, remind_when_due

BEATS: list[Beat] = [
    Beat("renew figures", Daily(time(2, 30)), renew_all_figures.enqueue),
    Beat("send mail", Every(timedelta(minutes=1)), send_mail_when_waiting),
    Beat("remind of rounds", Every(timedelta(minutes=30)), remind_when_due),
    Beat("let go of seats", Every(timedelta(minutes=5)), let_go_when_due),
    Beat("write summaries", Every(timedelta(minutes=10)), write_all_summaries.enqueue),
]
