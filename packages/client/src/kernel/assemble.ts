import type {
  EndpointResolver,
  Middleware,
  OssError,
  Plugin,
  PluginHost,
  RingName,
  Rings,
  SlotName,
  Slots,
} from '@ossferry/contract';
import { checkEndpoint } from './check-endpoint.ts';
import {
  checkImplementation,
  checkOpen,
  checkPlace,
  checkPlugin,
  checkPlugins,
  checkSetup,
  checkWrapper,
  slotTaken,
} from './plugin-errors.ts';

/** What fills a slot if no plugin does. */
export interface SlotDefault<Implementation> {
  /** Shown by `describe()` and in errors. */
  readonly name: string;
  readonly implementation: Implementation;
  /** It comes from an option of the client, so a plugin that also fills the slot is a conflict. */
  readonly chosen?: boolean | undefined;
  /** Thrown unless a plugin fills or wraps the slot, because the implementation cannot work. */
  readonly missing?: OssError | undefined;
}

export type SlotDefaults = { readonly [Name in SlotName]: SlotDefault<Slots[Name]> };

/** The pipeline: all slots filled and wrapped, all rings in order. */
export interface Assembly {
  readonly slots: Slots;
  readonly rings: RingMembers;
  /**
   * Names of the plugins in each slot and ring, outermost first. The last name of a slot is the plugin or default that
   * fills it.
   */
  readonly names: Readonly<Record<SlotName | RingName, readonly string[]>>;
}

type RingMembers = { readonly [Name in RingName]: Middleware<Rings[Name]['input'], Rings[Name]['output']>[] };

/**
 * Sets up the plugins in order, then builds the pipeline. Throws an `OssError` that names the plugin if one is invalid or
 * two conflict.
 */
export function assemble(defaults: SlotDefaults, plugins: readonly Plugin[]): Assembly {
  const slots: { -readonly [Name in SlotName]: Slots[Name] } = {
    endpoint: defaults.endpoint.implementation,
    retry: defaults.retry.implementation,
    credentials: defaults.credentials.implementation,
    signer: defaults.signer.implementation,
    transport: defaults.transport.implementation,
  };
  const rings: RingMembers = { presign: [], call: [], attempt: [] };
  const names: Record<SlotName | RingName, string[]> = {
    endpoint: [],
    retry: [],
    credentials: [],
    signer: [],
    transport: [],
    presign: [],
    call: [],
    attempt: [],
  };
  const filledBy = new Map<SlotName, string>();
  const wraps: (() => void)[] = [];
  let inSetup: Plugin | undefined;

  const hostFor = (plugin: Plugin): PluginHost => {
    const { name } = plugin;
    const check = (kind: 'slot' | 'ring', place: string): void => {
      checkOpen(plugin === inSetup, name);
      checkPlace(kind, place, kind === 'slot' ? slots : rings, name);
    };
    return {
      provide(slot, implementation) {
        check('slot', slot);
        checkImplementation(slot, implementation, name);
        const other = filledBy.get(slot) ?? (defaults[slot].chosen ? defaults[slot].name : undefined);
        if (other !== undefined) throw slotTaken(slot, other, name);
        filledBy.set(slot, name);
        slots[slot] = implementation;
      },
      wrap(slot, wrapper) {
        check('slot', slot);
        checkWrapper(slot, wrapper, name);
        names[slot].push(name);
        wraps.push(() => {
          slots[slot] = wrapper(slots[slot]);
          checkImplementation(slot, slots[slot], name);
        });
      },
      use(ring, middleware) {
        check('ring', ring);
        checkImplementation(ring, middleware, name);
        names[ring].push(name);
        rings[ring].push(middleware);
      },
    };
  };

  checkPlugins(plugins);
  for (const plugin of plugins) {
    checkPlugin(plugin);
    inSetup = plugin;
    const returned: unknown = plugin.setup(hostFor(plugin));
    inSetup = undefined;
    checkSetup(plugin, returned);
  }
  // The last plugin wraps first, so that the first plugin is outermost.
  for (const wrap of wraps.toReversed()) wrap();
  // Endpoints of plugins need checking; the default one is always valid.
  if (filledBy.has('endpoint') || names.endpoint.length > 0) slots.endpoint = checkedEndpoint(slots.endpoint);
  for (const slot of Object.keys(slots) as SlotName[]) {
    const { name, missing } = defaults[slot];
    if (missing !== undefined && !filledBy.has(slot) && names[slot].length === 0) throw missing;
    names[slot].push(filledBy.get(slot) ?? name);
  }
  for (const list of [...Object.values(rings), ...Object.values(names)]) Object.freeze(list);
  return { slots, rings, names };
}

function checkedEndpoint(endpoint: EndpointResolver): EndpointResolver {
  return async (request) => checkEndpoint(await endpoint(request));
}
