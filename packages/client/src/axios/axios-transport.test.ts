import { inspect } from 'node:util';
import { describeTransport } from '@ossferry/testkit';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { axiosTransport } from './axios-transport.ts';

describeTransport({ describe, it }, axiosTransport(axios.create()), { name: 'axiosTransport' });

it('behavior: interceptors of the instance see the request', async () => {
  const instance = axios.create();
  const urls: unknown[] = [];
  instance.interceptors.request.use((config) => {
    urls.push(config.url);
    return config;
  });
  const sending = axiosTransport(instance)({ method: 'GET', url: 'http://127.0.0.1:1/k', headers: {} });
  await expect(sending).rejects.toMatchObject({ code: 'ERR_NETWORK' });
  expect(urls).toEqual(['http://127.0.0.1:1/k']);
});

it('error: a key with a dot segment', async () => {
  const sending = axiosTransport(axios.create())({ method: 'GET', url: 'http://127.0.0.1:1/a/../b', headers: {} });
  await expect(sending).rejects.toMatchObject({ code: 'KeyNotFetchable' });
});

it('error: a printed error shows nothing of the request', async () => {
  const url = 'http://127.0.0.1:1/key?x-oss-signature=canary';
  const sending = axiosTransport(axios.create())({ method: 'GET', url, headers: { authorization: 'canary' } });
  const error: unknown = await sending.catch((cause) => cause);
  expect(error).toMatchObject({ code: 'ERR_NETWORK' });
  expect(inspect(error, { depth: 12, showHidden: true })).not.toContain('canary');
});
