import { cached, createCredentialChain, fromEnv } from '@ossferry/credentials';
import { fromAssumeRole } from '@ossferry/credentials/sts';

// A user's keys, from the environment or from your own store.
const user = createCredentialChain(
  fromEnv(),
  cached(async () => ({ accessKeyId: 'LTAI5tExampleOfKey', accessKeySecret: 'from-your-store' })),
);
// The user assumes a role with one permission: credentials that sign a URL should allow nothing else.
const reader = fromAssumeRole({
  source: user,
  roleArn: 'acs:ram::1234567890123456:role/reader',
  region: 'cn-hangzhou',
  policy: {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'oss:GetObject', Resource: 'acs:oss:*:*:my-bucket/reports/*' }],
  },
});

export { reader, user };
