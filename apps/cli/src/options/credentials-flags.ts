import { type Command, Option } from 'commander';
import { nonEmpty } from './non-empty.ts';

/** The credentials options. None takes a secret, because every user of the machine can read `argv`. */
export interface CredentialsFlags {
  readonly profile?: string | undefined;
  readonly credentialsProcess?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly externalId?: string | undefined;
}

/** The names of {@link CredentialsFlags}. */
export const credentialsFlagNames: readonly (keyof CredentialsFlags)[] = [
  'profile',
  'credentialsProcess',
  'roleArn',
  'roleSessionName',
  'externalId',
];

/** Adds the options of {@link CredentialsFlags} to a command. */
export function addCredentialsFlags(command: Command): Command {
  return command
    .optionsGroup('Credentials (default: see "ossferry credentials"):')
    .option('--profile <name>', 'profile from the Alibaba Cloud CLI configuration', nonEmpty('--profile'))
    .addOption(
      new Option('--credentials-process <command>', 'program that prints credentials as JSON, run without a shell')
        .argParser(nonEmpty('--credentials-process'))
        .conflicts('profile'),
    )
    .option('--role-arn <arn>', 'RAM role to assume: acs:ram::<account>:role/<name>', nonEmpty('--role-arn'))
    .option(
      '--role-session-name <name>',
      'session name of the role, shown in audit logs',
      nonEmpty('--role-session-name'),
    )
    .option('--external-id <id>', 'external ID required by the role', nonEmpty('--external-id'));
}
