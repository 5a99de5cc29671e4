"""What the bot is told of the newsroom in the Playground: a unit, its people, two accounts."""

from tests.teams.playground.office import ANNA, BO, CECILIA, CHANNEL, DAVID, GROUP

SOURCE, TOKEN = "demo", "intagets-hemlighet"
"""Where comments come in by HTTP, and with what."""
CONFIG = f"""
organisation = "Exempelstad"
[teams]
unauthenticated = true
[http]
port = 8480
[operator]
channel = "{GROUP}"
[people.anna]
first_name = "Anna"
full_name = "Anna Berg"
teams = "{ANNA.object_id}"
[people.bo]
first_name = "Bo"
full_name = "Bo Ekström"
teams = "{BO.object_id}"
[people.cecilia]
first_name = "Cecilia"
full_name = "Cecilia Lindgren"
teams = "{CECILIA.object_id}"
[people.david]
first_name = "David"
full_name = "David Nilsson"
teams = "{DAVID.object_id}"
language = "en"
[units.kulturskolan]
name = "Kulturskolan"
channel = "{CHANNEL}"
editors = ["anna", "bo", "david"]
supervisors = ["cecilia"]
[accounts.kulturskolan-facebook]
unit = "kulturskolan"
name = "Kulturskolans Facebook"
platform = "facebook"
url = "https://www.facebook.example/kulturskolan"
watch_from = 2026-11-02T08:00:00
pushed = true
[accounts.kulturskolan-instagram]
unit = "kulturskolan"
name = "Kulturskolans Instagram"
platform = "instagram"
watch_from = 2026-11-02T08:00:00
"""
