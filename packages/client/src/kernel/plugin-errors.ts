import type { OssError, Plugin, RingName, Signer, SlotName } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Refuses what is no plugin, such as the function that makes one, and a plugin for another version of the contract. */
export function checkPlugin(plugin: Plugin): void {
  const { name, contract } = (plugin ?? {}) as Partial<Plugin>;
  if (contract === 1) return;
  if (contract === undefined) {
    throw invalidPlugin(
      'An entry of the option plugins is no plugin.',
      'Give what `definePlugin` returns: `[timing()]`, not `[timing]`.',
    );
  }
  throw configError(
    'UnsupportedPlugin',
    `The plugin "${name}" is made for version ${contract} of the plugin contract, but this client speaks version 1.`,
    'Install versions that fit together.',
  );
}

/** Refuses a `setup` that goes on after it returned: what it adds then would be missing. */
export function checkSetup({ name }: Plugin, returned: unknown): void {
  if (typeof (returned as Partial<PromiseLike<unknown>> | undefined)?.then !== 'function') return;
  // It will find its host closed, and nobody is there to catch what that throws.
  Promise.resolve(returned).catch(() => undefined);
  throw invalidPlugin(
    `The setup of the plugin "${name}" is asynchronous.`,
    'Wait before the plugin is made, or inside of what it adds.',
  );
}

/** Refuses a call to a host whose `setup` is over. */
export function checkOpen(isOpen: boolean, plugin: string): void {
  if (isOpen) return;
  throw invalidPlugin(`The plugin "${plugin}" calls its host after its setup.`, 'Call it while `setup` runs.');
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

/** Refuses what cannot stand in a slot or ring, such as the promise of an implementation. */
export function checkGiven(place: SlotName | RingName, given: unknown, plugin: string): void {
  const { header, query } = (given ?? {}) as Partial<Signer>;
  if ((place === 'signer' ? [header, query] : [given]).every((part) => typeof part === 'function')) return;
  throw invalidPlugin(
    `What the plugin "${plugin}" gives for "${place}" is ${place === 'signer' ? 'no signer' : 'no function'}.`,
    'See the pages on writing plugins.',
  );
}

/** Refuses what is not signed, such as the promise of it: a request would go out without a signature. */
export function checkSigned(signed: unknown, isSigned: boolean): void {
  if (isSigned) return;
  // Nobody is there to catch what that throws.
  Promise.resolve(signed).catch(() => undefined);
  throw invalidPlugin(
    'The signer gave nothing that is signed.',
    'Let it return headers or a URL at once, not a promise.',
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

/** Makes the error for a middleware that gave nothing. */
export function noOutput(ring: RingName): OssError {
  return invalidPlugin(`A middleware of the ring "${ring}" gave nothing.`, 'Let it return what `next` gives.');
}

/** Makes the error for a plugin that does what plugins may not. */
export function invalidPlugin(message: string, advice: string): OssError {
  return configError('InvalidPlugin', message, advice);
}
