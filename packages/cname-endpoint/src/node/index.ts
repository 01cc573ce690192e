export { type CheckCnameOptions, checkCname } from './check-cname.ts';
export type {
  AnswerFacts,
  CertificateFacts,
  CnameFacts,
  CnameFinding,
  CnameReport,
  DnsFacts,
  Unreachable,
} from './cname-report.ts';
export type { OssHost } from './oss-host.ts';
export type { CnameResolver } from './read-dns.ts';
