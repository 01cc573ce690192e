"""Signs a URL for each case on standard input with the Python SDK, at the time of the case."""

import datetime
import json
import sys

from oss_client import create_client, create_request


class FakeDatetime(datetime.datetime):
    """Replaces the clock of the SDK, which has no option for it."""

    current: datetime.datetime

    @classmethod
    def now(cls, tz=None):
        return cls.current.astimezone(tz)


def presign(case: dict) -> dict:
    FakeDatetime.current = real_datetime.strptime(case["now"], "%Y-%m-%dT%H:%M:%S%z")
    client = create_client(case["client"], case["credentials"])
    request = create_request(case["operation"], case["request"])
    result = client.presign(request, expires=datetime.timedelta(seconds=case["expiresInSeconds"]))
    return {"method": result.method, "url": result.url}


cases = json.load(sys.stdin)
real_datetime = datetime.datetime
datetime.datetime = FakeDatetime
json.dump([presign(case) for case in cases], sys.stdout)
