"""The line of every key, through whatever TOML allows."""

from bot.config.lines import line_of, lines_of

TEXT = '''# a comment
organisation = "Exempel"   # [not.a.table]
text = """
[not.a.table]
key = 1
"""
list = [
  "a",
  "[not.b]",
]
inline = { a = 1, b = { c = 2 } }
a.dotted.key = 1

[units.kultur]
name = "Kultur"
"quoted key" = 1

[[units.kultur.calendar.seasons]]
first = "05-15"

[[units.kultur.calendar.seasons]]
close = "16:00"

[units.kultur.calendar.seasons.inner]
deep = 1
'''


def test_every_key_has_its_line() -> None:
    lines = lines_of(TEXT)
    assert lines[("organisation",)] == 2
    assert lines[("text",)] == 3
    assert lines[("list",)] == 7
    assert lines[("inline", "b")] == 11
    assert lines[("a", "dotted", "key")] == 12
    assert lines[("units",)] == 14
    assert lines[("units", "kultur", "name")] == 15
    assert lines[("units", "kultur", "quoted key")] == 16
    assert lines[("units", "kultur", "calendar", "seasons", 0, "first")] == 19
    assert lines[("units", "kultur", "calendar", "seasons", 1, "close")] == 22
    assert lines[("units", "kultur", "calendar", "seasons", 1, "inner", "deep")] == 25


def test_nothing_inside_a_text_is_taken_for_a_key() -> None:
    assert not any("not" in path or "key" in path[:1] for path in lines_of(TEXT))


def test_what_is_missing_is_on_the_line_of_the_table_around_it() -> None:
    lines = lines_of(TEXT)
    assert line_of(lines, ("units", "kultur", "channel")) == 14
    assert line_of(lines, ("units", "kultur", "calendar", "seasons", 1, "last")) == 21
    assert line_of(lines, ("list", 1)) == 7
    assert line_of(lines, ("nowhere",)) is None
