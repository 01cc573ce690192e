import { type Credentials, type CredentialsProvider, type CredentialsRequest, OssError } from '@ossferry/contract';
import { untilAborted } from './abort.ts';
import { causesOf, printableText } from './foreign-error.ts';
import { isDate } from './is-date.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** Gets a frozen snapshot of credentials from a source, or `null` for anonymous access. Refuses incomplete credentials. */
export async function resolveCredentials(
  provider: CredentialsProvider,
  request: CredentialsRequest,
): Promise<Credentials | null> {
  let credentials: Credentials | null;
  try {
    const result = provider(request);
    credentials = result instanceof Promise ? await untilAborted(result, request.signal) : await result;
  } catch (error) {
    request.signal?.throwIfAborted();
    throw OssError.isInstance(error) ? error : sourceFailed(error);
  }
  if (credentials === null) return null;
  if (typeof credentials !== 'object') {
    const hint = typeof credentials === 'function' ? ': write `fromEnv()`, not `fromEnv`' : '';
    throw invalidCredentials(`the source returned ${typeof credentials}${hint}`);
  }
  const snapshot = takeSnapshot(credentials);
  checkCredentials(snapshot);
  return snapshot;
}

const visibleAscii = /^[\x21-\x7e]+$/;

function checkCredentials(credentials: Credentials): void {
  const problem = problemOf(credentials);
  if (problem !== undefined) throw invalidCredentials(problem);
}

function invalidCredentials(problem: string): OssError {
  return new OssError({
    code: 'InvalidCredentials',
    phase: 'credentials',
    message: `The credentials cannot sign: ${problem}.`,
    advice: 'Check the source of the credentials; null means anonymous access.',
  });
}

function problemOf({ accessKeyId, accessKeySecret, securityToken, expiration }: Credentials): string | undefined {
  if (typeof accessKeyId !== 'string' || accessKeyId === '') return 'the access key ID is missing';
  if (typeof accessKeySecret !== 'string' || accessKeySecret === '') return 'the access key secret is missing';
  if (!visibleAscii.test(accessKeyId)) return 'the access key ID has a space, a line break or a non-ASCII character';
  if (securityToken !== undefined && !visibleAscii.test(securityToken)) {
    return 'the security token has a space, a line break or a non-ASCII character';
  }
  if (expiration !== undefined && !isDate(expiration)) return 'their expiration is not a valid date';
  return undefined;
}

/** Copies only the text of the error: errors of HTTP libraries contain the whole request with its authorization. */
function sourceFailed(error: unknown): OssError {
  const messages = causesOf(error).map(({ message }) => printableText(message).replace(/\.$/, ''));
  const reason = [...new Set(messages)].filter((message) => message !== '').join(': ');
  return new OssError({
    code: 'CredentialsFailed',
    phase: 'credentials',
    message: `The source of the credentials failed: ${reason || 'its error has no message'}.`,
    advice: 'Debug the source itself: its error may contain secrets and is not passed on.',
  });
}
