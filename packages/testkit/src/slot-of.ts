import type { Plugin, PluginHost, SlotName, Slots } from '@ossferry/contract';

/** Sets a plugin up, as a client does. */
export function setUp(plugin: Plugin, host: PluginHost): void {
  const returned: unknown = plugin.setup(host);
  if (typeof (returned as Partial<PromiseLike<unknown>> | undefined)?.then !== 'function') return;
  // What it throws later is of no interest any more.
  Promise.resolve(returned).catch(() => undefined);
  throw new Error(`The setup of the plugin "${plugin.name}" is asynchronous, which a client refuses.`);
}

/** Gives what a plugin makes of a slot: what it fills it with, and its wrappers around that or around `standard`. */
export function slotOf<Name extends SlotName>(slot: Name, plugin: Plugin, standard: Slots[Name]): Slots[Name] {
  let filling = standard;
  const wrappers: ((inner: Slots[Name]) => Slots[Name])[] = [];
  let isConcerned = false;
  // Which implementation belongs to which slot is known to the type of the argument, and to nobody here.
  const host: PluginHost = {
    provide(name, implementation) {
      if ((name as SlotName) !== slot) return;
      isConcerned = true;
      filling = implementation as unknown as Slots[Name];
    },
    wrap(name, wrapper) {
      if ((name as SlotName) !== slot) return;
      isConcerned = true;
      wrappers.push(wrapper as unknown as (inner: Slots[Name]) => Slots[Name]);
    },
    use: () => undefined,
  };
  setUp(plugin, host);
  if (!isConcerned) throw new Error(`The plugin "${plugin.name}" neither fills nor wraps the slot "${slot}".`);
  return wrappers.reduceRight((inner, wrapper) => wrapper(inner), filling);
}
