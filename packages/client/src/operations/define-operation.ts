import type { Method, OssError, OssRequest, RequestBody } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { isRecord } from '../kernel/is-record.ts';

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
  const queryFields = Object.entries(shape.queryFields) as FieldEntries<Input>;
  const headerFields = Object.entries(shape.headerFields) as FieldEntries<Input>;
  return (input, body) => {
    const query = new Map(fixedQuery);
    for (const [name, value] of entriesOf('parameters', input.parameters)) setValue(query, name, value);
    for (const [field, name] of queryFields) setValue(query, name, input[field]);
    const headers = new Map<string, string>();
    for (const [name, value] of entriesOf('headers', input.headers)) setValue(headers, name.toLowerCase(), value);
    for (const [field, name] of headerFields) setValue(headers, name, input[field]);
    return Object.freeze({
      operation: shape.name,
      method: shape.method,
      bucket: input.bucket,
      // A missing key must not turn a request for an object into one for the bucket; the kernel refuses an empty key.
      key: input.key ?? '',
      query: Object.freeze([...query].map((parameter) => Object.freeze(parameter))),
      headers: Object.freeze(Object.fromEntries(headers)),
      body,
      signal: input.signal,
    });
  };
}

type FieldEntries<Input> = readonly [field: keyof Input, name: string][];

function setValue(target: Map<string, string>, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (isRecord(value) && name.endsWith('-')) {
    for (const [suffix, part] of Object.entries(value as object)) setValue(target, name + suffix.toLowerCase(), part);
  } else if (typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)) {
    target.set(name, String(value));
  } else {
    throw invalidValue(name);
  }
}

/** Returns the properties of a plain object. Refuses a `Map` or `Headers`, which has none: its contents would be lost. */
function entriesOf(name: string, record: unknown): readonly [name: string, value: unknown][] {
  if (record === undefined || record === null) return [];
  if (isRecord(record)) return Object.entries(record as object);
  throw invalidValue(name);
}

function invalidValue(name: string): OssError {
  return configError(
    'InvalidParameter',
    `The value of ${name} cannot be sent.`,
    'Pass text (for a date, `toUTCString()`), a whole number or a plain object.',
  );
}
