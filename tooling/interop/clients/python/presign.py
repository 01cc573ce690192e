"""Signs a URL for each case on standard input with the Python SDK, with the clock of that case."""

import datetime
import json
import sys

from oss_client import create_client, create_request


class CaseClock(datetime.datetime):
    """Stands in for the clock that the SDK reads, which takes none as an option."""

    moment: datetime.datetime

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


def presign(case: dict) -> dict:
    CaseClock.moment = real_datetime.strptime(case["now"], "%Y-%m-%dT%H:%M:%S%z")
    client = create_client(case["client"], case["credentials"])
    request = create_request(case["operation"], case["request"])
    result = client.presign(request, expires=datetime.timedelta(seconds=case["expiresInSeconds"]))
    return {"method": result.method, "url": result.url}


cases = json.load(sys.stdin)
real_datetime = datetime.datetime
datetime.datetime = CaseClock
json.dump([presign(case) for case in cases], sys.stdout)
