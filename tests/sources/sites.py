"""Every platform's contract server: one line a platform. The shared suite runs against each."""

from tests.sources.bluesky import BlueskySite
from tests.sources.discourse import DiscourseSite
from tests.sources.example import PostboxSite
from tests.sources.facebook import FacebookSite
from tests.sources.flickr import FlickrSite
from tests.sources.instagram import InstagramSite
from tests.sources.isso import IssoSite
from tests.sources.mastodon import MastodonSite
from tests.sources.mediawiki import MediaWikiSite
from tests.sources.phpbb import PhpBBSite
from tests.sources.site import Site
from tests.sources.wordpress import WordPressSite
from tests.sources.x import XSite
from tests.sources.youtube import YouTubeSite

SITES: tuple[type[Site], ...] = (
    PostboxSite,
    BlueskySite,
    DiscourseSite,
    FacebookSite,
    FlickrSite,
    InstagramSite,
    IssoSite,
    MediaWikiSite,
    MastodonSite,
    PhpBBSite,
    WordPressSite,
    XSite,
    YouTubeSite,
)
