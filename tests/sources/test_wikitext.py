"""What a reader sees of wikitext, and who signed."""

from time import process_time

import pytest

from handlers.sources.wikitext import lines_of

CET = "24 november 2026 kl. 09.00 (CET)"


@pytest.mark.parametrize(
    ("raw", "text", "name"),
    [
        (f"Hej! --[[Användare:Kim|Kim]] ([[Användardiskussion:Kim|diskussion]]) {CET}", "Hej!", "Kim"),
        (f":: ''Tack'' [[Special:Bidrag/192.0.2.7|192.0.2.7]] {CET}", "Tack", "192.0.2.7"),
        (
            "Se [[A|museet]]. [[User:Kim]] <small>([[User talk:Kim|talk]])</small> 09:00, 4 May 2026 (UTC)",
            "Se museet.",
            "Kim",
        ),
        (f"Vi öppnar tio. /Anna --[[Användare:Museet|Museet]] {CET}", "Vi öppnar tio. /Anna", "Museet"),
        ("* Utan underskrift, den 24 november 2026 (enligt affischen)", None, None),
        ("{{ping|Kim}} Välkommen!", "Kim Välkommen!", None),
        ("Bra fråga. {{osignerat|192.0.2.7}}", "Bra fråga.", None),
        ("[https://museet.example Museet] &amp; [[Fil:Hiss.jpg|thumb|Hissen]]kafé", "Museet & kafé", None),
        ("Så står det<ref name=a>{{bok|titel=X}}</ref> <!-- inte -->där", "Så står det där", None),
    ],
)
def test_a_line_says_what_a_reader_sees_without_its_signature(
    raw: str, text: str | None, name: str | None
) -> None:
    (line,) = lines_of(raw)
    assert (line.text, line.name) == (text if text is not None else raw.removeprefix("* "), name)


def test_headings_are_headings_and_empty_lines_are_none() -> None:
    lines = lines_of("== Öppet ''nu''? ==\n\n\nJa.<br>Och i morgon.\n----\n")
    assert [(line.text, line.heading) for line in lines][:3] == [
        ("Öppet nu?", True),
        ("Ja.", False),
        ("Och i morgon.", False),
    ]


@pytest.mark.parametrize(
    "part", ["{{", "[[", "[[::", "<ref>", "=", "= ", "''", "[//", "[[a:.jpg", "<a", "(", "- ", "{{a|", "1 "]
)
def test_whatever_stands_there_is_read_in_a_moment(part: str) -> None:
    """Half a second for what would take minutes if any of it cost its length's square."""
    raw = part * (200_000 // len(part))
    began = process_time()
    lines_of(f"{raw} {CET}")
    lines_of(f"a:{raw}")
    assert process_time() - began < 5
