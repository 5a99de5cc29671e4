"""A small workspace to start from: one newsroom with two editors and a supervisor."""

from bot.sandbox.identities import ChannelSpec, Layout, User, UserGroup

EXAMPLE = Layout(
    users=(
        User(
            id="U-ANNA",
            name="anna",
            real_name="Anna Berg",
            first_name="Anna",
            title="Redaktör",
            email="anna@example.org",
        ),
        User(id="U-BO", name="bo", real_name="Bo Ek", first_name="Bo", title="Redaktör"),
        User(
            id="U-CECILIA",
            name="cecilia",
            real_name="Cecilia Dahl",
            first_name="Cecilia",
            title="Kommunikationsansvarig",
        ),
        User(id="U-OUTSIDER", name="erik", real_name="Erik Fors", title="Vaktmästare"),
    ),
    channels=(
        ChannelSpec(id="C-KULTUR", name="kultur", members=("U-ANNA", "U-BO", "U-CECILIA")),
        ChannelSpec(id="C-ALLMANT", name="allmant", members=("U-ANNA", "U-BO", "U-CECILIA", "U-OUTSIDER")),
        ChannelSpec(id="C-UTAN-BOT", name="utan-bot", members=("U-ANNA", "U-OUTSIDER"), bot_invited=False),
        ChannelSpec(id="C-ARKIV", name="arkiv", members=("U-ANNA",), is_archived=True),
    ),
    usergroups=(UserGroup(id="S-RED", handle="redaktorer", name="Redaktörer", users=("U-ANNA", "U-BO")),),
)
