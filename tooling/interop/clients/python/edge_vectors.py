"""Prints vectors for rare inputs, made with the official Python SDK V2, for tooling/vectors/presign-edges.json.

    pip install alibabacloud-oss-v2==1.3.2
    python tooling/interop/clients/python/edge_vectors.py > tooling/vectors/presign-edges.json
"""

import datetime
import importlib.metadata
import json

from fake_clock import set_clock
from oss_client import create_client, create_request

TOKEN = "CAIS+/abc==+%2B/"
KEYS = {"accessKeyId": "LTAI5tExample", "accessKeySecret": "Sec+ret/=?&%"}
TEMPORARY = {"accessKeyId": "STS.NTExample", "accessKeySecret": "Secret", "securityToken": TOKEN}

ASCII = "".join(chr(code) for code in range(0x80))
# The first and last code points of each plane of Unicode, without surrogates.
PLANES = "".join(chr(plane + end) for plane in range(0x10000, 0x110000, 0x10000) for end in (0, 0xFFFF))
SAME_NAMES = {"b": "", "B": "1", "a": "2", "A": "", "a-b": "3", "a.b": "4", "a=b": "5", "a&b": "6", "%61": "7", "+": "8"}

# name, operation, request, and what differs from the defaults in `complete`.
CASES = [
    ("key: all of ASCII", "GetObject", {"key": ASCII}),
    ("key: every plane", "GetObject", {"key": PLANES}),
    ("key: noncharacters and invisible characters", "GetObject", {"key": "\ufeff\ufffe\uffff\u200b\u202e\u2028\x85\xa0"}),
    ("key: composed and decomposed", "GetObject", {"key": "\xe9 e\u0301 \xc5 A\u030a \ufb01"}),
    ("key: .", "GetObject", {"key": "."}),
    ("key: ..", "GetObject", {"key": ".."}),
    ("key: dot segments", "GetObject", {"key": "../a/./b/../../c/."}),
    ("key: only slashes", "GetObject", {"key": "///"}),
    ("key: looks like a query", "GetObject", {"key": "a?acl&versionId=1#x"}),
    ("key: encoded twice", "GetObject", {"key": "%252F%2e%2E%00+%20"}),
    ("key: 1024 bytes", "GetObject", {"key": "\U0001f600" * 256}),
    ("parameters: names that differ in case, and their order", "GetObject", {"parameters": SAME_NAMES}),
    ("parameters: sub-resources and empty values", "GetObject", {"parameters": {"acl": "", "x-oss-process": "", "z": ""}}),
    ("parameters: the name of a field", "GetObject",
     {"parameters": {"z": "1", "versionId": "2", "a": "3"}, "versionId": "4"}),
    ("parameters: all of ASCII, and every plane", "GetObject", {"parameters": {ASCII: ASCII, PLANES: PLANES}}),
    ("fields: empty", "GetObject", {"versionId": "", "responseContentDisposition": "", "process": ""}),
    ("fields: all of ASCII", "GetObject", {"versionId": ASCII, "responseContentDisposition": ASCII, "process": ASCII}),
    ("headers: case of names, and the name of a field", "GetObject",
     {"headers": {"X-OSS-Request-Payer": "a", "X-Oss-META-b": "c", "x-oss-": "d", "X-OSSX": "e"}, "requestPayer": "f"}),
    ("headers: order of names", "GetObject", {"headers": {f"x-oss-a{end}": "1" for end in ("", "-", "_", ".", "!", "0", "~")}}),
    ("metadata: case of names, and all visible characters", "PutObject",
     {"metadata": {"Name": "v", "NAME-2": ASCII[0x21:0x7F], "x_y": "a  b\tc"}, "contentType": "text/plain;  charset=UTF-8"}),
    ("metadata: multipart", "InitiateMultipartUpload", {"metadata": {"B": "1", "a": "2"}, "parameters": {"uploads": "x"}}),
    ("part: number and ID also as parameters", "UploadPart",
     {"partNumber": 10000, "uploadId": "+/=%&", "parameters": {"uploadId": "x", "partNumber": "2"}, "trafficLimit": 819200}),
    ("complete: all headers", "CompleteMultipartUpload",
     {"uploadId": "u", "acl": "private", "callback": "e30=", "callbackVar": "e30=", "forbidOverwrite": True,
      "encodingType": "url", "completeAll": "yes", "requestPayer": "requester"}),
    ("abort: ID with a line break", "AbortMultipartUpload", {"uploadId": "a\r\nb"}),
    ("head: parameters", "HeadObject", {"parameters": {"objectMeta": ""}, "versionId": "null"}),
    ("token", "GetObject", {}, {"credentials": TEMPORARY}),
    ("token: with parameters around it in the order", "GetObject", {"parameters": {"x-oss-s": "1", "x-oss-securitz": "2", "X-Oss-Security-Token": "3"}},
     {"credentials": TEMPORARY}),
    ("lifetime: 1 second", "GetObject", {}, {"expiresSeconds": 1}),
    ("lifetime: a fraction", "GetObject", {}, {"expiresSeconds": 1.999}),
    ("clock: with milliseconds, in a leap year", "GetObject", {}, {"now": "2028-02-29T23:59:59.999Z", "expiresSeconds": 60}),
    ("clock: 1970", "GetObject", {}, {"now": "1970-01-01T00:00:00Z"}),
    ("clock: 9999", "GetObject", {}, {"now": "9999-12-24T23:59:59Z", "expiresSeconds": 604800}),
    ("host: upper case and a default port", "GetObject", {}, {"client": {"endpoint": "HTTPS://Files.Example.COM:443", "useCname": True}}),
    ("host: IP address without a scheme", "GetObject", {"key": "/a"}, {"client": {"endpoint": "10.0.0.1:80", "disableSsl": True}}),
    ("host: path style", "GetObject", {"key": "//a"}, {"client": {"endpoint": "oss.example.com", "usePathStyle": True}}),
    ("host: accelerate", "GetObject", {}, {"client": {"endpoint": "oss-accelerate-overseas.aliyuncs.com"}}),
    ("v1: all of ASCII except &", "GetObject", {"key": ASCII, "versionId": ASCII.replace("&", "")}, {"client": {"signatureVersion": "v1"}}),
    ("v1: every plane", "HeadObject", {"key": PLANES, "versionId": PLANES}, {"client": {"signatureVersion": "v1"}}),
    ("v1: parameters", "GetObject", {"parameters": {**SAME_NAMES, "acl": "", "ACL": "", "Date": "", "symlink": "="}},
     {"client": {"signatureVersion": "v1"}, "credentials": TEMPORARY}),
    ("v1: headers", "PutObject",
     {"metadata": {"Name": "a  b"}, "headers": {"X-Oss-": "1", "Content-MD5": "m", "x-oss-a_": "2"}, "contentType": "t"},
     {"client": {"signatureVersion": "v1"}}),
]


def complete(name: str, operation: str, request: dict, others: dict = {}) -> dict:
    return {
        "name": name,
        "operation": operation,
        "client": {"region": "cn-hangzhou", "signatureVersion": "v4", **others.get("client", {})},
        "credentials": others.get("credentials", KEYS),
        "request": {"bucket": "examplebucket", "key": "k", **request},
        "now": others.get("now", "2026-01-02T03:04:05Z"),
        "expiresSeconds": others.get("expiresSeconds", 3600),
    }


def presign(case: dict) -> dict:
    set_clock(case["now"])
    client = create_client(case["client"], case["credentials"])
    request = create_request(case["operation"], case["request"])
    result = client.presign(request, expires=datetime.timedelta(seconds=case["expiresSeconds"]))
    # The SDK's own `expiration` has fractions of a second, which the URL does not have.
    signed_at = case["now"][:19] + "+00:00"
    end = datetime.datetime.fromisoformat(signed_at) + datetime.timedelta(seconds=int(case["expiresSeconds"]))
    return {
        "method": result.method,
        "url": result.url,
        "expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "signedHeaders": dict(result.signed_headers),
    }


vectors = [{**case, "expected": presign(case)} for case in (complete(*each) for each in CASES)]
version = importlib.metadata.version("alibabacloud-oss-v2")
print(json.dumps({"source": f"alibabacloud-oss-v2 (Python) {version}", "vectors": vectors}, indent=1))
