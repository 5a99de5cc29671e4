"""Each thing tried as each role, and the table of it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from db.models import metadata
from db.store import Store
from handlers.content import WeekContent
from handlers.outcome import Outcome, Said
from tests.access.roles import MARK, NOW, OPEN, ROLES, furnish, person, reception
from tests.access.trials import Trial, trials

FILE = Path(__file__).parents[2] / "docs" / "who-may-what.md"
NO = frozenset(
    {
        Said.NOT_KNOWN,
        Said.NOT_KNOWN_HERE,
        Said.NOT_ALLOWED,
        Said.NOT_YOURS,
        Said.NO_UNIT,
        Said.OTHER_UNITS_COMMENT,
        Said.ACCOUNT_UNKNOWN,
        Said.READY_NOT_THERE,
    }
)
"""How somebody is told that it is not hers to do."""
ITS = re.compile(rf"{MARK}|(WhyContent|Form)\(.*\bnumber={OPEN}\b|HelpContent", re.DOTALL)
"""In whatever shows something of the unit, or of its comment; help is the same for all."""
HEAD = """# Who may what

Tried on the real handlers, each as each role, and written by `make access`; a test in every run compares.
Comments, accounts and rounds are those of one unit, and words are written in its channel. A button that is
shown proves nothing: each action is judged when it comes, by the same code for a word, a button and a form.

| cell | means |
|---|---|
| yes | it is done, or shown |
| own | only what is her own: her own unit's, her own accounts', her own name and days |
| no | nothing is changed or shown, and she is told why |

The operator runs the bot on its machine (command line, configuration) and reads the operator's channel;
unless the configuration also names her in a unit, chat does not know her. "what Anna has": a colleague in the
unit has taken the comment, or written the reply; what she herself has, each may let go or mend.
"""


class _Undone(Exception):  # noqa: N818 - every trial ends so
    """Nothing of a trial stays."""


class Tried:
    """A store furnished once; every trial in a transaction that is rolled back."""

    def __init__(self) -> None:
        self.store = Store.open("sqlite://")
        metadata.create_all(self.store.engine)
        self.reception = reception(self.store)
        round_id = furnish(self.store, self.reception.book)
        self.trials = tuple(trials(self.reception, round_id))

    def cell(self, trial: Trial, role: str) -> str:
        """What comes of it: `yes`, `own` or `no`."""
        found: list[str] = []
        with suppress(_Undone), self.store.write() as tx:
            found.append(_judged(trial, self._outcome(tx, trial, role)))
            raise _Undone
        return found[0]

    def _outcome(self, tx: Connection, trial: Trial, role: str) -> Outcome:
        return trial.act(tx, person(tx, ROLES[role] or ""), NOW)


def _judged(trial: Trial, outcome: Outcome) -> str:
    if outcome.field_errors or outcome.refused:
        said = {each.say.said for each in outcome.field_errors} | (
            {outcome.say.said} if outcome.say else set()
        )
        assert said <= NO, f"{trial.name}: {said} is no answer to who somebody is"
        assert not outcome.changed
        return "no"
    shown = outcome.content or outcome.form or outcome.unit_form
    if trial.herself or outcome.handout is not None:  # records of the units that she answers for
        return "own"
    if isinstance(outcome.content, WeekContent) and outcome.content.own_accounts_only:
        return "own"
    if shown is not None:
        return "yes" if ITS.search(repr(shown)) else "own"
    return "yes" if outcome.changed or not trial.changes else "no"


def cells(tried: Tried) -> Iterator[tuple[Trial, Mapping[str, str]]]:
    """The whole table."""
    for trial in tried.trials:
        yield trial, {role: tried.cell(trial, role) for role in ROLES}


def written(tried: Tried) -> str:
    """The table as a page."""
    parts, kind = [HEAD], None
    for trial, row in cells(tried):
        if trial.kind != kind:
            kind = trial.kind
            parts += [
                f"\n## {kind[0].upper()}{kind[1:]}\n",
                f"| | {' | '.join(ROLES)} |",
                "|---" * (len(ROLES) + 1) + "|",
            ]
        parts.append(f"| {trial.name} | {' | '.join(row.values())} |")
    return "\n".join(parts) + "\n"
