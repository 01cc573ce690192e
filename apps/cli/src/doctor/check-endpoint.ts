import { isAnswer, type Reply } from './ask.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** Says whether the host answers, and whether it is OSS that does. */
export function checkEndpoint(origin: string, reply: Reply): CheckResult {
  if (!isAnswer(reply))
    return fail('endpoint', `${origin} does not answer (${reply.failure}).`, adviceFor(reply.failure));
  if (reply.header('x-oss-request-id') !== undefined) return pass('endpoint', `OSS answers at ${origin}.`);
  const nextStep = 'Check the host; a CDN or a proxy may stand before OSS.';
  return warn('endpoint', `${origin} answers (${reply.status}), and does not say that it is OSS.`, nextStep);
}

function adviceFor(failure: string): string {
  if (/CERT|SIGNATURE|ISSUER|ALTNAME/.test(failure))
    return 'Its certificate is not trusted: check the host, or give --ca-file.';
  return advices[failure] ?? 'Check the network, a firewall and the proxy (HTTPS_PROXY, --proxy).';
}

const advices: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Check the names of bucket and region or endpoint.',
  ECONNREFUSED: 'Check host and port: nobody listens there.',
  EPROTO: 'Check http against https.',
};
