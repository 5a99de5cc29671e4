"""Benchmarks: `make bench`. A module has `measure() -> Iterable[Measured]`; `__main__` makes one table.

Only ratios count: both sides are measured in the same run on the same machine. Those whose cost may grow get
filled stores: `measure(stores)`.
"""
