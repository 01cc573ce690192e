import type { DownloadProgram } from '../download-program.ts';
import { quotePythonString } from '../quoting/quote-python-string.ts';

/** Writes the program for Python 3 with requests. */
export function renderPython({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n    ${quotePythonString(name)}: ${quotePythonString(value)},`,
  );
  const remark = '\n    # Part of the signature: OSS refuses the request unless it has exactly these.';
  return `#!/usr/bin/env python3
"""Downloads one object from Alibaba Cloud OSS through a presigned URL: whole, or not at all."""

import os
import shutil
import sys

import requests
import urllib3

# Whoever has this URL can download the object until it expires: keep it like a password.
URL = ${quotePythonString(url)}
HEADERS = {${headers.length === 0 ? '' : remark}${headers.join('')}
    # The bytes as OSS stores them, so that their number can be compared.
    "Accept-Encoding": "identity",
}
FILE_NAME = ${quotePythonString(fileName)}
PART = f"{FILE_NAME}.{os.getpid()}.part"
# Seconds to connect, and between two pieces of the answer.
TIMEOUT = (10, 30)


class DownloadError(Exception):
    pass


def leave_as_it_is(request):
    return request


def download():
    # A redirect would take the signed headers elsewhere. Without "auth", requests would add a password from ~/.netrc.
    options = {"stream": True, "allow_redirects": False, "timeout": TIMEOUT, "auth": leave_as_it_is}
    with requests.get(URL, headers=HEADERS, **options) as response:
        if response.status_code != 200:
            raise DownloadError(f"OSS answered {response.status_code}")
        # The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
        is_page = "html" in response.headers.get("Content-Type", "").lower()
        if is_page and "x-oss-request-id" not in response.headers:
            raise DownloadError("the answer is an HTML page that is not from OSS")
        with open(PART, "wb") as file:
            shutil.copyfileobj(response.raw, file, 1024 * 1024)
            received = file.tell()
    expected = response.headers.get("Content-Length")
    if expected is not None and received != int(expected):
        raise DownloadError(f"{received} of {expected} bytes arrived")
    os.replace(PART, FILE_NAME)


def main():
    try:
        download()
    except DownloadError as error:
        sys.exit(f"Download failed: {error}.")
    except (OSError, urllib3.exceptions.HTTPError) as error:
        # The text of such an error may hold the URL; its kind says enough.
        reason = getattr(error, "strerror", None) or type(error).__name__
        sys.exit(f"Download failed: {reason}.")
    finally:
        if os.path.exists(PART):
            os.remove(PART)


if __name__ == "__main__":
    main()
`;
}
