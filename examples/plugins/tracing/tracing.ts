import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { definePlugin, OssError, type OssRequest, type Plugin } from '@ossferry/contract';

/**
 * Creates a span for every request, a child span for each attempt, and a span for every presigned URL. A span ends with the
 * response headers. It has attributes of the request and its result, but no URL, headers or query, and so no signature.
 */
export function tracing(tracer: Tracer = trace.getTracer('ossferry')): Plugin {
  return definePlugin('tracing', (host) => {
    host.use('presign', ({ request, options }, next) =>
      inSpan(`presign ${request.operation}`, SpanKind.INTERNAL, attributesOf(request), async (span) => {
        const result = await next({ request, options });
        span.setAttributes({ 'oss.expiration': result.expiration.toISOString(), 'oss.limited_by': result.limitedBy });
        return result;
      }),
    );
    host.use('call', (request, next) =>
      inSpan(request.operation, SpanKind.INTERNAL, attributesOf(request), () => next(request)),
    );
    host.use('attempt', (attempt, next) => {
      const attributes = {
        ...attributesOf(attempt),
        'http.request.method': attempt.method,
        'http.request.resend_count': attempt.number - 1,
        'server.address': new URL(attempt.endpoint.baseUrl).hostname,
      };
      return inSpan(`${attempt.operation} attempt`, SpanKind.CLIENT, attributes, async (span) => {
        const response = await next(attempt);
        setResponse(span, response.status, response.headers.get('x-oss-request-id'));
        return response;
      });
    });
  });

  async function inSpan<Output>(
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    run: (span: Span) => Promise<Output>,
  ): Promise<Output> {
    return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
      try {
        return await run(span);
      } catch (error) {
        recordFailure(span, error);
        throw error;
      } finally {
        span.end();
      }
    });
  }
}

function attributesOf({ operation, bucket, key = '' }: OssRequest): Attributes {
  return { 'rpc.system': 'oss', 'rpc.method': operation, 'oss.bucket': bucket, 'oss.key': key };
}

/** Only an `OssError` is free of secrets; of other errors, only the name is recorded. */
function recordFailure(span: Span, error: unknown): void {
  if (!OssError.isInstance(error)) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    return;
  }
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  span.setAttribute('error.type', error.code);
  setResponse(span, error.status, error.requestId);
}

function setResponse(span: Span, status: number | undefined, requestId: string | null | undefined): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  if (requestId) span.setAttribute('oss.request_id', requestId);
}
