import type { Texts as DiagnoseTexts, Finding, UrlReport } from '@ossferry/diagnose';
import { effect, type Signal, signal } from '@preact/signals';
import { type Language, language } from '../state/language.ts';

/** What the fields hold. */
export const url: Signal<string> = signal('');
export const xml: Signal<string> = signal('');

/** What OSS answered when it was asked from here: a status, or that a page cannot know. */
export const answered: Signal<number | 'unreadable' | undefined> = signal();

export interface Explanation {
  readonly findings: readonly Finding[];
  readonly report: UrlReport;
  readonly labels: DiagnoseTexts['labels'];
}

export const explanation: Signal<Explanation | undefined> = signal();

interface Case {
  readonly url: string;
  readonly errorXml: string | undefined;
  readonly status: number | undefined;
}

const explained: Signal<Case | undefined> = signal();

/** Explains what the fields hold, and again when the language changes. */
export function explainFields(): void {
  const status = typeof answered.value === 'number' ? answered.value : undefined;
  explained.value = { url: url.value.trim(), errorXml: xml.value.trim() || undefined, status };
}

/** Puts a URL into the field, asks OSS why it refuses it, and explains. */
export async function explainUrl(failing: string): Promise<void> {
  url.value = failing;
  xml.value = '';
  await askOss();
  explainFields();
}

/** Asks for one byte with the URL, and puts the answer into the field. */
async function askOss(): Promise<void> {
  answered.value = undefined;
  try {
    const headers = { range: 'bytes=0-0' };
    const response = await fetch(url.value.trim(), { headers, credentials: 'omit', referrerPolicy: 'no-referrer' });
    answered.value = response.status;
    xml.value = response.ok ? '' : await response.text();
  } catch {
    answered.value = 'unreadable';
  }
}

/** A URL that ended long ago, and what OSS says of it. */
export function fillExample(): void {
  answered.value = undefined;
  url.value =
    'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/reports/2026.pdf?x-oss-signature-version=OSS4-HMAC-SHA256' +
    '&x-oss-date=20260105T090000Z&x-oss-expires=900&x-oss-credential=LTAI5tExample%2F20260105%2Fcn-hangzhou%2Foss' +
    '%2Faliyun_v4_request&x-oss-signature=3f1b8a6d5c4e7f90a1b2c3d4e5f60718293a4b5c6d7e8f901a2b3c4d5e6f7081';
  xml.value = `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>AccessDenied</Code>
  <Message>Request has expired.</Message>
  <RequestId>695B7E2F1D3C4A3837A9F0C2</RequestId>
  <HostId>examplebucket.oss-cn-hangzhou.aliyuncs.com</HostId>
  <Expires>2026-01-05T09:15:00.000Z</Expires>
  <ServerTime>2026-01-05T10:02:11.000Z</ServerTime>
  <EC>0002-00000069</EC>
</Error>
`;
}

effect(() => {
  const { value: chosen } = language;
  const { value: subject } = explained;
  if (subject !== undefined) void explainIn(chosen, subject);
});

async function explainIn(chosen: Language, subject: Case): Promise<void> {
  const [{ explain, inspectUrl }, texts] = await Promise.all([import('@ossferry/diagnose'), loadTexts[chosen]()]);
  const { url: failing, errorXml, status } = subject;
  const response = status === undefined ? undefined : { status, headers: {}, body: errorXml ?? '' };
  explanation.value = {
    findings: explain({ url: failing, errorXml, response, texts }),
    report: inspectUrl(failing, { texts }),
    labels: texts.labels,
  };
}

const loadTexts: Readonly<Record<Language, () => Promise<DiagnoseTexts>>> = {
  en: async () => (await import('@ossferry/diagnose/texts/en')).en,
  zh: async () => (await import('@ossferry/diagnose/texts/zh')).zh,
  ja: async () => (await import('@ossferry/diagnose/texts/ja')).ja,
};
