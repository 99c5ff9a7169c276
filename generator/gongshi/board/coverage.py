"""Who stands behind whom: posts with A and B, posts for one, and days on which one is alone."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from gongshi.board.station import Person, Post, Station
from gongshi.board.words import Holder


class LoneDay(NamedTuple):
    """A day on which a post that has two people stands on one of them."""

    day: datetime.date
    post: Post
    only: Holder

    @property
    def person(self) -> Person | None:
        """Who is there."""
        return self.post.a if self.only is Holder.A else self.post.b


def single_posts(station: Station) -> tuple[Post, ...]:
    """Return the posts that have nobody to stand in."""
    return tuple(post for post in station.posts if post.b is None or post.a is None)


def lone_days(station: Station, first: datetime.date) -> tuple[LoneDay, ...]:
    """Return the published days from the first on which a post stands on one person, in order.

    A day of a post that is not there, and the second of two for one post and day, are left out:
    they are findings of the checks.
    """
    found: dict[tuple[datetime.date, str], LoneDay] = {}
    for each in station.roster:
        post = station.post(each.post)
        if post is not None and each.date >= first:
            found.setdefault((each.date, post.id), LoneDay(each.date, post, each.only))
    order = {post.id: number for number, post in enumerate(station.posts)}
    return tuple(sorted(found.values(), key=lambda each: (each.day, order[each.post.id])))
