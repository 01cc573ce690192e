import type { OssError, Plugin } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Refuses a plugin that is made for another version of the contract. */
export function checkPlugin({ name, contract }: Plugin): void {
  if (contract === 1) return;
  throw configError(
    'UnsupportedPlugin',
    `The plugin "${name}" is made for version ${contract} of the plugin contract, but this client speaks version 1.`,
    'Install versions that fit together.',
  );
}

/** Refuses the name of a slot or ring that does not exist. */
export function checkPlace(kind: 'slot' | 'ring', place: string, known: object, plugin: string): void {
  if (Object.hasOwn(known, place)) return;
  throw configError(
    kind === 'slot' ? 'UnknownSlot' : 'UnknownRing',
    `The plugin "${plugin}" names the ${kind} "${place}", which does not exist.`,
    `There are: ${Object.keys(known).join(', ')}.`,
  );
}

/** Makes the error for a slot that two want to fill. */
export function slotTaken(slot: string, first: string, second: string): OssError {
  return configError(
    'SlotTaken',
    `Both "${first}" and "${second}" fill the slot "${slot}".`,
    'Leave one of them out, or let one wrap the slot.',
  );
}
