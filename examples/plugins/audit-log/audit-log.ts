import { definePlugin, OssError, type OssRequest, type Plugin, type PresignResult } from '@ossferry/contract';

/** A log entry. It has no URL, headers or query, and so no signature, token or secret. */
export interface AuditRecord {
  /** ISO date at which the action ended. */
  readonly at: string;
  /** `send`: a request to OSS. `presign`: a URL, valid until `expiration`. */
  readonly action: 'send' | 'presign';
  readonly operation: string;
  readonly object: string;
  readonly durationMs: number;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  readonly status?: number | undefined;
  /** OSS's request ID, which is also in OSS's own logs. */
  readonly requestId?: string | null | undefined;
  readonly expiration?: string | undefined;
}

/**
 * Records every request and every URL, including refused ones. An error of `write` is thrown to the caller, so that no URL
 * is returned without a log entry. It must be the first plugin in the list to see the errors of the others.
 */
export function auditLog(write: (record: AuditRecord) => void | Promise<void>, now: () => number = Date.now): Plugin {
  return definePlugin('audit-log', (host) => {
    host.use('call', (request, next) => {
      const factsOf = ({ status, headers }: Response) => ({ status, requestId: headers.get('x-oss-request-id') });
      return record('send', request, () => next(request), factsOf);
    });
    host.use('presign', (call, next) => {
      const factsOf = ({ expiration }: PresignResult) => ({ expiration: expiration.toISOString() });
      return record('presign', call.request, () => next(call), factsOf);
    });
  });

  async function record<Output>(
    action: AuditRecord['action'],
    { operation, bucket, key = '' }: OssRequest,
    run: () => Promise<Output>,
    factsOf: (output: Output) => Facts,
  ): Promise<Output> {
    const startMs = now();
    const note = (outcome: string, facts: Facts) => {
      const object = `oss://${bucket}/${key}`;
      const endMs = now();
      const times = { at: new Date(endMs).toISOString(), durationMs: endMs - startMs };
      return write({ ...times, action, operation, object, outcome, ...facts });
    };
    const output = await run().catch(async (error: unknown) => {
      const { code, status, requestId } = OssError.isInstance(error) ? error : { code: 'Failed' };
      await note(code, { status, requestId });
      throw error;
    });
    await note('ok', factsOf(output));
    return output;
  }
}

type Facts = Pick<AuditRecord, 'status' | 'requestId' | 'expiration'>;
