import { parseErrorXml } from '@ossferry/contract';

/** A response of OSS, as the client received it. */
export interface ResponseInput {
  readonly status?: number | undefined;
  /** By name, in any case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The error XML; empty for HEAD, whose error is in the header `x-oss-err`. */
  readonly body?: string | undefined;
}

/** What a response says. */
export interface OssResponse {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly ec: string | undefined;
  readonly message: string;
  /** Elements of the error XML by name. */
  readonly details: Readonly<Record<string, string>>;
  /** The time on OSS's clock when it responded. */
  readonly serverTime: Date | undefined;
  /** Whether the requested version is a delete marker, which represents a deleted object. */
  readonly isDeleteMarker: boolean;
  readonly succeeded: boolean;
}

/** Reads a response, or error XML alone; `undefined` if there is neither. */
export function readResponse(input: ResponseInput | undefined, errorXml: string | undefined): OssResponse | undefined {
  if (input === undefined && errorXml === undefined) return undefined;
  const header = (name: string): string | undefined =>
    Object.entries(input?.headers ?? {}).find(([other]) => other.toLowerCase() === name)?.[1];
  const xml = errorXml || input?.body || decodeBase64(header('x-oss-err') ?? '');
  const details = parseErrorXml(xml);
  const status = input?.status;
  // 203 means that the object was stored, but the callback to the user's server failed.
  const hasFailed = status === undefined || status < 200 || status >= 300 || (status === 203 && 'Code' in details);
  return {
    status,
    code: details['Code'],
    ec: details['EC'] ?? header('x-oss-ec'),
    message: details['Message'] ?? '',
    details: { ...details, ...exactTexts(details) },
    serverTime: readDate(details['ServerTime']) ?? readDate(header('date')),
    isDeleteMarker: header('x-oss-delete-marker') === 'true' || details['ResourceType'] === 'DeleteMarker',
    succeeded: !hasFailed,
  };
}

/** Decodes the hex bytes that OSS adds to a text: unlike the whitespace of the text, they survive copying. */
function exactTexts(details: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const exact: Record<string, string> = {};
  for (const name of ['CanonicalRequest', 'StringToSign']) {
    const bytes = details[`${name}Bytes`]?.trim();
    if (bytes !== undefined && /^[0-9a-f]{2}(?:\s+[0-9a-f]{2})*$/i.test(bytes)) {
      const values = bytes.split(/\s+/).map((byte) => Number.parseInt(byte, 16));
      exact[name] = new TextDecoder().decode(Uint8Array.from(values));
    }
  }
  return exact;
}

function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
