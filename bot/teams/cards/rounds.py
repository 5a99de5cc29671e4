"""Watch rounds: the call to look, an account a line with its button; and a round that nobody had time for."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.teams.cards import crisis, lines
from bot.teams.cards.fitting import item, left_out
from bot.teams.cards.pieces import (
    Drawn,
    Element,
    Style,
    beside,
    box,
    button,
    calling,
    card,
    rows,
    run,
    runs,
    said,
    small,
    subheading,
)
from bot.texts import Label, Texts
from db.words import RoundState
from handlers.content import RoundAccount, RoundContent, RoundMissedContent, UnwatchedContent

MOST_WAITING = 10
MOST_ACCOUNTS = 60


def round_call(content: RoundContent, texts: Texts) -> Drawn:
    """The round's card, as it stands now."""
    running = content.state in (RoundState.PLANNED, RoundState.CALLED)
    people = content.mentions if running else ()
    summary = texts.round.summary(content)
    first = [calling(people, summary, bold=True), small(texts.round.which(content))]
    style: Style = "good" if content.state is RoundState.DONE else "accent"
    body = [
        {**box(first, style=style), "bleed": True},
        *crisis.on_round(content.crisis, texts),
        said(texts.round.intro(content)),
        *accounts(content.accounts, content.round_id, content.zone, texts, ask=running),
    ]
    if running:
        body += _before_days_off(content, texts)
        body += _all(content.accounts, content.round_id, texts)
    return card(summary, body, texts, people=people)


def round_missed(content: RoundMissedContent, texts: Texts) -> Drawn:
    """Asks somebody else."""
    sentence = texts.round.missed(content)
    asks = any(account.confirmed_at is None for account in content.accounts)
    called = content.asked if asks else ()
    body = [
        calling(called, sentence, bold=True),
        *accounts(content.accounts, content.round_id, content.zone, texts, ask=True),
        *_all(content.accounts, content.round_id, texts),
    ]
    return card(sentence, body, texts, people=called)


def unwatched(content: UnwatchedContent, texts: Texts) -> Drawn:
    """To a supervisor, about accounts."""
    sentence = texts.round.unwatched(content)
    return card(sentence, [said(sentence)], texts)


def accounts(
    listed: Sequence[RoundAccount], round_id: int, zone: ZoneInfo, texts: Texts, *, ask: bool
) -> list[Element]:
    """An account a line: how many wait, the way there, and the button of whoever has looked."""
    shown = []
    for account in listed[:MOST_ACCOUNTS]:
        name = texts.round.account(account)
        parts = [run(name, bold=True), run(f": {texts.round.account_state(account, zone)}")]
        look = run(texts.labels(Label.LOOK), url=account.url)
        if "selectAction" in look:
            parts += [run(" · "), look]
        looked = None
        if ask and account.confirmed_at is None:
            looked = button(
                texts.labels(Label.LOOKED),
                "round",
                f"round:{round_id}:{account.id}",
                spoken=texts.labels.for_screen_readers(Label.LOOKED, name),
            )
        shown.append(item(beside([runs(*parts)], looked)))
    return [*shown, left_out(texts.home.more, len(listed) - len(shown))]


def _all(listed: Sequence[RoundAccount], round_id: int, texts: Texts) -> list[Element]:
    if sum(account.confirmed_at is None for account in listed) < 2:
        return []
    return rows([button(texts.labels(Label.LOOKED_ALL), "round", f"round:{round_id}:all", main=True)])


def _before_days_off(content: RoundContent, texts: Texts) -> list[Element]:
    if not content.before_days_off:
        return []
    if not content.waiting and not content.next_morning:
        return [said(texts.round.nothing_waits(content))]
    body: list[Element] = []
    for what, listed in (
        (texts.round.waiting_heading(content), content.waiting),
        (texts.round.next_morning(content), content.next_morning),
    ):
        if listed:
            body.append(subheading(what))
            more = max(0, len(listed) - MOST_WAITING)
            body += lines.linked(listed[:MOST_WAITING], content.zone, texts, more=more)
    return body
