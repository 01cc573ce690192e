import type { Credentials, Transport, WireRequest } from '@ossferry/contract';
import { type Client, type ClientOptions, createClient } from '../index.ts';

export const credentials: Credentials = {
  accessKeyId: 'LTAI5tExampleAccessKeyId',
  accessKeySecret: 'ExampleAccessKeySecretForTests',
};

export const startMs: number = Date.parse('2026-01-02T03:04:05Z');

/** Creates a client with a fixed clock and no delays between attempts. */
export function testClient(options: ClientOptions = {}): Client {
  return createClient({ region: 'cn-hangzhou', credentials, now: () => startMs, random: () => 0, ...options });
}

/** Creates a transport that returns these responses in turn and records the requests. */
export function scriptedTransport(...answers: readonly (() => Response)[]): {
  readonly transport: Transport;
  readonly sent: WireRequest[];
} {
  const sent: WireRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new Error(`No answer is prepared for request ${sent.length}.`);
    return answer();
  };
  return { transport, sent };
}

export function ok(body = 'whole'): () => Response {
  return () => new Response(body);
}

/** Creates an error response of OSS. */
export function refused(
  status: number,
  code: string,
  more: { message?: string; headers?: HeadersInit } = {},
): () => Response {
  const { message = 'No.', headers = {} } = more;
  return () =>
    new Response(
      `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>5C3D9175B6FC201293AD</RequestId></Error>`,
      {
        status,
        headers,
      },
    );
}
