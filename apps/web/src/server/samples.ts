import type { LocalOss } from '@ossferry/local-oss';
import type { Sample } from '../api.ts';

const mebibyte = 1024 * 1024;

/** Stores sample objects in a local OSS. The first one is the page's default. */
export async function storeSamples(local: LocalOss): Promise<readonly Sample[]> {
  const film = { bucket: 'demo', key: 'films/harbour-at-dawn.mp4' };
  const report = { bucket: 'demo', key: 'reports/年次報告 2026.pdf' };
  const text = { bucket: 'demo', key: 'notes.txt' };
  const paid = { bucket: 'demo-requester-pays', key: 'weather/2026-11.csv' };
  const filmObject = await local.generateObject({ ...film, sizeBytes: 16 * mebibyte, seed: 1 });
  const reportObject = await local.generateObject({ ...report, sizeBytes: 4 * mebibyte, seed: 2 });
  const drafts = await Promise.all(
    ['The first draft.\n', 'The second draft.\n'].map((body) => local.putObject({ ...text, body })),
  );
  const paidObject = await local.generateObject({ ...paid, sizeBytes: 2 * mebibyte, seed: 3 });
  return [
    { ...film, sizeBytes: filmObject.sizeBytes, versionIds: [filmObject.versionId] },
    { ...report, sizeBytes: reportObject.sizeBytes, versionIds: [reportObject.versionId] },
    { ...text, sizeBytes: drafts[1]?.sizeBytes ?? 0, versionIds: drafts.map(({ versionId }) => versionId).reverse() },
    { ...paid, sizeBytes: paidObject.sizeBytes, versionIds: [] },
  ];
}
