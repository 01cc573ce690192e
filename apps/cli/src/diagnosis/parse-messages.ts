import type { RequestInput, ResponseInput } from '@ossferry/diagnose';
import { usageError } from '../usage-error.ts';

/**
 * Parses a response: error XML, with or without the head that `curl -i` and `curl -v` print. Throws
 * `InvalidResponseFile` for any other text.
 */
export function parseResponse(text: string): ResponseInput {
  const body = errorIn(text);
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^< /, ''));
  // The last head counts: that of a proxy, or "100 Continue", may precede it.
  const start = lines.findLastIndex((line) => /^HTTP\/[\d.]+ \d{3}/.test(line));
  if (start < 0 && !text.includes('<Error>')) throw invalidResponse(text.trim() === '');
  if (start < 0) return { body: body || text };
  const end = lines.findIndex((line, index) => index > start && /^<?\s*$/.test(line));
  const head = lines.slice(start + 1, end < 0 ? undefined : end);
  return { status: Number(lines[start]?.split(' ')[1]), headers: parseHeaders(head), body };
}

function invalidResponse(isEmpty: boolean): Error {
  return isEmpty
    ? usageError(
        'InvalidResponseFile',
        'The --response file is empty: curl received no response, or wrote it elsewhere.',
        'Use curl -si, which also prints the response headers.',
      )
    : usageError(
        'InvalidResponseFile',
        'The --response file contains no response from OSS.',
        'Use the output of curl -si, or the error XML.',
      );
}

/** Not a regular expression, which takes quadratic time if the element is not closed. */
function errorIn(text: string): string {
  const start = text.indexOf('<Error>');
  const end = text.lastIndexOf('</Error>');
  return start < 0 || end < start ? '' : text.slice(start, end + '</Error>'.length);
}

/** Whether a text is a response with OSS error XML rather than a URL. */
export function isErrorResponse(text: string): boolean {
  const start = text.indexOf('<Error>');
  return start >= 0 && text.includes('<Code>', start) && !/^\s*https?:/i.test(text);
}

/** Parses a request: JSON with `method` and `headers`, or the head that `curl -v` prints. */
export function parseRequest(text: string): RequestInput & { readonly method: string } {
  if (text.trimStart().startsWith('{')) return parseJsonRequest(text);
  const [start = '', ...lines] = withoutTunnel(unmark(text).trim().split(/\r?\n/));
  const method = startLine.exec(start.trim())?.[1];
  if (method === undefined) throw invalidRequest();
  return { method, headers: parseHeaders(lines) };
}

const startLine = /^([A-Z]+) \S+(?: HTTP\/[\d.]+)?$/;

/** Skips the CONNECT request that `curl -v` sends to a proxy first. */
function withoutTunnel(lines: readonly string[]): readonly string[] {
  if (!lines[0]?.startsWith('CONNECT ')) return lines;
  const start = lines.findIndex((line, index) => index > 0 && startLine.test(line.trim()));
  return start < 0 ? lines : lines.slice(start);
}

function parseJsonRequest(text: string): RequestInput & { readonly method: string } {
  try {
    const { method = 'GET', headers = {} } = JSON.parse(text) as {
      method?: unknown;
      headers?: Record<string, unknown>;
    };
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    return { method: String(method), headers: Object.fromEntries(entries) };
  } catch {
    throw invalidRequest();
  }
}

function invalidRequest(): Error {
  return usageError(
    'InvalidRequestFile',
    'The --request file contains no request.',
    'Use the output of "curl -v", or JSON: {"method": "GET", "headers": {}}.',
  );
}

/** Extracts the lines that `curl -v` marks with `>`, which are those of the request. */
function unmark(text: string): string {
  const marked = text.split(/\r?\n/).filter((line) => line.startsWith('> '));
  return marked.length === 0 ? text : marked.map((line) => line.slice(2)).join('\n');
}

function parseHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = /^([^:\s]+):(.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] = value.trim();
  }
  return headers;
}
