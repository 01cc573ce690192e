"""Signs a URL for each case on standard input with the Python SDK, at the time of the case."""

import datetime
import json
import sys

from fake_clock import set_clock
from oss_client import create_client, create_request


def presign(case: dict) -> dict:
    set_clock(case["now"])
    client = create_client(case["client"], case["credentials"])
    request = create_request(case["operation"], case["request"])
    result = client.presign(request, expires=datetime.timedelta(seconds=case["expiresInSeconds"]))
    return {"method": result.method, "url": result.url}


cases = json.load(sys.stdin)
json.dump([presign(case) for case in cases], sys.stdout)
