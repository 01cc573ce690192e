import { type CredentialChain, createCredentialChain } from '../credential-chain.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';
import { fromEnv } from '../from-env.ts';
import { lazySource } from '../lazy-source.ts';
import { type NodeOptions, variable } from './node-options.ts';

/** The names of the default chain's links. */
export type DefaultLink = 'env-oss' | 'env-alibaba-cloud' | 'oidc' | 'cli' | 'file' | 'ossutil' | 'ecs' | 'uri';

export interface FromDefaultChainOptions extends NodeOptions {
  /** The links to try, in order. @default all, in the order of the type {@link DefaultLink} */
  readonly order?: readonly DefaultLink[] | undefined;
}

/**
 * Looks for credentials where Alibaba Cloud's tools store them: `OSS_*` and `ALIBABA_CLOUD_*` variables, OpenID Connect
 * variables (RRSA), the CLI profile, the SDKs' credentials file, ossutil's file, the ECS role, the credentials URI. A broken
 * source stops the chain. Keys in variables take precedence over `ALIBABA_CLOUD_PROFILE`, as in the official SDKs; on ECS,
 * the role takes precedence over the URI. The code of a link is loaded on first use.
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
      // ALIBABA_CLOUD_PROFILE may name a profile in either file. A profile in neither is an error of the last one.
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

/** Warns once if keys in variables take precedence over a named profile. */
function keysBeforeProfile(source: CredentialsSource, options: NodeOptions): CredentialsSource {
  let hasWarned = false;
  return namedSource(source.source, async (request) => {
    const credentials = await source(request);
    if (!hasWarned && variable(options, 'ALIBABA_CLOUD_PROFILE') !== undefined) {
      hasWarned = true;
      const { onWarning = process.emitWarning } = options;
      onWarning('ALIBABA_CLOUD_PROFILE is ignored: keys in environment variables take precedence over it.');
    }
    return credentials;
  });
}
