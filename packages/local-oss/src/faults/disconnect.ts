import type { DisconnectFault } from './connection-fault.ts';

/** Thrown by a body to make the server end the connection there. */
export class Disconnect extends Error {
  readonly how: 'close' | 'reset';

  constructor(fault: DisconnectFault) {
    super('A fault ends the connection');
    this.name = 'Disconnect';
    this.how = fault.how ?? 'close';
  }
}
