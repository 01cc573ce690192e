import type { DisconnectFault } from './fault.ts';

/** Thrown to close the connection at this point of the response. */
export class Disconnect extends Error {
  readonly mode: 'close' | 'reset';

  constructor(fault: DisconnectFault) {
    super('A fault closed the connection');
    this.name = 'Disconnect';
    this.mode = fault.mode ?? 'close';
  }
}
