import { parseErrorXml } from '@ossferry/contract';

/** An answer of OSS, as whoever asked has it. */
export interface ResponseInput {
  readonly status?: number | undefined;
  /** By name, in any case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The error XML; empty for HEAD, whose error travels in the header `x-oss-err`. */
  readonly body?: string | undefined;
}

/** What an answer says. */
export interface Answer {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly ec: string | undefined;
  readonly message: string;
  /** Elements of the error XML by name. */
  readonly details: Readonly<Record<string, string>>;
  /** The clock of OSS when it answered. */
  readonly serverTime: Date | undefined;
  /** Whether what was asked for is a delete marker, which stands for a deleted object. */
  readonly isDeleteMarker: boolean;
  readonly succeeded: boolean;
}

/** Reads an answer, or the error XML alone; `undefined` when there is neither. */
export function readAnswer(response: ResponseInput | undefined, errorXml: string | undefined): Answer | undefined {
  if (response === undefined && errorXml === undefined) return undefined;
  const header = (name: string): string | undefined =>
    Object.entries(response?.headers ?? {}).find(([other]) => other.toLowerCase() === name)?.[1];
  const xml = errorXml || response?.body || decodeBase64(header('x-oss-err') ?? '');
  const details = parseErrorXml(xml);
  const status = response?.status;
  // 203 says that the object was stored and the callback to the user's server failed.
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

/** The bytes that OSS shows next to a text survive copying, which the blanks and line breaks of the text may not. */
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
