import { type Command, Option } from 'commander';
import { nonEmpty } from './parse-text.ts';

/** Who signs, as the command line says it. Never a secret: what stands in `argv`, every user of the machine can read. */
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
    .optionsGroup('Who signs (default: what "ossferry credentials" shows):')
    .option('--profile <name>', 'profile of the Alibaba Cloud CLI', nonEmpty('--profile'))
    .addOption(
      new Option('--credentials-process <command>', 'program that prints credentials as JSON; no shell')
        .argParser(nonEmpty('--credentials-process'))
        .conflicts('profile'),
    )
    .option('--role-arn <arn>', 'RAM role to assume with them: acs:ram::<account>:role/<name>', nonEmpty('--role-arn'))
    .option('--role-session-name <name>', 'how logs call the session of the role', nonEmpty('--role-session-name'))
    .option('--external-id <id>', 'external ID that the role asks for', nonEmpty('--external-id'));
}
