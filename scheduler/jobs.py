"""The clockwork: ticks and deliveries as interval jobs in memory. All work is in the store, none is here.

A job that is late runs once, at once (`coalesce`, no misfire limit); one that still runs is not started
again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from threading import Event, Thread
from time import monotonic

from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.clock import Clock, system_clock
from scheduler.deliver import Deliverer

STOP_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """Something that is done again and again: a name for the logs, how often, and what."""

    name: str
    every: timedelta
    run: Callable[[], None]


class Clockwork:
    """Runs the tick, the deliveries and whatever else is handed in, until it is stopped.

    Deliveries have a thread of their own, so that a slow chat delays no tick; `wake()` starts it at once.
    `stop()` lets what is being sent finish, ten seconds at most; what is cut off is settled at the next
    start.
    """

    def __init__(
        self,
        *,
        tick: Callable[[], None],
        deliverer: Deliverer,
        clock: Clock,
        failed: Callable[[str, Exception], None],
        jobs: Sequence[Job] = (),
        may_work: Callable[[], bool] = lambda: True,
        tick_every: timedelta = timedelta(seconds=15),
        deliver_every: timedelta = timedelta(seconds=1),
    ) -> None:
        """`failed` hears of a job that raised, by name; the job runs again at its next time.

        `may_work` is asked before each job and each delivery: by a wrong clock nothing is done.
        """
        self._deliverer = deliverer
        self._clock = clock
        self._failed = failed
        self._may_work = may_work
        self._deliver_every = deliver_every
        self._jobs = (Job(name="tick", every=tick_every, run=tick), *jobs)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._woken = Event()
        self._stopping = Event()
        self._delivering = Thread(target=self._deliver_until_stopped, name="deliver", daemon=True)

    def start(self) -> None:
        """Start everything; each job runs at once and then at its interval."""
        for job in self._jobs:
            self._scheduler.add_job(
                self._guarded(job),
                "interval",
                seconds=job.every.total_seconds(),
                id=job.name,
                name=job.name,
                next_run_time=system_clock(),  # the machine's: intervals are real even when time is simulated
            )
        self._scheduler.start()
        self._delivering.start()

    def wake(self) -> None:
        """Something changed that can be delivered or brought up to date now."""
        self._woken.set()

    def stop(self, within: timedelta = STOP_WITHIN) -> bool:
        """Stop gracefully. False: something was still running after `within` and was abandoned."""
        until = monotonic() + within.total_seconds()
        self._stopping.set()
        self._woken.set()
        if self._scheduler.running:
            self._scheduler.pause()
        ended = Thread(target=self._shut_down, name="stop", daemon=True)
        ended.start()
        for thread in (self._delivering, ended):
            if thread.is_alive():
                thread.join(max(0.0, until - monotonic()))
        return not (self._delivering.is_alive() or ended.is_alive())

    def _shut_down(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _deliver_until_stopped(self) -> None:
        while not self._stopping.is_set():
            self._woken.wait(self._deliver_every.total_seconds())
            self._woken.clear()
            try:
                while not self._stopping.is_set() and self._may_work():
                    if not self._deliverer.deliver_one(self._clock()):
                        break
            except Exception as error:  # the outermost edge: one bad row must not end all delivery
                self._failed("deliver", error)

    def _guarded(self, job: Job) -> Callable[[], None]:
        def run() -> None:
            if self._stopping.is_set():
                return
            try:
                if self._may_work():
                    job.run()
            except Exception as error:  # the outermost edge: told of, and run again at its next time
                self._failed(job.name, error)

        return run
