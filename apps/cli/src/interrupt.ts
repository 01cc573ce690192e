import { OssError } from '@ossferry/contract';
import { endProcess, endProcessAtOnce } from './end-process.ts';

/** Turns Ctrl-C and SIGTERM into an abort, until `stop` is called. */
export interface Interrupt {
  /** Aborts with an `OssError` of code `Interrupted` or `Terminated`. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/**
 * Ends the process at Ctrl-C and SIGTERM while no command handles them. Unlike the default action, this also ends child
 * processes.
 */
export function endAtInterrupt(): void {
  for (const [name, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(name, () => {
      if (process.listenerCount(name) === 1) endProcess(exitCode);
    });
  }
}

/** Listens for Ctrl-C and SIGTERM. A second signal ends the process immediately. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const listen = (name: 'SIGINT' | 'SIGTERM', code: string, exitCode: number) => {
    const listener = (): void => {
      if (controller.signal.aborted) endProcessAtOnce(exitCode);
      controller.abort(new OssError({ code, phase: 'body', message: `${code}.` }));
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  };
  const stops = [listen('SIGINT', 'Interrupted', 130), listen('SIGTERM', 'Terminated', 143)];
  return {
    signal: controller.signal,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
