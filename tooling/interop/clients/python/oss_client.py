"""Clients of the official Python SDK V2, configured the way the tests describe them."""

import re

import alibabacloud_oss_v2 as oss


def create_client(options: dict, credentials: dict) -> oss.Client:
    """Makes a client from options and credentials in camelCase."""
    config = oss.config.load_default()
    for name, value in options.items():
        setattr(config, option_names.get(name, snake_case(name)), value)
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(
        credentials["accessKeyId"],
        credentials["accessKeySecret"],
        credentials.get("securityToken"),
    )
    return oss.Client(config)


# Where the SDK's own name is another one.
option_names = {"useDualStackEndpoint": "use_dualstack_endpoint"}


def create_request(operation: str, fields: dict):
    """Makes the SDK's request of an operation from fields in camelCase."""
    request_class = getattr(oss, f"{operation}Request")
    return request_class(**{snake_case(name): value for name, value in fields.items()})


def snake_case(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()
