import type { CredentialsRequest } from '@ossferry/contract';
import { OssError } from '@ossferry/contract';
import { CredentialsError, isAbsent } from './credentials-error.ts';
import { type CredentialsInput, sourceOf } from './credentials-input.ts';
import type { CredentialsSnapshot } from './credentials-snapshot.ts';
import type { CredentialsSource } from './credentials-source.ts';
import { systemCodeOf } from './exchange.ts';

/** The result of one link of a chain. */
export interface ChainLink {
  readonly source: string;
  /** If `absent` or `broken`, `code` and `message` are the reason. The links after a used or broken link are `untried`. */
  readonly outcome: 'used' | 'absent' | 'broken' | 'untried';
  /** The credentials of the used link; `null` is anonymous access. Printing them shows no secrets. */
  readonly credentials?: CredentialsSnapshot | null;
  readonly code?: string;
  readonly message?: string;
}

/** A source that tries several sources in order. */
export interface CredentialChain extends CredentialsSource {
  /**
   * Tries the links again from the first, and returns all results. Does not change which link the chain uses. Never
   * rejects.
   */
  readonly explain: (request?: CredentialsRequest) => Promise<readonly ChainLink[]>;
}

/**
 * Tries sources in order. If a source is absent (not configured), the chain continues with the next one. If it is broken, the
 * chain stops with `ChainStopped`, so that a mistake never makes the program use another identity. From the first source
 * that returns credentials on, only that source is used. Throws `ChainExhausted` if all are absent. Of an error that is not
 * an `OssError`, the chain repeats only the operating system's error code.
 */
export function createCredentialChain(...inputs: readonly CredentialsInput[]): CredentialChain {
  const links = inputs.map(sourceOf);
  let selected: CredentialsSource | undefined;

  const get = async (request?: CredentialsRequest): Promise<CredentialsSnapshot | null> => {
    if (selected !== undefined) return callSelected(selected, request);
    const tried: ChainLink[] = [];
    for (const link of links) {
      try {
        const credentials = await link(request);
        selected ??= link;
        return credentials;
      } catch (error) {
        request?.signal?.throwIfAborted();
        tried.push(failedLink(link, error));
        if (!isAbsent(error)) throw stopped(link, error, tried);
      }
    }
    throw exhausted(tried);
  };

  const explain = async (request?: CredentialsRequest): Promise<readonly ChainLink[]> => {
    const results: ChainLink[] = [];
    for (const link of links) {
      if (results.some(({ outcome }) => outcome !== 'absent')) {
        results.push({ source: link.source, outcome: 'untried' });
        continue;
      }
      const result = await link(request).then(
        (credentials): ChainLink => ({ source: credentials?.source ?? link.source, outcome: 'used', credentials }),
        (error) => failedLink(link, error),
      );
      results.push(result);
    }
    return results;
  };

  return Object.assign(get, { source: 'chain', explain });
}

async function callSelected(
  selected: CredentialsSource,
  request?: CredentialsRequest,
): Promise<CredentialsSnapshot | null> {
  try {
    return await selected(request);
  } catch (error) {
    request?.signal?.throwIfAborted();
    throw containsOnlyOssErrors(error) ? error : stopped(selected, error, [failedLink(selected, error)]);
  }
}

function failedLink(link: CredentialsSource, error: unknown): ChainLink {
  const { source } = link;
  const outcome = isAbsent(error) ? 'absent' : 'broken';
  // The message of any other error may contain a secret.
  if (!OssError.isInstance(error)) {
    return { source, outcome, code: 'Unknown', message: `${source} threw an error${systemCodeOf(error)}.` };
  }
  return { source, outcome, code: error.code, message: error.message };
}

function stopped(link: CredentialsSource, error: unknown, tried: readonly ChainLink[]): CredentialsError {
  const known = OssError.isInstance(error) ? error : undefined;
  const { message } = failedLink(link, error);
  return new CredentialsError({
    source: link.source,
    code: 'ChainStopped',
    message: `The credential chain stopped at ${link.source}: ${message} Tried: ${list(tried)}.`,
    retryable: known?.retryable,
    status: known?.status,
    ossCode: known?.ossCode,
    requestId: known?.requestId,
    retryAfterMs: known?.retryAfterMs,
    cause: containsOnlyOssErrors(error) ? error : undefined,
  });
}

/** Whether an error and all its causes are `OssError`s. Other errors may contain whole requests, including keys. */
function containsOnlyOssErrors(error: unknown, depth = 0): boolean {
  if (!OssError.isInstance(error) || depth > 5) return false;
  return error.cause === undefined || containsOnlyOssErrors(error.cause, depth + 1);
}

function exhausted(tried: readonly ChainLink[]): CredentialsError {
  return new CredentialsError({
    source: 'chain',
    code: 'ChainExhausted',
    absent: true,
    message: `No source has credentials. Tried: ${list(tried)}.`,
    advice: 'Configure one of them.',
  });
}

function list(tried: readonly ChainLink[]): string {
  return tried.map(({ source, code }) => `${source} ${code}`).join(', ');
}
