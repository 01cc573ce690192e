import { OssError } from '@ossferry/contract';

/**
 * Refuses options of another type, which types do not prevent in JavaScript: they would fail late, or `overwrite: 'false'`
 * would overwrite. Fails with `InvalidOption`.
 */
export function checkKinds(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const kind = kinds[name];
    if (kind === undefined || value === undefined || (typeof value === kind && value !== null)) continue;
    throw invalidOption(`${name} is not of type ${kind}`);
  }
  const { signal } = options as { readonly signal?: unknown };
  if (signal === undefined || typeof (signal as AbortSignal | null)?.throwIfAborted === 'function') return;
  throw invalidOption('signal is not an AbortSignal');
}

const kinds: Readonly<Record<string, 'function' | 'boolean' | 'object'>> = {
  now: 'function',
  random: 'function',
  onEvent: 'function',
  onResult: 'function',
  transport: 'function',
  verify: 'boolean',
  overwrite: 'boolean',
  keepChecksums: 'boolean',
  stopOnFirstError: 'boolean',
  retry: 'object',
  timeouts: 'object',
};

function invalidOption(what: string): OssError {
  return new OssError({ code: 'InvalidOption', phase: 'config', message: `The option ${what}.` });
}
