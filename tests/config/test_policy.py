"""Whose rules these are: presets with version and source, and what each part of the file names (U01)."""

from datetime import date, time
from pathlib import Path

import pytest

from bot.config import ConfigError, load
from bot.config.presets import PRESETS
from scheduler.layers import From, Layers, source
from scheduler.rule_words import Rule
from scheduler.settings import UnitRules
from tests.config.test_rules import read

UNIT = '[units.museet]\nname = "Museet"\n'


def comes_from(layers: Layers, rule: Rule) -> From:
    return source(layers, {}, rule, slug="museet", unit_id=1)[0]


def test_the_citys_older_and_newer_rules_differ_where_its_pages_do(tmp_path: Path) -> None:
    """M17 and the later handbook: three looks a day, or one each working day; 24 hours in both."""
    older = read(tmp_path, '[policy]\npreset = "malmo-older"\n').rules
    newer = read(tmp_path, '[policy]\npreset = "malmo-newer"\n').rules
    assert older == UnitRules()
    assert newer.rounds.times == (time(8, 30),)
    assert newer.answer == older.answer


def test_each_part_of_the_file_is_a_layer_above_the_preset(tmp_path: Path) -> None:
    text = (
        '[policy]\npreset = "malmo-newer"\n[answer]\nhours = 48\n'
        + UNIT
        + "[units.museet.ladder]\nfollow_up_days = 3\n"
    )
    layers = read(tmp_path, text).layers()
    assert {
        rule: comes_from(layers, rule)
        for rule in (Rule.ROUNDS, Rule.ANSWER_HOURS, Rule.FOLLOW_UP, Rule.CARDS)
    } == {
        Rule.ROUNDS: From.PRESET,
        Rule.ANSWER_HOURS: From.ORGANISATION_FILE,
        Rule.FOLLOW_UP: From.UNIT_FILE,
        Rule.CARDS: From.DEFAULT,
    }
    assert layers.of("museet").answer.hours.total_seconds() == 48 * 3600


def test_one_of_the_short_days_makes_all_of_them_the_units_own(tmp_path: Path) -> None:
    layers = read(tmp_path, UNIT + '[units.museet.calendar.short_days]\nskartorsdag = "13:00"\n').layers()
    assert comes_from(layers, Rule.SHORT_DAYS) is From.UNIT_FILE


def test_an_organisation_names_its_own_rules_their_version_and_source(tmp_path: Path) -> None:
    """U01: source, version, and the day on which somebody looked."""
    text = (
        '[policy]\nname = "Exempelstads riktlinjer"\nversion = "3"\n'
        'source = "https://exempelstad.example/riktlinjer"\nchecked = 2026-11-21\n'
    )
    preset = read(tmp_path, text).preset
    assert preset is not None
    assert (preset.slug, preset.name, preset.version, preset.checked) == (
        "blank",
        "Exempelstads riktlinjer",
        "3",
        date(2026, 11, 21),
    )
    assert read(tmp_path, "").preset is None


def test_the_shipped_presets_say_where_they_are_from() -> None:
    for slug in ("malmo-older", "malmo-newer"):
        assert PRESETS[slug].version
        assert PRESETS[slug].source
    assert PRESETS["blank"].rules == frozenset()


def test_a_preset_that_is_none_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('organisation = "X"\n[policy]\npreset = "malmö"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as wrong:
        load(path, {})
    assert [(fault.key, fault.line) for fault in wrong.value.faults] == [("policy.preset", 3)]
