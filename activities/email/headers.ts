/** What one POST needs to unsubscribe (RFC 8058). @param address absent: nobody has to be able to */
export function oneClickHeaders(address: string | null) {
  if (address === null) return {};
  return {
    list: { unsubscribe: address },
    headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}

/**
 * What our signature covers where a mail has it. RFC 8058 wants both List-Unsubscribe headers signed: else anybody could
 * put an address of their own under somebody's click.
 */
export const signedHeaders: readonly string[] = [
  ...['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references'],
  ...['mime-version', 'content-type', 'content-transfer-encoding'],
  ...['list-id', 'list-unsubscribe', 'list-unsubscribe-post'],
];
