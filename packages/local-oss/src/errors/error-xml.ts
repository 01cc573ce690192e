import { escapeXml } from '../server/xml.ts';
import type { ServiceError } from './service-error.ts';

/** The parts of an answer that an error repeats. */
export interface ErrorContext {
  readonly requestId: string;
  /** The `Host` header of the request, without port. */
  readonly host: string;
}

/** Writes the XML of an error: common elements first, then those of its kind, then `EC`, as captured from OSS. */
export function formatErrorXml(error: ServiceError, context: ErrorContext): string {
  const elements: (readonly [string, string])[] = [
    ['Code', error.code],
    ['Message', error.message],
    ['RequestId', context.requestId],
    ['HostId', context.host],
    ...error.details,
  ];
  if (error.ec !== undefined) {
    elements.push(['EC', error.ec], ['RecommendDoc', `https://api.aliyun.com/troubleshoot?q=${error.ec}`]);
  }
  const lines = elements.map(([name, text]) => `  <${name}>${escapeXml(text)}</${name}>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n${lines.join('')}</Error>\n`;
}
