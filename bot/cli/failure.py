"""What a command says when it cannot do what it was asked."""

EXIT_REFUSED = 1
"""Something was refused."""
EXIT_USAGE = 2
"""The command or the configuration is wrong."""


class Failure(Exception):  # noqa: N818 - what the person reads; not every failure is an error
    """Ends a command with sentences for its reader, in her language."""

    def __init__(self, *lines: str, exit_code: int = EXIT_REFUSED) -> None:
        super().__init__(*lines)
        self.lines = lines
        self.exit_code = exit_code


def told(error: Exception) -> str:
    """An unforeseen error in one line, without what a database puts its values into."""
    what = str(getattr(error, "orig", None) or error).strip().splitlines()
    first = what[0] if what else ""
    return f"svarsvakt: {type(error).__name__}: {first}\nSVARSVAKT_DEBUG=1 shows where it happened."
