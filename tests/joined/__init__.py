"""The program in the workspace, as people meet it."""
