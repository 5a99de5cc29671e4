"""The newsroom that the benchmarks of a whole program run in."""

NEWSROOM = """
organisation = "Exempelstad"
database = "sqlite:///bench.db"
[operator]
channel = "C-ALLMANT"
[slack]
mode = "http"
[people.anna]
first_name = "Anna"
slack = "U-ANNA"
[people.bo]
first_name = "Bo"
slack = "U-BO"
[units.kultur]
name = "Kultur"
channel = "C-KULTUR"
editors = ["anna"]
supervisors = ["bo"]
"""
ACCOUNT = """
[accounts.account{number}]
unit = "kultur"
name = "Konto {number}"
platform = "facebook"
watch_from = 2026-01-01T00:00:00
"""
