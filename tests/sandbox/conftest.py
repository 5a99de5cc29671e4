from tests.sandbox.newsdesk import desk
from tests.workspace import clock, workspace, workspaces

__all__ = ["clock", "desk", "workspace", "workspaces"]
