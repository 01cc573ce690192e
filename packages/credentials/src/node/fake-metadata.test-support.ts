import { type FakeServer, fakeServer, type Reply, type SeenRequest } from '../fake-server.test-support.ts';

export const metadataPair = {
  Code: 'Success',
  AccessKeyId: 'STS.ecs',
  AccessKeySecret: 'ecs-secret',
  SecurityToken: 'ecs-token',
  LastUpdated: '2026-03-01T00:00:00Z',
  Expiration: '2026-03-01T06:00:00Z',
};

/** The metadata service of an instance with the role `reader`. `change` replaces responses. */
export function fakeMetadata(
  change?: (request: SeenRequest, number: number) => Reply | undefined,
): Promise<FakeServer> {
  return fakeServer((request, number) => {
    const changed = change?.(request, number);
    if (changed !== undefined) return changed;
    if (request.target === '/latest/api/token') {
      return request.method === 'PUT' ? { body: `metadata-token-${number}` } : { status: 405 };
    }
    if (request.target === '/latest/meta-data/ram/security-credentials/') return { body: 'reader\n' };
    if (request.target === '/latest/meta-data/ram/security-credentials/reader') return { body: metadataPair };
    return { status: 404 };
  });
}

/** Returns the requests as `GET path token`. */
export function seen({ requests }: FakeServer): readonly string[] {
  return requests.map(({ method, target, headers }) =>
    [
      method,
      target.replace('/latest/meta-data/ram/security-credentials/', '…/'),
      headers['x-aliyun-ecs-metadata-token'],
    ]
      .filter(Boolean)
      .join(' '),
  );
}
