import type { Cause } from '../cause.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import { regions } from './regions.ts';
import type { Hypothesis } from './signature-computer.ts';
import { setParameter, type Variation, type VariationInput, vary } from './variation.ts';

/** Lists variations of the signer: token, secret, access key, region and product. */
export function varyIdentity(input: VariationInput): readonly Variation[] {
  return [...varyToken(input), ...varySecret(input), ...varyAccessKey(input), ...varyScope(input)];
}

function varyToken({ base, credentials, version }: VariationInput): readonly Variation[] {
  const name = version === 'V4' ? 'x-oss-security-token' : 'security-token';
  const token = base.form.query.find(([other]) => other === name)?.[1];
  const given = credentials.securityToken;
  const put = (form: SignedForm, value: string): Partial<SignedForm> => ({
    query: setParameter(form.query, name, value),
  });
  const drop = (form: SignedForm): Partial<SignedForm> => ({ query: form.query.filter(([other]) => other !== name) });
  return [
    ...(given !== undefined && given !== token
      ? [vary('token', (form) => put(form, given), token === undefined ? 'TokenMissing' : 'TokenOfOtherKey')]
      : []),
    ...(token === undefined ? [] : [vary('token', drop, 'TokenNotSigned')]),
  ];
}

function varySecret({ base }: VariationInput): readonly Variation[] {
  const { secret } = base;
  const bare = secret.trim().replace(/^["']|["']$/g, '');
  const spellings = [
    bare,
    secret.trim(),
    `${secret}\n`,
    `${secret} `,
    `${secret}\r\n`,
    `${secret}\r`,
    ` ${secret}`,
    `"${secret}"`,
  ];
  return [...new Set(spellings)]
    .filter((other) => other !== secret)
    .map((other) => ({
      dimension: 'secret',
      cause: 'SecretHasWhitespace',
      apply: (hypothesis) => ({ ...hypothesis, secret: other }),
    }));
}

function varyAccessKey({ base, credentials, version }: VariationInput): readonly Variation[] {
  const credential = base.form.query.find(([name]) => name === 'x-oss-credential')?.[1];
  if (version === 'V1' || credential === undefined) return [];
  const own = credential.replace(/^[^/]*/, credentials.accessKeyId);
  if (own === credential) return [];
  return [
    vary('access key', (form) => ({ query: setParameter(form.query, 'x-oss-credential', own) }), 'AccessKeyDiffers'),
  ];
}

function varyScope({ base, version, hostRegion }: VariationInput): readonly Variation[] {
  if (version === 'V1') return [];
  const candidates = new Set([
    hostRegion ?? base.region,
    base.region.replace(/^oss-/, ''),
    `oss-${base.region}`,
    ...regions,
  ]);
  candidates.delete(base.region);
  const products = ['oss', 'oss-cloudbox', 's3'].filter((product) => product !== base.product);
  return [
    ...[...candidates].flatMap((region) => scopeVariations({ region }, 'RegionWrong')),
    ...products.flatMap((product) => scopeVariations({ product }, 'ProductWrong')),
  ];
}

/** Varies the scope with and without the credential in the URL: the URL may name another scope than the signed one. */
function scopeVariations(scope: { region?: string; product?: string }, cause: Cause): readonly Variation[] {
  const apply = (hypothesis: Hypothesis): Hypothesis => ({ ...hypothesis, ...scope });
  return [
    { dimension: 'scope', cause, apply },
    {
      dimension: 'scope',
      cause,
      apply(hypothesis) {
        const varied = apply(hypothesis);
        const { region, product, form } = varied;
        const query = form.query.map(([name, value]) => {
          const [accessKeyId, date, , , suffix] = value.split('/');
          return name === 'x-oss-credential'
            ? ([name, [accessKeyId, date, region, product, suffix].join('/')] as const)
            : ([name, value] as const);
        });
        return { ...varied, form: { ...form, query } };
      },
    },
  ];
}
