import { connect } from 'node:net';
import { loopback } from './port.ts';

/**
 * One `hello` of the MongoDB wire protocol, by hand: OP_MSG with the document { hello: 1, $db: "admin" }.
 * Only `store/` may use the driver, and all that is asked here is whether somebody answers.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
function helloMessage(): Buffer {
  const fields = Buffer.concat([
    Buffer.from('\x10hello\0\x01\0\0\0', 'latin1'),
    Buffer.from('\x02$db\0\x06\0\0\0admin\0', 'latin1'),
    Buffer.from([0]),
  ]);
  const head = Buffer.alloc(25); // length, request, response to, operation; flags; section kind; document length
  head.writeInt32LE(head.length + fields.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12); // OP_MSG
  head.writeInt32LE(4 + fields.length, 21);
  return Buffer.concat([head, fields]);
}

/** Whether a MongoDB server answers on this port within the time. */
export function mongoAnswers(port: number, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: loopback });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(milliseconds, () => done(false));
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.write(helloMessage()));
    socket.once('data', () => done(true));
  });
}
