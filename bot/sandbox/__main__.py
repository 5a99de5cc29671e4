"""`python -m bot.sandbox [PORT]`: the example workspace by itself, to point an app at."""

import sys

from bot.sandbox.server import Workspace


def main() -> None:
    """Serve until interrupted."""
    workspace = Workspace(port=int(sys.argv[1]) if len(sys.argv) > 1 else 8034).start()
    print(f"Page: {workspace.url}/")
    for name, value in workspace.environment.items():
        print(f"{name}={value}")
    try:
        workspace.join()
    except KeyboardInterrupt:
        workspace.stop()


main()
