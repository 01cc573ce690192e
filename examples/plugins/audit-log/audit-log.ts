import { definePlugin, OssError, type OssRequest, type Plugin, type PresignResult } from '@ossferry/contract';

/** One line of the log. It has no URL, header or query, so it holds no signature, token or key. */
export interface AuditRecord {
  /** ISO date of the end. */
  readonly at: string;
  /** `send` reached OSS or tried to; `presign` gave out a URL that can be used until `expiration`. */
  readonly action: 'send' | 'presign';
  readonly operation: string;
  readonly object: string;
  readonly durationMs: number;
  /** `ok`, or the code of the error. */
  readonly outcome: string;
  readonly status?: number | undefined;
  /** OSS's ID of the request, which its own log has, too. */
  readonly requestId?: string | null | undefined;
  readonly expiration?: string | undefined;
}

/**
 * Records every request and every URL, refused ones too. What `write` throws is thrown to the caller, so a URL that cannot
 * be recorded is not given out. Put it first in the list of plugins, so that it sees what the others refuse.
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
