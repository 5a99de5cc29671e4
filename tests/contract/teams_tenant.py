"""Teams with its people and channels, where the bot was put once; every story finds it as it was then."""

from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import TeamsUser, World
from tests.workspace import SetClock

CHANNEL, OPERATORS, POOL = (f"19:{name}@thread.tacv2" for name in ("kultur", "drift", "sim"))
USERS = {
    slug: TeamsUser(
        id=f"29:1{slug}",
        object_id=f"aaaaaaaa-0000-4000-8000-00000000000{number}",
        name=f"{slug.capitalize()} Berg",
        email=f"{slug}@example.org",
    )
    for number, slug in enumerate(("anna", "bo", "cecilia", "erik"), 1)
}


class Tenant:
    """One local service for all stories, on one address, which the store of each story knows.

    `store`: what each begins with. To put the bot everywhere anew would take longer than most stories.
    """

    def __init__(self) -> None:
        self.service = TeamsService().start()
        self.store = b""

    def close(self) -> None:
        """Serve no longer."""
        self.service.stop()

    def anew(self, clock: SetClock) -> None:
        """The same people and channels; nothing has been said, and nothing goes wrong."""
        service = self.service
        world = World(clock, _last=service.world._last)  # an id of the bot's first words comes only once
        world.add_channel(CHANNEL, team="19:team@thread.tacv2", name="Kultur")
        world.add_channel(OPERATORS, team="19:it@thread.tacv2", name="Drift")
        world.add_channel(POOL, team="19:team@thread.tacv2", name="Sim")
        for user in USERS.values():
            world.add_user(user)
            world.personal(user)

        def begin() -> None:
            service.world = service.service.world = world
            service.service.refuse_cards = False
            service.service.faults.clear()

        service.on_loop(begin)
