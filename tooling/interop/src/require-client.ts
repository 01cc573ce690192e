/** A foreign client that is ready to run, or the reason why this machine does without. */
export type RequiredClient<Client> =
  | { readonly client: Client; readonly missing?: undefined }
  | { readonly client?: undefined; readonly missing: string };

/**
 * Prepares a foreign client. Where it cannot be had, its tests are left out and the reason is printed; with `CI=true` that
 * is a failure, so that nothing is left out unseen.
 */
export async function requireClient<Client>(
  name: string,
  prepare: () => Promise<Client>,
): Promise<RequiredClient<Client>> {
  try {
    return { client: await prepare() };
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    const reason = (error as Error).message;
    console.warn(`${name}: tests left out, since it cannot be installed here.\n${reason}`);
    return { missing: reason };
  }
}
