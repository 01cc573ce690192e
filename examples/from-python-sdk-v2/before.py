import os
import sys
from datetime import timedelta

import alibabacloud_oss_v2 as oss

key, file = sys.argv[1:3]

config = oss.config.load_default()
config.region = "cn-hangzhou"
config.credentials_provider = oss.credentials.EnvironmentVariableCredentialsProvider()
config.endpoint = os.environ.get("OSS_ENDPOINT")
client = oss.Client(config)
request = oss.GetObjectRequest(bucket="examplebucket", key=key)

# A URL that is valid for half an hour.
print(client.presign(request, expires=timedelta(minutes=30)).url)

# A download to a file.
client.downloader().download_file(request, file)
