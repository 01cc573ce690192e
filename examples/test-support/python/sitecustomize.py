"""Freezes the clock of a program at CLOCK_MS, like frozen-clock.ts. Python loads this file first."""

import datetime
import os


class FrozenClock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(int(os.environ["CLOCK_MS"]) / 1000, tz)


datetime.datetime = FrozenClock
