import { readConfiguration } from '../../../domain/configuration/schema.ts';
import { UsherError } from '../../../domain/errors.ts';

const secret = 'hunter2';

function refusal(environment: Record<string, string>): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof UsherError && error.code === 'CONFIGURATION_INVALID') return error.message;
    throw error;
  }
  return 'none';
}

describe('the configuration', () => {
  it('has a default for everything but the servers', () => {
    expect(readConfiguration({})).toEqual({
      temporal: {
        ...{ address: null, namespace: 'default', taskQueue: 'usher', tls: false, serverName: null, apiKey: null },
        files: { ca: null, certificate: null, key: null },
      },
      mongo: { uri: null, database: 'usher' },
      smtp: { url: null },
      dkim: null,
      webhook: { secrets: [], allow: [] },
      links: { secrets: [], publicUrl: null },
      forget: { secrets: [] },
      api: { address: null, providerSecrets: [] },
      folder: null,
      clock: 'real',
      metrics: { address: null, temporalAddress: null },
      logLevel: 'info',
    });
  });

  it('does not mind what is not its own, and takes an empty variable for none', () => {
    const foreign = {
      PATH: '/bin',
      TEMPORALLY: 'x',
      MONGO_URI: 'y',
      usher_clock: 'z',
      USHER_CLOCK: '',
      MONGODB_URI: '',
    };
    expect(readConfiguration(foreign)).toEqual(readConfiguration({}));
  });

  it.each([
    [{ TEMPORAL_ADDRES: 'localhost:7233' }, /^TEMPORAL_ADDRES is not a variable that Usher knows; expected one of TEMPORAL_ADDRESS, /],
    [{ USHER_QUEUE: 'x' }, /^USHER_QUEUE is not a variable/],
    [{ MONGODB_URL: 'x' }, /^MONGODB_URL is not a variable/],
    [{ SMTP_HOST: 'x' }, /^SMTP_HOST is not a variable/],
    [{ TEMPORAL_ADDRESS: 'localhost' }, /^TEMPORAL_ADDRESS: found "localhost", expected host:port$/],
    [{ TEMPORAL_ADDRESS: 'https://cloud:7233' }, /^TEMPORAL_ADDRESS: found "https:\/\/cloud:7233", expected host:port$/],
    [{ TEMPORAL_TLS: 'yes' }, /^TEMPORAL_TLS: found "yes", expected one of true, false$/],
    [{ MONGODB_URI: 'postgres://x' }, /^MONGODB_URI: found a value, expected mongodb:\/\/… or mongodb\+srv:\/\/…$/],
    [{ MONGODB_DATABASE: 'a b' }, /^MONGODB_DATABASE: found "a b", expected 1–63 letters, digits, - or _$/],
    [{ SMTP_URL: 'http://x' }, /^SMTP_URL: found a value, expected smtp:\/\/… or smtps:\/\/…$/],
    [{ USHER_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, /^USHER_WEBHOOK_SECRET: found a value, expected whsec_ and 24 to 64 bytes in base64, with commas between several$/],
    [{ USHER_WEBHOOK_ALLOW: 'crm.internal, http://crm' }, /^USHER_WEBHOOK_ALLOW: found "crm.internal, http:\/\/crm", expected hosts such as /],
    [{ USHER_WEBHOOK_ALLOW: ',' }, /^USHER_WEBHOOK_ALLOW: found ","/],
    [{ USHER_LINK_SECRET: 'short' }, /^USHER_LINK_SECRET: found a value, expected 32 to 200 letters, digits or /],
    [{ USHER_PUBLIC_URL: 'go.acme.test' }, /^USHER_PUBLIC_URL: found a value, expected https:\/\/… without \? and #; http:\/\/… for localhost alone$/],
    ...['http://go.acme.test', 'http://localhost.evil.test', 'http://127.0.0.1.evil.test', 'http://localhost@evil.test'].map(
      (url) => [{ USHER_PUBLIC_URL: url }, /^USHER_PUBLIC_URL: found a value, expected https:/] as const,
    ),
    [{ USHER_API_ADDRESS: '8400' }, /^USHER_API_ADDRESS: found "8400", expected host:port$/],
    [{ USHER_PROVIDER_SECRET: 'whsec_x' }, /^USHER_PROVIDER_SECRET: found a value, expected whsec_ and 24 to 64 bytes in base64/],
    [{ USHER_DKIM_DOMAIN: 'acme' }, /^USHER_DKIM_DOMAIN: found "acme", expected a domain such as acme.test$/],
    [{ USHER_DKIM_DOMAIN: 'acme.test' }, /^USHER_DKIM_DOMAIN, USHER_DKIM_SELECTOR and USHER_DKIM_KEY_PATH: found some of the three, expected all or none$/],
    [{ USHER_CLOCK: 'fast' }, /^USHER_CLOCK: found "fast", expected one of real, demonstration$/],
    [{ USHER_LOG_LEVEL: 'loud' }, /^USHER_LOG_LEVEL: found "loud", expected one of trace, debug, info, warn, error, fatal, silent$/],
  ] as const)('names what is unknown or wrong, and what would be right: %j', (environment, words) => {
    expect(refusal(environment)).toMatch(words);
  }); // prettier-ignore

  it('names everything that is wrong, at once', () => {
    const words = refusal({ TEMPORAL_ADDRESS: 'x', USHER_CLOCK: 'fast', USHER_CLOK: 'real' });
    expect(words.split('\n').map((line) => line.split(/[: ]/)[0]).sort()).toEqual(['TEMPORAL_ADDRESS', 'USHER_CLOCK', 'USHER_CLOK']); // prettier-ignore
  });

  it.each([
    { MONGODB_URI: `http://bo:${secret}@db` },
    { SMTP_URL: `bo:${secret}@mail` },
    { TEMPORAL_API_KEY: secret, USHER_CLOCK: 'fast' },
    { TEMPORAL_KEY: secret },
    { USHER_WEBHOOK_SECRET: `whsec_${secret}` },
  ])('never shows a secret, right or wrong: %#', (environment) => {
    expect(refusal(environment)).not.toContain(secret);
    expect(refusal(environment)).not.toBe('none');
  });
});

describe('the links of a configuration', () => {
  it('have keys of which the first signs, and an address without a slash at its end', () => {
    const [one, two] = ['a'.repeat(32), 'b'.repeat(44)];
    const given = { USHER_LINK_SECRET: `${one}, ${two}`, USHER_PUBLIC_URL: 'https://go.acme.test/usher/' };
    expect(readConfiguration(given).links).toEqual({ secrets: [one, two], publicUrl: 'https://go.acme.test/usher' });
  });
});

describe('the address of the API', () => {
  it.each(['http://localhost:8026', 'http://127.0.0.1:8026/usher', 'http://[::1]:8026', 'https://go.acme.test:8443'])('may be %s', (url) => {
    expect(readConfiguration({ USHER_PUBLIC_URL: url }).links.publicUrl).toBe(url);
  }); // prettier-ignore
});

describe('the webhooks of a configuration', () => {
  it('are signed with one key, or with two while receivers change over', () => {
    const [one, two] = ['a'.repeat(32), `${'b'.repeat(42)}==`];
    expect(readConfiguration({ USHER_WEBHOOK_SECRET: `whsec_${one}, whsec_${two}` }).webhook.secrets).toEqual([
      one,
      two,
    ]);
  });

  it('may go to hosts that are named, at any port or at one', () => {
    const { allow } = readConfiguration({ USHER_WEBHOOK_ALLOW: 'CRM.internal,10.0.0.7:8080,[fd00::7]:443' }).webhook;
    expect(allow).toEqual([
      { host: 'crm.internal', port: null },
      { host: '10.0.0.7', port: 8080 },
      { host: '[fd00::7]', port: 443 },
    ]);
  });
});

describe('the connection to Temporal', () => {
  it.each([
    ['nothing', {}, false],
    ['an API key', { TEMPORAL_API_KEY: secret }, true],
    ['a server’s certificate', { TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/ca.pem' }, true],
    ['a client’s certificate', { TEMPORAL_TLS_CLIENT_CERT_PATH: '/a.pem', TEMPORAL_TLS_CLIENT_KEY_PATH: '/a.key' }, true],
    ['its own word', { TEMPORAL_TLS: 'true' }, true],
    ['an API key but its own word against it', { TEMPORAL_API_KEY: secret, TEMPORAL_TLS: 'false' }, false],
  ])('is encrypted as said by %s', (_, environment, tls) => {
    expect(readConfiguration(environment).temporal.tls).toBe(tls);
  }); // prettier-ignore

  it('takes certificates, a server name and an API key', () => {
    const { temporal } = readConfiguration({
      TEMPORAL_ADDRESS: 'cloud.test:7233',
      TEMPORAL_NAMESPACE: 'acme',
      TEMPORAL_API_KEY: secret,
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/ca.pem',
      TEMPORAL_TLS_CLIENT_CERT_PATH: '/a.pem',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/a.key',
      TEMPORAL_TLS_SERVER_NAME: 'cloud',
      USHER_TASK_QUEUE: 'blue',
    });
    expect(temporal).toEqual({
      ...{ address: 'cloud.test:7233', namespace: 'acme', taskQueue: 'blue', tls: true },
      ...{ serverName: 'cloud', apiKey: secret },
      files: { ca: '/ca.pem', certificate: '/a.pem', key: '/a.key' },
    });
  });
});
