import { describeTransport } from '@ossferry/testkit';
import { describe, expect, it } from 'vitest';
import { fetchTransport } from './fetch-transport.ts';

describeTransport({ describe, it }, fetchTransport(), { name: 'fetchTransport' });

it('option: fetch', async () => {
  const transport = fetchTransport({ fetch: async (url, init) => new Response(`${init?.method} ${url}`) });
  const response = await transport({ method: 'GET', url: 'https://oss.example/k', headers: {} });
  expect(await response.text()).toBe('GET https://oss.example/k');
});

it.each(['/a/../b', '/./a', '/..', '/a/.?x=1'])('error: %s, which would request another object', async (path) => {
  const sending = fetchTransport()({ method: 'GET', url: `http://127.0.0.1:1${path}`, headers: {} });
  await expect(sending).rejects.toMatchObject({ code: 'KeyNotFetchable' });
});
