import { CredentialsError } from '../credentials-error.ts';
import type { ExchangeAnswer } from '../exchange.ts';
import { readRefusal } from '../sts/sts-error.ts';

/** Ways to sign in that only the CLI can repeat. */
export type LoginMode = 'CloudSSO' | 'OAuth';

export function loginExpired(source: string, mode: LoginMode): CredentialsError {
  return new CredentialsError({
    source,
    code: 'LoginExpired',
    message: `${source}: the sign-in has ended.`,
    advice: `Sign in again: aliyun configure --profile <name> --mode ${mode}.`,
  });
}

export function loginRefused(source: string, mode: LoginMode, answer: ExchangeAnswer): CredentialsError {
  const { status } = answer;
  const { code, requestId } = readRefusal(answer);
  const said = [code, `status ${status}`, requestId && `request ID ${requestId}`].filter(Boolean).join(', ');
  return new CredentialsError({
    source,
    code: 'RequestRefused',
    message: `${mode} gave no credentials (${said}).`,
    advice:
      status === 401 || status === 403 ? `Sign in again: aliyun configure --profile <name> --mode ${mode}.` : undefined,
    status,
    ossCode: code,
    requestId,
    retryable: status >= 500 || status === 429,
  });
}
