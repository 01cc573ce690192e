import { OssError } from '@ossferry/contract';
import type { PresignedUrl } from '@ossferry/downloader-core';

/**
 * Reads what stands for a fresh URL in a text: the URL itself, or JSON with `url` and, where there are any,
 * `signedHeaders` and `expiration`, as `ossferry sign --json` prints it. `from` says in errors who wrote the text.
 */
export function readPresignedText(text: string, from: string): PresignedUrl {
  const trimmed = text.trim();
  const { url, signedHeaders, expiration } = trimmed.startsWith('{') ? parseObject(trimmed, from) : { url: trimmed };
  if (typeof url !== 'string' || !/^https?:\/\/\S+$/i.test(url)) {
    throw renewalFailed(`${from} gave no http or https URL`, outputAdvice);
  }
  const endsAt = new Date(typeof expiration === 'string' ? expiration : Number.NaN);
  return {
    url,
    signedHeaders: isTexts(signedHeaders) ? signedHeaders : undefined,
    // What cannot be read is left to the URL, which says it too.
    expiration: Number.isNaN(endsAt.getTime()) ? undefined : endsAt,
  };
}

/** Makes the error for a fresh URL that could not be had. */
export function renewalFailed(
  what: string,
  advice: string,
  facts: { cause?: unknown; status?: number } = {},
): OssError {
  return new OssError({ code: 'RenewalFailed', phase: 'sign', message: `${what}.`, advice, ...facts });
}

/** A URL with its headers takes a few KiB. */
export const maxAnswerBytes: number = 64 * 1024;

export const outputAdvice: string =
  'It has to print a URL, or JSON with url and signedHeaders as "ossferry sign --json" does.';

function parseObject(text: string, from: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    throw renewalFailed(`${from} gave broken JSON`, outputAdvice); // The parser's own message would repeat the text.
  }
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
