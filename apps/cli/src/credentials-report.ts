import type { ChainLink } from '@ossferry/credentials';
import { formatDuration } from './format/format-duration.ts';
import { oneLine } from './one-line.ts';

/** The result of one link of the chain, without secrets. */
export interface LinkReport {
  readonly source: string;
  readonly outcome: ChainLink['outcome'];
  /** Of the link that is used: the masked ID, or `anonymous` for unsigned access. */
  readonly accessKeyId?: string | undefined;
  /** Whether the credentials have a security token. */
  readonly temporary?: boolean | undefined;
  /** Whole seconds; `undefined` if the credentials do not expire or the expiration is unknown. */
  readonly secondsLeft?: number | undefined;
  readonly expiration?: Date | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Converts a link to a report without secrets. */
export function reportLink({ source, outcome, credentials, code, message }: ChainLink, nowMs: number): LinkReport {
  if (outcome !== 'used' || credentials === undefined) return { source, outcome, code, message };
  if (credentials === null) return { source, outcome, accessKeyId: 'anonymous', temporary: false };
  const { accessKeyId, securityToken, expiration } = credentials;
  return {
    source,
    outcome,
    accessKeyId: shorten(accessKeyId),
    temporary: securityToken !== undefined,
    expiration,
    secondsLeft: expiration && Math.floor((expiration.getTime() - nowMs) / 1000),
  };
}

/** Masks an ID; a short one is not shown twice. */
function shorten(accessKeyId: string): string {
  return `${accessKeyId.slice(0, 4)}***${accessKeyId.slice(4).slice(-4)}`;
}

/** Formats links as a table, one per line, with the longest column last. */
export function formatReport(links: readonly LinkReport[]): string {
  const rows = [
    ['Source', 'Outcome', 'Key', 'Time left', 'Why'],
    ...links.map((link) => [link.source, link.outcome, link.accessKeyId ?? '', timeLeft(link), reason(link)]),
  ].map((row) => row.map(oneLine));
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => formatRow(row, widthOf)).join('\n');
}

function formatRow(cells: readonly string[], widthOf: (column: number) => number): string {
  return cells
    .map((cell, column) => cell.padEnd(widthOf(column)))
    .join('  ')
    .trimEnd();
}

function timeLeft({ outcome, secondsLeft, temporary }: LinkReport): string {
  if (outcome !== 'used') return '';
  if (secondsLeft === undefined) return temporary ? 'unknown' : 'unlimited';
  return secondsLeft <= 0 ? 'expired' : formatDuration(secondsLeft * 1000);
}

function reason({ code, message }: LinkReport): string {
  return code === undefined ? '' : `${code}: ${message}`;
}
