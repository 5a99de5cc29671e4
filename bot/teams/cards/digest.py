"""Several comments in one card: after quiet hours, in a flood, after downtime."""

from dataclasses import replace

from bot.teams.cards import lines
from bot.teams.cards.fitting import item
from bot.teams.cards.pieces import Drawn, Element, button, card, heading, rows, small, subheading
from bot.texts import Label, Texts
from handlers.content import DigestContent


def digest(content: DigestContent, texts: Texts) -> Drawn:
    """What to answer first, then what probably needs no reply, then what is done."""
    summary = texts.card.digest_summary(content)
    body = [heading(summary), *_to_answer(content, texts), *_likely(content, texts)]
    if content.handled:
        done, _ = lines.gathered(content.handled, content.zone, texts)
        body.append(item(subheading(texts.card.digest_handled(content)), 0))
        body += [item(each) if "type" in each else each for each in done]
        if not content.to_answer and not content.likely_no_reply and not content.more:
            body.append(small(texts.card.digest_all_handled()))
    return card(summary, body, texts)


def _to_answer(content: DigestContent, texts: Texts) -> list[Element]:
    if not content.to_answer:
        return []
    return [
        subheading(texts.card.digest_to_answer(replace(content, more=0))),
        *lines.with_buttons(content.to_answer, content.zone, texts, more=content.more),
    ]


def _likely(content: DigestContent, texts: Texts) -> list[Element]:
    """One click closes them together: those that can be read here, no others."""
    if not content.likely_no_reply:
        return []
    what = texts.card.digest_likely_no_reply(content)
    shown, kept = lines.gathered(content.likely_no_reply, content.zone, texts)
    close = button(
        texts.labels(Label.CLOSE_LIKELY),
        "close_no_reply",
        ",".join(str(line.number) for line in kept),
        spoken=texts.labels.for_screen_readers(Label.CLOSE_LIKELY, what),
    )
    return [subheading(what), *shown, *rows([close])]
