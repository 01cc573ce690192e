"""Runs the exercise on standard input with the Python SDK, and prints one outcome per step as JSON."""

import datetime
import hashlib
import json
import sys

import alibabacloud_oss_v2 as oss

from oss_client import create_client

exercise = json.load(sys.stdin)
options = {
    "region": exercise["region"],
    "endpoint": exercise["endpoint"],
    "signatureVersion": exercise["signatureVersion"],
    "retryMaxAttempts": 1,
}
client = create_client(options, exercise["credentials"])
bucket, key = exercise["bucket"], exercise["key"]
lifetime = datetime.timedelta(minutes=10)


def put():
    result = client.put_object(
        oss.PutObjectRequest(
            bucket=bucket,
            key=key,
            body=exercise["text"].encode(),
            content_type=exercise["contentType"],
            metadata={"owner": exercise["owner"]},
        )
    )
    return {"etag": result.etag, "crc64": result.hash_crc64}


def get():
    result = client.get_object(oss.GetObjectRequest(bucket=bucket, key=key))
    return {
        "text": result.body.content.decode(),
        "contentType": result.content_type,
        "owner": result.metadata["owner"],
    }


def head():
    result = client.head_object(oss.HeadObjectRequest(bucket=bucket, key=key))
    return {"sizeBytes": result.content_length, "contentType": result.content_type, "etag": result.etag}


def list_keys():
    for name in exercise["listedKeys"]:
        client.put_object(oss.PutObjectRequest(bucket=bucket, key=name, body=b"listed"))
    request = oss.ListObjectsV2Request(bucket=bucket, prefix=exercise["listedPrefix"], max_keys=2)
    pages = client.list_objects_v2_paginator().iter_page(request)
    return {"pages": [[item.key for item in page.contents] for page in pages]}


def presign():
    get_request = oss.GetObjectRequest(bucket=bucket, key=key, response_content_disposition=exercise["disposition"])
    put_request = oss.PutObjectRequest(bucket=bucket, key=exercise["presignedKey"], content_type="text/plain")
    return {"get": presigned(client.presign(get_request, expires=lifetime)),
            "put": presigned(client.presign(put_request, expires=lifetime))}


def presign_custom_domain():
    domain = {"region": exercise["region"], "endpoint": exercise["customDomain"], "useCname": True}
    domain_client = create_client({**options, **domain}, exercise["credentials"])
    return presigned(domain_client.presign(oss.GetObjectRequest(bucket=bucket, key=key), expires=lifetime))


def presigned(result):
    return {"method": result.method, "url": result.url, "headers": dict(result.signed_headers or {})}


def upload_parts():
    large_key, part_size = exercise["largeKey"], exercise["partSizeBytes"]
    initiated = client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest(bucket=bucket, key=large_key))
    parts = []
    with open(exercise["file"], "rb") as file:
        while content := file.read(part_size):
            number = len(parts) + 1
            part = client.upload_part(
                oss.UploadPartRequest(
                    bucket=bucket, key=large_key, upload_id=initiated.upload_id, part_number=number, body=content
                )
            )
            parts.append(oss.UploadPart(part_number=number, etag=part.etag))
    listed = client.list_parts(oss.ListPartsRequest(bucket=bucket, key=large_key, upload_id=initiated.upload_id))
    result = client.complete_multipart_upload(
        oss.CompleteMultipartUploadRequest(
            bucket=bucket,
            key=large_key,
            upload_id=initiated.upload_id,
            complete_multipart_upload=oss.CompleteMultipartUpload(parts=parts),
        )
    )
    return {"partCount": len(listed.parts), "etag": result.etag, "crc64": result.hash_crc64}


def download():
    # The SDK compares the CRC-64 of the file with that of the object.
    downloader = client.downloader(part_size=exercise["partSizeBytes"], parallel_num=3)
    result = downloader.download_file(
        oss.GetObjectRequest(bucket=bucket, key=exercise["largeKey"]), exercise["destination"]
    )
    with open(exercise["destination"], "rb") as file:
        return {"sizeBytes": result.written, "md5": hashlib.md5(file.read()).hexdigest()}


def get_missing():
    return service_error(lambda: client.get_object(oss.GetObjectRequest(bucket=bucket, key="no such key")))


def get_with_wrong_secret():
    credentials = {**exercise["credentials"], "accessKeySecret": "wrong"}
    client_with_wrong_secret = create_client(options, credentials)
    return service_error(lambda: client_with_wrong_secret.get_object(oss.GetObjectRequest(bucket=bucket, key=key)))


def delete():
    deleted_key = exercise["deletedKey"]
    client.put_object(oss.PutObjectRequest(bucket=bucket, key=deleted_key, body=b"deleted"))
    client.delete_object(oss.DeleteObjectRequest(bucket=bucket, key=deleted_key))
    return service_error(lambda: client.head_object(oss.HeadObjectRequest(bucket=bucket, key=deleted_key)))


def service_error(call):
    try:
        call()
    except oss.exceptions.OperationError as error:
        unwrapped = error.unwrap()
        return {
            "status": unwrapped.status_code,
            "code": unwrapped.code,
            "ec": unwrapped.ec,
            "hasRequestId": len(unwrapped.request_id) == 24,
        }
    return {"status": 200}


def outcome(step):
    try:
        return step()
    except Exception as error:  # The test compares it with the expected outcome.
        return {"failed": str(error)}


steps = {
    "put": put,
    "get": get,
    "head": head,
    "list": list_keys,
    "uploadParts": upload_parts,
    "download": download,
    "getMissing": get_missing,
    "getWithWrongSecret": get_with_wrong_secret,
    "delete": delete,
    "presign": presign,
    "presignCustomDomain": presign_custom_domain,
}
json.dump({name: outcome(step) for name, step in steps.items()}, sys.stdout)
