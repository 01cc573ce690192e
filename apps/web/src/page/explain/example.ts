/** An expired URL. */
export const exampleUrl: string =
  'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/reports/2026.pdf?x-oss-signature-version=OSS4-HMAC-SHA256' +
  '&x-oss-date=20260105T090000Z&x-oss-expires=900&x-oss-credential=LTAI5tExample%2F20260105%2Fcn-hangzhou%2Foss' +
  '%2Faliyun_v4_request&x-oss-signature=3f1b8a6d5c4e7f90a1b2c3d4e5f60718293a4b5c6d7e8f901a2b3c4d5e6f7081';

/** The response of OSS to it. */
export const exampleXml: string = `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>AccessDenied</Code>
  <Message>Request has expired.</Message>
  <RequestId>695B7E2F1D3C4A3837A9F0C2</RequestId>
  <HostId>examplebucket.oss-cn-hangzhou.aliyuncs.com</HostId>
  <Expires>2026-01-05T09:15:00.000Z</Expires>
  <ServerTime>2026-01-05T10:02:11.000Z</ServerTime>
  <EC>0002-00000069</EC>
</Error>
`;
