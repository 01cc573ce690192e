import type { LocalOssOptions } from './local-oss-options.ts';

/** Refuses options of another type, which fail at the first request, or listen on a socket that is named like the port. */
export function checkOptions(options: Partial<LocalOssOptions> | undefined): void {
  const { buckets, accounts, port = 0, now, faults, onInternalError } = options ?? {};
  for (const [name, list] of Object.entries({ buckets, accounts })) {
    if (!Array.isArray(list)) throw new TypeError(`The option ${name} must be a list`);
  }
  if (!Number.isInteger(port)) throw new TypeError('The option port must be a whole number');
  for (const [name, value] of Object.entries({ now, faults, onInternalError })) {
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`The option ${name} must be a function`);
  }
}
