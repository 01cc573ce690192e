import { runInNewContext } from 'node:vm';
import { definePlugin, OssError } from '@ossferry/contract';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { getObject, putObject } from '../index.ts';
import { credentials, ok, refused, scriptedTransport, startMs, testClient } from './kernel.test-support.ts';

const request = getObject({ bucket: 'examplebucket', key: 'k' });

function rejection(promise: Promise<unknown>): Promise<OssError> {
  return promise.then(
    () => Promise.reject(new Error('It was to fail.')),
    (error) => error,
  );
}

describe('send', () => {
  it('default: sends one signed request and returns the response', async () => {
    const { transport, sent } = scriptedTransport(ok('bytes'));
    const response = await testClient({ transport }).send(request);
    expect(await response.text()).toBe('bytes');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe('https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k');
    expect(sent[0]?.headers['authorization']).toMatch(/^OSS4-HMAC-SHA256 Credential=LTAI5t/);
  });

  it('error: sends nothing with expired credentials', async () => {
    const { transport, sent } = scriptedTransport(ok());
    const client = testClient({ transport, credentials: { ...credentials, expiration: new Date(startMs) } });
    await expect(client.send(request)).rejects.toMatchObject({ code: 'CredentialsExpired', phase: 'credentials' });
    expect(sent).toEqual([]);
  });

  it('option: signatureVersion v1', async () => {
    const { transport, sent } = scriptedTransport(ok());
    await testClient({ transport, signatureVersion: 'v1' }).send(request);
    expect(sent[0]?.headers['authorization']).toMatch(/^OSS LTAI5tExampleAccessKeyId:/);
    // Browsers do not send `Date`, so the signature needs its own date.
    expect(sent[0]?.headers['x-oss-date']).toBe('Fri, 02 Jan 2026 03:04:05 GMT');
  });

  it('option: credentials null sends without a signature', async () => {
    const { transport, sent } = scriptedTransport(ok());
    await testClient({ transport, credentials: null }).send(
      getObject({ bucket: 'examplebucket', key: 'k', versionId: 'v' }),
    );
    expect(sent[0]).toMatchObject({
      url: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/k?versionId=v',
      headers: {},
    });
  });

  it('behavior: every attempt is signed again, with current credentials', async () => {
    const { transport, sent } = scriptedTransport(refused(503, 'Busy'), refused(500, 'InternalError'), ok());
    let calls = 0;
    let nowMs = startMs;
    const client = testClient({
      transport,
      credentials: () => {
        calls += 1;
        return { ...credentials, accessKeyId: `key${calls}` };
      },
      now: () => {
        nowMs += 1000;
        return nowMs;
      },
    });
    await client.send(request);
    const signatures = sent.map(({ headers }) => headers['authorization'] ?? '');
    expect(new Set(signatures).size).toBe(3);
    expect(signatures.map((text) => /Credential=(\w+)/.exec(text)?.[1])).toEqual(['key1', 'key2', 'key3']);
    expect(new Set(sent.map(({ headers }) => headers['x-oss-date'])).size).toBe(3);
  });

  it('behavior: changes of one attempt do not affect the next', async () => {
    const { transport, sent } = scriptedTransport(refused(503, 'Busy'), ok());
    const seen: unknown[] = [];
    const plugin = definePlugin('adds-header', (host) =>
      host.use('attempt', (attempt, next) => {
        seen.push([attempt.number, { ...attempt.headers }]);
        expect(Object.isFrozen(attempt) && Object.isFrozen(attempt.headers)).toBe(true);
        return next({ ...attempt, headers: { ...attempt.headers, [`x-oss-try-${attempt.number}`]: 'yes' } });
      }),
    );
    await testClient({ transport, plugins: [plugin] }).send({ ...request, headers: { range: 'bytes=0-1' } });
    expect(seen).toEqual([
      [1, { range: 'bytes=0-1' }],
      [2, { range: 'bytes=0-1' }],
    ]);
    expect(Object.keys(sent[1]?.headers ?? {})).not.toContain('x-oss-try-1');
  });

  it('behavior: middleware may return a response without calling next', async () => {
    const { transport, sent } = scriptedTransport();
    const plugin = definePlugin('cache', (host) => host.use('call', async () => new Response('cached')));
    const response = await testClient({ transport, plugins: [plugin] }).send(request);
    expect([await response.text(), sent.length]).toEqual(['cached', 0]);
  });

  it('behavior: middleware may call next again', async () => {
    const { transport, sent } = scriptedTransport(ok('first'), ok('second'));
    const plugin = definePlugin('twice', (host) =>
      host.use('attempt', async (attempt, next) => {
        await next(attempt);
        return next(attempt);
      }),
    );
    const response = await testClient({ transport, plugins: [plugin] }).send(request);
    expect([await response.text(), sent.length]).toEqual(['second', 2]);
  });

  it('behavior: returns 304 and throws 412', async () => {
    const { transport } = scriptedTransport(
      () => new Response(null, { status: 304 }),
      refused(412, 'PreconditionFailed'),
    );
    const client = testClient({ transport });
    expect((await client.send(request)).status).toBe(304);
    await expect(client.send(request)).rejects.toMatchObject({ code: 'PreconditionFailed', status: 412 });
  });

  it('behavior: 203 is an error: the object is stored, but the callback failed', async () => {
    const { transport, sent } = scriptedTransport(
      refused(203, 'CallbackFailed', { message: 'Error status : 301.' }),
      ok(),
    );
    const upload = putObject({ bucket: 'examplebucket', key: 'k', body: 'b', callback: 'e30=' });
    await expect(testClient({ transport }).send(upload)).rejects.toMatchObject({
      code: 'CallbackFailed',
      status: 203,
      retryable: false,
    });
    expect(sent).toHaveLength(1);
  });

  it('behavior: a redirect is an error', async () => {
    const { transport } = scriptedTransport(
      () => new Response('', { status: 302, headers: { location: 'https://else' } }),
    );
    await expect(testClient({ transport }).send(request)).rejects.toMatchObject({ code: 'Redirected', status: 302 });
  });

  it('behavior: a redirect with status 0, as in browsers, is an error', async () => {
    const { transport } = scriptedTransport(() => Response.error());
    await expect(testClient({ transport }).send(request)).rejects.toMatchObject({ code: 'Redirected', status: 0 });
  });

  it('error: Redirected has a request ID, but no other text in its header', async () => {
    const requestIdOf = async (id: string): Promise<unknown> => {
      const headers = { 'x-oss-request-id': id };
      const { transport } = scriptedTransport(() => new Response(null, { status: 302, headers }));
      const error: unknown = await testClient({ transport })
        .send(request)
        .catch((caught: unknown) => caught);
      return (error as OssError).requestId;
    };
    expect(await requestIdOf('534B371674E88A4D8906008B')).toBe('534B371674E88A4D8906008B');
    expect(await requestIdOf('0123456789abcdef'.repeat(4))).toBeUndefined(); // A V4 signature.
    expect(await requestIdOf('u5ytzeGy6BPMFWWdXWbcE6FMF4k=')).toBeUndefined(); // A V1 signature.
  });

  it('error: an OssError has the fields of the error XML', async () => {
    const { transport } = scriptedTransport(
      refused(404, 'NoSuchKey', { message: 'The specified key does not exist.' }),
    );
    await expect(testClient({ transport }).send(request)).rejects.toMatchObject({
      code: 'NoSuchKey',
      status: 404,
      requestId: '5C3D9175B6FC201293AD',
      attempt: 1,
      message: expect.stringContaining('The specified key does not exist'),
    });
  });

  it('behavior: limits the size of an error body', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const { transport } = scriptedTransport(() => new Response(endless, { status: 404 }));
    await expect(testClient({ transport }).send(request)).rejects.toMatchObject({ code: 'Http404' });
    expect(pulled).toBeLessThan(10);
  });

  it('behavior: an abort ends the reading of a stalled error body', async () => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    let cancelled = false;
    const source: UnderlyingDefaultSource<Uint8Array> = {
      pull: () => queueMicrotask(() => controller.abort(reason)),
      cancel() {
        cancelled = true;
        return new Promise(() => {});
      },
    };
    const stalled = new ReadableStream(source, { highWaterMark: 0 }); // Not read ahead: `pull` must run only on the client's read.
    const { transport } = scriptedTransport(() => new Response(stalled, { status: 403 }));
    const sending = testClient({ transport }).send(
      getObject({ bucket: 'examplebucket', key: 'k', signal: controller.signal }),
    );
    await expect(sending).rejects.toBe(reason);
    expect(cancelled).toBe(true);
  });

  it('behavior: a stalled error body is used as far as it was received', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const stalled = new ReadableStream<Uint8Array>(
      {
        start: (controller) => controller.enqueue(new TextEncoder().encode('<Error><Code>AccessDenied</Code></Error>')),
        pull: () => begin(),
      },
      { highWaterMark: 0 },
    );
    const { transport } = scriptedTransport(() => new Response(stalled, { status: 403 }));
    const failing = rejection(testClient({ transport }).send(request));
    await begun;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await failing).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  it.each([
    ['breaks off', () => new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })],
    ['is absent, as after HEAD', () => null],
  ])('behavior: if an error body %s, the error has the status', async (_, body) => {
    const { transport } = scriptedTransport(() => new Response(body(), { status: 403 }));
    await expect(testClient({ transport }).send(request)).rejects.toMatchObject({ code: 'Http403', status: 403 });
  });

  it.each(['InvalidAccessKeyId', 'SecurityTokenExpired', 'InvalidSecurityToken'])(
    'behavior: requests new credentials once after %s',
    async (code) => {
      const { transport, sent } = scriptedTransport(refused(403, code), refused(403, code));
      const calls: (boolean | undefined)[] = [];
      const client = testClient({
        transport,
        credentials: ({ rejected }) => {
          calls.push(rejected);
          return credentials;
        },
      });
      await expect(client.send(request)).rejects.toMatchObject({ code });
      expect([calls, sent.length]).toEqual([[false, true], 2]);
    },
  );

  it('behavior: a refused signing time corrects the clock, also for presign', async () => {
    const serverTime = 'Fri, 02 Jan 2026 05:00:00 GMT';
    const { transport, sent } = scriptedTransport(
      refused(403, 'RequestTimeTooSkewed', { headers: { date: serverTime } }),
      ok(),
    );
    const client = testClient({ transport });
    await client.send(request);
    expect(sent.map(({ headers }) => headers['x-oss-date'])).toEqual(['20260102T030405Z', '20260102T050000Z']);
    const { url, expiration } = await client.presign(request);
    expect(url).toContain('x-oss-date=20260102T050000Z');
    expect(expiration).toEqual(new Date('2026-01-02T05:15:00Z'));
  });

  it('behavior: corrects the clock from ServerTime, without the Date header and a specific code', async () => {
    const xml =
      '<Error><Code>InvalidArgument</Code><Message>Invalid signing date in Authorization header.</Message>' +
      '<ServerTime>2026-01-02T05:00:00.000Z</ServerTime></Error>';
    const { transport, sent } = scriptedTransport(() => new Response(xml, { status: 400 }), ok());
    await testClient({ transport }).send(request);
    expect(sent[1]?.headers['x-oss-date']).toBe('20260102T050000Z');
  });

  it.each(['Sat, 13 Sep 275760 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'Wed, 31 Dec 1969 00:00:00 GMT'])(
    'behavior: ignores the server time %s, which no signature can have',
    async (date) => {
      const skewed = refused(403, 'RequestTimeTooSkewed', { headers: { date } });
      const { transport, sent } = scriptedTransport(skewed, ok());
      const client = testClient({ transport });
      await client.send(request);
      expect(sent[1]?.headers['x-oss-date']).toBe('20260102T030405Z');
      expect((await client.presign(request)).expiration).toEqual(new Date('2026-01-02T03:19:05Z'));
    },
  );

  it('behavior: retries only once if the signing time is refused again', async () => {
    const skewed = refused(403, 'RequestTimeTooSkewed', { headers: { date: 'nonsense' } });
    const { transport, sent } = scriptedTransport(skewed, skewed, ok());
    await expect(testClient({ transport }).send(request)).rejects.toMatchObject({ code: 'RequestTimeTooSkewed' });
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['InvalidArgument', 'Invalid part number.'],
    ['InvalidRequest', 'Invalid signing date in Authorization header.'],
  ])('behavior: %s, "%s" is not about the signing time', async (code, message) => {
    const date = 'Fri, 02 Jan 2026 05:00:00 GMT';
    const { transport, sent } = scriptedTransport(refused(400, code, { message, headers: { date } }));
    const client = testClient({ transport });
    await expect(client.send(request)).rejects.toMatchObject({ code });
    expect(sent).toHaveLength(1);
    expect((await client.presign(request)).expiration).toEqual(new Date('2026-01-02T03:19:05Z'));
  });

  it('behavior: opens a new stream for each attempt', async () => {
    let opened = 0;
    const bodies: string[] = [];
    const body = () => {
      opened += 1;
      return new Blob([`opened ${opened}`]).stream();
    };
    const answers = [refused(503, 'Busy'), ok()];
    const client = testClient({
      transport: async (wire) => {
        if (typeof wire.body === 'function') bodies.push(await new Response(wire.body()).text());
        return (answers[bodies.length - 1] ?? ok())();
      },
    });
    await client.send(putObject({ bucket: 'examplebucket', key: 'k', body }));
    expect(bodies).toEqual(['opened 1', 'opened 2']);
  });

  it('behavior: waits for the delay of the retry slot', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { transport, sent } = scriptedTransport(refused(503, 'Busy'), ok());
    const patient = definePlugin('patient', (host) => host.wrap('retry', () => () => 5000));
    const sending = testClient({ transport, plugins: [patient] }).send(request);
    await vi.advanceTimersByTimeAsync(4999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await sending;
    expect(sent).toHaveLength(2);
  });

  it('error: an abort takes precedence over the error of a middleware', async () => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    const leaves = definePlugin('leaves', (host) =>
      host.use('attempt', async () => {
        controller.abort(reason);
        throw new Error('theirs');
      }),
    );
    const sending = testClient({ plugins: [leaves] }).send(
      getObject({ bucket: 'examplebucket', key: 'k', signal: controller.signal }),
    );
    await expect(sending).rejects.toBe(reason);
  });

  it('behavior: an abort ends the delay and throws its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    const { transport } = scriptedTransport(refused(503, 'Busy', { headers: { 'retry-after': '600' } }));
    const plugin = definePlugin('leaves', (host) =>
      host.wrap('retry', (inner) => (failure, attempt) => {
        queueMicrotask(() => controller.abort(reason));
        return inner(failure, attempt);
      }),
    );
    const client = testClient({ transport, plugins: [plugin] });
    await expect(client.send(getObject({ bucket: 'examplebucket', key: 'k', signal: controller.signal }))).rejects.toBe(
      reason,
    );
  });

  it.each(['send', 'presign'] as const)(
    'behavior: an abort of %s tells the source of the credentials, and does not wait for it',
    async (act) => {
      const controller = new AbortController();
      const reason = new Error('the user left');
      let passed: AbortSignal | undefined;
      const client = testClient({
        credentials: ({ signal }) => {
          passed = signal;
          queueMicrotask(() => controller.abort(reason));
          return new Promise(() => {});
        },
      });
      const acting = client[act](getObject({ bucket: 'examplebucket', key: 'k', signal: controller.signal }));
      await expect(acting).rejects.toBe(reason);
      expect(passed?.reason).toBe(reason);
    },
  );

  it('behavior: an abort tells the transport, and does not wait for one that ignores it', async () => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    let passed: AbortSignal | undefined;
    const client = testClient({
      transport: ({ signal }) => {
        passed = signal;
        queueMicrotask(() => controller.abort(reason));
        return new Promise(() => {});
      },
    });
    const sending = client.send(getObject({ bucket: 'examplebucket', key: 'k', signal: controller.signal }));
    await expect(sending).rejects.toBe(reason);
    expect(passed?.reason).toBe(reason);
  });

  it('behavior: does nothing if the signal is already aborted', async () => {
    const { transport, sent } = scriptedTransport(ok());
    const signal = AbortSignal.abort();
    const calls: string[] = [];
    const spy = definePlugin('spy', (host) => {
      host.wrap('endpoint', (inner) => (given) => {
        calls.push('endpoint');
        return inner(given);
      });
      host.use('attempt', (attempt, next) => {
        calls.push('attempt');
        return next(attempt);
      });
    });
    const client = testClient({ transport, plugins: [spy] });
    await expect(client.send(getObject({ bucket: 'examplebucket', key: 'k', signal }))).rejects.toBe(signal.reason);
    expect([calls, sent]).toEqual([[], []]);
  });

  it.each(['send', 'presign'] as const)('behavior: an abort ends %s while it waits for the endpoint', async (act) => {
    const controller = new AbortController();
    const reason = new Error('the user left');
    const endpoint = definePlugin('slow', (host) => host.provide('endpoint', () => new Promise(() => {})));
    const slow = getObject({ bucket: 'examplebucket', key: 'k', signal: controller.signal });
    const waiting = testClient({ plugins: [endpoint] })[act](slow);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(testClient()[act](slow)).rejects.toBe(reason);
  });

  it('error: https to a port for http', async () => {
    const cause = Object.assign(new Error('00:error:0A00010B:SSL routines::wrong version number'), { code: 'EPROTO' });
    const failure = () => {
      throw new TypeError('fetch failed', { cause });
    };
    const error = await rejection(testClient(scriptedTransport(failure, failure, failure)).send(request));
    expect(error.message).toMatch(/^No response from https:.*: the port does not use TLS\. Check the port; /);
  });

  it.each([
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' }, 'ConnectionRefused'],
    [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND nowhere' }, 'HostNotFound'],
    [{ code: 'ECONNRESET', message: 'read ECONNRESET' }, 'ConnectionLost'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT', message: 'Connect Timeout Error' }, 'ConnectionTimeout'],
    [{ code: 'ERR_SSL_BAD_RECORD_MAC', message: 'bad record mac' }, 'ConnectionLost'],
    [{ code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' }, 'InvalidCertificate', 'final'],
    [{ code: 'INVALID_PURPOSE', message: 'unsuitable certificate purpose' }, 'InvalidCertificate', 'final'],
    [{ code: 'EPROTO', message: 'SSL routines::tlsv1 alert protocol version' }, 'ConnectionFailed', 'final'],
    [{ message: 'Failed to fetch' }, 'ConnectionFailed'],
  ])('error: no response, %o', async (cause, code, isFinal?: string) => {
    const failure = () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), cause) });
    };
    const { transport, sent } = scriptedTransport(failure, failure, failure);
    const error = await rejection(testClient({ transport }).send(request));
    expect(error).toMatchObject({ code, phase: 'connect', retryable: isFinal === undefined });
    expect(error.message).toContain(
      `No response from https://examplebucket.oss-cn-hangzhou.aliyuncs.com: ${cause.message}.`,
    );
    expect(sent).toHaveLength(error.retryable ? 3 : 1);
  });

  it('error: the source of a body fails', async () => {
    const failure = () => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error("ENOENT: no such file or directory, open 'a'"), { code: 'ENOENT' }),
      });
    };
    const upload = putObject({ bucket: 'examplebucket', key: 'a', body: () => new ReadableStream() });
    const error = await rejection(testClient(scriptedTransport(failure, failure, failure)).send(upload));
    expect(error).toMatchObject({ code: 'ConnectionFailed', retryable: true });
    expect(error.message).toMatch(/ENOENT: .* the source of an upload/);
  });

  it('error: no response, with an error of another realm, as in Jest', async () => {
    const failure = () => {
      throw runInNewContext(`
        const refused = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });
        new TypeError('fetch failed', { cause: Object.assign(new AggregateError([refused]), { code: refused.code }) });
      `);
    };
    const error = await rejection(testClient(scriptedTransport(failure, failure, failure)).send(request));
    expect(error.code).toBe('ConnectionRefused');
    expect(error.message).toContain('.com: connect ECONNREFUSED ::1:1. ');
  });

  it('error: the source of the credentials fails', async () => {
    const client = testClient({
      credentials: () => {
        throw new TypeError('fetch failed', { cause: new Error('vault is sealed.\nAsk its owner.') });
      },
    });
    const error = await rejection(client.send(request));
    expect(error).toMatchObject({ code: 'CredentialsFailed', phase: 'credentials' });
    expect(error.message).toMatch(
      /^The source of the credentials failed: fetch failed: vault is sealed\. Ask its owner\. /,
    );
  });

  it('error: an OssError of a source is passed on', async () => {
    const cause = new OssError({ code: 'NoProfile', phase: 'credentials', message: 'There is no profile.' });
    await expect(testClient({ credentials: () => Promise.reject(cause) }).send(request)).rejects.toBe(cause);
  });

  it.each([
    [{ accessKeyId: '', accessKeySecret: 's' }, 'the access key ID is missing'],
    [{ accessKeyId: 'i', accessKeySecret: '' }, 'the access key secret is missing'],
    [{ accessKeyId: 'i\n', accessKeySecret: 's' }, 'the access key ID has a space'],
    [{ accessKeyId: 'i', accessKeySecret: 's', securityToken: ' ' }, 'the security token has a space'],
    [{ accessKeyId: 'i', accessKeySecret: 's', expiration: '2026-01-01' }, 'their expiration is not a valid date'],
    [undefined, 'the source returned undefined'],
    [() => credentials, 'the source returned function: write `fromEnv()`, not `fromEnv`'],
  ])('error: incomplete credentials %j', async (incomplete, problem) => {
    const error = await rejection(testClient({ credentials: () => incomplete as never }).presign(request));
    expect(error).toMatchObject({ code: 'InvalidCredentials', phase: 'credentials' });
    expect(error.message).toContain(problem);
  });
});
