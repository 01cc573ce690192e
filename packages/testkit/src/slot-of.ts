import type { Plugin, PluginHost, SlotName, Slots } from '@ossferry/contract';

/** Sets a plugin up as the client does. */
export function setUp(plugin: Plugin, host: PluginHost): void {
  const returned: unknown = plugin.setup(host);
  if (typeof (returned as Partial<PromiseLike<unknown>> | undefined)?.then !== 'function') return;
  // A later rejection must not be unhandled.
  Promise.resolve(returned).catch(() => undefined);
  throw new Error(`The setup of the plugin "${plugin.name}" is asynchronous, which the client does not allow.`);
}

/** Returns a slot as a plugin fills it (by default, with `standard`) and wraps it. */
export function slotOf<Name extends SlotName>(slot: Name, plugin: Plugin, standard: Slots[Name]): Slots[Name] {
  let filling = standard;
  const wrappers: ((inner: Slots[Name]) => Slots[Name])[] = [];
  let isAffected = false;
  // The compiler cannot relate the slot to the type of its implementation here.
  const host: PluginHost = {
    provide(name, implementation) {
      if ((name as SlotName) !== slot) return;
      isAffected = true;
      filling = implementation as unknown as Slots[Name];
    },
    wrap(name, wrapper) {
      if ((name as SlotName) !== slot) return;
      isAffected = true;
      wrappers.push(wrapper as unknown as (inner: Slots[Name]) => Slots[Name]);
    },
    use: () => undefined,
  };
  setUp(plugin, host);
  if (!isAffected) throw new Error(`The plugin "${plugin.name}" neither fills nor wraps the slot "${slot}".`);
  return wrappers.reduceRight((inner, wrapper) => wrapper(inner), filling);
}
