import { cached, createCredentialChain, fromEnv } from '@ossferry/credentials';
import { fromAssumeRole } from '@ossferry/credentials/sts';

// Keys of a user from the environment, or from your own store …
const user = createCredentialChain(
  fromEnv(),
  cached(async () => ({ accessKeyId: 'LTAI5tExampleOfKey', accessKeySecret: 'from-your-store' })),
);
// … who becomes a role that may do one thing: what signs a URL should not be able to do more.
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
