"""Forks bots from a process that has imported everything: imports alone cost half a second.

Reads a `Life` a line on standard input; writes `born REPLICA PID` and `died REPLICA STATUS` lines.
"""

import gc
import os
import select
import signal
import sys
import threading
import traceback
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from bot import logs
from bot.app import Tempo, build
from bot.config import load
from bot.sandbox.clock import SharedClock
from tests.faults.crash.life import Life

LOOK_AGAIN = 0.005
ENDED_BY_ITSELF = 70


def live(life: Life) -> None:
    """Be the bot until killed."""
    config = load(Path(life.config), os.environ)
    config = replace(config, http=replace(config.http, port=life.port), database_url=life.database)
    passed = 0

    def checkpoint(step: str) -> None:
        nonlocal passed
        if step == life.step:
            passed += 1
            if passed == life.passing:
                # To this very thread: it takes no step more, not even while another would take the signal.
                signal.pthread_kill(threading.get_ident(), signal.SIGSTOP if life.freezes else signal.SIGKILL)

    tempo = Tempo(
        tick=timedelta(milliseconds=150),
        deliver=timedelta(milliseconds=30),
        down_after=timedelta(hours=12),
        lease=timedelta(seconds=life.lease),
        send_timeout=life.send_timeout,
    )
    program = build(config, clock=SharedClock(Path(life.clock)), tempo=tempo, checkpoint=checkpoint)
    program.start()
    threading.Event().wait()


def _bear(life: Life, log: int) -> int:
    born = os.fork()
    if born == 0:
        _be_born(life, log)
    return born


def _be_born(life: Life, log: int) -> NoReturn:
    try:
        os.setpgid(0, 0)
        for stream in (1, 2):
            os.dup2(log, stream)
        live(life)
    except BaseException:
        traceback.print_exc()
    os._exit(ENDED_BY_ITSELF)


def main(log_file: str) -> None:
    """Serve until standard input ends (or nobody listens any more); whoever is still alive is killed."""
    logs.set_up()
    gc.freeze()
    log = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    alive: dict[int, int] = {}
    try:
        _serve(alive, log)
    finally:
        for pid in alive:
            os.kill(pid, signal.SIGKILL)


def _serve(alive: dict[int, int], log: int) -> None:
    said = b""
    while True:
        readable, _, _ = select.select([0], [], [], LOOK_AGAIN)
        if readable:
            came = os.read(0, 65536)
            if not came:
                return
            said += came
            *lines, said = said.split(b"\n")
            for line in lines:
                life = Life.read(line.decode())
                pid = _bear(life, log)
                alive[pid] = life.replica
                print(f"born {life.replica} {pid}", flush=True)
        while alive:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            print(f"died {alive.pop(pid)} {status}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
