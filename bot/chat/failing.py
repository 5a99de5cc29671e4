"""What must not fail and did: logged by its kind and place, without what anybody wrote."""

import traceback

import structlog

log = structlog.get_logger()


def logged(action: str, error: Exception, **what: str) -> None:
    """`what` it was about; the frames but not the message: an SQL error's would carry words."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    log.error(
        action,
        action=action,
        error=type(error).__name__,
        frames=[f"{frame.filename}:{frame.lineno}" for frame in frames],
        **{name: said[:40] for name, said in what.items()},
    )
