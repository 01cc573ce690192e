import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type Credentials, encodeKey, percentEncode, type ResolvedRequest, type Signer } from '@ossferry/contract';
import { startLocalOss } from '@ossferry/local-oss';
import { difficultKeys } from '../difficult-keys.ts';
import type { Check } from '../test-runner.ts';
import { bucket, sampleRequest, signedAt, temporaryUser, user } from './sample-request.ts';
import { type RawResponse, sendRaw } from './send-raw.ts';

/** A request that OSS must accept. */
interface Sample {
  readonly name: string;
  readonly request?: Partial<ResolvedRequest> | undefined;
  readonly credentials?: Credentials | undefined;
  readonly body?: string | undefined;
  readonly customDomain?: boolean | undefined;
}

const md5 = createHash('md5').update('text').digest('base64');
const download = `attachment; filename="é b (1)!*'~.txt"`;
// OSS sorts names by byte; sorting by locale gives another order.
const bytewiseOrder = ['B', 'a-b', 'a'];

const samples: readonly Sample[] = [
  { name: 'GET' },
  { name: 'HEAD', request: { method: 'HEAD' } },
  ...difficultKeys.map((key) => ({
    name: `the key ${JSON.stringify(key)}`,
    request: { key },
  })),
  {
    name: 'parameters',
    request: {
      query: [
        ['response-content-disposition', download],
        ['response-expires', '0'],
      ],
    },
  },
  { name: 'parameters sorted by byte', request: { query: bytewiseOrder.map((name) => [name, '1']) } },
  { name: 'a parameter without a value', request: { method: 'POST', query: [['uploads', '']] } },
  {
    name: 'a body with signed headers',
    request: {
      method: 'PUT',
      headers: { 'content-type': 'text/plain', 'content-md5': md5, 'x-oss-meta-b': '2', 'x-oss-meta-a': '1 2' },
    },
    body: 'text',
  },
  { name: 'a range', request: { headers: { range: 'bytes=0-1' } } },
  { name: 'a security token', credentials: temporaryUser },
  { name: 'a custom domain', customDomain: true },
  { name: 'another region', request: { bucket: 'bucket-abroad' } },
];

const regions: Readonly<Record<string, string>> = { [bucket]: 'cn-hangzhou', 'bucket-abroad': 'eu-central-1' };

/** Sends signed requests to a local OSS, which verifies signatures with independent code. */
export function acceptanceChecks({ header, query }: Signer): readonly Check[] {
  const sendSigned = async (
    oss: Oss,
    sample: Sample,
    mode: 'header' | 'query',
    now = signedAt,
  ): Promise<RawResponse> => {
    const { credentials = user, body } = sample;
    const request = oss.resolve(sample);
    const { method } = request;
    if (mode === 'header') {
      return sendRaw({ method, url: urlOf(request), headers: header(request, credentials, now), body }, oss.port);
    }
    const { url, signedHeaders } = query(request, credentials, now, 60);
    return sendRaw({ method, url, headers: signedHeaders, body }, oss.port);
  };

  return [
    ...(['header', 'query'] as const).flatMap((mode) =>
      samples.map((sample) =>
        ossCheck(`${mode}: OSS accepts ${sample.name}`, async (oss) => {
          const { status, text } = await sendSigned(oss, sample, mode);
          assert.ok(status >= 200 && status < 300, `It returned ${status} ${codeOf(text)}.`);
        }),
      ),
    ),

    ...(['header', 'query'] as const).map((mode) =>
      ossCheck(`${mode}: a signature of one day or region does not affect another`, async (oss) => {
        // A signing key is valid for one day and region; a signer may cache it.
        for (const days of [0, 1]) {
          oss.setClock(days * 86_400);
          const now = new Date(signedAt.getTime() + days * 86_400_000);
          for (const name of Object.keys(regions)) {
            const { status, text } = await sendSigned(oss, { name, request: { bucket: name } }, mode, now);
            assert.equal(status, 200, `${regions[name]}, day ${days}: it returned ${status} ${codeOf(text)}.`);
          }
        }
      }),
    ),

    ossCheck('query: a URL is valid until it expires, and no longer', async (oss) => {
      const sample: Sample = { name: 'GET' };
      oss.setClock(59);
      assert.equal((await sendSigned(oss, sample, 'query')).status, 200, 'It was refused too early.');
      oss.setClock(61);
      assert.equal((await sendSigned(oss, sample, 'query')).status, 403, 'It was accepted too late.');
    }),
  ];
}

interface Oss {
  readonly port: number;
  readonly resolve: (sample: Sample) => ResolvedRequest;
  /** Sets the clock of the service, in seconds after the signing time. */
  readonly setClock: (seconds: number) => void;
}

/** Makes a check with its own local OSS, which contains the objects of the samples. */
function ossCheck(name: string, run: (oss: Oss) => Promise<void>): Check {
  return {
    name: `behavior: ${name}`,
    run: async () => {
      let seconds = 0;
      const domain = 'static.example.com';
      const local = await startLocalOss({
        accounts: [user, temporaryUser],
        buckets: Object.entries(regions).map(([name, region]) => ({
          name,
          region,
          customDomains: name === bucket ? [domain] : [],
        })),
        now: () => signedAt.getTime() + seconds * 1000,
      });
      try {
        for (const { request } of samples) {
          const { bucket: owner, key = '' } = sampleRequest(request);
          await local.putObject({ bucket: owner, key, body: 'text' });
        }
        await run({
          port: local.port,
          setClock: (moved) => {
            seconds = moved;
          },
          resolve({ request, customDomain }) {
            const { bucket: owner, key = '', endpoint } = sampleRequest(request);
            const target = customDomain
              ? { baseUrl: `http://${domain}` }
              : { baseUrl: local.endpoint, path: `/${owner}/${encodeKey(key)}` };
            const region = regions[owner] ?? endpoint.region;
            return sampleRequest({ ...request, endpoint: { ...endpoint, ...target, region } });
          },
        });
      } finally {
        await local.close();
      }
    },
  };
}

/** The URL of a request with signed headers, as the client writes it. */
function urlOf({ endpoint, query }: ResolvedRequest): string {
  const parameters = query.map(([name, value]) =>
    value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`,
  );
  return `${endpoint.baseUrl}${endpoint.path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
}

function codeOf(text: string): string {
  return /<Code>([^<]*)/.exec(text)?.[1] ?? '';
}
