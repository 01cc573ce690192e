"""Replaces the clock of the official Python SDK V2, which has no option for it. Import it before using the SDK."""

import datetime


class FakeDatetime(datetime.datetime):
    current: datetime.datetime

    @classmethod
    def now(cls, tz=None):
        return cls.current.astimezone(tz)


real_datetime = datetime.datetime
datetime.datetime = FakeDatetime


def set_clock(time: str) -> None:
    """Sets the clock to a time such as 2026-01-02T03:04:05Z."""
    FakeDatetime.current = real_datetime.fromisoformat(time.replace("Z", "+00:00"))
