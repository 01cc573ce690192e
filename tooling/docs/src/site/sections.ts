/** A section of the sidebar. */
interface Section {
  readonly title: string;
  /** Pages in reading order, as paths below `docs/` without extension. */
  readonly pages: readonly string[];
  /** All other pages of this folder follow in alphabetical order. */
  readonly folder?: string | undefined;
  readonly collapsed?: boolean | undefined;
}

/** The sidebar. New pages of a listed folder appear automatically; add a page here to change its position. */
export const sections: readonly Section[] = [
  { title: 'Start', pages: ['guide/getting-started', 'guide/from-ali-oss', 'guide/from-the-python-sdk', 'faq'] },
  {
    title: 'Sign',
    pages: [
      'guide/presign',
      'guide/versions',
      'guide/signed-headers',
      'guide/file-names',
      'guide/custom-domains',
      'guide/endpoints',
      'guide/credentials',
      'guide/signing-server',
    ],
  },
  {
    title: 'Download',
    pages: ['guide/download', 'guide/verify-and-repair', 'guide/batches', 'guide/browser', 'guide/snippets'],
  },
  { title: 'When it fails', pages: ['guide/why-403', 'error-codes'] },
  { title: 'Tools', pages: ['guide/command-line', 'guide/containers', 'guide/local-oss'], folder: 'guide' },
  {
    title: 'Write a plugin',
    pages: [
      'write-a-plugin/credentials',
      'write-a-plugin/endpoint',
      'write-a-plugin/transport',
      'write-a-plugin/signer',
      'write-a-plugin/retry',
    ],
    folder: 'write-a-plugin',
    collapsed: true,
  },
  { title: 'Design and evidence', pages: ['architecture', 'security', 'benchmarks', 'fault-lab', 'releasing'] },
  { title: 'Decisions', pages: [], folder: 'decisions', collapsed: true },
];
