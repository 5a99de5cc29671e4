"""A machine that hangs or is cut off in a transaction: the others wait a while, not for ever."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from db import marks
from db.store import Store
from db.upgrade import upgrade
from tests.postgres import Postgres

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_what_a_hung_machine_holds_is_let_go_so_that_the_others_go_on(postgres: Postgres) -> None:
    url = postgres.new_database()
    impatient = make_url(url).update_query_dict({"options": "-c idle_in_transaction_session_timeout=1000"})
    hung, well = Store.open(impatient.render_as_string(hide_password=False)), Store.open(url)
    upgrade(well)
    with hung.engine.connect() as tx:
        marks.note(tx, "last_tick", NOW)  # every tick of every machine notes this
        with well.write() as other:
            other.execute(text("SET LOCAL lock_timeout = '60s'"))  # else a failure of this test never ends
            marks.note(other, "last_tick", NOW)
        # It wakes, and must not believe that it still holds anything.
        with pytest.raises(DBAPIError, match="idle-in-transaction timeout"):
            tx.execute(text("SELECT 1"))
    with hung.write() as tx:
        marks.note(tx, "last_tick", NOW)  # and then it works again
    hung.close()
    well.close()


def test_the_others_wait_a_minute_at_most_and_a_lost_line_is_noticed(postgres: Postgres) -> None:
    store = Store.open(postgres.new_database())
    with store.read() as tx:
        assert tx.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one() == "1min"
        driver = tx.connection.driver_connection
        assert driver is not None
        settings = driver.info.get_parameters()
    store.close()
    assert settings["keepalives_idle"] == "20"
    assert settings["tcp_user_timeout"] == "60000"
