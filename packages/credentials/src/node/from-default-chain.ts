import { type CredentialChain, createCredentialChain } from '../credential-chain.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { fromEnv } from '../from-env.ts';
import { lazySource } from '../lazy-source.ts';
import { type NodeOptions, variable } from './node-options.ts';

/** Links of the default chain, by name. */
export type DefaultLink = 'env-oss' | 'env-alibaba-cloud' | 'oidc' | 'cli' | 'file' | 'ossutil' | 'ecs' | 'uri';

export interface FromDefaultChainOptions extends NodeOptions {
  /** Links to ask, in this order. @default all, in the order of the type {@link DefaultLink} */
  readonly order?: readonly DefaultLink[] | undefined;
}

/**
 * Looks for credentials where Alibaba Cloud's tools put them: `OSS_*` and `ALIBABA_CLOUD_*` variables, OpenID Connect
 * variables (RRSA), the CLI's profile, the SDKs' credentials file, ossutil's file, the ECS role, the credentials URI. What is
 * there but broken stops the chain. Keys in variables win over `ALIBABA_CLOUD_PROFILE`, as in the official SDKs; on ECS the
 * role wins over the URI. Code of a link is loaded when the link is asked.
 */
export function fromDefaultChain(options: FromDefaultChainOptions = {}): CredentialChain {
  const { order = defaultOrder } = options;
  return createCredentialChain(...order.map((link) => links[link](options, order)));
}

const defaultOrder: readonly DefaultLink[] = [
  'env-oss',
  'env-alibaba-cloud',
  'oidc',
  'cli',
  'file',
  'ossutil',
  'ecs',
  'uri',
];

type MakeLink = (options: NodeOptions, order: readonly DefaultLink[]) => CredentialsSource;

const links: Readonly<Record<DefaultLink, MakeLink>> = {
  'env-oss': (options) => keysBeforeProfile(fromEnv({ env: options.env, families: ['OSS'] }), options),
  'env-alibaba-cloud': (options) =>
    keysBeforeProfile(fromEnv({ env: options.env, families: ['ALIBABA_CLOUD'] }), options),
  oidc: (options) =>
    lazySource('oidc', async () => {
      const { fromOidcTokenFile } = await import('./from-oidc-token-file.ts');
      return fromOidcTokenFile(options);
    }),
  cli: (options, order) =>
    lazySource('cli', async () => {
      const { fromCliProfile } = await import('./cli/from-cli-profile.ts');
      // ALIBABA_CLOUD_PROFILE may name a profile of either file: the one that is asked last has to have it.
      const missingProfile = order.indexOf('file') > order.indexOf('cli') ? 'absent' : 'broken';
      return fromCliProfile({ ...options, missingProfile });
    }),
  file: (options) =>
    lazySource('file', async () => {
      const { fromCredentialsFile } = await import('./from-credentials-file.ts');
      return fromCredentialsFile(options);
    }),
  ossutil: (options) =>
    lazySource('ossutil', async () => {
      const { fromOssutil } = await import('./ossutil/from-ossutil.ts');
      return fromOssutil(options);
    }),
  ecs: (options) =>
    lazySource('ecs', async () => {
      const { fromEcsRamRole } = await import('./from-ecs-ram-role.ts');
      return fromEcsRamRole({ ...options, timeoutMs: undefined });
    }),
  uri: (options) =>
    lazySource('uri', async () => {
      const [{ fromUri }, { directTransport }] = await Promise.all([
        import('../from-uri.ts'),
        import('./direct-transport.ts'),
      ]);
      return fromUri({ transport: directTransport, ...options });
    }),
};

/** Warns, once, when a profile is named and keys in variables win over it. */
function keysBeforeProfile(source: CredentialsSource, options: NodeOptions): CredentialsSource {
  let isWarned = false;
  return namedSource(source.source, async (request) => {
    const credentials = await source(request);
    if (!isWarned && variable(options, 'ALIBABA_CLOUD_PROFILE') !== undefined) {
      isWarned = true;
      const { onWarning = process.emitWarning } = options;
      onWarning('ALIBABA_CLOUD_PROFILE is not used: keys in environment variables win over it.');
    }
    return credentials;
  });
}
