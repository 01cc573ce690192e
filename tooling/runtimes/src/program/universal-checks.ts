import type { Check } from './check.ts';
import { credentialsChecks } from './credentials-checks.ts';
import { diagnoseChecks } from './diagnose-checks.ts';
import { presignChecks } from './presign-checks.ts';
import { sendChecks } from './send-checks.ts';
import { signatureChecks } from './signature-checks.ts';
import { signingClientChecks } from './signing-server-checks.ts';
import { snippetChecks } from './snippet-checks.ts';
import type { TestConfig } from './test-config.ts';

/** The checks that run in every runtime. */
export function universalChecks(config: TestConfig): readonly Check[] {
  return [
    signatureChecks,
    presignChecks,
    sendChecks,
    credentialsChecks,
    diagnoseChecks,
    snippetChecks,
    signingClientChecks,
  ].flatMap((createChecks) => createChecks(config));
}
