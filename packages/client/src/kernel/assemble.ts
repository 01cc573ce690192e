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
import { checkGiven, checkOpen, checkPlace, checkPlugin, checkSetup, slotTaken } from './plugin-errors.ts';

/** What stands in a slot before any plugin is set up. */
export interface Standard<Implementation> {
  /** How `describe()` and errors call it. */
  readonly name: string;
  readonly implementation: Implementation;
  /** The user asked for exactly this one, so a plugin that fills the slot too is a conflict. */
  readonly chosen?: boolean | undefined;
  /** Why it cannot work unless a plugin fills or wraps the slot. */
  readonly missing?: OssError | undefined;
}

export type Standards = { readonly [Name in SlotName]: Standard<Slots[Name]> };

/** All slots filled and wrapped, all rings in order. */
export interface Assembly {
  readonly slots: Slots;
  readonly rings: RingMembers;
  /** Who stands where, by name: outermost first, what fills a slot last. */
  readonly places: Readonly<Record<SlotName | RingName, readonly string[]>>;
}

type RingMembers = { readonly [Name in RingName]: Middleware<Rings[Name]['input'], Rings[Name]['output']>[] };

/** Sets the plugins up in their order. Throws an `OssError` that names the plugin for everything that does not fit. */
export function assemble(standards: Standards, plugins: readonly Plugin[]): Assembly {
  const slots: { -readonly [Name in SlotName]: Slots[Name] } = {
    endpoint: standards.endpoint.implementation,
    retry: standards.retry.implementation,
    credentials: standards.credentials.implementation,
    signer: standards.signer.implementation,
    transport: standards.transport.implementation,
  };
  const rings: RingMembers = { presign: [], call: [], attempt: [] };
  const places = Object.fromEntries(placeNames.map((name) => [name, []])) as unknown as Record<
    SlotName | RingName,
    string[]
  >;
  const fillings = new Map<SlotName, string>();
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
        checkGiven(slot, implementation, name);
        const other = fillings.get(slot) ?? (standards[slot].chosen ? standards[slot].name : undefined);
        if (other !== undefined) throw slotTaken(slot, other, name);
        fillings.set(slot, name);
        slots[slot] = implementation;
      },
      wrap(slot, wrapper) {
        check('slot', slot);
        places[slot].push(name);
        wraps.push(() => {
          slots[slot] = wrapper(slots[slot]);
          checkGiven(slot, slots[slot], name);
        });
      },
      use(ring, middleware) {
        check('ring', ring);
        checkGiven(ring, middleware, name);
        places[ring].push(name);
        rings[ring].push(middleware);
      },
    };
  };

  for (const plugin of plugins) {
    checkPlugin(plugin);
    inSetup = plugin;
    const returned: unknown = plugin.setup(hostFor(plugin));
    inSetup = undefined;
    checkSetup(plugin, returned);
  }
  // Wrapped from the innermost on, so that the first plugin ends outermost.
  for (const wrap of wraps.toReversed()) wrap();
  // The standard endpoint gives nothing that is wrong; plugins may.
  if (fillings.has('endpoint') || places.endpoint.length > 0) slots.endpoint = checkedEndpoint(slots.endpoint);
  for (const slot of slotNames) {
    const { name, missing } = standards[slot];
    if (missing !== undefined && !fillings.has(slot) && places[slot].length === 0) throw missing;
    places[slot].push(fillings.get(slot) ?? name);
  }
  for (const list of [...Object.values(rings), ...Object.values(places)]) Object.freeze(list);
  return { slots, rings, places };
}

function checkedEndpoint(endpoint: EndpointResolver): EndpointResolver {
  return async (request) => checkEndpoint(await endpoint(request));
}

const slotNames: readonly SlotName[] = ['endpoint', 'retry', 'credentials', 'signer', 'transport'];
const placeNames: readonly (SlotName | RingName)[] = [...slotNames, 'presign', 'call', 'attempt'];
