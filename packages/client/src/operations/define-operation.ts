import type { Method, OssRequest, RequestBody } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** The input that all operations have in common. */
export interface ObjectInput {
  readonly bucket: string;
  /** The object key, not encoded. */
  readonly key: string;
  /** Additional request headers; fields of the operation take precedence. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Additional query parameters, in order. If the value is empty, the URL contains only the name. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Header or parameter names by field, in the order of the official Python SDK V2. */
export type FieldNames<Input> = { readonly [Field in Exclude<keyof Input, keyof ObjectInput>]?: string };

/** Describes an operation: everything that does not depend on a request. */
export interface OperationShape<Input> {
  /** OSS's name of the operation. */
  readonly name: string;
  readonly method: Method;
  /** Fixed parameters, which come first. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly queryFields: FieldNames<Input>;
  /** A name that ends in `-` is a prefix, for a field that is a record. */
  readonly headerFields: FieldNames<Input>;
}

/** Creates an operation, a function that builds a frozen request. The order of the query is: fixed, `parameters`, fields. */
export function defineOperation<Input extends ObjectInput>(
  shape: OperationShape<Input>,
): (input: Input, body?: RequestBody | undefined) => OssRequest {
  const fixedQuery = Object.entries(shape.query ?? {});
  const queryFields = fieldEntries(shape.queryFields);
  const headerFields = fieldEntries(shape.headerFields);
  return (input, body) => {
    const query = new Map(fixedQuery);
    for (const [name, value] of Object.entries(input.parameters ?? {})) setValue(query, name, value);
    for (const [field, name] of queryFields) setValue(query, name, input[field]);
    const headers = new Map<string, string>();
    for (const [name, value] of Object.entries(input.headers ?? {})) setValue(headers, name.toLowerCase(), value);
    for (const [field, name] of headerFields) setValue(headers, name, input[field]);
    return Object.freeze({
      operation: shape.name,
      method: shape.method,
      bucket: input.bucket,
      // A missing key must not turn a request for an object into one for the bucket; the kernel refuses an empty key.
      key: input.key ?? '',
      query: Object.freeze([...query].map((parameter) => Object.freeze(parameter))),
      headers: Object.freeze(Object.fromEntries(headers)),
      body: body === undefined ? undefined : checkBody(body),
      signal: input.signal,
    });
  };
}

function fieldEntries<Input>(names: FieldNames<Input>): readonly [field: keyof Input, name: string][] {
  return Object.entries(names) as [keyof Input, string][];
}

function setValue(target: Map<string, string>, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'object') {
    for (const [suffix, part] of Object.entries(value)) setValue(target, name + suffix.toLowerCase(), part);
  } else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw configError('InvalidParameter', `The value ${value} for ${name} is not a whole number.`);
  } else {
    target.set(name, String(value));
  }
}

function checkBody(body: RequestBody): RequestBody {
  if (typeof body === 'string' || typeof body === 'function' || isBytes(body) || body instanceof Blob) return body;
  throw configError(
    'InvalidBody',
    'The body is not a string, Uint8Array, Blob or function that opens a stream.',
    'A stream can be read only once, but a retry needs it again: pass `() => openTheStream()`.',
  );
}

/** Checks the tag: with jsdom and in other realms, a `Buffer` is an instance of a different `Uint8Array`. */
function isBytes(body: unknown): boolean {
  return Object.prototype.toString.call(body) === '[object Uint8Array]';
}
