import { type Credentials, type CredentialsProvider, type CredentialsRequest, OssError } from '@ossferry/contract';
import { untilAborted } from './abort.ts';
import { causesOf, shownText } from './foreign-error.ts';
import { isDate } from './is-date.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** Asks the source for one frozen snapshot of credentials, `null` for anonymous, and refuses an incomplete one. */
export async function askCredentials(
  provider: CredentialsProvider,
  request: CredentialsRequest,
): Promise<Credentials | null> {
  let credentials: Credentials | null;
  try {
    const answer = provider(request);
    credentials = answer instanceof Promise ? await untilAborted(answer, request.signal) : await answer;
  } catch (error) {
    request.signal?.throwIfAborted();
    throw OssError.isInstance(error) ? error : sourceFailed(error);
  }
  if (credentials === null) return null;
  if (typeof credentials !== 'object') throw invalidCredentials(`the source gave ${typeof credentials}`);
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
    advice: 'Check the source of the credentials; for anonymous access give null.',
  });
}

function problemOf({ accessKeyId, accessKeySecret, securityToken, expiration }: Credentials): string | undefined {
  if (typeof accessKeyId !== 'string' || accessKeyId === '') return 'the access key ID is missing';
  if (typeof accessKeySecret !== 'string' || accessKeySecret === '') return 'the access key secret is missing';
  if (!visibleAscii.test(accessKeyId))
    return 'the access key ID holds a space, a line break or a character outside of ASCII';
  if (securityToken !== undefined && !visibleAscii.test(securityToken)) {
    return 'the security token holds a space, a line break or a character outside of ASCII';
  }
  if (expiration !== undefined && !isDate(expiration)) return 'their expiration is not a valid date';
  return undefined;
}

/** The error travels as text only: that of an HTTP library holds the whole request, with what authorized it. */
function sourceFailed(error: unknown): OssError {
  const messages = causesOf(error).map(({ message }) => shownText(message).replace(/\.$/, ''));
  const said = [...new Set(messages)].filter((message) => message !== '').join(': ');
  return new OssError({
    code: 'CredentialsFailed',
    phase: 'credentials',
    message: `The source of the credentials failed: ${said || 'it threw something that says nothing'}.`,
    advice: 'Look at the source itself: its error may hold secrets, and is not passed on.',
  });
}
