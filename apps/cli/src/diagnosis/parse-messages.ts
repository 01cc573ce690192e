import type { RequestInput, ResponseInput } from '@ossferry/diagnose';
import { usageError } from '../usage-error.ts';

/**
 * Reads an answer: the error XML alone, or with its head, as `curl -i` and `curl -v` print it. Throws `InvalidResponseFile`
 * for a text that holds neither.
 */
export function parseResponse(text: string): ResponseInput {
  const body = errorIn(text);
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^< /, ''));
  // The last one counts: the answer of a proxy, or "100 Continue", may come before.
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
        'The file of --response is empty: curl got no answer, or wrote it elsewhere.',
        'Use curl -si, which prints the head of the answer too.',
      )
    : usageError(
        'InvalidResponseFile',
        'The file of --response holds no answer of OSS.',
        'Give what curl -si prints, or the error XML.',
      );
}

/** Without a pattern, which would take a square of the length where nothing closes what was opened. */
function errorIn(text: string): string {
  const start = text.indexOf('<Error>');
  const end = text.lastIndexOf('</Error>');
  return start < 0 || end < start ? '' : text.slice(start, end + '</Error>'.length);
}

/** Whether a text is the error XML of OSS, alone or with the head of the answer, where a URL was asked for. */
export function isErrorAnswer(text: string): boolean {
  const start = text.indexOf('<Error>');
  return start >= 0 && text.includes('<Code>', start) && !/^\s*https?:/i.test(text);
}

/** Reads a request: JSON with `method` and `headers`, or its head, as `curl -v` prints it. */
export function parseRequest(text: string): RequestInput & { readonly method: string } {
  if (text.trimStart().startsWith('{')) return parseJsonRequest(text);
  const [start = '', ...lines] = withoutTunnel(unmark(text).trim().split(/\r?\n/));
  const method = startLine.exec(start.trim())?.[1];
  if (method === undefined) throw invalidRequest();
  return { method, headers: parseHeaders(lines) };
}

const startLine = /^([A-Z]+) \S+(?: HTTP\/[\d.]+)?$/;

/** What `curl -v` sends to a proxy first, to have it open the way, is not the request. */
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
    'The file of --request holds no request.',
    'Give what "curl -v" prints, or JSON: {"method": "GET", "headers": {}}.',
  );
}

/** `curl -v` marks what it sends with `>`, among notes of its own. */
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
