"""The benchmarks run: each in its smallest size, so that they still do when they are needed."""

from tests.bench import ingest


def test_ingest_is_measured_each_way() -> None:
    rows = list(ingest.measure(turns=1, one_by_one=3, in_bulk=5))
    assert all(row.ours > 0 and row.theirs > 0 for row in rows)
    assert len(rows) == 4
