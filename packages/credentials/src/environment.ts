/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the platform's environment variables; an empty object in browsers. */
export function platformEnvironment(): Environment {
  const { process } = globalThis as { readonly process?: { readonly env?: Environment } };
  return process?.env ?? {};
}

/** Whether a switch such as `ALIBABA_CLOUD_ECS_METADATA_DISABLED` is on: `true` in any letter case, or `1`. */
export function isSwitchedOn(environment: Environment, name: string): boolean {
  return /^(true|1)$/i.test(environment[name]?.trim() ?? '');
}
