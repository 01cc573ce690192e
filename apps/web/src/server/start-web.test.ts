import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEntry } from '@ossferry/client/handler';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startWeb, type Web } from './start-web.ts';

const entries: AuditEntry[] = [];
let folder: string;
let web: Web;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-web-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  web = await startWeb({ page: { folder }, fast: true, audit: (entry) => void entries.push(entry) });
});
afterAll(async () => {
  await web.close();
  await rm(folder, { recursive: true });
});

const sign = (signingRequest: object, query = '', headers: Record<string, string> = {}) =>
  fetch(`${web.origin}/api/sign${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(signingRequest),
  });

describe('startWeb', () => {
  it('default: the page has a CSP that allows nothing inline', async () => {
    const response = await fetch(`${web.origin}/`);
    expect(await response.text()).toContain('<title>page</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ${web.local.endpoint}`);
    expect(policy).not.toContain('unsafe-inline');
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
  });

  it('behavior: responses with the policy are not cached', async () => {
    await writeFile(join(folder, 'page.js'), 'export {};');
    const [page, script] = await Promise.all(['/', '/page.js'].map((path) => fetch(`${web.origin}${path}`)));
    expect([page?.headers.get('cache-control'), script?.headers.get('cache-control')]).toEqual([
      'no-store',
      'no-store',
    ]);
  });

  it('default: signs a URL that the local OSS accepts, and returns the steps', async () => {
    const response = await sign({ bucket: 'demo', key: 'notes.txt' }, '', { origin: web.origin });
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { url, steps } = await response.json();
    expect(steps.canonicalRequest).toMatch(/^GET\n\/demo\/notes\.txt\n/);
    expect(steps.stringToSign).toMatch(/^OSS4-HMAC-SHA256\n/);
    expect(await (await fetch(url)).text()).toBe('The second draft.\n');
  });

  it('option: ?signature=v1', async () => {
    const { url, steps } = await (await sign({ bucket: 'demo', key: 'notes.txt' }, '?signature=v1')).json();
    expect(steps).toEqual({ stringToSign: expect.stringMatching(/^GET\n\n\n\d+\n\/demo\/notes\.txt$/) });
    expect((await fetch(url)).status).toBe(200);
  });

  it('behavior: each version of an object has its own URL', async () => {
    const { samples } = await (await fetch(`${web.origin}/api/demo`)).json();
    const { versionIds } = samples.find(({ key }: { key: string }) => key === 'notes.txt');
    const { url } = await (await sign({ bucket: 'demo', key: 'notes.txt', versionId: versionIds[1] })).json();
    expect(await (await fetch(url)).text()).toBe('The first draft.\n');
  });

  it('behavior: seven days are shortened to twelve hours', async () => {
    const { limitedBy, expiration } = await (await sign({ bucket: 'demo', key: 'k', expires: 604_800 })).json();
    expect(limitedBy).toBe('policy');
    expect(Date.parse(expiration) - Date.now()).toBeLessThanOrEqual(43_200_000);
  });

  it.each([
    [403, 'OriginNotAllowed', { origin: 'https://evil.example' }, 'demo'],
    [415, 'JsonExpected', { 'content-type': 'text/plain' }, 'demo'],
    [403, 'NotAllowed', {}, 'other-bucket'],
  ])('error: %i %s', async (status, code, headers, bucket) => {
    const response = await sign({ bucket, key: 'k' }, '', headers);
    expect(response.status).toBe(status);
    expect((await response.json()).error.code).toBe(code);
    expect(entries.at(-1)).toMatchObject({ status, code });
  });

  const requestAs = (name: string): Promise<IncomingMessage> => {
    const { hostname, port } = new URL(web.origin);
    return new Promise((resolve, reject) => {
      request({ hostname, port, path: '/api/demo', headers: { host: `${name}:${port}` } })
        .on('response', (response) => resolve(response.resume()))
        .on('error', reject)
        .end();
    });
  };

  it('behavior: localhost redirects to the page', async () => {
    const { statusCode, headers } = await requestAs('localhost');
    expect([statusCode, headers.location]).toEqual([302, `${web.origin}/api/demo`]);
  });

  it('behavior: listens only on the loopback address, also in development', async () => {
    const listen = vi.spyOn(Server.prototype, 'listen');
    onTestFinished(() => listen.mockRestore());
    const development = await startWeb({ page: 'development' });
    onTestFinished(() => development.close());
    // Checks the calls, not the sockets: Vite's port is fixed, and another run may have it.
    const hosts = listen.mock.calls.map(([, host]: readonly unknown[]) => host);
    expect(hosts.length).toBeGreaterThan(2);
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
  });

  it('error: a foreign host name that resolves to this machine', async () => {
    expect((await requestAs('evil.example')).statusCode).toBe(421);
  });
});
