"""The program: command line, configuration, wiring, Slack, HTTP, local workspace, texts."""
