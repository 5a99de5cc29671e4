"""The machine's part: the database, the mail server, the bot's own port."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Config, Http, Smtp
from bot.doctor.findings import Finding, Found
from db.models import marks
from db.store import Store
from db.upgrade import NewerStore, upgrade
from scheduler.clock import system_clock


def database(config: Config) -> Iterator[Found]:
    """Opened, up to date, writable; SQLite's file whole. What is tried is rolled back."""
    url = make_url(config.database_url)
    if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
        try:
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            yield Found(finding=Finding.DATABASE, well=False, detail=error.strerror or type(error).__name__)
            return
    store = Store.open(config.database_url)
    try:
        upgrade(store)
        _try_writing(store)
        yield Found(finding=Finding.DATABASE, well=True, detail=url.get_backend_name())
        if not store.is_postgres:
            with store.read() as tx:
                said = str(tx.execute(text("PRAGMA quick_check(1)")).scalar_one())
            yield Found(finding=Finding.DATABASE_DAMAGED, well=said == "ok", detail=said)
    except NewerStore as newer:
        yield Found(finding=Finding.DATABASE, well=False, detail=str(newer))
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        yield Found(finding=Finding.DATABASE, well=False, detail=why)
    finally:
        store.close()


def _try_writing(store: Store) -> None:
    """Write a row and roll it back."""
    with store.write() as tx:
        tx.execute(insert(marks).values(name="doctor", at=system_clock(), value=None))
        tx.rollback()


def mail(smtp: Smtp, password: str | None) -> Found:
    """The server answers, encrypts and takes the password; nothing is sent."""
    try:
        with smtplib.SMTP(smtp.host, smtp.port, timeout=10) as server:
            if smtp.starttls:
                server.starttls(context=ssl.create_default_context())
            if smtp.username and password:
                server.login(smtp.username, password)
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        return Found(finding=Finding.MAIL, well=False, about=smtp.host, detail=type(error).__name__)
    return Found(finding=Finding.MAIL, well=True, about=smtp.host)


def port(http: Http) -> Found:
    """Free to bind, or answered by a bot that runs already."""
    where = f"{http.host}:{http.port}"
    family = socket.AF_INET6 if ":" in http.host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((http.host, http.port))
        except OSError as error:
            return Found(
                finding=Finding.PORT, well=_answers(http), about=where, detail=error.strerror or "taken"
            )
    return Found(finding=Finding.PORT, well=True, about=where)


def _answers(http: Http) -> bool:
    try:
        answer = httpx.get(f"http://{http.host}:{http.port}/healthz", timeout=3, trust_env=False)
        return "ticks" in answer.json()
    except (httpx.HTTPError, ValueError):
        return False
