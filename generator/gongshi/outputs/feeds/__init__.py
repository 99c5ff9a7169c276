"""What programs read of the site: the sitemap."""

from gongshi.outputs.feeds.sitemap import sitemap

__all__ = ["sitemap"]
