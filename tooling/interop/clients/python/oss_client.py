"""Creates clients and requests of the official Python SDK V2 from the data of the tests."""

import re

import alibabacloud_oss_v2 as oss


def create_client(options: dict, credentials: dict) -> oss.Client:
    """Creates a client from options and credentials in camelCase."""
    config = oss.config.load_default()
    for name, value in options.items():
        setattr(config, option_names.get(name, snake_case(name)), value)
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(
        credentials["accessKeyId"],
        credentials["accessKeySecret"],
        credentials.get("securityToken"),
    )
    return oss.Client(config)


# Options with another name in the SDK.
option_names = {"useDualStackEndpoint": "use_dualstack_endpoint"}


def create_request(operation: str, fields: dict):
    """Creates the request of an operation from fields in camelCase."""
    request_class = getattr(oss, f"{operation}Request")
    return request_class(**{snake_case(name): value for name, value in fields.items()})


def snake_case(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()
