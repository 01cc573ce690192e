import { configError } from './config-error.ts';

/** Refuses options of another type: they would fail late, or `disableSsl: 'false'` would disable TLS. */
export function checkKinds<Options extends object>(
  options: Options,
  kind: 'boolean' | 'function' | 'object',
  names: readonly (keyof Options & string)[],
): void {
  for (const name of names) {
    const value = options[name];
    if (value === null || (value !== undefined && typeof value !== kind)) {
      throw configError('InvalidOption', `The option ${name} is not of type ${kind}.`);
    }
  }
}
