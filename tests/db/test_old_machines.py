"""A new version brings the store up to date while machines of the old one still run on it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text, update

from db.migrations.additive import breaches
from db.models import notices
from db.store import Store
from db.upgrade import MIGRATIONS, NewerStore, head, upgrade
from db.words import NoticeState
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.postgres import Postgres
from tests.stories.desk import Desk, at

NEXT = (
    "ALTER TABLE comments ADD COLUMN mood TEXT",
    "ALTER TABLE notices ADD COLUMN weight INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE people ADD COLUMN pronoun VARCHAR(20)",
    "ALTER TABLE marks ADD COLUMN kind VARCHAR(20) NOT NULL DEFAULT 'mark'",
    "CREATE TABLE moods (id INTEGER PRIMARY KEY, comment_id INTEGER REFERENCES comments (id))",
    "CREATE INDEX ix_comments_mood ON comments (mood)",
)
"""What an additive migration may do."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store of this test's own: its tables change."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/svarsvakt.db"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.new_database()
    store = Store.open(url)
    upgrade(store)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, newsroom: Newsroom, book: RuleBook) -> Desk:
    return Desk(store=store, book=book, newsroom=newsroom)


def test_an_old_machine_goes_on_with_its_day_on_a_newer_stores_tables(desk: Desk) -> None:
    """The tables change between Tuesday's claim and Wednesday's warnings; the machine notices nothing."""
    (first, second) = desk.receive("2026-11-24 14:00", count=2)
    desk.run("2026-11-24 14:00", "2026-11-24 14:30", step_minutes=15)
    with desk.store.write() as new:
        for statement in NEXT:
            new.execute(text(statement))
    desk.claim(first, "2026-11-24 14:40", desk.newsroom.anna)
    (third,) = desk.receive("2026-11-24 14:45")
    desk.run("2026-11-24 14:45", "2026-11-25 14:45", step_minutes=15)
    said = Counter(desk.chat.said())
    assert [key for key, times in said.items() if times > 1] == []
    assert {f"card:{number}:1" for number in (first, second, third)} <= said.keys()
    assert {f"rung:{number}:1:overdue" for number in (first, second, third)} <= said.keys()
    assert desk.chat.updates, "the card of what was claimed was brought up to date"
    assert desk.gaps("2026-11-25 14:45") == []
    desk.answer(second, "2026-11-25 14:50")
    assert not desk.comment(second).is_open


def test_what_only_the_new_version_understands_waits_for_it(desk: Desk) -> None:
    """A new kind of notice: the old machine cannot read it, says so, and goes on when the new has sent it."""
    (number,) = desk.receive("2026-11-24 14:00")
    desk.tick(at("2026-11-24 14:00"))
    with desk.store.write() as new:
        new.execute(update(notices).values(kind=text("'telegram'")))
    old = desk.worker()
    with pytest.raises(LookupError, match="telegram"):
        old.deliver_one(at("2026-11-24 14:01"))
    assert desk.chat.said() == []
    with desk.store.write() as new:  # it is sent, and so no business of the old one any more
        new.execute(update(notices).values(kind=text("'card'"), state=NoticeState.CANCELLED, reason="sent"))
    (later,) = desk.receive("2026-11-24 14:02")
    desk.deliverer = old
    desk.run("2026-11-24 14:02", "2026-11-24 14:03", step_minutes=1)
    assert desk.chat.said() == [f"card:{later}:1"]
    assert number != later


def test_an_old_machine_that_starts_again_leaves_the_newer_store_alone(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/newer.db")
    upgrade(store)
    with store.write() as new:
        new.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStore):
        upgrade(store)
    store.close()


def test_every_migration_after_the_first_only_adds() -> None:
    paths = sorted(MIGRATIONS.glob("versions/[0-9]*.py"))
    assert paths[-1].name.startswith(str(head()))
    found = {path.name: breaches(path) for path in paths}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    ("statement", "breach"),
    [
        ('op.drop_column("comments", "text")', "drop_column"),
        ('op.drop_table("marks")', "drop_table"),
        ('op.rename_table("marks", "notes")', "rename_table"),
        ('op.alter_column("comments", "author", new_column_name="writer")', "alter_column"),
        ('op.create_unique_constraint("uq", "people", ["first_name"])', "create_unique_constraint"),
        ('op.create_check_constraint("ck", "people", "length(slug) > 3")', "create_check_constraint"),
        ('op.create_index("ix", "people", ["first_name"], unique=True)', "unique index"),
        ('op.add_column("people", sa.Column("age", sa.Integer(), nullable=False))', "does not fill"),
        (
            'with op.batch_alter_table("people") as batch_op:\n        batch_op.drop_column("alias")',
            "drop_column",
        ),
        ('op.add_column("people", sa.Column("age", sa.Integer(), nullable=True))', None),
        ('op.add_column("people", sa.Column("age", sa.Integer(), nullable=False, server_default="0"))', None),
        ('op.create_index("ix", "people", ["first_name"], unique=False)', None),
        ('op.create_table("moods", sa.Column("id", sa.Integer(), nullable=False))', None),
        ('op.create_table("moods")\n    op.create_index("ix", "moods", ["id"], unique=True)', None),
        ('op.execute("UPDATE people SET age = 40")', None),
    ],
)
def test_a_migration_that_takes_something_away_is_seen(
    tmp_path: Path, statement: str, breach: str | None
) -> None:
    path = tmp_path / "0002_x.py"
    path.write_text(
        f"def upgrade() -> None:\n    {statement}\n\n\ndef downgrade() -> None:\n    op.drop_table('x')\n"
    )
    found = breaches(path)
    assert [breach] == [breach for said in found if breach in said] if breach else found == []
    path.write_text(f'STOPS_OLD_MACHINES = "why"\n{path.read_text()}')
    assert breaches(path) == []
