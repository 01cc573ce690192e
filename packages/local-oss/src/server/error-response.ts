import { type ErrorContext, formatErrorXml } from '../errors/error-xml.ts';
import { internalError } from '../errors/request-errors.ts';
import { ServiceError } from '../errors/service-error.ts';
import { type OssResponse, xmlResponse } from './oss-response.ts';

/** Turns whatever was thrown into an answer. An error that is not OSS's is a bug of this server: InternalError. */
export function errorResponse(error: unknown, method: string, context: ErrorContext): OssResponse {
  const refusal = error instanceof ServiceError ? error : internalError();
  const xml = formatErrorXml(refusal, context);
  const headers = { ...refusal.headers, ...(refusal.ec === undefined ? {} : { 'x-oss-ec': refusal.ec }) };
  if (method === 'HEAD') {
    const encoded = Buffer.from(xml, 'utf8').toString('base64');
    return { status: refusal.status, headers: { ...headers, 'content-type': 'application/xml', 'x-oss-err': encoded } };
  }
  return xmlResponse(refusal.status, xml, headers);
}
