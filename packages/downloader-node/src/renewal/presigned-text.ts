import { OssError } from '@ossferry/contract';
import type { PresignedUrl } from '@ossferry/downloader-core';

/**
 * Parses a renewed URL: the plain URL, or JSON with `url` and optionally `signedHeaders` and `expiration`, like the
 * output of `ossferry sign --json`. `from` names the author of the text in errors. Fails with `RenewalFailed`.
 */
export function readPresignedText(text: string, from: string): PresignedUrl {
  const trimmed = text.trim();
  const { url, signedHeaders, expiration } = trimmed.startsWith('{') ? parseObject(trimmed, from) : { url: trimmed };
  if (typeof url !== 'string' || !/^https?:\/\/\S+$/i.test(url)) {
    throw renewalFailed(`${from} returned no http or https URL`, outputAdvice);
  }
  const endsAt = new Date(typeof expiration === 'string' ? expiration : Number.NaN);
  return {
    url,
    signedHeaders: isTexts(signedHeaders) ? signedHeaders : undefined,
    // If it is unreadable, the expiration in the URL is used.
    expiration: Number.isNaN(endsAt.getTime()) ? undefined : endsAt,
  };
}

export function renewalFailed(
  what: string,
  advice: string,
  facts: { cause?: unknown; status?: number } = {},
): OssError {
  return new OssError({ code: 'RenewalFailed', phase: 'sign', message: `${what}.`, advice, ...facts });
}

/** More than enough: a URL and its headers take a few KiB. */
export const maxTextBytes: number = 64 * 1024;

export const outputAdvice: string =
  'It must return a URL, or JSON with url and signedHeaders like "ossferry sign --json".';

function parseObject(text: string, from: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    throw renewalFailed(`${from} returned invalid JSON`, outputAdvice); // The parser's message would quote the text.
  }
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
