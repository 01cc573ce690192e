import type { CredentialsRequest } from '@ossferry/contract';
import { OssError } from '@ossferry/contract';
import { CredentialsError, isAbsent } from './credentials-error.ts';
import { type CredentialsInput, sourceOf } from './credentials-input.ts';
import type { CredentialsSnapshot } from './credentials-snapshot.ts';
import type { CredentialsSource } from './credentials-source.ts';
import { systemCodeOf } from './exchange.ts';

/** What one link of a chain had to say. */
export interface ChainLink {
  readonly source: string;
  /** `absent` and `broken` say why; links after the one that is used or broken are not asked. */
  readonly outcome: 'used' | 'absent' | 'broken' | 'not asked';
  /** What the used link gave; `null` is anonymous. It does not show its secrets. */
  readonly credentials?: CredentialsSnapshot | null;
  readonly code?: string;
  readonly message?: string;
}

export interface CredentialChain extends CredentialsSource {
  /** Asks the links afresh, without keeping the winner, and says how it went. Does not throw. */
  readonly explain: (request?: CredentialsRequest) => Promise<readonly ChainLink[]>;
}

/**
 * Asks one source after the other. One that is absent (nothing is configured) lets the next one answer; one that is there
 * but broken stops the chain with `ChainStopped`, so that a mistake never turns into somebody else's identity. The first
 * one that gives credentials is the only one asked from then on. `ChainExhausted` when all are absent. What an error that is
 * no `OssError` says is not repeated, only the operating system's code.
 */
export function createCredentialChain(...inputs: readonly CredentialsInput[]): CredentialChain {
  const links = inputs.map(sourceOf);
  let winner: CredentialsSource | undefined;

  const get = async (request?: CredentialsRequest): Promise<CredentialsSnapshot | null> => {
    if (winner !== undefined) return askWinner(winner, request);
    const told: ChainLink[] = [];
    for (const link of links) {
      try {
        const credentials = await link(request);
        winner ??= link;
        return credentials;
      } catch (error) {
        request?.signal?.throwIfAborted();
        told.push(failedLink(link, error));
        if (!isAbsent(error)) throw stopped(link, error, told);
      }
    }
    throw exhausted(told);
  };

  const explain = async (request?: CredentialsRequest): Promise<readonly ChainLink[]> => {
    const told: ChainLink[] = [];
    for (const link of links) {
      if (told.some(({ outcome }) => outcome !== 'absent')) {
        told.push({ source: link.source, outcome: 'not asked' });
        continue;
      }
      const answer = await link(request).then(
        (credentials): ChainLink => ({ source: credentials?.source ?? link.source, outcome: 'used', credentials }),
        (error) => failedLink(link, error),
      );
      told.push(answer);
    }
    return told;
  };

  return Object.assign(get, { source: 'chain', explain });
}

async function askWinner(winner: CredentialsSource, request?: CredentialsRequest): Promise<CredentialsSnapshot | null> {
  try {
    return await winner(request);
  } catch (error) {
    request?.signal?.throwIfAborted();
    throw isOurs(error) ? error : stopped(winner, error, [failedLink(winner, error)]);
  }
}

function failedLink(link: CredentialsSource, error: unknown): ChainLink {
  const { source } = link;
  const outcome = isAbsent(error) ? 'absent' : 'broken';
  // What a stranger's error says is not ours to repeat: it may hold a secret.
  if (!OssError.isInstance(error)) {
    return { source, outcome, code: 'Unknown', message: `${source} threw an error${systemCodeOf(error)}.` };
  }
  return { source, outcome, code: error.code, message: error.message };
}

function stopped(link: CredentialsSource, error: unknown, told: readonly ChainLink[]): CredentialsError {
  const known = OssError.isInstance(error) ? error : undefined;
  const { message } = failedLink(link, error);
  return new CredentialsError({
    source: link.source,
    code: 'ChainStopped',
    message: `The chain of credentials stopped at ${link.source}: ${message} Asked: ${list(told)}.`,
    retryable: known?.retryable,
    status: known?.status,
    ossCode: known?.ossCode,
    requestId: known?.requestId,
    retryAfterMs: known?.retryAfterMs,
    cause: isOurs(error) ? error : undefined,
  });
}

/** Whether an error and all its causes are `OssError`s. Others may carry whole requests, and with them keys. */
function isOurs(error: unknown, depth = 0): boolean {
  if (!OssError.isInstance(error) || depth > 5) return false;
  return error.cause === undefined || isOurs(error.cause, depth + 1);
}

function exhausted(told: readonly ChainLink[]): CredentialsError {
  return new CredentialsError({
    source: 'chain',
    code: 'ChainExhausted',
    absent: true,
    message: `No source has credentials. Asked: ${list(told)}.`,
    advice: 'Configure one of them.',
  });
}

function list(told: readonly ChainLink[]): string {
  return told.map(({ source, code }) => `${source} ${code}`).join(', ');
}
