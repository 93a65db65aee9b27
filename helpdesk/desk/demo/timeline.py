"""Two years in order: stories are generators that yield the moment at which they go on."""

import heapq
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from helpdesk.audit.trail import forget_recorded
from helpdesk.core import clock, per_request

Story = Generator[datetime, None, None]
KATHMANDU = ZoneInfo("Asia/Kathmandu")
BREATH = 50  # acts between two moments of housekeeping


class Calendar:
    """Days counted back from the day of loading, in Nepal's week: it rests on Saturday."""

    def __init__(self, now: datetime):
        self.now = now
        self.today: date = now.astimezone(KATHMANDU).date()

    def day(self, ago: int) -> date:
        """So many days ago, or the working day before it."""
        day = self.today - timedelta(days=ago)
        return day - timedelta(days=1) if day.isoweekday() == 6 else day

    def moment(self, ago: int, rng: Random, hours=(10, 16)) -> datetime:
        """Some time in the office hours of that day."""
        at = time(rng.randint(hours[0], hours[1] - 1), rng.randint(0, 59), rng.randint(0, 59))
        return datetime.combine(self.day(ago), at, KATHMANDU)

    def by(self, ahead: int, hour: int = 17) -> datetime:
        """A due time, so many days from now (or ago, when negative)."""
        day = self.today + timedelta(days=ahead)
        day += timedelta(days=day.isoweekday() == 6 and ahead > 0)
        return datetime.combine(day, time(hour), KATHMANDU)


class Timeline:
    """Runs all stories act by act, in the order of their moments, until now."""

    def __init__(self, calendar: Calendar):
        self.calendar = calendar
        self.acts = 0
        self._number = count()
        self._queue: list[tuple[datetime, int, Story]] = []
        self._at = datetime.min.replace(tzinfo=KATHMANDU)

    def add(self, story: Story) -> None:
        """A story that begins at the first moment that it yields."""
        self._push(story)

    def run(self, progress: Callable[[datetime], None] = lambda at: None) -> None:
        """What would lie in the future does not happen."""
        known: dict = {}
        while self._queue:
            moment, _, story = heapq.heappop(self._queue)
            self._at = max(moment, self._at + timedelta(seconds=1))
            if self._at >= self.calendar.now:
                continue
            token = per_request.begin(where="demo")
            per_request.current().known = known
            try:
                with clock.at(self._at):
                    self._push(story)
            finally:
                per_request.end(token)
            self.acts += 1
            if self.acts % BREATH == 0:
                forget_recorded()
                progress(self._at)

    def _push(self, story):
        if moment := next(story, None):
            heapq.heappush(self._queue, (moment, next(self._number), story))


@contextmanager
def at_once(moment: datetime) -> Iterator[None]:
    """What is done in the block belongs to the demo and happens at that moment."""
    token = per_request.begin(where="demo")
    try:
        with clock.at(moment):
            yield
    finally:
        per_request.end(token)
