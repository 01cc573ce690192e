/** A third-party client, or the reason why it is not available. */
export type RequiredClient<Client> =
  | { readonly client: Client; readonly missing?: undefined }
  | { readonly client?: undefined; readonly missing: string };

/**
 * Prepares a third-party client. If it is not available, its tests are skipped and the reason is printed; with `CI=true`,
 * that is an error.
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
    console.warn(`${name} is not available; its tests are skipped.\n${reason}`);
    return { missing: reason };
  }
}
