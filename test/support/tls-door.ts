import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';

/** The authority that only tests trust, and its certificate for usher.test, localhost and 127.0.0.1 with its key. */
export const authority = fileURLToPath(new URL('certificate/ca.pem', import.meta.url));
const certificate = fileURLToPath(new URL('certificate/cert.pem', import.meta.url));
const key = fileURLToPath(new URL('certificate/key.pem', import.meta.url));

/** A TLS port before a server that speaks in the clear. */
export interface TlsDoor {
  readonly port: number;
  close(): void;
}

/** Opens a TLS port on loopback; what comes in goes on to `to` (`host:port`). */
export async function openTlsDoor(to: string): Promise<TlsDoor> {
  const [host = '', port = ''] = to.split(':');
  const options = { cert: await readFile(certificate), key: await readFile(key), ALPNProtocols: ['h2'] };
  const server = createServer(options, (secured) => {
    const plain = connect(Number(port), host);
    secured.pipe(plain).pipe(secured);
    secured.on('error', () => plain.destroy());
    plain.on('error', () => secured.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
