import { type Endpoint, redactUrl } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { quote } from './check-names.ts';

/** Refuses what the endpoint slot gave when no URL can be made of it, and freezes the rest. */
export function checkEndpoint(endpoint: Endpoint): Endpoint {
  const wrong = (Object.keys(shapes) as (keyof Endpoint)[]).find(
    (part) => !shapes[part].test(textOf(endpoint?.[part])),
  );
  if (wrong === undefined) return Object.isFrozen(endpoint) ? endpoint : Object.freeze({ ...endpoint });
  throw configError(
    'InvalidEndpoint',
    `What the slot "endpoint" gave is no endpoint: its \`${wrong}\` is ${quote(redactUrl(String(endpoint?.[wrong])))}.`,
    'A `baseUrl` ends behind the host (https://static.example.com), a `path` is percent-encoded (/a%20b); region and product are words.',
  );
}

const shapes: Readonly<Record<keyof Endpoint, RegExp>> = {
  baseUrl: /^https?:\/\/[^/\\?#@\s]+$/,
  // Visible ASCII without `?` and `#`.
  path: /^\/[!"$->@-~]*$/,
  region: /^[\w-]+$/,
  product: /^[\w-]+$/,
};

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : '';
}
