import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Manners, Misbehaviour } from './behaviour.ts';
import type { Mailbox } from './mailbox.ts';

/** Larger than any nudge; more would only fill a disk. */
const largestMail = 25 * 1024 * 1024;

type Answer = (error?: Error | null) => void;

function addressOf({ address }: SMTPServerAddress): string {
  return address.toLowerCase();
}

function refusal({ code, text }: Extract<Misbehaviour, { kind: 'refuse' }>): Error {
  return Object.assign(new Error(text ?? 'refused, as the test asked'), { responseCode: code });
}

/** Cuts the line without a word. */
function hangUp(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection.close();
  }
}

async function keep(mailbox: Mailbox, { envelope }: SMTPServerSession, source: Buffer): Promise<void> {
  const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  await mailbox.receive(sender, [...new Set(envelope.rcptTo.map(addressOf))], source);
}

/** Keeps the mail and answers, or misbehaves as it was told. A mail is answered for only after it is kept. */
function takeMail(server: () => SMTPServer, mailbox: Mailbox, manners: Manners) {
  return async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<'answer' | 'silence'> => {
    const source = await buffer(stream);
    if (stream.sizeExceeded) throw Object.assign(new Error(`larger than ${largestMail} bytes`), { responseCode: 552 });
    const how = manners.next('mail', session.envelope.rcptTo.map(addressOf));
    if (how?.kind === 'hang') return 'silence';
    if (how?.kind === 'delay') await pause(how.milliseconds);
    await keep(mailbox, session, source);
    if (how?.kind !== 'drop') return 'answer';
    hangUp(server(), session);
    return 'silence';
  };
}

/** An SMTP server that takes every mail from everybody, with or without a password, and puts it into the mailbox. */
export function createSmtpServer(mailbox: Mailbox, manners: Manners): SMTPServer {
  const onRcptTo = (address: SMTPServerAddress, _session: SMTPServerSession, answer: Answer): void => {
    const how = manners.next('recipient', [addressOf(address)]);
    answer(how?.kind === 'refuse' ? refusal(how) : null);
  };
  const take = takeMail(() => server, mailbox, manners);
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: largestMail,
    closeTimeout: 200,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'anybody' }),
    onRcptTo,
    onData: (stream, session, answer) => {
      take(stream, session).then(
        (outcome) => (outcome === 'answer' ? answer() : undefined),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A sender that hangs up in the middle is its own business.
  server.on('error', () => undefined);
  return server;
}
