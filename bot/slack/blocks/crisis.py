"""A crisis as Slack shows it."""

from bot.slack import mrkdwn
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Block, Drawn, actions, button, context, section
from bot.texts import Label, Texts
from db.words import CrisisState
from handlers.crisis_content import CrisisContent, CrisisLine


def crisis(content: CrisisContent, texts: Texts) -> Drawn:
    """The news, or how it stands, with what whoever decides can do."""
    said = texts.crisis.summary(content)
    line = content.line
    blocks: list[Block] = [section(mrkdwn.bold(said))]
    is_open = line.state in {CrisisState.ASKED, CrisisState.RUNNING}
    if is_open:
        blocks.append(section(mrkdwn.escape(texts.crisis.what(line))))
    blocks.append(section(mrkdwn.escape(texts.crisis.until(content))))
    count = texts.crisis.count(content)
    if count:
        blocks.append(context(mrkdwn.escape(count)))
    if content.decides and is_open:
        blocks.append(_choices(line, texts))
    return Drawn(text=mrkdwn.escape(said), blocks=fitted(blocks))


def on_round(line: CrisisLine | None, texts: Texts) -> list[Block]:
    """On every round while it runs."""
    return [] if line is None else [context(mrkdwn.bold(texts.crisis.on_round(line)))]


def at_home(content: CrisisContent | None, unit_id: int, texts: Texts) -> list[Block]:
    """A unit's part of the App Home: the one that runs, else the way to start or ask for one."""
    if content is None:
        return [actions([button(texts.labels(Label.CRISIS), "crisis", str(unit_id))])]
    said = section(mrkdwn.bold(texts.crisis.on_round(content.line)))
    return [said, _choices(content.line, texts)] if content.decides else [said]


def _choices(line: CrisisLine, texts: Texts) -> Block:
    number = str(line.id)
    if line.state is CrisisState.ASKED:
        return actions(
            [
                button(texts.labels(Label.CRISIS_START), "crisis_change", number, style="primary"),
                button(texts.labels(Label.CRISIS_DECLINE), "crisis_end", number),
            ]
        )
    return actions(
        [
            button(texts.labels(Label.CRISIS_CHANGE), "crisis_change", number),
            button(texts.labels(Label.CRISIS_END), "crisis_end", number),
        ]
    )
