import type { Check } from './check.ts';
import { credentialsChecks } from './credentials-checks.ts';
import { diagnoseChecks } from './diagnose-checks.ts';
import { presignChecks } from './presign-checks.ts';
import { sendChecks } from './send-checks.ts';
import type { Setting } from './setting.ts';
import { signatureChecks } from './signature-checks.ts';
import { askingChecks } from './signing-server-checks.ts';
import { snippetChecks } from './snippet-checks.ts';

/** What every runtime is asked; how it downloads is its own. */
export function universalChecks(setting: Setting): readonly Check[] {
  return [
    signatureChecks,
    presignChecks,
    sendChecks,
    credentialsChecks,
    diagnoseChecks,
    snippetChecks,
    askingChecks,
  ].flatMap((make) => make(setting));
}
