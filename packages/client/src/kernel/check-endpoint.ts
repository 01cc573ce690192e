import { type Endpoint, redactUrl } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { quote } from './check-names.ts';

/** Refuses what the endpoint slot gave when no URL can be made of it, and freezes the rest. */
export function checkEndpoint(endpoint: Endpoint): Endpoint {
  if (isEndpoint(endpoint)) return Object.isFrozen(endpoint) ? endpoint : Object.freeze({ ...endpoint });
  const wrong = (Object.keys(shapes) as (keyof Endpoint)[]).find((part) => !fits(part, endpoint?.[part])) ?? 'baseUrl';
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

// One by one: this runs for every URL that is signed.
function isEndpoint(given: Endpoint | undefined): given is Endpoint {
  if (typeof given !== 'object' || given === null) return false;
  const { baseUrl, path, region, product } = given;
  return fits('baseUrl', baseUrl) && fits('path', path) && fits('region', region) && fits('product', product);
}

function fits(part: keyof Endpoint, value: unknown): boolean {
  return typeof value === 'string' && shapes[part].test(value);
}
