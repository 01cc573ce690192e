import type { Method, OssRequest, RequestBody } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** What every operation takes. */
export interface ObjectInput {
  readonly bucket: string;
  /** Name of the object, not encoded. */
  readonly key: string;
  /** More request headers; a field of the operation wins over one of the same name. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** More query parameters, in their order; an empty value gives a bare name. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Wire names by field, in the order in which the official Python SDK V2 writes them. */
export type FieldNames<Input> = { readonly [Field in Exclude<keyof Input, keyof ObjectInput>]?: string };

/** An operation as data: all of it that does not depend on one request. */
export interface OperationShape<Input> {
  /** OSS's name of it. */
  readonly name: string;
  readonly method: Method;
  /** Parameters that it always has; they stand first. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly queryFields: FieldNames<Input>;
  /** A name that ends in `-` is the prefix for a field that holds a record. */
  readonly headerFields: FieldNames<Input>;
}

/** Makes an operation: a function that builds a frozen request, with the query in the order own, generic, fields. */
export function defineOperation<Input extends ObjectInput>(
  shape: OperationShape<Input>,
): (input: Input, body?: RequestBody | undefined) => OssRequest {
  const ownQuery = Object.entries(shape.query ?? {});
  const queryFields = fieldEntries(shape.queryFields);
  const headerFields = fieldEntries(shape.headerFields);
  return (input, body) => {
    const query = new Map(ownQuery);
    for (const [name, value] of Object.entries(input.parameters ?? {})) setValue(query, name, value);
    for (const [field, name] of queryFields) setValue(query, name, input[field]);
    const headers = new Map<string, string>();
    for (const [name, value] of Object.entries(input.headers ?? {})) setValue(headers, name.toLowerCase(), value);
    for (const [field, name] of headerFields) setValue(headers, name, input[field]);
    return Object.freeze({
      operation: shape.name,
      method: shape.method,
      bucket: input.bucket,
      // A missing key must not turn a request for an object into one for the bucket: the kernel refuses an empty one.
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
    'The body is none of: string, Uint8Array, Blob, function that opens a stream.',
    'A stream can be read once, but a retry needs it again: give `() => openTheStream()`.',
  );
}

/** By its tag: beside jsdom and in other realms, a `Buffer` is an instance of another `Uint8Array`. */
function isBytes(body: unknown): boolean {
  return Object.prototype.toString.call(body) === '[object Uint8Array]';
}
