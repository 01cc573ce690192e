import type { HeaderMap } from '@ossferry/contract';
import { type Answer, type Ask, isAnswer, type Reply } from './ask.ts';
import { type CheckResult, fail, pass, skip, warn } from './check-result.ts';
import { exposedHeaders } from './cors-rule.ts';

/** What a page of `origin` would send. */
export interface CorsQuestion {
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  readonly origin: string;
}

const nextStep = 'Paste the rule below into the CORS settings of the bucket.';

/** Asks as a browser does for a page of another origin: a preflight, then the GET. */
export async function checkCors(question: CorsQuestion, ask: Ask): Promise<CheckResult[]> {
  const { url, signedHeaders, origin } = question;
  const headers = { ...signedHeaders, 'accept-encoding': 'identity', range: 'bytes=0-0', origin };
  const preflight = await checkPreflight(question, ask);
  const reply = await ask({ method: 'GET', url, headers });
  if (!isAnswer(reply)) return [preflight, skip('cors origin', 'No answer came.')];
  const allowed = allows(reply, origin);
  if (!allowed) return [preflight, fail('cors origin', `Answers do not let ${origin} in.`, nextStep)];
  return [preflight, pass('cors origin', `Answers let ${origin} in.`), ...checkExposed(reply)];
}

/** A preflight is refused as a whole when one header is: each is asked for alone then. */
async function checkPreflight({ url, signedHeaders, origin }: CorsQuestion, ask: Ask): Promise<CheckResult> {
  const needed = ['range', 'if-match', ...Object.keys(signedHeaders).map((name) => name.toLowerCase())];
  const send = (names: readonly string[]): Promise<Reply> =>
    ask({
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': 'GET',
        ...(names.length === 0 ? {} : { 'access-control-request-headers': names.join(',') }),
      },
    });
  const grants = (reply: Reply): boolean => isAnswer(reply) && reply.status < 300 && allows(reply, origin);
  const all = await send(needed);
  if (!isAnswer(all)) return skip('cors preflight', 'No answer came.');
  if (grants(all)) return pass('cors preflight', `Requests with ${needed.join(', ')} are let in.`);
  if (!grants(await send([]))) return fail('cors preflight', `No rule lets ${origin} GET.`, nextStep);
  const refused: string[] = [];
  for (const name of needed) if (!grants(await send([name]))) refused.push(name);
  return fail('cors preflight', `These headers may not be sent: ${refused.join(', ')}.`, nextStep);
}

function checkExposed(answer: Answer): CheckResult[] {
  const exposed = new Set(
    (answer.header('access-control-expose-headers') ?? '').split(',').map((name) => name.trim().toLowerCase()),
  );
  return exposedHeaders.map(([name, loss]) =>
    exposed.has('*') || exposed.has(name.toLowerCase())
      ? pass(`cors ${name}`, 'Pages can see it.')
      : warn(`cors ${name}`, `Pages cannot see it: ${loss}.`, nextStep),
  );
}

function allows(answer: Answer, origin: string): boolean {
  const allowed = answer.header('access-control-allow-origin');
  return allowed === '*' || allowed === origin;
}
