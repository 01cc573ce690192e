import { connectAttemptMs } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { openRoute } from './open-route.ts';
import { splitTarget } from './split-target.ts';

const proxyUrl = 'http://user:pass%40@proxy.example:3128';

describe('openRoute', () => {
  it.each(['http', 'https'])(
    "default: directly; connection attempts do not time out after Node's 250 ms (%s)",
    (scheme) => {
      const target = splitTarget(`${scheme}://b.example:81/a/../b`);
      const route = openRoute({ env: {} })(target);
      expect(route).toMatchObject({ ...target, headers: {} });
      expect(route.agent).toMatchObject({ options: { autoSelectFamilyAttemptTimeout: connectAttemptMs } });
    },
  );

  it('option: proxy gets plain http requests with the unchanged URL', () => {
    const route = openRoute({ proxy: proxyUrl });
    expect(route(splitTarget('http://b.example/a/../b/./%2E%2e?x=/../y'))).toMatchObject({
      protocol: 'http:',
      hostname: 'proxy.example',
      port: 3128,
      path: 'http://b.example/a/../b/./%2E%2e?x=/../y',
      headers: { host: 'b.example', 'proxy-authorization': `Basic ${btoa('user:pass@')}` },
    });
    const address = route(splitTarget('http://[::1]:81/k'));
    expect(address).toMatchObject({ path: 'http://[::1]:81/k', headers: { host: '[::1]:81' } });
  });

  it('option: proxy makes a tunnel for https requests', () => {
    const route = openRoute({ proxy: proxyUrl })(splitTarget('https://b.example/a/../b'));
    expect(route).toMatchObject({ hostname: 'b.example', path: '/a/../b', headers: {} });
    expect(route.agent).toMatchObject({ options: { proxyEnv: { HTTPS_PROXY: proxyUrl } } });
  });

  it('option: NO_PROXY, as in downloads', () => {
    const route = openRoute({
      env: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, NO_PROXY: 'b.example, 10.0.0.0/8' },
    });
    expect(route(splitTarget('http://b.example/k')).hostname).toBe('b.example');
    expect(route(splitTarget('http://c.example/k')).hostname).toBe('proxy.example');
    const tunnel = { options: { proxyEnv: { HTTPS_PROXY: proxyUrl } } };
    expect(route(splitTarget('https://c.example/k')).agent).toMatchObject(tunnel);
    expect(route(splitTarget('https://10.1.2.3/k')).agent).not.toMatchObject(tunnel);
  });
});
