import type { ClientOptions } from '@ossferry/client';
import { type Command, Option } from 'commander';
import type { Shell } from '../shell.ts';
import { nonEmpty } from './non-empty.ts';

/** The endpoint and signature options. */
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

/** The names of {@link ClientFlags}. None of them applies to a presigned URL. */
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
    .optionsGroup('Endpoint:')
    .option('--region <id>', 'region, for example cn-hangzhou (env: OSS_REGION)')
    .addOption(hostOption('--endpoint <host>', 'OSS endpoint, optionally with scheme and port (env: OSS_ENDPOINT)'))
    .addOption(hostOption('--cname <domain>', 'custom domain bound to the bucket'))
    .option('--path-style', 'put the bucket in the path instead of the host name')
    .addOption(hostOption('--internal', 'use the internal endpoint, for servers in Alibaba Cloud'))
    .addOption(hostOption('--dual-stack', 'use the dual-stack endpoint (IPv4 and IPv6)'))
    .addOption(hostOption('--accelerate', 'use the transfer acceleration endpoint'))
    .addOption(hostOption('--accelerate-overseas', 'use the acceleration endpoint outside mainland China'))
    .option('--cloud-box <id>', 'CloudBox ID')
    .addOption(
      new Option('--signature-version <version>', 'v4 (default), or v1 for old accounts and buckets').choices([
        'v4',
        'v1',
      ]),
    );
}

/** Converts flags and environment to client options. A flag that selects a host overrides `OSS_ENDPOINT`. */
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
