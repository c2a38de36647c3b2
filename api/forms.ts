import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UsherError } from '../domain/errors.ts';

/** A form of ours is a few hundred bytes, and so is what a mail provider posts for its reader. */
const largest = 64 * 1024;

const text = { parseAs: 'string', bodyLimit: largest } as const;

/** Reads both types that RFC 8058 allows for the body of an unsubscription. */
export function addForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', text, (_request, body: string, done) => {
    done(null, new URLSearchParams(body));
  });
  app.addContentTypeParser(/^multipart\/form-data\b/, text, (request, body: string, done) => {
    const fields = readMultipart(request.headers['content-type'] ?? '', body);
    if (fields !== null) done(null, fields);
    else done(new UsherError('REQUEST_INVALID', 'the body is not multipart/form-data as its type says'));
  });
}

/** The texts of a form's field; none where there is no such field, or no form. */
export function fieldOf({ body }: FastifyRequest, name: string): readonly string[] {
  return body instanceof URLSearchParams ? body.getAll(name) : [];
}

/** The fields of a small form (RFC 7578); files are none of ours and left out. Null where it is no such form. */
function readMultipart(type: string, text: string): URLSearchParams | null {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return null;
  // Of what stands before the first line and after the last one nothing counts.
  const [, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`);
  if (parts.pop()?.startsWith('--') !== true) return null;
  return new URLSearchParams(parts.flatMap(fieldIn));
}

function fieldIn(part: string): [string, string][] {
  const end = part.indexOf('\r\n\r\n');
  const head = part.slice(0, Math.max(0, end));
  const name = /^content-disposition:\s*form-data\s*;\s*name="([^"]*)"\s*$/im.exec(head)?.[1];
  return name === undefined ? [] : [[name, part.slice(end + 4)]];
}
