/** Runs a download. Exits with 3 for an error that the library reports, to distinguish it from a crash (1, 13). */
export async function runDownload(download) {
  try {
    const result = await download();
    if (result === false) throw new Error('not finished');
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(3);
  }
}
