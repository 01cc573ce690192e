import { problemOf } from '@ossferry/contract';
import { adviceOf } from '../advise.ts';
import { isAnswer, type Reply } from './ask.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** Says whether the host answers, and whether it is OSS that does. */
export function checkEndpoint(origin: string, reply: Reply): CheckResult {
  if (!isAnswer(reply)) {
    const { error } = reply;
    return fail('endpoint', problemOf(error), adviceOf(error) ?? error.advice ?? '');
  }
  if (reply.header('x-oss-request-id') !== undefined) return pass('endpoint', `OSS answers at ${origin}.`);
  const nextStep = 'Check the host; a CDN or a proxy may stand before OSS.';
  return warn('endpoint', `${origin} answers (${reply.status}), and does not say that it is OSS.`, nextStep);
}
