import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a MongoDB server that counts what is asked of it. */
export interface CountingDoor {
  readonly uri: string;
  /** Commands so far that were about data: a client's own looking after the server is left out. */
  asked(): number;
  /** Those of them that marked events as done. */
  marked(): number;
  close(): Promise<void>;
}

/** The head of an OP_MSG: length, request, response to, opcode, flags, section kind, document length, element type. */
const commandName = 26;
const opMessage = 2013;
const housekeeping = ['hello', 'ismaster', 'ping', 'endSessions', 'saslStart', 'saslContinue'];

/** Opens a door on loopback before the server of the URI. https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
export async function openCountingDoor(uri: string): Promise<CountingDoor> {
  const target = new URL(uri);
  const [port, host] = [Number(target.port), target.hostname];
  let asked = 0;
  let marked = 0;
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(port, host);
    const count = createCounter((name, collection) => {
      asked += Number(!housekeeping.includes(name));
      marked += Number(name === 'update' && collection === 'events');
    });
    for (const socket of [inner, outer]) sockets.add(socket.setNoDelay(true));
    inner.on('data', count).pipe(outer).pipe(inner);
    for (const socket of [inner, outer]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as AddressInfo).port);
  // Otherwise the client would go on to where the server says that it is.
  target.searchParams.set('directConnection', 'true');
  return {
    uri: target.href,
    asked: () => asked,
    marked: () => marked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads a stream of messages and tells the name of each command, and the collection it is about. */
function createCounter(tell: (name: string, collection: string) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      if (message.readInt32LE(12) !== opMessage) continue;
      const end = message.indexOf(0, commandName);
      const value = end + 1 + 4; // A string has its length before it.
      tell(message.toString('utf8', commandName, end), message.toString('utf8', value, message.indexOf(0, value)));
    }
  };
}
