import { CredentialsError } from '../credentials-error.ts';
import type { ExchangeAnswer } from '../exchange.ts';
import { readErrorResponse } from '../sts/sts-error.ts';

/** CLI modes with an interactive sign-in. */
export type LoginMode = 'CloudSSO' | 'OAuth';

export function loginExpired(source: string, mode: LoginMode): CredentialsError {
  return new CredentialsError({
    source,
    code: 'LoginExpired',
    message: `${source}: the sign-in has expired.`,
    advice: signInAgain(mode),
  });
}

export function loginRefused(source: string, mode: LoginMode, answer: ExchangeAnswer): CredentialsError {
  const { status } = answer;
  const { code, requestId } = readErrorResponse(answer);
  const reason = [code, `status ${status}`, requestId && `request ID ${requestId}`].filter(Boolean).join(', ');
  return new CredentialsError({
    source,
    code: 'RequestRefused',
    message: `${mode} refused the request (${reason}).`,
    advice: status === 401 || status === 403 ? signInAgain(mode) : undefined,
    status,
    ossCode: code,
    requestId,
    retryable: status >= 500 || status === 429,
  });
}

function signInAgain(mode: LoginMode): string {
  return `Sign in again: aliyun configure --profile <name> --mode ${mode}.`;
}
