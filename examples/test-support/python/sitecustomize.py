"""Python loads this before a program: it stops the program's clock at CLOCK_MS, as frozen-clock.ts does for Node."""

import datetime
import os


class FrozenClock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(int(os.environ["CLOCK_MS"]) / 1000, tz)


datetime.datetime = FrozenClock
