import { internalError } from '../errors/request-errors.ts';
import { type ErrorDetail, ServiceError } from '../errors/service-error.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import { type OssResponse, xmlResponse } from '../protocol/oss-response.ts';
import { formatXml, type XmlElement } from '../protocol/xml.ts';

/** Converts an error to error XML, or to `x-oss-err` for HEAD. Unexpected errors become InternalError. */
export function errorResponse(error: unknown, { method, host }: OssRequest, requestId: string): OssResponse {
  const serviceError = error instanceof ServiceError ? error : internalError();
  const { status, ec } = serviceError;
  const { details } = serviceError;
  // As hex, the text of a long key would make the header longer than clients accept; the text itself is in it, too.
  const shown = method === 'HEAD' ? details.filter(([name]) => !name.endsWith('Bytes')) : details;
  const xml = formatErrorXml(serviceError, shown, requestId, host);
  const headers = { ...serviceError.headers, ...(ec === undefined ? {} : { 'x-oss-ec': ec }) };
  if (method === 'HEAD') {
    const encoded = Buffer.from(xml, 'utf8').toString('base64');
    return { status, headers: { ...headers, 'content-type': 'application/xml', 'x-oss-err': encoded } };
  }
  return xmlResponse(status, xml, headers);
}

/** The elements are in the order in which OSS writes them. */
function formatErrorXml(
  { code, message, ec }: ServiceError,
  details: readonly ErrorDetail[],
  requestId: string,
  host: string,
): string {
  const elements: XmlElement[] = [
    ['Code', code],
    ['Message', message],
    ['RequestId', requestId],
    ['HostId', host],
    ...details,
  ];
  if (ec !== undefined) elements.push(['EC', ec], ['RecommendDoc', `https://api.aliyun.com/troubleshoot?q=${ec}`]);
  return formatXml(['Error', elements]);
}
