"""What programs read of the site: the sitemap, and Atom feeds of what is new."""

from gongshi.outputs.feeds.board_feeds import FEEDS, plan
from gongshi.outputs.feeds.sitemap import sitemap

__all__ = ["FEEDS", "plan", "sitemap"]
