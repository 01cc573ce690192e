import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { type Answer, decode, encode } from 'dns-packet';
import { onTestFinished } from 'vitest';

/** Records of a zone by `TYPE name`: `{ 'CNAME a.example': 'b.example', 'A a.example': '127.0.0.1' }`. */
export type Zone = Readonly<Record<string, string>>;

/** Starts a DNS server for one test. Returns a resolver that uses only this server. */
export async function startDns(zone: Zone): Promise<Resolver> {
  const server = createSocket('udp4');
  onTestFinished(() => {
    server.close();
  });
  server.on('message', (message, client) => {
    const query = decode(message);
    const question = query.questions?.[0];
    const data = zone[`${question?.type} ${question?.name}`];
    const answers =
      question === undefined || data === undefined
        ? []
        : [{ type: question.type, name: question.name, ttl: 1, data } as Answer];
    const isKnown = Object.keys(zone).some((record) => record.endsWith(` ${question?.name}`));
    const flags = isKnown ? 0 : nameError;
    server.send(
      encode({ type: 'response', id: query.id ?? 0, flags, questions: query.questions ?? [], answers }),
      client.port,
    );
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  return resolver;
}

const nameError = 3;
