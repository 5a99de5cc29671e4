"""The bot's public doors, tried without sockets: the whole program, and requests as ASGI calls."""
