import type { OssError, Plugin, RingName, Signer, SlotName } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Refuses a single plugin instead of a list. */
export function checkPlugins(plugins: readonly Plugin[]): void {
  if (!Array.isArray(plugins)) throw invalidPlugin('The option plugins is not a list.', 'Pass `[timing()]`.');
}

/** Refuses a value that is not a plugin, such as its factory, and a plugin for another version of the contract. */
export function checkPlugin(plugin: Plugin): void {
  const { name, contract, setup } = (plugin ?? {}) as Partial<Plugin>;
  if (typeof setup !== 'function') {
    throw invalidPlugin(
      'An entry of the option plugins is not a plugin.',
      'Pass a result of `definePlugin`: `[timing()]`, not `[timing]`.',
    );
  }
  if (contract === 1) return;
  throw configError(
    'UnsupportedPlugin',
    `The plugin "${name}" is for version ${contract} of the plugin contract, but this client has version 1.`,
    'Install matching versions.',
  );
}

/** Refuses an asynchronous `setup`: the pipeline would lack what it adds after returning. */
export function checkSetup({ name }: Plugin, returned: unknown): void {
  if (typeof (returned as Partial<PromiseLike<unknown>> | undefined)?.then !== 'function') return;
  // Its later calls to the host throw; this avoids an unhandled rejection.
  Promise.resolve(returned).catch(() => undefined);
  throw invalidPlugin(
    `The setup of the plugin "${name}" is asynchronous.`,
    'Await before creating the plugin, or in the functions that it adds.',
  );
}

/** Refuses a call to the host after `setup` returned. */
export function checkOpen(isOpen: boolean, plugin: string): void {
  if (isOpen) return;
  throw invalidPlugin(`The plugin "${plugin}" calls its host after its setup.`, 'Call it during `setup`.');
}

/** Refuses the name of an unknown slot or ring. */
export function checkPlace(kind: 'slot' | 'ring', place: string, known: object, plugin: string): void {
  if (Object.hasOwn(known, place)) return;
  throw configError(
    kind === 'slot' ? 'UnknownSlot' : 'UnknownRing',
    `The plugin "${plugin}" names the ${kind} "${place}", which does not exist.`,
    `Use one of: ${Object.keys(known).join(', ')}.`,
  );
}

const seePages = 'See the pages on writing plugins.';

/** Refuses an invalid implementation of a slot or ring, such as a promise. */
export function checkImplementation(place: SlotName | RingName, implementation: unknown, plugin: string): void {
  const { header, query } = (implementation ?? {}) as Partial<Signer>;
  if ((place === 'signer' ? [header, query] : [implementation]).every((part) => typeof part === 'function')) return;
  throw invalidPlugin(
    `The plugin "${plugin}" must give "${place}" a ${place === 'signer' ? 'signer' : 'function'}.`,
    seePages,
  );
}

/** Refuses a wrapper that is not a function, such as the implementation itself. */
export function checkWrapper(slot: SlotName, wrapper: unknown, plugin: string): void {
  if (typeof wrapper === 'function') return;
  throw invalidPlugin(`The plugin "${plugin}" must wrap "${slot}" with a function.`, seePages);
}

/** Refuses an invalid result of a signer, such as a promise: the request would be sent unsigned. */
export function checkSigned(signed: unknown, isSigned: boolean): void {
  if (isSigned) return;
  // If it is a promise, avoids an unhandled rejection.
  Promise.resolve(signed).catch(() => undefined);
  throw invalidPlugin('The signer returned no signature.', 'Return headers or a URL synchronously, not a promise.');
}

/** Creates the error for a slot that is filled twice. */
export function slotTaken(slot: string, first: string, second: string): OssError {
  return configError(
    'SlotTaken',
    `Both "${first}" and "${second}" fill the slot "${slot}".`,
    'Remove one of them, or let one wrap the slot.',
  );
}

/** Creates the error for a middleware that returned nothing. */
export function noOutput(ring: RingName): OssError {
  return invalidPlugin(`A middleware of the ring "${ring}" returned nothing.`, 'Return the result of `next`.');
}

/** Creates the error for a plugin that violates the contract. */
export function invalidPlugin(message: string, advice: string): OssError {
  return configError('InvalidPlugin', message, advice);
}
