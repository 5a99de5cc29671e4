"""The records as one page to read: no scripts, nothing fetched, readable on paper and by a screen reader."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from bot.texts import Texts

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "article{border-top:1px solid #767676;padding:1rem 0}blockquote{margin:.5rem 0;padding:.5rem 1rem;"
    "border-left:.25rem solid #1f4e5f;white-space:pre-wrap;overflow-wrap:anywhere}dl{display:grid;"
    "grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}dt{font-weight:600}dd{margin:0;"
    "overflow-wrap:anywhere}ol{padding-left:1.2rem}"
)


def page(
    rows: Iterable[Mapping[str, Any]], texts: Texts, *, heading: str, about: Iterable[str]
) -> Iterator[str]:
    """The page, a piece at a time: any number of records takes no more memory than one."""
    yield (
        f'<!doctype html><html lang="{texts.code}"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(heading)}</title><style>{_STYLE}</style>'
        f"<body><main><h1>{escape(heading)}</h1>"
    )
    for line in about:
        yield f"<p>{escape(line)}</p>"
    for row in rows:
        yield _article(row, texts)
    yield "</main></body></html>\n"


def _article(row: Mapping[str, Any], texts: Texts) -> str:
    say = texts.handing_out
    facts = [(label, value) for label, value in say.facts(row) if value]
    listed = "".join(f"<dt>{escape(label)}</dt><dd>{escape(str(value))}</dd>" for label, value in facts)
    text = say.withheld() if row["withheld"] else row["text"] or say.no_text()
    parts = [
        f'<article id="k{row["number"]}"><h2>{escape(say.heading(row["number"]))}</h2><dl>{listed}</dl>',
        f"<blockquote>{escape(text)}</blockquote>",
        *([f"<blockquote>{escape(row['edited_text'])}</blockquote>"] if row["edited_text"] else []),
        f"<h3>{escape(say.happened())}</h3><ol>",
        *(f"<li>{escape(say.event(event))}</li>" for event in row["events"]),
        "</ol>",
    ]
    for reply in row["replies"]:
        parts.append(f"<h3>{escape(say.reply(reply))}</h3>")
        parts.append(f"<blockquote>{escape(reply['text'] or say.withheld())}</blockquote>")
    for file in row["attachments"]:
        if file["file"]:
            name, where = escape(file["name"] or ""), escape(file["file"])
            parts.append(f'<p>{escape(say.attachment())} <a href="{where}">{name}</a></p>')
    return "".join([*parts, "</article>"])
