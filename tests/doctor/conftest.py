from tests.workspace import clock, workspace

__all__ = ["clock", "workspace"]
