"""Watch rounds: the call to look, an account a line with its button; and a round that nobody had time for."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.slack import limits, mrkdwn
from bot.slack.blocks import crisis, lines
from bot.slack.blocks.fitting import fitted, item, left_out
from bot.slack.blocks.pieces import Block, Drawn, actions, button, context, section
from bot.texts import Label, Texts
from db.words import RoundState
from handlers.content import (
    RoundAccount,
    RoundContent,
    RoundMissedContent,
    UnwatchedContent,
)

MOST_WAITING = 10


def round_call(content: RoundContent, texts: Texts) -> Drawn:
    """The round's message, as it stands now."""
    running = content.state in (RoundState.PLANNED, RoundState.CALLED)
    called = mrkdwn.mentions(content.mentions) if running else ""
    summary = f"{called} {mrkdwn.escape(texts.round.summary(content))}".strip()
    blocks: list[Block] = [
        section(f"{called} {mrkdwn.bold(texts.round.summary(content))}".strip()),
        context(mrkdwn.escape(texts.round.which(content))),
        *crisis.on_round(content.crisis, texts),
        section(mrkdwn.escape(texts.round.intro(content))),
        *_accounts(content.accounts, content.round_id, content.zone, texts, ask=running),
    ]
    if running:
        blocks += _before_days_off(content, texts)
        blocks += _all(content.accounts, content.round_id, texts)
    return Drawn(text=summary, blocks=fitted(blocks))


def round_missed(content: RoundMissedContent, texts: Texts) -> Drawn:
    """Asks somebody else."""
    asks = any(account.confirmed_at is None for account in content.accounts)
    called = mrkdwn.mentions(content.asked) if asks else ""
    said = f"{called} {mrkdwn.escape(texts.round.missed(content))}".strip()
    return Drawn(
        text=said,
        blocks=fitted(
            [
                section(said),
                *_accounts(content.accounts, content.round_id, content.zone, texts, ask=True),
                *_all(content.accounts, content.round_id, texts),
            ]
        ),
    )


def unwatched(content: UnwatchedContent, texts: Texts) -> Drawn:
    """To a supervisor, about accounts."""
    said = mrkdwn.escape(texts.round.unwatched(content))
    return Drawn(text=said, blocks=fitted([section(said)]))


def _accounts(
    accounts: Sequence[RoundAccount], round_id: int, zone: ZoneInfo, texts: Texts, *, ask: bool
) -> list[Block]:
    blocks = []
    for account in accounts[: limits.BLOCKS_IN_MESSAGE]:
        name = texts.round.account(account)
        said = f"{mrkdwn.bold(name)}: {mrkdwn.escape(texts.round.account_state(account, zone))}"
        if mrkdwn.safe_url(account.url):
            said += " · " + mrkdwn.link(account.url, texts.labels(Label.LOOK))
        accessory = None
        if ask and account.confirmed_at is None:
            accessory = button(
                texts.labels(Label.LOOKED),
                "round",
                f"round:{round_id}:{account.id}",
                spoken=texts.labels.for_screen_readers(Label.LOOKED, name),
            )
        blocks.append(item(section(said, accessory=accessory)))
    return [*blocks, left_out(texts.home.more, len(accounts) - len(blocks))]


def _all(accounts: Sequence[RoundAccount], round_id: int, texts: Texts) -> list[Block]:
    if sum(account.confirmed_at is None for account in accounts) < 2:
        return []
    return [
        actions([button(texts.labels(Label.LOOKED_ALL), "round", f"round:{round_id}:all", style="primary")])
    ]


def _before_days_off(content: RoundContent, texts: Texts) -> list[Block]:
    if not content.before_days_off:
        return []
    if not content.waiting and not content.next_morning:
        return [section(mrkdwn.escape(texts.round.nothing_waits(content)))]
    blocks: list[Block] = []
    for heading, listed in (
        (texts.round.waiting_heading(content), content.waiting),
        (texts.round.next_morning(content), content.next_morning),
    ):
        if listed:
            blocks.append(section(mrkdwn.bold(heading)))
            blocks += lines.linked(listed[:MOST_WAITING], content.zone, texts)
            blocks.append(left_out(texts.card.more, len(listed) - MOST_WAITING))
    return blocks
