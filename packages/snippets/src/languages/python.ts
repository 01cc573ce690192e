import type { DownloadProgram } from '../download-program.ts';
import { quotePythonString } from '../quoting/quote-python-string.ts';

/** Writes the program for Python 3 with requests. */
export function renderPython({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n    ${quotePythonString(name)}: ${quotePythonString(value)},`,
  );
  const remark = '\n    # Part of the signature: OSS refuses the request if one of these is missing or different.';
  return `#!/usr/bin/env python3
"""Downloads an object from Alibaba Cloud OSS with a presigned URL. The file appears only when it is complete."""

import contextlib
import os
import shutil
import sys

import requests
import urllib3

# Anyone with this URL can download the object until it expires: treat it like a password.
URL = ${quotePythonString(url)}
HEADERS = {${headers.length === 0 ? '' : remark}${headers.join('')}
    # Request the object without compression, so that its length can be checked.
    "Accept-Encoding": "identity",
}
FILE_NAME = ${quotePythonString(fileName)}
PART = f"{FILE_NAME}.{os.getpid()}.part"
# Seconds to connect, and between two chunks of the response.
TIMEOUT = (10, 30)


class DownloadError(Exception):
    """The response is not the complete object."""


def no_auth(request):
    """Prevents requests from adding a password from ~/.netrc."""
    return request


def download():
    # A redirect would send the signed headers to another host.
    with requests.get(
        URL, headers=HEADERS, auth=no_auth, allow_redirects=False, stream=True, timeout=TIMEOUT
    ) as response:
        if response.status_code != 200:
            raise DownloadError(f"OSS returned status {response.status_code}")
        # Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
        is_html = "html" in response.headers.get("Content-Type", "").lower()
        if is_html and "x-oss-request-id" not in response.headers:
            raise DownloadError("the response is an HTML page that is not from OSS")
        with open(PART, "wb") as file:
            shutil.copyfileobj(response.raw, file, 1024 * 1024)
            received = file.tell()
    expected = response.headers.get("Content-Length")
    if expected is not None and received != int(expected):
        raise DownloadError(f"received {received} of {expected} bytes")
    os.replace(PART, FILE_NAME)


def main():
    try:
        download()
    except DownloadError as error:
        sys.exit(f"Download failed: {error}.")
    except (OSError, urllib3.exceptions.HTTPError) as error:
        # Do not print the message of the error: it may contain the URL.
        reason = getattr(error, "strerror", None) or type(error).__name__
        sys.exit(f"Download failed: {reason}.")
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(PART)


if __name__ == "__main__":
    main()
`;
}
