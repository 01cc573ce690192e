import type { ClientOptions } from '@ossferry/client';
import { type Command, Option } from 'commander';
import type { Shell } from '../shell.ts';
import { nonEmpty } from './parse-text.ts';

/** Where OSS is and how requests to it are signed, as the command line says it. */
export interface ClientFlags {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly cname?: string | undefined;
  readonly pathStyle?: boolean | undefined;
  readonly internal?: boolean | undefined;
  readonly dualStack?: boolean | undefined;
  readonly accelerate?: boolean | undefined;
  readonly accelerateOverseas?: boolean | undefined;
  readonly cloudBox?: string | undefined;
  readonly signatureVersion?: 'v4' | 'v1' | undefined;
}

/** The names of {@link ClientFlags}: none has a meaning where a URL is given, which names its host and is signed. */
export const clientFlagNames: readonly (keyof ClientFlags)[] = [
  'region',
  'endpoint',
  'cname',
  'pathStyle',
  'internal',
  'dualStack',
  'accelerate',
  'accelerateOverseas',
  'cloudBox',
  'signatureVersion',
];

const hostFlags = ['endpoint', 'cname', 'internal', 'dualStack', 'accelerate', 'accelerateOverseas'];

/** Adds the options of {@link ClientFlags} to a command. */
export function addClientFlags(command: Command): Command {
  return command
    .optionsGroup('Where OSS is:')
    .option('--region <id>', 'region, cn-hangzhou for example (or OSS_REGION)')
    .addOption(hostOption('--endpoint <host>', 'host of OSS, with scheme and port where needed (or OSS_ENDPOINT)'))
    .addOption(hostOption('--cname <domain>', 'custom domain that is bound to the bucket'))
    .option('--path-style', 'put the bucket into the path, not into the host name')
    .addOption(hostOption('--internal', 'use the host for servers inside of Alibaba Cloud'))
    .addOption(hostOption('--dual-stack', 'use the host that speaks IPv4 and IPv6'))
    .addOption(hostOption('--accelerate', 'use the host of transfer acceleration'))
    .addOption(hostOption('--accelerate-overseas', 'the same, for regions outside of mainland China'))
    .option('--cloud-box <id>', 'ID of the cloud box')
    .addOption(new Option('--signature-version <version>', 'v4, or v1 for old accounts').choices(['v4', 'v1']));
}

/** Makes client options of flags and environment; a flag that names a host wins over `OSS_ENDPOINT`. */
export function readClientFlags(flags: ClientFlags, { env }: Shell): ClientOptions {
  const namesHost = hostFlags.some((name) => flags[name as keyof ClientFlags] !== undefined);
  return {
    region: flags.region ?? env['OSS_REGION'],
    endpoint: namesHost ? flags.endpoint : env['OSS_ENDPOINT'],
    usePathStyle: flags.pathStyle,
    useInternalEndpoint: flags.internal,
    useDualStackEndpoint: flags.dualStack,
    useAccelerateEndpoint: flags.accelerateOverseas ? 'overseas' : flags.accelerate,
    cloudBoxId: flags.cloudBox,
    signatureVersion: flags.signatureVersion,
  };
}

function hostOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  option.conflicts(hostFlags.filter((name) => name !== option.attributeName()));
  return option.required ? option.argParser(nonEmpty(option.long ?? flags)) : option;
}
