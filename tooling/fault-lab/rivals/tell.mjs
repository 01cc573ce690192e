/** Runs a download; an error that the library reports ends with 3, so that a crash (1, 13) is told apart. */
export async function tell(download) {
  try {
    const result = await download();
    if (result === false) throw new Error('not finished');
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(3);
  }
}
