"""The real servers: one line each. `tests/real/stories.py` runs against each of them."""

from tests.real.isso_site import RealIsso
from tests.real.mediawiki import RealMediaWiki
from tests.real.real_site import RealSite
from tests.real.wordpress import RealWordPress

SITES: tuple[type[RealSite], ...] = (
    RealIsso,
    RealMediaWiki,
    RealWordPress,
)
