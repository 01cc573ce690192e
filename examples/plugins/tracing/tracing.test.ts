import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createClient, getObject } from '@ossferry/client';
import { startLocalOss } from '@ossferry/local-oss';
import { describeMiddleware } from '@ossferry/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tracing } from './tracing.ts';

const account = {
  accessKeyId: 'STS.canary-id',
  accessKeySecret: 'canary-secret',
  securityToken: 'canary-token',
};
const report = getObject({ bucket: 'examplebucket', key: 'report.pdf' });

async function setUp() {
  const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account] });
  onTestFinished(() => local.close());
  await local.putObject({ bucket: 'examplebucket', key: 'report.pdf', body: 'content' });
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const oss = createClient({
    region: 'cn-hangzhou',
    endpoint: local.endpoint,
    credentials: account,
    retry: { baseDelayMs: 1 },
    plugins: [tracing(provider.getTracer('test'))],
  });
  return { local, oss, spans: () => exporter.getFinishedSpans() };
}

for (const ring of ['call', 'attempt', 'presign'] as const) {
  describeMiddleware({ describe, it }, ring, tracing(), { name: `tracing: ${ring}` });
}

describe('tracing', () => {
  // Spans get their parents from it.
  const contexts = new AsyncLocalStorageContextManager();
  beforeAll(() => void context.setGlobalContextManager(contexts.enable()));
  afterAll(() => context.disable());

  it('default: a request is a span, with a child span for each attempt', async () => {
    const { local, oss, spans } = await setUp();
    local.setFaults(({ number }) => (number === 1 ? { type: 'respond', status: 503 } : undefined));
    expect(await (await oss.send(report)).text()).toBe('content');
    const [first, second, call] = spans();
    expect(call?.name).toBe('GetObject');
    expect([first, second].map((span) => span?.parentSpanContext?.spanId)).toEqual(
      Array(2).fill(call?.spanContext().spanId),
    );
    expect([first, second].map((span) => span?.attributes['http.response.status_code'])).toEqual([503, 200]);
    expect([first, second].map((span) => span?.attributes['http.request.resend_count'])).toEqual([0, 1]);
    expect(second?.attributes).toMatchObject({ 'oss.request_id': expect.stringMatching(/./) });
  });

  it('behavior: a presigned URL is a span with its expiration', async () => {
    const { oss, spans } = await setUp();
    const { expiration } = await oss.presign(report);
    expect(spans()).toMatchObject([
      {
        name: 'presign GetObject',
        attributes: { 'oss.key': 'report.pdf', 'oss.expiration': expiration.toISOString() },
      },
    ]);
  });

  it('error: the span has the code of the error', async () => {
    const { oss, spans } = await setUp();
    await expect(oss.send(getObject({ bucket: 'examplebucket', key: 'missing' }))).rejects.toMatchObject({
      code: 'NoSuchKey',
    });
    expect(spans().map(({ attributes }) => attributes['error.type'])).toEqual(['NoSuchKey', 'NoSuchKey']);
  });

  it('behavior: no span contains a signature, token or secret', async () => {
    const { oss, spans } = await setUp();
    const { url } = await oss.presign(report);
    await oss.send(report);
    await oss.send(getObject({ bucket: 'examplebucket', key: 'missing' })).catch(() => undefined);
    const text = JSON.stringify(
      spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    );
    expect(text).toContain('report.pdf');
    const signature = new URL(url).searchParams.get('x-oss-signature') ?? '';
    for (const secret of [signature, 'canary', 'x-oss-signature', 'OSS4-HMAC']) expect(text).not.toContain(secret);
  });
});
