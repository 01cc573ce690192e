import { describe, expect, it } from 'vitest';
import { parseErrorXml, parseRetryAfterMs, serviceError } from './service-error.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>NoSuchKey</Code>
  <Message>The specified key does not exist.</Message>
  <RequestId>66C2FF09FDF07830343C72EC</RequestId>
  <HostId>bucket.oss-cn-hangzhou.aliyuncs.com</HostId>
  <Key>a &amp; b&#x2F;&#20013;</Key>
  <EC>0026-00000001</EC>
</Error>
`;

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  serviceError({ status, body, header: (name) => headers[name] ?? null });

describe('serviceError', () => {
  it('default: takes code, EC and request ID from the XML', () => {
    const error = answer(404, xml);
    expect(error).toMatchObject({
      code: 'NoSuchKey',
      ossCode: 'NoSuchKey',
      status: 404,
      ec: '0026-00000001',
      requestId: '66C2FF09FDF07830343C72EC',
      retryable: false,
    });
    expect(error.message).toContain('OSS returned 404 NoSuchKey: The specified key does not exist (request ID 66C2');
    expect(error.details['Key']).toBe('a & b/中');
  });

  it('behavior: the response to HEAD contains the XML in x-oss-err', () => {
    expect(answer(404, '', { 'x-oss-err': btoa(xml) }).code).toBe('NoSuchKey');
  });

  it('behavior: removes line breaks and terminal control characters from the message', () => {
    const error = answer(
      403,
      '<Error><Code>X</Code><Message>a\n\u001b[2J\u009b&#x1b;&#x202e;\u2028b</Message></Error>',
    );
    expect(error.message).toMatch(/^OSS returned 403 X: a \[2J b\. /);
  });

  it.each(['constructor', 'toString', '__proto__'])(
    'behavior: the code %s is not confused with an inherited property',
    (code) => {
      const error = answer(403, `<Error><Code>${code}</Code><Message>&${code};</Message></Error>`);
      expect(error).toMatchObject({ code, advice: expect.stringContaining('https://api.aliyun.com/troubleshoot') });
      expect(error.message).toContain(`OSS returned 403 ${code}: &${code};. See`);
    },
  );

  it('option: secrets masks every repetition, except of strings that are too short to be secrets', () => {
    const secret = 'c0ffee'.repeat(4);
    const body = `<Error><Code>Odd</Code><EC>${secret}</EC><RequestId>ID</RequestId><Message>No ${secret}!</Message></Error>`;
    const headers: Record<string, string> = { 'x-oss-ec': `0-${secret}` };
    const header = (name: string) => headers[name] ?? null;
    const error = serviceError({ status: 403, body, header, secrets: [secret, undefined, '', 'd'] });
    expect([error.code, error.ec, error.requestId]).toEqual(['Odd', undefined, 'ID']);
    expect(error.message).toContain('OSS returned 403 Odd: No ***! (request ID ID).');
  });

  it('behavior: truncates long messages', () => {
    const error = answer(403, `<Error><Code>X</Code><Message>${'long '.repeat(10_000)}</Message></Error>`);
    expect(error.message.length).toBeLessThan(700);
  });

  it('behavior: without an OSS code, the status is the code', () => {
    const error = answer(502, '<html>Bad gateway</html>', { 'x-oss-request-id': 'ID' });
    expect(error).toMatchObject({ code: 'Http502', retryable: true, requestId: 'ID' });
  });

  it.each([
    [500, true],
    [503, true],
    [429, true],
    [408, true],
    [403, false],
    [412, false],
  ])('behavior: status %i is retryable: %s', (status, retryable) => {
    expect(answer(status, '').retryable).toBe(retryable);
  });

  it('behavior: the advice contains the endpoint from the response', () => {
    const body = '<Error><Code>AccessDenied</Code><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>';
    expect(answer(403, body).advice).toBe('Use the endpoint oss-cn-beijing.aliyuncs.com.');
  });

  it.each(['PublicEndpointForbidden', 'ExternalRedirectForbidden'])(
    'behavior: %s advises to use a custom domain',
    (code) => {
      const body = `<Error><Code>${code}</Code><Message>Please use CNAME instead.</Message></Error>`;
      expect(answer(400, body)).toMatchObject({
        code,
        retryable: false,
        advice: expect.stringContaining('Bind a custom domain to the bucket and sign with it (useCname)'),
      });
    },
  );

  it.each([
    ['You are denied by bucket referer policy.', 'Send a Referer that the bucket allows, or allow an empty one.'],
    ['Request has expired.', 'Ask for a new URL.'],
    // The policy of a form upload, which has no presigned URL.
    ['Invalid according to Policy: Policy expired.', 'Check that the signing identity may do this (oss:GetObject'],
  ])('behavior: advice for AccessDenied with "%s"', (message, advice) => {
    const body = `<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`;
    expect(answer(403, body).advice).toContain(advice);
  });

  it('behavior: a response with neither an OSS code nor a request ID is not from OSS', () => {
    const error = answer(502, '<html>Bad gateway</html>');
    expect(error).toMatchObject({ code: 'Http502', retryable: true, status: 502 });
    expect(error.message).toMatch(/^The server returned 502\. This response is not from OSS: .*gateway/);
    expect(answer(502, '', { 'x-oss-request-id': 'ID' }).message).toMatch(/^OSS returned 502 \(request ID ID\)/);
  });

  it('behavior: advice for a wrong region', () => {
    const body =
      '<Error><Code>InvalidArgument</Code><Message>Invalid signing region in x-oss-credential</Message></Error>';
    expect(answer(400, body).advice).toBe("Sign with the bucket's own region.");
  });

  it('behavior: the string to sign is only in the details', () => {
    const body = '<Error><Code>SignatureDoesNotMatch</Code><StringToSign>canary</StringToSign></Error>';
    const error = answer(403, body);
    expect(error.details['StringToSign']).toBe('canary');
    expect(error.message).not.toContain('canary');
  });

  it('behavior: masks signature and token in a message that repeats the request', () => {
    const body =
      '<Error><Code>BadRequest</Code><Message>Bad request line GET /k?x-oss-security-token=TOKEN&amp;x-oss-signature=SIG' +
      '</Message></Error>';
    expect(answer(400, body).message).toContain(
      'OSS returned 400 BadRequest: Bad request line GET /k?x-oss-security-token=***&x-oss-signature=***.',
    );
  });

  it('behavior: joins the lines of a message', () => {
    const error = answer(400, '<Error><Code>Odd</Code><Message>a\n  b&#27;[31m\t c</Message></Error>');
    expect(error.message).toContain('Odd: a b [31m c.');
  });

  it('behavior: does not mask ordinary words in a message about the key', () => {
    const body =
      '<Error><Code>InvalidAccessKeyId</Code><Message>The OSS Access Key Id you provided does not exist.</Message></Error>';
    expect(answer(403, body).message).toContain(
      'InvalidAccessKeyId: The OSS Access Key Id you provided does not exist.',
    );
  });

  it('behavior: ignores malformed codes, IDs and hosts', () => {
    const body =
      '<Error><Code>GET /k?Signature=canary</Code><EC>canary x</EC><RequestId>canary x</RequestId>' +
      '<Endpoint>h?Signature=canary</Endpoint></Error>';
    const error = answer(403, body, { 'x-oss-ec': '0003-00000001', 'x-oss-request-id': 'ID' });
    expect(error).toMatchObject({ code: 'Http403', ec: '0003-00000001', requestId: 'ID' });
    expect(error.ossCode).toBeUndefined();
    const denied = answer(403, '<Error><Code>AccessDenied</Code><Endpoint>h?Signature=canary</Endpoint></Error>', {
      'x-oss-ec': 'canary x',
      'x-oss-request-id': 'canary x',
    });
    expect([error, denied].map((each) => JSON.stringify(each)).join()).not.toContain('canary');
  });
});

describe('parseErrorXml', () => {
  it.each(['', 'not XML', '<Error>', '<Error><Code>x</Error>', '<ListBucketResult><Name>b</Name></ListBucketResult>'])(
    'behavior: %j has no elements',
    (text) => {
      expect(parseErrorXml(text)).toEqual({});
    },
  );

  // A pattern that restarts at each of them takes minutes.
  it('behavior: 2 MiB of start tags have no elements', () => {
    expect(parseErrorXml('<Error>'.repeat(300_000))).toEqual({});
  });

  it('behavior: entities are decoded once', () => {
    expect(parseErrorXml('<Error><Message>&amp;lt;&lt;&#x110000;&#x10ffff;</Message></Error>')).toEqual({
      Message: '&lt;<&#x110000;\u{10ffff}',
    });
  });
});

describe('parseRetryAfterMs', () => {
  const now = () => Date.parse('2026-01-02T03:04:05Z');
  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
    ['Fri, 02 Jan 2026 03:04:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('default: %j is %j', (value, expected) => {
    expect(parseRetryAfterMs(value, now)).toBe(expected);
  });
});
